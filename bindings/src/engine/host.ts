// Where an instance lives: in a worker, or on the thread that asks.

import { type Announcement, Dead, Instance, type StartOptions } from "./instance.ts";
import { FaultlabError } from "./wire.ts";

export type ToWorker =
  | { kind: "start"; module: WebAssembly.Module; options: StartOptions }
  | { kind: "ask"; request: Uint8Array };

export type FromWorker =
  | { kind: "ready"; announcement: Announcement }
  | { kind: "answer"; response: Uint8Array<ArrayBuffer> }
  | { kind: "refused"; code: string; message: string }
  | { kind: "dead"; why: string };

/** One instance that can be asked one thing at a time, and thrown away. */
export interface Host {
  /** Rejects with Dead if the instance did not survive the request. */
  ask(request: Uint8Array): Promise<Uint8Array>;
  close(): void;
}

export async function startOnThisThread(module: WebAssembly.Module, options: StartOptions): Promise<Host> {
  const instance = await Instance.start(module, options);
  return {
    ask: async (request) => instance.handle(request),
    close() {},
  };
}

/** Starts an instance in a new worker. Rejects if the browser refuses the worker or the worker the module. */
export async function startInWorker(
  url: string | URL,
  module: WebAssembly.Module,
  options: StartOptions,
): Promise<Host> {
  const worker = new Worker(url, { name: "faultlab" });
  const host = new WorkerHost(worker);
  try {
    await host.start(module, options);
  } catch (error) {
    host.close();
    throw error;
  }
  return host;
}

class WorkerHost implements Host {
  readonly #worker: Worker;
  #waiting: { answer: (message: FromWorker) => void; fail: (error: Dead) => void } | undefined;

  constructor(worker: Worker) {
    this.#worker = worker;
    worker.onmessage = ({ data }: MessageEvent<FromWorker>) => {
      const waiting = this.#waiting;
      this.#waiting = undefined;
      waiting?.answer(data);
    };
    worker.onmessageerror = () => this.#fail("a message could not be read");
    worker.onerror = (event) => {
      event.preventDefault();
      this.#fail(event.message || "the worker could not be loaded");
    };
  }

  async start(module: WebAssembly.Module, options: StartOptions): Promise<void> {
    const message = await this.#exchange({ kind: "start", module, options });
    if (message.kind !== "ready") throw new Dead(message.kind === "dead" ? message.why : "it did not start");
  }

  async ask(request: Uint8Array): Promise<Uint8Array> {
    // The request is copied, not transferred: it may have to be asked again.
    const message = await this.#exchange({ kind: "ask", request });
    if (message.kind === "answer") return message.response;
    if (message.kind === "refused") throw new FaultlabError(message.code, message.message);
    throw new Dead(message.kind === "dead" ? message.why : "it answered out of turn");
  }

  close(): void {
    this.#worker.terminate();
    this.#fail("it was closed");
  }

  #exchange(message: ToWorker): Promise<FromWorker> {
    return new Promise((answer, fail) => {
      this.#waiting = { answer, fail };
      this.#worker.postMessage(message);
    });
  }

  #fail(why: string): void {
    const waiting = this.#waiting;
    this.#waiting = undefined;
    waiting?.fail(new Dead(why));
  }
}
