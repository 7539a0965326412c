// <fault-lab-totals>: oral messages among more generals than anybody could watch. A reader says how many there are, who
// is a traitor and what traitors do; the engine counts. Importing it registers nothing, and needs no window.

import { type CSSResult, html, nothing, type TemplateResult } from "lit";
import type { Engine, ScenarioDocument } from "../../../engine/index.ts";
import { readTotalsLink, writeTotalsLink } from "../../../sources/link.ts";
import { fieldsSheet, pictureSheet } from "../../../style/index.ts";
import { draw } from "../../../views/lit.ts";
import { muster, rounds, totalsColumns } from "../../../views/totals.ts";
import { totalVerdicts, type Verdict } from "../../../views/words.ts";
import { chip, claimed, unclear } from "../../shared/claims.ts";
import { handOut } from "../../shared/hand-out.ts";
import { icons } from "../../shared/icons.ts";
import { onStageKey } from "../../shared/keys.ts";
import { looking } from "../../shared/looking.ts";
import { sheets } from "../../shared/sheets.ts";
import { anyFigure } from "../../shared/source.ts";
import { Instrument } from "../base/instrument.ts";
import { Counting, type Setting } from "./counting.ts";
import { fields } from "./fields.ts";
import { totalsSheet } from "./style.ts";

/**
 * An instrument that counts runs of oral messages which are too big to be watched.
 *
 * @element fault-lab-totals
 * @attr n - how many generals there are, the commander among them
 * @attr m - rounds of relays: the m of OM(m)
 * @attr order - attack or retreat
 * @attr traitors - their names, separated by spaces; the commander is called "commander", the others L1, L2, ...
 * @attr rule - what traitors do: honest, silent, opposite, split or random
 * @attr seed - a number, for what is random
 * @attr heading - a title above it
 * @attr loading - "eager" starts at once instead of when it comes near the screen
 * @slot - the still picture that stands in until it is alive
 * @slot caption - a caption below it
 * @fires faultlab-ready - the first answer is on screen
 * @fires faultlab-totals - the reader asked for something else, and it was counted
 * @fires faultlab-error - a document was refused, or the engine failed
 * @cssstate loading - there is no answer yet
 * @cssstate ready - an answer is on screen
 * @cssstate error - something is wrong, and said
 * @csspart figure - the frame
 * @csspart title - the title
 * @csspart claims - the list of claims
 * @csspart stage - the pictures
 * @csspart narration - the sentence
 */
export class FaultLabTotals extends Instrument {
  static override properties = {
    n: { type: Number },
    m: { type: Number },
    order: {},
    traitors: {},
    rule: {},
    seed: { type: Number },
    document: { attribute: false },
    linkId: { attribute: false },
    focusPart: { state: true },
    told: { state: true },
    copied: { state: true },
  };
  static override styles: CSSResult[] = sheets(fieldsSheet, pictureSheet, totalsSheet);

  declare n: number | null;
  declare m: number | null;
  declare order: string | null;
  declare traitors: string | null;
  declare rule: string | null;
  declare seed: number | null;
  /** A whole document, instead of the attributes. */
  declare document: ScenarioDocument | null;
  /** The id that links carry, where it is another element's. */
  declare linkId: string | null;

  /** @internal */ declare focusPart: number;
  /** @internal */ declare told: string | null;
  /** @internal */ declare copied: string;
  /** @internal */ readonly counting: Counting = new Counting(() => this.#count());

  /** Whether the page was told that there is an answer. */
  #announced = false;

  constructor() {
    super();
    this.n = this.m = this.seed = null;
    this.order = this.traitors = this.rule = this.linkId = this.told = null;
    this.document = null;
    this.focusPart = 0;
    this.copied = "";
  }

  protected override get ready(): boolean {
    return this.counting.totals !== null;
  }

  protected override get asks(): readonly string[] {
    return ["n", "m", "order", "traitors", "rule", "seed", "document"];
  }

  override connectedCallback(): void {
    // What it is going to begin with is shown before there is an answer.
    if (!this.begun) this.counting.open(this.#own());
    super.connectedCallback();
    addEventListener("hashchange", this.#onFragment);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener("hashchange", this.#onFragment);
  }

  /** The address of this page with what is counted in its fragment. */
  link(): string {
    return location.href.split("#", 1)[0] + writeTotalsLink(this.#id, this.counting.setting);
  }

  get #id(): string {
    return this.linkId ?? (this.id || anyFigure);
  }

  /** Opens what the fragment of the address or the attributes say. */
  protected override prepare(): void {
    this.counting.open(readTotalsLink(this.#id, location.hash) ?? this.#own());
  }

  protected override async start(engine: Engine, signal: AbortSignal): Promise<void> {
    await this.counting.count(engine, signal);
    if (!signal.aborted) this.#tell();
  }

  #own(): Setting {
    const traitors = this.traitors?.trim() ? this.traitors.trim().split(/\s+/) : [];
    const document = this.document ?? {
      faultlab: 1,
      protocol: "byzantine/oral",
      processes: this.n ?? 13,
      params: { m: this.m ?? 4, order: this.order ?? "attack" },
      faults: traitors.map((process) => ({ process, model: "arbitrary" })),
    };
    return { document, rule: this.rule ?? "honest", seed: this.seed ?? 1 };
  }

  readonly #onFragment = (): void => {
    try {
      if (readTotalsLink(this.#id, location.hash)) void this.begin();
    } catch (error) {
      this.fail(error);
    }
  };

  async #count(): Promise<void> {
    this.requestUpdate();
    await this.ask((engine, signal) => this.start(engine, signal));
  }

  #tell(): void {
    const { sent, claims } = this.counting.totals!;
    this.told = null;
    this.announce(this.#announced ? "totals" : "ready", {
      sent,
      claims: claims.map(({ name, verdict }) => ({ claim: name, verdict })),
    });
    this.#announced = true;
  }

  async #copyLink(): Promise<void> {
    this.copied = await handOut(this.link());
    setTimeout(() => (this.copied = ""), 3000);
  }

  override render(): TemplateResult {
    const { totals } = this.counting;
    // What the page calls it is true of what the page asked for.
    const title = (this.counting.touched ? null : this.heading) ?? totals?.title ?? "\u00a0";
    const verdicts = totals ? totalVerdicts(totals) : this.#still(".verdicts .name").map(unknownOf);
    const remarks = totals
      ? [totals.why, ...totals.remarks.map(({ text }) => text)]
      : this.#still(":is(.why, .remark)").map(({ textContent }) => textContent ?? "");
    return html`<div class="figure totals" part="figure">
      <div class="head">
        <div class="title" part="title" role="heading" aria-level="3">${title}</div>
        <ul class="claims" part="claims">${verdicts.map((verdict) =>
          // Where the engine refused there is no verdict on what is asked.
          this.wrong
            ? chip({ ...unclear, name: verdict.name, title: verdict.title }, () => {})
            : chip(verdict, () => (this.told = verdict.name)),
        )}</ul>
      </div>
      ${fields(this.counting)}
      <div class="stage ${this.wrong ? "stale" : ""}" part="stage" role="group" aria-label="Who obeys what, and how many messages that takes" aria-busy=${this.busy ? "true" : "false"}
        @click=${this.#onClick} @keydown=${this.#onKey} @focusin=${this.#onFocus}>
        ${totals ? this.#pictures() : html`<slot></slot>`}
      </div>
      <div class="narration" part="narration" aria-live="polite" aria-atomic="true">${this.#words()}</div>
      <div class="foot"><div class="actions"><span class="end">
        <button class="button quiet" type="button" ?data-absent=${!this.counting.touched} @click=${() => void this.counting.restore()}>Start over</button>
        <button class="button quiet" type="button" ?disabled=${!totals} @click=${() => void this.#copyLink()}>${icons.link}<span aria-live="polite">${this.copied || "Copy link"}</span></button>
      </span></div>
      <div class="notes">
        ${remarks.map((text, i) => html`<p class=${i ? "remark" : "why"}>${text}</p>`)}
      </div></div>
      <slot name="caption"></slot>
    </div>`;
  }

  // What the still says keeps the room for what is going to be said.
  #still(selector: string): Element[] {
    return [...this.querySelectorAll(`.faultlab-still ${selector}`)];
  }

  #pictures(): TemplateResult {
    const totals = this.counting.totals!;
    const columns = totalsColumns(this.room);
    return html`<div class="column">${draw(muster(totals, { width: columns.muster, focus: this.focusPart }).tree)}</div>
      <div class="column">${draw(rounds(totals, { width: columns.rounds }).tree)}</div>`;
  }

  #words(): TemplateResult | typeof nothing {
    const { totals } = this.counting;
    if (this.wrong) {
      const { path, message, allowed } = this.wrong;
      return html`<p class="refused" role="alert">${path ? html`<code>${path}</code> ` : nothing}${message}${
        allowed.length ? html` (allowed: ${allowed.join(", ")})` : nothing
      }</p>`;
    }
    if (!totals) return nothing;
    const asked = totalVerdicts(totals).find(({ name }) => name === this.told);
    if (asked) return html`<p><span class="more">${asked.name}:</span> ${looking(totals, claimed(asked), 0)}</p>`;
    return html`<p>${totals.says.map((sentence) => html`${looking(totals, sentence, 0)} `)}</p>`;
  }

  readonly #onClick = (event: MouseEvent): void => {
    const part = (event.target as Element).closest("[data-part]")?.getAttribute("data-part");
    if (part) void this.counting.toggle(Number(part));
  };

  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (onStageKey(event, event.target as Element)) event.preventDefault();
  };

  readonly #onFocus = (event: FocusEvent): void => {
    const part = (event.target as Element).getAttribute("data-part");
    if (part !== null) this.focusPart = Number(part);
  };
}

const unknownOf = (still: Element): Verdict => ({ ...unclear, name: still.textContent ?? "" });

declare global {
  interface HTMLElementTagNameMap {
    "fault-lab-totals": FaultLabTotals;
  }
}
