// <fault-lab-pair>: two runs beside each other, at the same moment, with one transport. Either two situations that look
// alike to somebody, or two algorithms under the same strategy of the same traitor. Importing it registers nothing.

import { type CSSResult, html, nothing, type TemplateResult } from "lit";
import type { Engine, ScenarioDocument } from "../../../engine/index.ts";
import type { Choice, Run } from "../../../operations/run.ts";
import { fieldsSheet, pictureSheet } from "../../../style/index.ts";
import { views } from "../../../views/all.ts";
import { gap, narrowBelow } from "../../../views/arrange.ts";
import { draw } from "../../../views/lit.ts";
import { defaultOptions } from "../../../views/view.ts";
import { narration, verdicts } from "../../../views/words.ts";
import { chip } from "../../shared/claims.ts";
import { onMomentKey } from "../../shared/keys.ts";
import { looking } from "../../shared/looking.ts";
import { sheets } from "../../shared/sheets.ts";
import { builtin } from "../../shared/source.ts";
import { Instrument } from "../base/instrument.ts";
import { instrumentSheet } from "../base/style.ts";
import { momentTransport } from "../base/transport.ts";
import { type Moment, moments, play, positions, type Strategy, strategyOf } from "./pairing.ts";
import { pairSheet } from "./style.ts";

interface Side {
  readonly document: ScenarioDocument;
  readonly choices: readonly Choice[] | null;
  readonly run: Run;
  readonly stops: readonly number[];
}

interface Both {
  readonly sides: readonly [Side, Side];
  readonly moments: readonly Moment[];
  /** What is seen of both by the process whose knowledge is shown. */
  readonly alike: { readonly alike: boolean; readonly count: number } | null;
}

/**
 * Two runs beside each other, moved by one transport.
 *
 * @element fault-lab-pair
 * @attr first - the name of a built-in scenario
 * @attr second - that of another
 * @attr first-views - the pictures of the first, separated by spaces
 * @attr second-views - those of the second
 * @attr knows - the name of a process: both are shown as it knows them, and whether it can tell them apart
 * @attr strategy - if present, a reader chooses the traitor and what it tells whom, for both at once
 * @attr moment - the moment to begin with; without it the end
 * @attr heading - a title above both
 * @attr loading - "eager" starts at once
 * @slot - the still picture that stands in until it is alive
 * @fires faultlab-ready - both runs are on screen
 * @fires faultlab-step - the moment changed
 * @fires faultlab-error - a document was refused, or the engine failed
 * @cssstate loading, ready, error
 * @csspart figure, title, stage, narration, transport - as in fault-lab
 */
export class FaultLabPair extends Instrument {
  static override properties = {
    first: {},
    second: {},
    firstViews: { attribute: "first-views" },
    secondViews: { attribute: "second-views" },
    knows: {},
    strategy: { type: Boolean },
    moment: { type: Number },
    at: { state: true },
    both: { state: true },
    pointed: { state: true },
  };
  static override styles: CSSResult[] = sheets(fieldsSheet, pictureSheet, instrumentSheet, pairSheet);

  declare first: string | null;
  declare second: string | null;
  declare firstViews: string | null;
  declare secondViews: string | null;
  declare knows: string | null;
  declare strategy: boolean;
  declare moment: number | null;
  /** @internal The moment that is shown. */ declare at: number;
  /** @internal */ declare both: Both | null;
  /** @internal The event that is pointed at, and in which of the two. */
  declare pointed: { readonly side: number; readonly event: number } | null;

  constructor() {
    super();
    this.first = this.second = this.firstViews = this.secondViews = this.knows = null;
    this.strategy = false;
    this.moment = this.both = this.pointed = null;
    this.at = 0;
  }

  protected override get ready(): boolean {
    return this.both !== null;
  }

  protected override get asks(): readonly string[] {
    return ["first", "second"];
  }

  /** The last moment: the end of both. */
  get last(): number {
    return (this.both?.moments.length ?? 0) + 1;
  }

  goTo(moment: number): void {
    const at = Math.max(0, Math.min(this.last, Math.round(moment)));
    if (at === this.at) return;
    this.at = at;
    this.pointed = null;
    this.announce("step", { moment: at, moments: this.last });
  }

  // Both runs as their authors wrote them.
  protected override async start(engine: Engine, signal: AbortSignal): Promise<void> {
    const sides: Omit<Side, "stops">[] = [];
    for (const name of [this.first, this.second]) {
      const { document } = await builtin(name ?? "");
      sides.push({ document, choices: null, run: await engine.run(document, null, { signal }) });
    }
    const first = this.both === null;
    await this.#take(engine, signal, sides, this.moment ?? Number.POSITIVE_INFINITY);
    if (first && !signal.aborted) this.announce("ready", { moments: this.last });
  }

  /** @internal One traitor and one strategy, in both. */
  async follow(traitor: string, strategy: Strategy): Promise<void> {
    await this.ask((engine, signal) => this.#follow(engine, signal, traitor, strategy));
  }

  /** @internal Another traitor. It begins by telling the last of those it speaks to the other order. */
  async betray(traitor: string): Promise<void> {
    await this.ask(async (engine, signal) => {
      const { document, run } = this.both!.sides[0];
      const strategy = strategyOf(await engine.run(betrayed(document, traitor), [], { signal }));
      const [key, said] = [...strategy].at(-1) ?? [];
      const other = run.values.slice(0, 2).find((value) => value !== said);
      if (key !== undefined && other !== undefined) strategy.set(key, other);
      await this.#follow(engine, signal, traitor, strategy);
    });
  }

  async #follow(engine: Engine, signal: AbortSignal, traitor: string, strategy: Strategy): Promise<void> {
    const sides: Omit<Side, "stops">[] = [];
    for (const side of this.both!.sides) {
      const document = betrayed(side.document, traitor);
      const choices = await play(engine, document, strategy);
      sides.push({ document, choices, run: await engine.run(document, choices, { signal }) });
    }
    await this.#take(engine, signal, sides, this.at);
  }

  async #take(engine: Engine, signal: AbortSignal, found: Omit<Side, "stops">[], at: number): Promise<void> {
    const list = moments(found[0]!.run, found[1]!.run);
    const both = found.map((side) => ({ ...side, stops: positions(side.run, list) }));
    const sides = [both[0]!, both[1]!] as const;
    const alike = await this.#compare(engine, signal, sides);
    if (signal.aborted) return;
    this.both = { sides, moments: list, alike };
    this.at = Math.max(0, Math.min(this.last, at));
  }

  // Only where the algorithm is the same can two runs look the same.
  async #compare(engine: Engine, signal: AbortSignal, [a, b]: readonly [Side, Side]): Promise<Both["alike"]> {
    const p = this.#knower(a.run);
    if (p === null || a.run.protocol !== b.run.protocol) return null;
    const { alike, first } = await engine.ask(
      "three.alike",
      { first: a.document, firstChoices: a.choices, second: b.document, secondChoices: b.choices, process: p },
      { signal },
    );
    return { alike, count: first };
  }

  #knower(run: Run): number | null {
    const p = run.processes.findIndex(({ name }) => name === this.knows);
    return p >= 0 ? p : null;
  }

  #setKnows(name: string): void {
    this.knows = name || null;
    const both = this.both!;
    this.both = { ...both, alike: null };
    void this.askBesides(async (engine, signal) => {
      const alike = await this.#compare(engine, signal, both.sides);
      if (!signal.aborted && this.both?.sides === both.sides) this.both = { ...both, alike };
    });
  }

  override render(): TemplateResult {
    const { both } = this;
    const wide = this.width > 2 * narrowBelow - 320;
    const seen =
      both &&
      html`${this.strategy ? this.#strategyPanel(both) : nothing}
      <div class="sides ${wide ? "" : "stacked"}">${both.sides.map((side, i) => this.#side(side, i, wide))}</div>
      ${this.#below(both)}`;
    return this.framed("pair", "\u00a0", seen, { onKey: this.#onKey });
  }

  #side({ run, stops }: Side, i: number, wide: boolean): TemplateResult {
    const room = wide ? Math.floor((this.room - gap) / 2) : this.room;
    const at = stops[this.at] ?? run.steps;
    const knows = this.#knower(run);
    const asked = (i === 0 ? this.firstViews : this.secondViews)?.trim() || run.show.views.join(" ");
    const options = {
      ...defaultOptions,
      width: room,
      narrow: room < 400,
      knows,
      pointed: this.pointed?.side === i ? this.pointed.event : null,
    };
    const said = narration(run, at, knows, 3).slice(0, 3);
    return html`<div class="side" role="group" aria-label=${run.title}>
      <h4 class="side-title">${run.title}</h4>
      <ul class="claims">${verdicts(run, at).map((verdict) => chip(verdict, () => {}))}</ul>
      <div class="stage" part="stage" role="group" aria-label="Pictures of this run" @pointerover=${(event: PointerEvent) => this.#point(i, event)} @focusin=${(event: FocusEvent) => this.#point(i, event)}
        @pointerleave=${() => (this.pointed = null)}>
        <div class="column">${asked
          .split(/\s+/)
          .filter((name) => name in views)
          .map((name) => html`<div class="picture">${draw(views[name]!(run, at, options).tree)}</div>`)}</div>
      </div>
      <div class="narration" part="narration" aria-live="polite" aria-atomic="true"><p>${said.map((one, k) => html`${k ? " " : ""}${looking(run, one.text, at, knows)}`)}</p></div>
    </div>`;
  }

  #point(side: number, event: Event): void {
    const holder = (event.target as Element | null)?.closest?.("[data-event]");
    this.pointed = holder ? { side, event: Number(holder.getAttribute("data-event")) } : null;
  }

  #below({ sides, moments: list, alike }: Both): TemplateResult {
    const { run } = sides[0];
    const moment = list[this.at - 1];
    const name = (p: number): string => run.processes[p]?.name ?? "";
    const where =
      this.at === 0 ? "before the first message" : moment ? `${name(moment.from)} to ${name(moment.to)}` : "the end";
    return html`
      ${
        alike && this.knows
          ? html`<p class="alike ${alike.alike ? "same" : "other"}"><span class="sign" aria-hidden="true">${alike.alike ? "=" : "≠"}</span>
            ${alike.alike ? `What ${this.knows} sees in the one is what it sees in the other: ${alike.count} events, compared one by one. It must do the same in both.` : `What ${this.knows} sees in the one is not what it sees in the other.`}</p>`
          : nothing
      }
      ${momentTransport(this, { label: "Moments of both runs", aloud: `${where}, ${this.at} of ${this.last}`, count: where })}
      <div class="bar"><label>Show <select class="select" @change=${(event: Event) => this.#setKnows((event.target as HTMLSelectElement).value)}>
        <option value="" .selected=${!this.knows}>what really happens</option>
        ${run.processes.map((process) => html`<option value=${process.name} .selected=${this.knows === process.name}>what ${process.name} knows</option>`)}
      </select></label></div>`;
  }

  // Who is the traitor, and what it tells whom: one choice for each of its messages, made for both.
  #strategyPanel({ sides, moments: list }: Both): TemplateResult {
    const { run } = sides[0];
    const traitor = run.processes.findIndex(({ faulty }) => faulty);
    const strategy = strategyOf(run);
    const orders = run.values.slice(0, 2);
    const name = (p: number): string => run.processes[p]!.name;
    const tell = (key: string, value: string): void => {
      const next = new Map(strategy);
      next.set(key, value === "" ? null : value);
      void this.follow(name(traitor), next);
    };
    const own = list.filter(({ from, key }) => from === traitor && strategy.has(key));
    return html`<fieldset class="fields"><legend class="hidden">The traitor, and what it tells whom, in both</legend>
      <div class="field"><label for="traitor">The traitor</label>
        <select class="select" id="traitor" @change=${(event: Event) => void this.betray((event.target as HTMLSelectElement).value)}>
          ${run.processes.map((process, p) => html`<option value=${process.name} .selected=${p === traitor}>${process.name}</option>`)}
        </select></div>
      ${own.map(
        ({ key, to }, i) => html`<div class="field"><label for="tell-${i}">${name(traitor)} tells ${name(to)}</label>
        <select class="select" id="tell-${i}" @change=${(event: Event) => tell(key, (event.target as HTMLSelectElement).value)}>
          ${orders.map((order) => html`<option value=${order} .selected=${strategy.get(key) === order}>${order}</option>`)}
          <option value="" .selected=${strategy.get(key) === null}>nothing</option>
        </select></div>`,
      )}
    </fieldset>`;
  }

  readonly #onKey = (event: KeyboardEvent): void => onMomentKey(this, event);
}

const betrayed = (document: ScenarioDocument, traitor: string): ScenarioDocument => ({
  ...document,
  choices: [],
  faults: [{ process: traitor, model: "arbitrary" }],
});

declare global {
  interface HTMLElementTagNameMap {
    "fault-lab-pair": FaultLabPair;
  }
}
