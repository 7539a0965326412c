// <fault-lab-failures>: one client, one server, and how the server fails, switched by the reader. The engine runs all that
// can go wrong, and what the client cannot tell apart is laid side by side. Importing it registers nothing.

import { type CSSResult, html, type TemplateResult } from "lit";
import type { Engine } from "../../../engine/index.ts";
import type { FailureCause, FailuresAsked } from "../../../operations/failures.ts";
import { sheets } from "../../shared/sheets.ts";
import { Instrument } from "../base/instrument.ts";
import { failuresSheet } from "./style.ts";
import type { World } from "./worlds.ts";

/** How causes are called where a reader chooses one. */
const called: Readonly<Record<string, string>> = {
  nothing: "nothing goes wrong",
  network: "the network loses a message",
};
const nameOf = ({ name }: FailureCause): string => called[name] ?? name;

/**
 * How a server fails, switched by the reader, and what else the client could be looking at.
 *
 * @element fault-lab-failures
 * @attr cause - what goes wrong, to begin with: nothing, crash, receive omission, send omission, timing, value, state transition, arbitrary, network
 * @attr requests - how often the client asks, 1 or 2
 * @attr detector - if present, every crash is announced: fail-stop
 * @attr failsafe - if present, all that the server says wrongly is that it has no value: fail-safe
 * @attr heading - a title above it
 * @attr loading - "eager" starts at once
 * @slot - the still table that stands in until it is alive
 * @fires faultlab-ready - the figure is on screen
 * @fires faultlab-cause - something else goes wrong, or is compared
 * @fires faultlab-error - an attribute was refused, or the engine failed
 * @cssstate loading, ready, error
 * @csspart figure, title, narration - as in fault-lab
 */
export class FaultLabFailures extends Instrument {
  static override properties = {
    cause: {},
    requests: { type: Number },
    detector: { type: Boolean },
    failsafe: { type: Boolean },
    causes: { state: true },
    view: { state: true },
    other: { state: true },
    worlds: { state: true },
  };
  static override styles: CSSResult[] = sheets(failuresSheet);

  declare cause: string;
  declare requests: number;
  declare detector: boolean;
  declare failsafe: boolean;
  /** @internal */ declare causes: readonly FailureCause[];
  /** @internal Which of the cause's views is looked at. */ declare view: number;
  /** @internal The name of the cause beside it; empty: there is none. */ declare other: string;
  /** @internal What is laid side by side. */ declare worlds: readonly World[];

  constructor() {
    super();
    this.cause = "crash";
    this.requests = 1;
    this.detector = this.failsafe = false;
    this.causes = this.worlds = [];
    this.view = 0;
    this.other = "";
  }

  protected override get ready(): boolean {
    return this.causes.length > 0;
  }

  protected override async start(engine: Engine, signal: AbortSignal): Promise<void> {
    const asked: FailuresAsked = {
      requests: this.requests === 2 ? 2 : 1,
      detector: this.detector,
      failsafe: this.failsafe,
    };
    const causes = await engine.failures(asked, { signal });
    if (signal.aborted) return;
    if (!causes.some(({ name }) => name === this.cause))
      throw Object.assign(new Error(`The attribute cause is "${this.cause}", and there is no such failure.`), {
        path: "cause",
        allowed: causes.map(({ name }) => name),
      });
    const first = !this.ready;
    this.causes = causes;
    this.#look(first ? this.#telling() : Math.min(this.view, this.#chosen.views.length - 1), this.other);
    if (first) this.announce("ready", { causes: causes.map(({ name }) => name) });
  }

  get #chosen(): FailureCause {
    return this.causes.find(({ name }) => name === this.cause) ?? this.causes[0]!;
  }

  /** What else could look like this, each with the view that does. */
  #others(view: number): { readonly cause: FailureCause; readonly view: number }[] {
    const { text } = this.#chosen.views[view]!;
    return this.causes.flatMap((cause) => {
      const at = cause === this.#chosen ? -1 : cause.views.findIndex((one) => one.text === text);
      return at < 0 ? [] : [{ cause, view: at }];
    });
  }

  /** Switches to another failure. */
  choose(cause: string): void {
    this.cause = cause;
    this.#look(this.#telling(), this.other);
    this.#tell();
  }

  /** The first view that the client would not have if nothing went wrong. */
  #telling(): number {
    const usual = this.causes[0]!.views;
    const found = this.#chosen.views.findIndex(({ text }) => !usual.some((one) => one.text === text));
    return Math.max(0, found);
  }

  /** Asks the engine anew: of another server, or with another number of requests. */
  set(asked: Partial<FailuresAsked>): void {
    Object.assign(this, asked);
    void this.begin();
  }

  #look(view: number, other: string): void {
    const others = this.#others(view);
    const beside = others.find(({ cause }) => cause.name === other) ?? others[0];
    this.view = view;
    this.other = beside?.cause.name ?? "";
    const world = (cause: FailureCause, at: number): World => ({
      document: { ...cause.document, choices: cause.views[at]!.choices },
      name: sentence(nameOf(cause)),
    });
    this.worlds = [world(this.#chosen, view), ...(beside ? [world(beside.cause, beside.view)] : [])];
  }

  #tell(): void {
    this.announce("cause", { cause: this.cause, sees: this.#chosen.views[this.view]!.text, beside: this.other });
  }

  override render(): TemplateResult {
    const seen = this.ready
      ? html`${this.#settings()}${this.#told()}
        <fault-lab-worlds id="${this.id || "failures"}-worlds" loading="eager" knows="client" heading=${this.worlds.length > 1 ? "Which of these is it?" : "What happens"} .worlds=${this.worlds}
          @faultlab-ready=${stop} @faultlab-step=${stop}></fault-lab-worlds>`
      : null;
    return this.framed("failures", "How the server fails", seen);
  }

  #settings(): TemplateResult {
    const tick = (name: "detector" | "failsafe", words: string): TemplateResult =>
      html`<label><input type="checkbox" id=${name} .checked=${this[name]} @change=${(event: Event) =>
        this.set({ [name]: (event.target as HTMLInputElement).checked })}> ${words}</label>`;
    return html`<fieldset class="causes"><legend>What goes wrong</legend>${this.causes.map(
      (
        cause,
      ) => html`<label class="cause"><input type="radio" name="cause" value=${cause.name} .checked=${cause === this.#chosen}
        @change=${() => this.choose(cause.name)}> ${nameOf(cause)}</label>`,
    )}</fieldset>
      <div class="settings" role="group" aria-label="What the client has to tell by">
        <label><span>The client asks</span> <select class="select" id="requests" @change=${(event: Event) => this.set({ requests: Number((event.target as HTMLSelectElement).value) })}>
          ${[1, 2].map((n) => html`<option value=${n} .selected=${n === this.requests}>${n === 1 ? "once" : "twice"}</option>`)}</select></label>
        ${tick("detector", "crashes are announced (fail-stop)")}${tick("failsafe", "what is wrong is recognized (fail-safe)")}
      </div>`;
  }

  #told(): TemplateResult {
    const { views, runs } = this.#chosen;
    const others = this.#others(this.view);
    const name = nameOf(this.#chosen);
    return html`<div class="told-apart">
      <div class="choice" role="group" aria-label="What the client can see"><p class="lead">All that the client can see: ${views.length === 1 ? "one thing" : `${views.length} things`}, in ${runs} ${runs === 1 ? "run" : "runs"}</p>
        ${views.map(
          (one, i) =>
            html`<button class="button view-of" type="button" data-view=${i} aria-pressed=${i === this.view ? "true" : "false"} @click=${() => {
              this.#look(i, this.other);
              this.#tell();
            }}>${one.text}</button>`,
        )}</div>
      <div class="choice" role="group" aria-label="What could look the same"><p class="lead" role="status">${
        others.length
          ? `Having seen “${views[this.view]!.text}”, it could also be`
          : `Whoever sees “${views[this.view]!.text}” knows: ${name}. Nothing else looks like it.`
      }</p>
        ${others.map(
          ({ cause }) =>
            html`<button class="button" type="button" data-other=${cause.name} aria-pressed=${cause.name === this.other ? "true" : "false"} @click=${() => {
              this.#look(this.view, cause.name);
              this.#tell();
            }}>${nameOf(cause)}</button>`,
        )}</div>
    </div>`;
  }
}

const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

// The figure inside is part of this one, which tells the page about itself.
const stop = (event: Event): void => event.stopPropagation();

declare global {
  interface HTMLElementTagNameMap {
    "fault-lab-failures": FaultLabFailures;
  }
}
