// A figure without a browser: its clock goes on when a test says so, and the test says what the page would.

import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { FigureState } from "../../../src/element/figure/state.ts";
import type { Given, Opening } from "../../../src/element/figure/surroundings.ts";
import { createEngine, type Engine, type Progress, type ScenarioDocument } from "../../../src/engine/index.ts";
import { usualAsked } from "../../../src/operations/asked.ts";

const root = existsSync("testdata") ? "." : "..";

export const scenario = (name: string): ScenarioDocument =>
  JSON.parse(readFileSync(`${root}/testdata/scenarios/${name}.json`, "utf8")) as ScenarioDocument;

export const newEngine = (): Promise<Engine> =>
  createEngine({ worker: false, wasmBytes: readFileSync(`${root}/bindings/dist/faultlab.wasm`) });

/** Lets everything happen that waits for nothing. */
export const turn = (): Promise<unknown> => new Promise((next) => setImmediate(next));

interface Waiting {
  readonly due: number;
  readonly call: () => void;
}

export class Stand {
  /** What the page gives the figure, as an attribute would. */
  readonly given: { -readonly [K in keyof Given]: Given[K] } = {
    scenario: null,
    step: null,
    from: null,
    to: null,
    knows: null,
    views: null,
    locked: null,
    explore: null,
    width: 0,
  };
  engine: Engine;
  /** How often the listener was called, and with what. */
  heard = 0;
  readonly found: Progress[] = [];
  listener: (figure: FigureState) => void = () => {};
  #now = 0;
  #waiting: Waiting[] = [];

  constructor(engine: Engine) {
    this.engine = engine;
  }

  /** How many calls the clock still has to make. */
  get waiting(): number {
    return this.#waiting.length;
  }

  pass(milliseconds: number): void {
    const end = this.#now + milliseconds;
    for (;;) {
      this.#waiting.sort((a, b) => a.due - b.due);
      const [next] = this.#waiting;
      if (!next || next.due > end) break;
      this.#waiting.shift();
      this.#now = next.due;
      next.call();
    }
    this.#now = end;
  }

  opening(document: ScenarioDocument, more: Partial<Opening> = {}): Opening {
    const source = async () => ({ scenario: null, document });
    return { counted: null, source, link: null, asked: usualAsked, ...more };
  }

  /** A figure that has not begun. */
  figure(opening: (linked: boolean) => Opening): FigureState {
    const figure = new FigureState(
      this.given,
      {
        engine: async () => this.engine,
        opening,
        handOut: async () => "Link copied",
        after: (milliseconds, call) => {
          const one = { due: this.#now + milliseconds, call };
          this.#waiting.push(one);
          return () => {
            this.#waiting = this.#waiting.filter((other) => other !== one);
          };
        },
      },
      (progress) => {
        this.heard++;
        if (progress) this.found.push(progress);
        this.listener(figure);
      },
    );
    return figure;
  }

  /** A figure with the run of a document. */
  async open(document: ScenarioDocument, step = 0): Promise<FigureState> {
    this.given.step = step;
    const figure = this.figure(() => this.opening(document));
    await figure.begin();
    assert.equal(figure.trouble, null);
    return figure;
  }
}
