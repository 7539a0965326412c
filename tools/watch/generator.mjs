// The generator, from outside: a thread (site.mjs) that is started anew when its modules have changed.

import { Worker } from "node:worker_threads";

/** A task was given up for a newer one. */
export class Superseded extends Error {}

export class Generator {
  #worker;
  #waiting = new Map();
  #last = 0;
  #options;

  /** It makes the site in a folder out of bundles in another one, with the scenarios of somebody's own package. */
  constructor({ root, out, bundles, own }) {
    this.#options = { workerData: { root, out, own }, env: { ...process.env, FAULTLAB_BUNDLES: bundles } };
  }

  /** Starts anew, with modules and bundles as they are now. What was asked before and isn't answered is given up. */
  async restart() {
    await this.#worker?.terminate();
    for (const { failed } of this.#waiting.values()) failed(new Superseded());
    this.#waiting.clear();
    this.#worker = new Worker(new URL("site.mjs", import.meta.url), this.#options);
    const worker = this.#worker;
    worker.on("message", ({ id, answer, error }) => {
      const waiting = this.#waiting.get(id);
      this.#waiting.delete(id);
      if (error === undefined) waiting?.done(answer);
      else waiting?.failed(new Error(error));
    });
    worker.on("error", (error) => {
      for (const { failed } of this.#waiting.values()) failed(error);
      this.#waiting.clear();
      if (this.#worker === worker) this.#worker = undefined;
    });
    await this.#answer(0);
  }

  /** Does a task, if need be in a new thread, for the last may have died of a mistake. */
  async ask(task, name) {
    if (!this.#worker) await this.restart();
    const id = ++this.#last;
    this.#worker.postMessage({ id, task, name });
    return this.#answer(id);
  }

  #answer(id) {
    return new Promise((done, failed) => this.#waiting.set(id, { done, failed }));
  }
}
