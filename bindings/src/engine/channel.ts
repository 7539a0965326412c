// The client of the engine. It looks like a remote service that cannot be
// broken: requests go one at a time to an instance in a worker, and when an
// instance dies of a request another one is started from the same compiled
// module and asked again. That is safe because a request carries all it needs
// and leaves nothing behind. The exception, a search, holds on to its instance and
// ends with it.

import workerText from "worker-text:./worker.ts";
import { type Host, startInWorker, startOnThisThread } from "./host.ts";
import { Dead } from "./instance.ts";
import { compile, type Source } from "./source.ts";
import { decodeResponse, encodeRequest, FaultlabError } from "./wire.ts";

/** Where the engine runs: a worker from a file of the same origin, a worker from a blob, this thread. */
export type Place = "url" | "blob" | "main";

export interface EngineOptions extends Source {
  /** 'auto' tries a worker file, then a blob worker, then this thread; false means this thread alone. */
  worker?: "auto" | "url" | "blob" | false;
  /** Where faultlab.worker.js was copied to, if it does not lie beside the script. */
  workerURL?: string | URL;
  /** How long a request may take, in milliseconds. It cannot be kept on this thread. */
  deadline?: number;
  /** Called with what was seen when an instance died. */
  onDeath?: (why: string) => void;
  /** Lets requests ask the engine to fail; for tests alone. */
  faults?: boolean;
}

export interface RequestOptions {
  signal?: AbortSignal | undefined;
  /** In milliseconds, for this request alone. */
  deadline?: number | undefined;
  /** Ties it to the instance that has answered the others which have this. */
  hold?: Hold | undefined;
}

/** What requests share that leave something behind in an instance: no other one may answer the second of them. */
export interface Hold {
  /** The instance, once there is one. */
  host?: Host;
  /** How long it worked at the last request, in milliseconds. */
  took: number;
}

const usualDeadline = 20_000;

/** How long an aborted request may go on before its worker is given up: most answers are faster than a new worker. */
const grace = 50;

/** Compiles the engine and starts the first instance. */
export async function startChannel(options: EngineOptions = {}): Promise<Channel> {
  const module = await compile(options);
  const channel = new Channel(module, options);
  await channel.open();
  return channel;
}

/** Sends requests to an instance, and sees to it that there is one. */
export class Channel {
  /** How many instances have died so far. */
  restarts = 0;
  /** Where the instance runs; found when the first one starts. */
  place: Place = "main";

  readonly #module: WebAssembly.Module;
  readonly #options: EngineOptions;
  #host: Host | undefined;
  #last: Promise<unknown> = Promise.resolve();
  #closed = false;
  readonly #holds = new Set<Hold>();
  #lost = "";

  constructor(module: WebAssembly.Module, options: EngineOptions) {
    this.#module = module;
    this.#options = options;
  }

  /** Starts the first instance in the first place that takes it. */
  async open(): Promise<void> {
    const refused: string[] = [];
    for (const place of places(this.#options)) {
      try {
        this.#host = await within(usualDeadline, this.#start(place));
        this.place = place;
        return;
      } catch (error) {
        refused.push(`${place}: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
    throw new FaultlabError("start", `the engine cannot be started (${refused.join("; ")})`);
  }

  /** Sends one request and resolves to the body of its response. Requests wait for one another. */
  request(op: string, body: unknown, options: RequestOptions = {}): Promise<unknown> {
    const { signal } = options;
    if (signal?.aborted) return Promise.reject(signal.reason);
    const turn = this.#last.then(async () => {
      signal?.throwIfAborted();
      return decodeResponse(await this.#serve(encodeRequest(op, body), op, options));
    });
    this.#last = turn.catch(() => {});
    return orAborted(turn, signal);
  }

  /** Something is going to be kept in the instance, which is not given up lightly until the hold is released. */
  hold(): Hold {
    const hold = { took: 0 };
    this.#holds.add(hold);
    return hold;
  }

  /** Ends a hold. An instance that has become large is then replaced: its memory grows and never shrinks. */
  release(hold: Hold, large: boolean): void {
    this.#holds.delete(hold);
    if (!large) return;
    this.#last = this.#last.then(() => {
      if (this.#holds.size > 0 || hold.host !== this.#host) return;
      this.#host?.close();
      this.#host = undefined;
    });
  }

  close(): void {
    this.#closed = true;
    this.#host?.close();
    this.#host = undefined;
  }

  /** Asks the instance, and once more another one if the first dies of it. */
  async #serve(request: Uint8Array, op: string, options: RequestOptions): Promise<Uint8Array> {
    const { hold, signal } = options;
    const deadline = options.deadline ?? this.#options.deadline ?? usualDeadline;
    const deaths: string[] = [];
    while (deaths.length < 2) {
      if (this.#closed) throw new FaultlabError("closed", "the engine was closed");
      if (hold?.host && hold.host !== this.#host) throw this.#replaced();
      this.#host ??= await within(usualDeadline, this.#start(this.place));
      try {
        const begun = performance.now();
        // Who has lost interest waits all the same if the instance keeps what others want.
        const response = await within(deadline, this.#host.ask(request), this.#heldByOthers(hold) ? undefined : signal);
        if (hold) Object.assign(hold, { host: this.#host, took: performance.now() - begun });
        return response;
      } catch (error) {
        if (error instanceof FaultlabError && error.code !== "deadline") throw error;
        // Whatever happened, nobody waits for this instance any more.
        this.#lost = error instanceof Error ? error.message : "";
        this.#host?.close();
        this.#host = undefined;
        if (this.#closed) continue;
        if (!(error instanceof Dead || error instanceof FaultlabError)) throw error;
        this.restarts++;
        this.#options.onDeath?.(error.message);
        // To replay a request that ran out of time would take that time again.
        if (error instanceof FaultlabError) throw error;
        if (hold?.host) throw this.#replaced();
        deaths.push(error.message);
      }
    }
    throw new FaultlabError(
      "died",
      `the engine dies of this request (${op}), also after a restart: ${deaths.join("; then ")}. This is a bug of Faultlab.`,
    );
  }

  #heldByOthers(hold: Hold | undefined): boolean {
    return this.#holds.size > (hold ? 1 : 0);
  }

  #replaced(): FaultlabError {
    const why = this.#lost ? ` (${this.#lost})` : "";
    return new FaultlabError(
      "replaced",
      `the engine was replaced${why}, and what it had found so far is lost: begin again`,
    );
  }

  #start(place: Place): Promise<Host> {
    const options = { faults: this.#options.faults === true };
    if (place === "main") return startOnThisThread(this.#module, options);
    if (place === "url") return startInWorker(workerFile(this.#options), this.#module, options);
    const blob = URL.createObjectURL(new Blob([workerText], { type: "text/javascript" }));
    return startInWorker(trusted(blob), this.#module, options).finally(() => URL.revokeObjectURL(blob));
  }
}

function places(options: EngineOptions): Place[] {
  const { worker = "auto" } = options;
  if (worker === false || typeof Worker === "undefined") return ["main"];
  if (worker !== "auto") return [worker];
  // A page from a file may not load a worker from one.
  const fromFile = globalThis.location?.protocol === "file:";
  return fromFile ? ["blob", "main"] : ["url", "blob", "main"];
}

function workerFile(options: EngineOptions): URL {
  if (options.workerURL) return new URL(options.workerURL, globalThis.document?.baseURI);
  // The literal form is what bundlers look for.
  return new URL("./faultlab.worker.js", import.meta.url);
}

interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { createScriptURL: (url: string) => string },
  ): { createScriptURL(url: string): string };
}

let policy: ReturnType<TrustedTypes["createPolicy"]> | undefined;

/** Lets a page that enforces Trusted Types allow our blob by the policy name "faultlab". */
function trusted(blob: string): string {
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };
  if (!trustedTypes) return blob;
  policy ??= trustedTypes.createPolicy("faultlab", { createScriptURL: (url) => url });
  return policy.createScriptURL(blob);
}

/** Rejects when the time is up, or some grace after the caller lost interest. */
function within<T>(milliseconds: number, work: Promise<T>, signal?: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(
      () => reject(new FaultlabError("deadline", `the engine did not answer within ${milliseconds} ms`)),
      milliseconds,
    );
    let given: ReturnType<typeof setTimeout> | undefined;
    const giveUp = () => {
      given = setTimeout(() => reject(signal?.reason), grace);
    };
    signal?.addEventListener("abort", giveUp);
    work.then(resolve, reject).finally(() => {
      clearTimeout(late);
      clearTimeout(given);
      signal?.removeEventListener("abort", giveUp);
    });
  });
}

/** Rejects at once when the caller loses interest, whatever the work is doing. */
function orAborted<T>(work: Promise<T>, signal?: AbortSignal): Promise<T> {
  if (!signal) return work;
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    signal.addEventListener("abort", abort);
    work.then(resolve, reject).finally(() => signal.removeEventListener("abort", abort));
  });
}
