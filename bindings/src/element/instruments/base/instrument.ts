// What instruments have in common that ask the engine something and show a run of the answer: they begin when they come
// near the screen, and tell the page how they are.

import { html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from "lit";
import { type Engine, type ScenarioDocument, sharedEngine } from "../../../engine/index.ts";
import type { Run } from "../../../operations/run.ts";
import { checkNames } from "../../shared/attributes.ts";
import { type Trouble, troubleOf } from "../../shared/experiment.ts";
import { setStates, whenNear } from "../../shared/near.ts";
import { innerId, LinkedRun } from "./linked.ts";

export abstract class Instrument extends LitElement {
  static override properties: PropertyDeclarations = {
    heading: {},
    loading: {},
    trouble: { state: true, attribute: false },
  };

  declare heading: string | null;
  declare loading: string | null;
  /** @internal */ declare trouble: Trouble | null;

  #near: IntersectionObserver | null = null;
  #turn = new AbortController();
  #begun = false;
  readonly #linked: LinkedRun = new LinkedRun(this, () => {
    if (!this.#begun) void this.begin();
  });
  /** What would be shown if the page's address said nothing. */
  #instead: Shown | null = null;
  #states: ElementInternals["states"] | undefined;

  constructor() {
    super();
    this.heading = this.loading = this.trouble = null;
    this.#states = this.attachInternals?.().states;
  }

  /** Whether there is something to show. */
  protected abstract get ready(): boolean;
  /** The first question to the engine. */
  protected abstract start(engine: Engine, signal: AbortSignal): Promise<void>;

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.#begun) return;
    this.#near = whenNear(this, () => this.begin());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#near?.disconnect();
    this.#turn.abort();
    if (!this.ready) this.#begun = false;
  }

  override updated(): void {
    setStates(this.#states, { loading: !this.ready && !this.trouble, ready: this.ready, error: this.trouble !== null });
  }

  /** @internal */
  async begin(): Promise<void> {
    this.#begun = true;
    await this.ask((engine, signal) => {
      checkNames(this);
      return this.start(engine, signal);
    });
  }

  /** Asks the engine; what was asked before and is not answered yet is forgotten. */
  protected async ask(question: (engine: Engine, signal: AbortSignal) => Promise<void>): Promise<void> {
    this.#turn.abort();
    const turn = new AbortController();
    this.#turn = turn;
    this.trouble = null;
    try {
      await question(await sharedEngine(), turn.signal);
    } catch (error) {
      if (turn.signal.aborted) return;
      this.trouble = troubleOf(error);
      this.announce("error", { ...this.trouble });
    }
  }

  protected announce(name: string, detail: unknown): void {
    this.dispatchEvent(new CustomEvent(`faultlab-${name}`, { bubbles: true, composed: true, detail }));
  }

  /** What is shown from now on is what the reader has asked for, whatever the page's address names. */
  protected leaveLink(): void {
    this.#linked.leave();
  }

  /** The figure below. A run that the page's address names stands there until the reader asks for another one. */
  protected figureOf(shown: Shown | null): TemplateResult | typeof nothing {
    if (this.#linked.shown) {
      this.#instead ??= shown;
      if (shown && shown !== this.#instead) this.#linked.leave();
    }
    const own = this.#linked.shown ? null : shown;
    if (!own && !this.#linked.shown) return nothing;
    return html`<fault-lab class="found" id=${innerId(this)} loading="eager" .document=${own?.document ?? null} .step=${own?.step ?? null}></fault-lab>`;
  }

  protected troubleBox(): TemplateResult | typeof nothing {
    const { trouble } = this;
    if (!trouble) return nothing;
    return html`<div class="error" role="alert"><p>${trouble.path ? html`<code>${trouble.path}</code> ` : nothing}${trouble.message}${trouble.allowed.length ? ` (allowed: ${trouble.allowed.join(", ")})` : ""}</p></div>`;
  }
}

/** A run that an instrument has found, to be looked at in a figure of its own. */
export interface Shown {
  readonly document: ScenarioDocument;
  readonly step: number;
}

/** A document with the choices of a run written into it, in words, beginning at a step. */
export function shownAt(document: ScenarioDocument, { choices }: Run, step: number): Shown {
  const { expect: _, ...rest } = document;
  const told = choices.filter(({ fits }) => fits).map(({ choice: [at], text }) => `${at}: ${text}`);
  return { document: { ...rest, choices: told }, step };
}
