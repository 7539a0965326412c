// What a figure tells the page around it: events on what a reader does, each when something is new.

import type { Progress } from "../../engine/index.ts";
import type { Run } from "../../operations/run.ts";
import { verdicts } from "../../views/words.ts";
import type { Trouble } from "../shared/experiment.ts";

export class Announcer {
  /** The position that was told last. */
  step = -1;
  /** Whether it was told that there is a run. */
  ready = false;
  readonly #from: EventTarget;
  #verdicts = "";
  #trouble: Trouble | null = null;

  constructor(from: EventTarget) {
    this.#from = from;
  }

  tell(name: string, detail: unknown): void {
    this.#from.dispatchEvent(new CustomEvent(`faultlab-${name}`, { bubbles: true, composed: true, detail }));
  }

  begin({ title, protocol, steps }: Run): void {
    this.ready = true;
    this.tell("ready", { title, protocol, steps });
  }

  position(run: Run, at: number): void {
    if (at !== this.step) this.tell("step", { step: (this.step = at), steps: run.steps });
    const claims = verdicts(run, at).map(({ name, word }) => ({ claim: name, status: word }));
    const text = JSON.stringify(claims);
    if (text !== this.#verdicts) this.tell("verdict", { step: at, claims });
    this.#verdicts = text;
  }

  explored({ findings, states, stopped }: Progress): void {
    const claims = findings.map(({ claim, outcome }) => ({ claim, outcome }));
    this.tell("explored", { claims, states, stopped });
  }

  trouble(trouble: Trouble | null): void {
    if (trouble && trouble !== this.#trouble) this.tell("error", { ...trouble });
    this.#trouble = trouble;
  }
}
