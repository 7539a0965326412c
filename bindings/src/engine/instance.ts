// One running instance of the engine, on whatever thread this code runs.

import { goClass } from "wasm_exec";
import { FaultlabError } from "./wire.ts";

/** What the engine tells of itself before the first request. */
export interface Announcement {
  readonly version: number;
  readonly maxRequest: number;
}

export interface StartOptions {
  /** Lets requests ask the engine to fail; for tests alone. */
  readonly faults: boolean;
}

/** The instance cannot be asked again. The message says what was seen. */
export class Dead extends Error {}

interface Exports extends WebAssembly.Exports {
  readonly mem: WebAssembly.Memory;
  readonly alloc: (size: number) => number;
  readonly handle: (size: number) => bigint;
}

export class Instance {
  readonly announcement: Announcement;
  readonly #exports: Exports;
  readonly #program: Program;

  private constructor(announcement: Announcement, exports: Exports, program: Program) {
    this.announcement = announcement;
    this.#exports = exports;
    this.#program = program;
  }

  static async start(module: WebAssembly.Module, options: StartOptions): Promise<Instance> {
    const program = new Program(options);
    const instance = await WebAssembly.instantiate(module, program.imports);
    const announcement = program.run(instance);
    return new Instance(announcement, instance.exports as Exports, program);
  }

  /**
   * Answers one request. Throws Dead if the instance did not survive it: a host exception (the stack ran
   * out), a Go program that has exited, or no envelope. After a host exception the instance would go on
   * answering, with its deferred functions unrun and its locks held, so it counts as dead all the same.
   */
  handle(request: Uint8Array): Uint8Array<ArrayBuffer> {
    const { maxRequest } = this.announcement;
    if (request.length > maxRequest) {
      throw new FaultlabError("limit", `the request has ${request.length} bytes, the engine takes ${maxRequest}`);
    }
    let answer: bigint;
    try {
      const room = this.#exports.alloc(request.length) >>> 0;
      this.#view(room, request.length).set(request);
      answer = BigInt.asUintN(64, this.#exports.handle(request.length));
    } catch (error) {
      throw new Dead(this.#program.lastWords(`it threw ${String(error)}`));
    }
    if (this.#program.exited) throw new Dead(this.#program.lastWords("it exited"));
    const length = Number(answer & 0xffffffffn);
    if (length === 0) throw new Dead(this.#program.lastWords("it gave no answer"));
    return this.#view(Number(answer >> 32n), length).slice();
  }

  /** A view on linear memory, good until the next call: growth detaches it. */
  #view(address: number, length: number): Uint8Array {
    return new Uint8Array(this.#exports.mem.buffer, address, length);
  }
}

/** The Go program of one instance, in a global scope of its own. */
class Program {
  readonly #go;
  readonly #scope: Record<string, unknown>;
  #announcement: Announcement | undefined;
  #printed = "";
  #exitCode: number | undefined;

  constructor(options: StartOptions) {
    this.#scope = { Object, Array, Uint8Array, Date, Error, crypto, performance, TextEncoder, TextDecoder };
    this.#scope.faultlabStart = (announcement: Announcement) => {
      this.#announcement = { ...announcement };
      return { ...options };
    };
    this.#go = new (goClass(this.#scope))();
    this.#go.exit = (code) => {
      this.#exitCode = code;
    };
    const decoder = new TextDecoder();
    (this.#scope.fs as { writeSync: unknown }).writeSync = (_file: number, bytes: Uint8Array) => {
      this.#printed = (this.#printed + decoder.decode(bytes)).slice(0, 400);
      return bytes.length;
    };
  }

  get imports(): WebAssembly.Imports {
    return this.#go.importObject;
  }

  get exited(): boolean {
    return this.#go.exited === true;
  }

  /** Runs main until it parks, which it does after announcing the engine. */
  run(instance: WebAssembly.Instance): Announcement {
    let failure: unknown;
    this.#go.run(instance).catch((error) => {
      failure = error;
    });
    if (this.#announcement === undefined) {
      throw new Dead(this.lastWords(failure ? String(failure) : "it did not announce itself"));
    }
    return this.#announcement;
  }

  /** What was seen, with what Go printed about it: the first line names the cause. */
  lastWords(seen: string): string {
    const code = this.#exitCode === undefined ? "" : ` with code ${this.#exitCode}`;
    const cause = this.#printed.trim().split("\n")[0];
    return cause ? `${seen}${code} (${cause})` : seen + code;
  }
}
