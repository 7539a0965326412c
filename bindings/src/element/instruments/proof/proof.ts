// <fault-lab-proof>: a table of sizes, each decided in the page when a reader asks for it: over every set of traitors
// and everything that they can do. What breaks is opened as a run. Importing it registers nothing, and needs no window.

import { type CSSResult, html, LitElement, nothing, type PropertyValues, type TemplateResult, unsafeCSS } from "lit";
import { type ScenarioDocument, sharedEngine } from "../../../engine/index.ts";
import { algorithmOf, type Level, levelsOf, levelWords, listed, traitorWords, viewsOf } from "../../../play/levels.ts";
import { type Breaking, type Proved, prove, shortNumber } from "../../../play/proof.ts";
import { shadowSheet } from "../../../style/index.ts";
import { grouped } from "../../../views/words.ts";
import type { FaultLab } from "../../figure/fault-lab.ts";
import { type Trouble, troubleOf } from "../../shared/experiment.ts";
import { setStates } from "../../shared/near.ts";
import { showRun } from "../base/inner.ts";
import { innerId, LinkedRun } from "../base/linked.ts";

const usualSizes =
  "oral-3-1 oral-4-1 oral-6-2 oral-7-2 oral-9-3 oral-10-3 signed-3-1 signed-4-2 signed-5-3 signed-6-1 signed-4-1-2";

/**
 * A table of sizes that are proved, or broken, in the page.
 *
 * @element fault-lab-proof
 * @attr sizes - what is decided, words like oral-7-2 (n, m, and as many traitors) or signed-4-1-2 (with two traitors)
 * @attr heading - a title above it
 * @slot - what stands in until it is alive
 * @fires faultlab-proved - a size was decided
 * @fires faultlab-error - a size was refused, or the engine failed
 * @cssstate ready, error
 * @csspart figure, title - as in fault-lab
 */
export class FaultLabProof extends LitElement {
  static override properties = {
    sizes: {},
    heading: {},
    trouble: { state: true },
    running: { state: true },
    states: { state: true },
    opened: { state: true },
  };
  static override styles: CSSResult = unsafeCSS(shadowSheet);

  declare sizes: string | null;
  declare heading: string | null;
  /** @internal */ declare trouble: Trouble | null;
  /** @internal The row that is being decided. */ declare running: number | null;
  /** @internal How many states of it were seen. */ declare states: number;
  /** @internal The run that is open: of which row, and what it breaks. */
  declare opened: { readonly row: number; readonly breaking: Breaking } | null;
  /** @internal What was found out, row by row. */ found: (Proved | null)[] = [];

  #all: readonly Level[] = [];
  #turn: AbortController | null = null;
  #shown: Breaking | null = null;
  /** What the figure begins with; a document that is another object would begin it anew. */
  #first: ScenarioDocument | null = null;
  readonly #linked: LinkedRun = new LinkedRun(this, () => {});
  #states: ElementInternals["states"] | undefined;

  constructor() {
    super();
    this.sizes = this.heading = this.trouble = this.running = this.opened = null;
    this.states = 0;
    this.#states = this.attachInternals?.().states;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.stop();
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has("sizes")) return;
    this.stop();
    this.found = [];
    this.opened = null;
    try {
      this.#all = levelsOf(this.sizes?.trim() || usualSizes);
      this.trouble = null;
    } catch (error) {
      this.#all = [];
      this.trouble = troubleOf(error);
    }
  }

  override updated(): void {
    setStates(this.#states, { ready: this.#all.length > 0, error: this.trouble !== null });
    const lab = this.renderRoot.querySelector<FaultLab>("fault-lab");
    const breaking = this.opened?.breaking;
    if (!lab || !breaking?.choices || breaking === this.#shown) return;
    this.#shown = breaking;
    void showRun(lab, breaking.document, breaking.choices, Number.POSITIVE_INFINITY).then(() =>
      lab.scrollIntoView({ block: "nearest" }),
    );
  }

  /** Decides all sizes, one after the other; resolves when that is done or stopped. */
  async prove(): Promise<void> {
    this.stop();
    const turn = new AbortController();
    this.#turn = turn;
    this.found = [];
    this.trouble = null;
    try {
      const engine = await sharedEngine();
      for (const [row, level] of this.#all.entries()) {
        // Whoever hears of a size may stop at it.
        if (turn.signal.aborted) return;
        this.running = row;
        this.states = 0;
        const proved = await prove(engine, level, {
          signal: turn.signal,
          onStates: (states) => (this.states = states),
        });
        if (turn.signal.aborted) return;
        this.found[row] = proved;
        const broken = proved.broken.map(({ claim }) => claim);
        this.#announce("proved", { size: levelWords(level), broken, milliseconds: proved.milliseconds });
      }
    } catch (error) {
      if (turn.signal.aborted) return;
      this.trouble = troubleOf(error);
      this.#announce("error", { ...this.trouble });
    }
    this.running = null;
  }

  /** Stops. What was decided stays. */
  stop(): void {
    this.#turn?.abort();
    this.running = null;
  }

  #announce(name: string, detail: unknown): void {
    this.dispatchEvent(new CustomEvent(`faultlab-${name}`, { bubbles: true, composed: true, detail }));
  }

  override render(): TemplateResult {
    const running = this.running !== null;
    return html`<div class="figure proof" part="figure">
      <div class="head"><div class="title" part="title" role="heading" aria-level="3">${this.heading || "Prove it"}</div></div>
      ${
        this.trouble
          ? html`<div class="error" role="alert"><p>${this.trouble.message}</p>${this.trouble.allowed.length ? html`<p>Allowed: ${this.trouble.allowed.map((one, i) => html`${i ? ", " : ""}<code>${one}</code>`)}</p>` : nothing}</div>`
          : nothing
      }
      <div class="under-way"><button class="button ${running ? "" : "main"}" type="button" ?disabled=${this.#all.length === 0} @click=${() => (running ? this.stop() : void this.prove())}>${
        running ? "Stop" : this.found.length ? "Prove it again" : "Prove it"
      }</button><p role="status">${this.#said()}</p></div>
      <table class="sizes"><thead><tr><th scope="col">System</th><th scope="col">Traitors</th><th scope="col">Decided</th><th scope="col">Comes to</th><th scope="col">Time</th></tr></thead>
        <tbody>${this.#all.map((level, row) => this.#row(level, row))}</tbody></table>
      ${
        this.opened || this.#linked.shown
          ? html`<fault-lab loading="eager" id=${innerId(this)} .document=${this.#linked.shown ? null : (this.#first ??= this.opened!.breaking.document)}
            views=${this.opened ? viewsOf(this.#all[this.opened.row]!) : nothing}></fault-lab>`
          : nothing
      }
    </div>`;
  }

  #said(): string {
    const done = this.found.filter(Boolean) as Proved[];
    if (this.running !== null) {
      const seen = this.states ? `, ${grouped(String(this.states))} states so far` : "";
      return `Deciding ${levelWords(this.#all[this.running]!)}${seen}…`;
    }
    if (done.length === 0) return "Nothing is decided yet: it is done here, in this page, when you ask for it.";
    const total = done.reduce((sum, { milliseconds }) => sum + milliseconds, 0);
    const which = done.length === this.#all.length ? `All ${done.length}` : `${done.length} of ${this.#all.length}`;
    return `${which} decided in ${timeWords(total)}, in this page.`;
  }

  #row(level: Level, row: number): TemplateResult {
    const found = this.found[row];
    return html`<tr class=${this.opened?.row === row ? "opened" : ""}><th scope="row">${algorithmOf(level)} among ${level.n}</th>
      <td class="who">at most ${traitorWords(level.traitors).split(" ")[0]}${found ? html`<span class="aside">${grouped(String(found.sets))} sets</span>` : nothing}</td>
      <td class="much">${found ? muchOf(found) : html`<span class="aside">${this.running === row ? "…" : ""}</span>`}</td>
      <td class="comes">${found ? this.#verdicts(found, row) : nothing}</td>
      <td class="time">${found ? timeWords(found.milliseconds) : nothing}</td></tr>`;
  }

  #verdicts({ broken }: Proved, row: number): TemplateResult {
    if (broken.length === 0)
      return html`<span class="verdict-line proved"><span class="sign" aria-hidden="true">∎</span> <span>IC1 and IC2 are proved</span></span>`;
    const [first, second] = broken;
    // One run often breaks both.
    const both = second && JSON.stringify(first!.choices) === JSON.stringify(second.choices);
    const groups = both ? [["IC1", "IC2"]] : [["IC1"], ["IC2"]];
    return html`${groups.map((claims) => {
      const breaking = broken.find((one) => claims.includes(one.claim));
      const names = `${claims.join(" and ")} ${claims.length > 1 ? "are" : "is"}`;
      if (!breaking)
        return html`<span class="verdict-line proved"><span class="sign" aria-hidden="true">∎</span> <span>${names} proved</span></span>`;
      const { traitors, lies, choices } = breaking;
      const wrongs = `${lies} ${this.#all[row]!.signed ? "wrong message" : "lie"}${lies === "1" ? "" : "s"}`;
      const said = `${names} broken by ${wrongs} of ${listed(traitors)}`;
      return html`<span class="verdict-line refuted"><span class="sign" aria-hidden="true">✕</span> <span>${said}</span>
        ${
          choices
            ? html`<button class="button" type="button" aria-label="Show the run: ${said}" aria-pressed=${this.opened?.breaking === breaking ? "true" : "false"}
              @click=${() => (this.opened = { row, breaking })}>Show the run</button>`
            : html`<span class="aside">too big to be shown</span>`
        }</span>`;
    })}`;
  }
}

function muchOf({ behaviours, states }: Proved): TemplateResult {
  if (states !== null) return html`${grouped(String(states))} states`;
  if (behaviours === null) return html`more behaviours than can be written down`;
  const { digits, power } = shortNumber(behaviours);
  return power
    ? html`<span title=${grouped(String(behaviours))}>${digits} · 10<sup>${power}</sup></span> behaviours`
    : html`${grouped(digits)} behaviours`;
}

const timeWords = (milliseconds: number): string =>
  milliseconds < 1000 ? `${Math.max(1, Math.round(milliseconds))} ms` : `${(milliseconds / 1000).toFixed(1)} s`;

declare global {
  interface HTMLElementTagNameMap {
    "fault-lab-proof": FaultLabProof;
  }
}
