// What a figure tells the page around it: events on what a reader does, each when something is new.

import type { Progress } from "../../engine/index.ts";
import type { Run } from "../../operations/run.ts";
import { verdicts } from "../../views/words.ts";
import type { Trouble } from "../shared/experiment.ts";
import type { FigureState } from "./state.ts";

export class Announcer {
  /** Whether it was told that there is a run. */
  ready = false;
  readonly #from: EventTarget;
  #step = -1;
  #judged: { readonly run: Run; readonly at: number } | null = null;
  #verdicts = "";
  readonly #troubles = new WeakSet<Trouble>();

  constructor(from: EventTarget) {
    this.#from = from;
  }

  tell(name: string, detail: unknown): void {
    this.#from.dispatchEvent(new CustomEvent(`faultlab-${name}`, { bubbles: true, composed: true, detail }));
  }

  /** Tells what is new of a figure. Whoever hears of it may already have moved it on, so each is read anew. */
  news(figure: FigureState): void {
    const { run } = figure.experiment;
    if (run && !this.ready) this.#begin(run);
    this.#position(figure);
    this.#verdict(figure);
    this.#trouble(figure.trouble);
  }

  explored({ findings, states, stopped }: Progress): void {
    const claims = findings.map(({ claim, outcome }) => ({ claim, outcome }));
    this.tell("explored", { claims, states, stopped });
  }

  #begin({ title, protocol, steps }: Run): void {
    this.ready = true;
    this.tell("ready", { title, protocol, steps });
  }

  #position({ experiment: { run, at } }: FigureState): void {
    if (run && at !== this.#step) this.tell("step", { step: (this.#step = at), steps: run.steps });
  }

  #verdict({ experiment: { run, at } }: FigureState): void {
    if (!run || (run === this.#judged?.run && at === this.#judged.at)) return;
    this.#judged = { run, at };
    const claims = verdicts(run, at).map(({ name, word }) => ({ claim: name, status: word }));
    const text = JSON.stringify(claims);
    if (text === this.#verdicts) return;
    this.#verdicts = text;
    this.tell("verdict", { step: at, claims });
  }

  #trouble(trouble: Trouble | null): void {
    if (!trouble || this.#troubles.has(trouble)) return;
    this.#troubles.add(trouble);
    this.tell("error", { ...trouble });
  }
}
