// <fault-lab-rules>: no two rules let three generals cope with one traitor. A reader makes two rules, or picks a pair of
// all there are, and is shown the situation in which it fails. Importing it registers nothing, and needs no window.

import { type CSSResult, html, nothing, type TemplateResult } from "lit";
import type { Engine } from "../../../engine/index.ts";
import type { Refutations, Situation } from "../../../operations/rules.ts";
import { pictureSheet, rulesPicture } from "../../../style/index.ts";
import { draw } from "../../../views/lit.ts";
import { valueSign } from "../../../views/marks.ts";
import { decides, firstPair, orders, outcome, ruleCount, rulesGrid } from "../../../views/rules.ts";
import { mustCount } from "../../shared/attributes.ts";
import { onStageKey } from "../../shared/keys.ts";
import { sheets } from "../../shared/sheets.ts";
import { Instrument } from "../base/instrument.ts";
import { troubleBox } from "../base/trouble-box.ts";
import { rulesSheet } from "./style.ts";

/** What a lieutenant can hear: from the commander, and from the other lieutenant. */
const heard = [
  [0, 0],
  [0, 1],
  [1, 0],
  [1, 1],
] as const;

/**
 * All pairs of rules that two lieutenants could follow, each with the run that refutes it.
 *
 * @element fault-lab-rules
 * @attr pair - the pair to begin with: 16 times the rule of L1 plus that of L2
 * @attr heading - a title above it
 * @attr loading - "eager" starts at once
 * @slot - the still picture that stands in until it is alive
 * @fires faultlab-ready - the grid is on screen
 * @fires faultlab-pair - another pair was chosen
 * @fires faultlab-error - the engine failed
 * @cssstate loading, ready, error
 * @csspart figure, title, stage, narration - as in fault-lab
 */
export class FaultLabRules extends Instrument {
  static override properties = {
    pair: { type: Number },
    chosen: { state: true },
    refutations: { state: true },
  };
  static override styles: CSSResult[] = sheets(pictureSheet, rulesPicture, rulesSheet);

  declare pair: number | null;
  /** @internal */ declare chosen: number;
  /** @internal */ declare refutations: Refutations | null;

  constructor() {
    super();
    this.pair = this.refutations = null;
    this.chosen = firstPair;
  }

  protected override get ready(): boolean {
    return this.refutations !== null;
  }

  protected override async start(engine: Engine, signal: AbortSignal): Promise<void> {
    const refutations = await engine.ask("three.rules", {}, { signal });
    mustCount("pair", this.pair, refutations.pairs.length - 1);
    this.refutations = refutations;
    this.chosen = this.pair ?? this.chosen;
    this.announce("ready", { pairs: refutations.pairs.length });
  }

  /** Chooses a pair of rules. */
  choose(pair: number): void {
    if (pair === this.chosen) return;
    this.chosen = pair;
    this.announce("pair", { pair, refutedBy: this.refutations?.pairs[pair] });
  }

  override render(): TemplateResult {
    const { refutations } = this;
    const seen =
      refutations &&
      html`<div class="rules-body">
        <div class="stage" part="stage" role="group" aria-label="All pairs of rules" @click=${this.#onClick} @keydown=${this.#onKey}>
          <div class="column">${draw(rulesGrid(refutations, { width: Math.min(this.room, 480), pair: this.chosen }).tree)}</div>
        </div>
        <div class="rules-side">${this.#makers()}${this.#cases(refutations)}</div>
      </div>`;
    return this.framed("rules-figure", "Rules for three generals", seen);
  }

  protected override troubleBox(): TemplateResult | typeof nothing {
    return this.wrong ? troubleBox(this.wrong, { again: () => void this.begin() }) : nothing;
  }

  get #rules(): readonly [number, number] {
    return [Math.floor(this.chosen / ruleCount), this.chosen % ruleCount];
  }

  // Two tables with four switches each: a rule of one's own.
  #makers(): TemplateResult {
    const turn = (lieutenant: number, bit: number): void => {
      const [f1, f2] = this.#rules;
      this.choose(lieutenant === 0 ? (f1 ^ (1 << bit)) * ruleCount + f2 : f1 * ruleCount + (f2 ^ (1 << bit)));
    };
    return html`<div class="makers">${[0, 1].map((lieutenant) => {
      const [me, other] = lieutenant === 0 ? ["L1", "L2"] : ["L2", "L1"];
      const rule = this.#rules[lieutenant]!;
      return html`<table class="maker"><caption>What ${me} does</caption>
        <thead><tr><th scope="col">commander says</th><th scope="col">${other} says</th><th scope="col">then</th></tr></thead>
        <tbody>${heard.map(([direct, told], bit) => {
          const does = decides(rule, direct, told);
          return html`<tr><td>${order(direct)}</td><td>${order(told)}</td><td><button class="button" type="button"
            aria-label="${me}, told ${orders[direct]} by the commander and ${orders[told]} by ${other}: ${orders[does]}. Change"
            @click=${() => turn(lieutenant, bit)}>${order(does)}</button></td></tr>`;
        })}</tbody></table>`;
    })}</div>`;
  }

  // The three situations, with what these two rules do in each.
  #cases({ situations, pairs }: Refutations): TemplateResult {
    const by = pairs[this.chosen]!;
    return html`<div class="narration" part="narration" aria-live="polite" aria-atomic="true"><p>${by < 0 ? "Nothing refutes these two rules." : html`Refuted by situation ${by + 1}: ${this.#told(situations[by]!)}`}</p></div>
      <ol class="cases">${situations.map((situation, i) => {
        const { decided, condition, holds } = outcome(situation, ...this.#rules);
        return html`<li class=${i === by ? "refutes" : ""}><span class="case-name">${situation.title}</span>
          ${[0, 1].map((l) => (situation.traitor === l + 1 ? nothing : html`<span class="case-line">L${l + 1} hears ${order(situation.direct[l]!)} and ${order(situation.told[l]!)}, does ${order(decided[l]!)}</span>`))}
          <span class="case-verdict ${holds ? "holds" : "violated"}"><span aria-hidden="true">${holds ? "✓" : "✕"}</span> ${condition} ${holds ? "holds" : "violated"}</span></li>`;
      })}</ol>`;
  }

  #told(situation: Situation): TemplateResult {
    const { decided, condition } = outcome(situation, ...this.#rules);
    if (condition === "IC1")
      return html`L1 decides to ${order(decided[0])}, L2 to ${order(decided[1])}, and both are loyal.`;
    const loyal = situation.traitor === 1 ? 1 : 0;
    return html`the commander is loyal and orders ${order(situation.order)}, and L${loyal + 1} decides to ${order(decided[loyal])}.`;
  }

  readonly #onClick = (event: MouseEvent): void => {
    const part = (event.target as Element).closest("[data-part]")?.getAttribute("data-part");
    if (part) this.choose(Number(part));
  };

  // The arrows move from pair to pair, and what has the focus is chosen.
  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (!onStageKey(event, event.target as Element)) return;
    event.preventDefault();
    const part = (this.renderRoot as ShadowRoot).activeElement?.getAttribute("data-part");
    if (part) this.choose(Number(part));
  };
}

function order(value: number): TemplateResult {
  const sign = valueSign({ values: orders }, value)!;
  return html`<span class="words-${sign.tone}">${sign.name}\u00a0<span aria-hidden="true">${sign.letter}</span></span>`;
}

declare global {
  interface HTMLElementTagNameMap {
    "fault-lab-rules": FaultLabRules;
  }
}
