// <fault-lab-proof>: a table of sizes, each decided in the page when a reader asks for it: over every set of traitors
// and everything that they can do. What breaks is opened as a run. Importing it registers nothing, and needs no window.

import { type CSSResult, html, nothing, type PropertyValues, type TemplateResult } from "lit";
import type { ScenarioDocument } from "../../../engine/index.ts";
import { algorithmOf, type Level, levelsOf, levelWords, listed, traitorWords, viewsOf } from "../../../play/levels.ts";
import { type Breaking, type Proved, prove, shortNumber } from "../../../play/proof.ts";
import { underWaySheet } from "../../../style/index.ts";
import { grouped } from "../../../views/words.ts";
import type { FaultLab } from "../../figure/fault-lab.ts";
import { checkNames } from "../../shared/attributes.ts";
import { sheets } from "../../shared/sheets.ts";
import { Asking } from "../base/asking.ts";
import { showRun } from "../base/inner.ts";
import { innerId } from "../base/linked.ts";
import { troubleBox } from "../base/trouble-box.ts";
import { proofSheet } from "./style.ts";

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
export class FaultLabProof extends Asking {
  static override properties = {
    sizes: {},
    running: { state: true },
    states: { state: true },
    opened: { state: true },
  };
  static override styles: CSSResult[] = sheets(underWaySheet, proofSheet);

  declare sizes: string | null;
  /** @internal The row that is being decided. */ declare running: number | null;
  /** @internal How many states of it were seen. */ declare states: number;
  /** @internal The run that is open: of which row, and what it breaks. */
  declare opened: { readonly row: number; readonly breaking: Breaking } | null;
  /** @internal What was found out, row by row. */ found: (Proved | null)[] = [];

  #all: readonly Level[] = [];
  #shown: Breaking | null = null;
  /** What the figure begins with; a document that is another object would begin it anew. */
  #first: ScenarioDocument | null = null;

  constructor() {
    super();
    this.sizes = this.running = this.opened = null;
    this.states = 0;
  }

  protected override get customStates(): Readonly<Record<string, boolean>> {
    return { ...super.customStates, ready: this.#all.length > 0 };
  }

  protected override left(): void {
    super.left();
    this.running = null;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has("sizes")) return;
    this.stop();
    this.found = [];
    this.#all = [];
    this.opened = this.wrong = null;
    try {
      checkNames(this);
      this.#all = levelsOf(this.sizes?.trim() || usualSizes);
    } catch (error) {
      this.fail(error);
    }
  }

  protected override updated(): void {
    super.updated();
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
    this.found = [];
    this.wrong = null;
    await this.ask(async (engine, signal) => {
      try {
        for (const [row, level] of this.#all.entries()) {
          // Whoever hears of a size may stop at it.
          if (signal.aborted) return;
          this.running = row;
          this.states = 0;
          const proved = await prove(engine, level, { signal, onStates: (states) => (this.states = states) });
          if (signal.aborted) return;
          this.found[row] = proved;
          const broken = proved.broken.map(({ claim }) => claim);
          this.announce("proved", { size: levelWords(level), broken, milliseconds: proved.milliseconds });
        }
      } finally {
        if (!signal.aborted) this.running = null;
      }
    });
  }

  /** Stops. What was decided stays. */
  stop(): void {
    this.forget();
    this.running = null;
  }

  override render(): TemplateResult {
    const running = this.running !== null;
    const seen = html`<div class="under-way"><button class="button ${running ? "" : "main"}" type="button" ?disabled=${this.#all.length === 0} @click=${() => (running ? this.stop() : void this.prove())}>${
      running ? "Stop" : this.found.length ? "Prove it again" : "Prove it"
    }</button><p role="status">${this.#said()}</p></div>
      <table class="sizes"><thead><tr><th scope="col">System</th><th scope="col">Traitors</th><th scope="col">Decided</th><th scope="col">Comes to</th><th scope="col">Time</th></tr></thead>
        <tbody>${this.#all.map((level, row) => this.#row(level, row))}</tbody></table>
      ${
        this.opened || this.linked
          ? html`<fault-lab loading="eager" id=${innerId(this)} .document=${this.linked ? null : (this.#first ??= this.opened!.breaking.document)}
            views=${this.opened ? viewsOf(this.#all[this.opened.row]!) : nothing}></fault-lab>`
          : nothing
      }`;
    return this.framed("proof", "Prove it", seen);
  }

  protected override troubleBox(): TemplateResult | typeof nothing {
    return this.wrong ? troubleBox(this.wrong, { listed: true }) : nothing;
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
