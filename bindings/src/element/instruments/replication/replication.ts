// <fault-lab-replication>: how many members a group needs so that k of them may fail. A reader sets k and what is asked;
// both sides of the boundary are tried, and each shows a run. Importing it registers nothing.

import { type CSSResult, html, nothing, type TemplateResult } from "lit";
import type { Engine } from "../../../engine/index.ts";
import type { Purpose } from "../../../operations/purposes.ts";
import { type Side, trySide } from "../../../play/replication.ts";
import { grouped } from "../../../views/words.ts";
import { fallOf } from "../../shared/quest.ts";
import { sheets } from "../../shared/sheets.ts";
import { type Shown, shownAt } from "../base/inner.ts";
import { Instrument } from "../base/instrument.ts";
import { instrumentSheet } from "../base/style.ts";
import { replicationSheet } from "./style.ts";

/** How they fail, as a reader says it. */
const failing: Readonly<Record<string, string>> = {
  crash: "fall silent",
  value: "answer wrongly",
  arbitrary: "do anything",
};

/** The largest k for which everything can be tried in a page within seconds. */
const most: Readonly<Record<string, number>> = { silent: 4, wrong: 4, agree: 2, "agree-signed": 2 };
const mostAtAll = 4;

/** A side with the run that is shown of it. */
interface Tried extends Side {
  readonly shown: Shown;
}

/**
 * Both sides of a boundary: enough members, and one fewer.
 *
 * @element fault-lab-replication
 * @attr k - how many may fail, to begin with
 * @attr purpose - what is asked, to begin with: silent, wrong, agree or agree-signed
 * @attr heading - a title above it
 * @attr loading - "eager" starts at once
 * @slot - what stands in until it is alive
 * @fires faultlab-ready - the table is on screen
 * @fires faultlab-boundary - both sides were tried
 * @fires faultlab-error - the engine failed
 * @cssstate loading, ready, error
 * @csspart figure, title, narration - as in fault-lab
 */
export class FaultLabReplication extends Instrument {
  static override properties = {
    k: { type: Number },
    purpose: {},
    purposes: { state: true },
    sides: { state: true },
    side: { state: true },
    told: { state: true },
  };
  static override styles: CSSResult[] = sheets(instrumentSheet, replicationSheet);

  declare k: number;
  declare purpose: string;
  /** @internal What can be asked, with k faulty and, for the formula, with one more. */
  declare purposes: readonly [readonly Purpose[], readonly Purpose[]] | null;
  /** @internal One fewer, and enough; null while it is being tried. */
  declare sides: readonly [Tried | null, Tried | null];
  /** @internal Which of them is shown. */ declare side: 0 | 1;
  /** @internal How far it is. */ declare told: string;

  constructor() {
    super();
    this.k = 1;
    this.purpose = "wrong";
    this.purposes = null;
    this.sides = [null, null];
    this.side = 0;
    this.told = "";
  }

  protected override get ready(): boolean {
    return this.purposes !== null;
  }

  protected override async start(engine: Engine, signal: AbortSignal): Promise<void> {
    await this.#both(engine, signal);
  }

  /** Asks something else: with so many faulty, for a purpose by its name. */
  set(k: number, purpose: string): void {
    const chosen = Math.max(1, Math.min(mostAtAll, Math.round(k) || 1));
    if (chosen === this.k && purpose === this.purpose) return;
    this.k = chosen;
    this.purpose = purpose;
    void this.ask((engine, signal) => this.#both(engine, signal));
  }

  async #both(engine: Engine, signal: AbortSignal): Promise<void> {
    const first = this.purposes === null;
    this.k = Math.max(1, Math.min(mostAtAll, Math.round(this.k) || 1));
    this.sides = [null, null];
    this.told = "";
    this.wrong = null;
    const [now, next] = [await engine.purposes(this.k, { signal }), await engine.purposes(this.k + 1, { signal })];
    this.purposes = [now, next];
    if (first) this.announce("ready", { purposes: now.map(({ name }) => name) });
    const purpose = now.find(({ name }) => name === this.purpose);
    if (!purpose) {
      const error = new Error(`The attribute purpose is "${this.purpose}", and there is no such purpose.`);
      throw Object.assign(error, { path: "purpose", allowed: now.map(({ name }) => name) });
    }
    if (this.k > most[purpose.name]!) return;
    let due = 0;
    for (const side of [0, 1] as const) {
      const members = purpose.enough - 1 + side;
      const found = await trySide(engine, purpose, this.k, members, signal, (set, sets, states) => {
        const at = performance.now();
        if (signal.aborted || at < due) return;
        due = at + 120;
        this.told = `set ${set} of ${sets}, ${grouped(String(states))} states`;
      });
      const run = await engine.run(found.document, found.choices, { signal });
      const step = found.claim ? fallOf(run, found.claim) : run.steps;
      const shown = shownAt({ ...found.document, about: aboutOf(found, purpose) }, run, step);
      if (signal.aborted) return;
      const tried = { ...found, shown };
      this.sides = side === 0 ? [tried, null] : [this.sides[0], tried];
    }
    this.announce("boundary", { k: this.k, purpose: purpose.name, outcomes: this.sides.map((one) => one?.outcome) });
  }

  override render(): TemplateResult {
    const shown = this.sides[this.side]?.shown ?? null;
    const seen = this.purposes
      ? html`${this.#stepper()}${this.#table(...this.purposes)}${this.#boundary(this.purposes[0])}`
      : null;
    return html`${this.framed("replication", "How many are enough", seen)}
      ${this.figureOf(shown)}`;
  }

  #stepper(): TemplateResult {
    return html`<div class="many" role="group" aria-label="How many may fail"><span>So many may fail: <i>k</i> =</span>
      <span class="buttons">${Array.from({ length: mostAtAll }, (_, i) => i + 1).map(
        (k) =>
          html`<button class="button" type="button" data-k=${k} aria-pressed=${k === this.k ? "true" : "false"} @click=${() => this.set(k, this.purpose)}>${k}</button>`,
      )}</span></div>`;
  }

  #table(now: readonly Purpose[], next: readonly Purpose[]): TemplateResult {
    return html`<table class="purposes"><thead><tr><th scope="col">Asked</th><th scope="col" class="number">Enough</th><th scope="col" class="number">With <i>k</i> = ${this.k}</th></tr></thead>
      <tbody>${now.map((one, i) => {
        const chosen = one.name === this.purpose;
        const slope = next[i]!.enough - one.enough;
        return html`<tr class=${chosen ? "chosen" : ""}><th scope="row"><button class="ask" type="button" data-purpose=${one.name} aria-pressed=${chosen ? "true" : "false"}
          @click=${() => this.set(this.k, one.name)}>${italic(one.asks)}</button></th>
          <td class="number">${slope === 1 ? "" : slope}<i>k</i> + ${one.enough - slope * this.k}</td><td class="number"><b>${one.enough}</b></td></tr>`;
      })}</tbody></table>`;
  }

  #boundary(now: readonly Purpose[]): TemplateResult | typeof nothing {
    const purpose = now.find(({ name }) => name === this.purpose);
    if (!purpose) return nothing;
    if (this.k > most[purpose.name]!)
      return html`<p class="narration" part="narration" role="status">With <i>k</i> = ${this.k} there is too much to be tried in a page; up to ${most[purpose.name]} it isn't. ${purpose.source}.</p>`;
    return html`<div class="two" role="group" aria-label="Both sides of the boundary">${[0, 1].map((side) => this.#card(side as 0 | 1, purpose))}</div>`;
  }

  #card(side: 0 | 1, purpose: Purpose): TemplateResult {
    const tried = this.sides[side];
    const members = purpose.enough - 1 + side;
    return html`<button class="card ${tried?.outcome ?? "waiting"}" type="button" data-side=${side} aria-pressed=${side === this.side ? "true" : "false"} @click=${() => (this.side = side)}>
      <span class="card-name"><b>${members}</b> ${members === 1 ? "member" : "members"}: ${side === 0 ? "one fewer" : "enough"}</span>
      <span class="narration" part="narration" aria-live="polite">${tried ? verdictOf(tried, purpose, this.k) : `Trying everything… ${this.sides[0] || side === 0 ? this.told : ""}`}</span>
    </button>`;
  }
}

/** A sentence in which k is a number. */
const italic = (text: string): (string | TemplateResult)[] =>
  text.split(/\b(k)\b/).map((part) => (part === "k" ? html`<i>k</i>` : part));

const counted = (n: number, one: string, many = `${one}s`): string => `${grouped(String(n))} ${n === 1 ? one : many}`;

function verdictOf(side: Side, { fails }: Purpose, k: number): TemplateResult {
  const how = failing[fails];
  const looked =
    side.behaviours !== null
      ? `${amount(side.behaviours)} behaviours, decided at once`
      : `${counted(side.states, "state")}`;
  switch (side.outcome) {
    case "refuted":
      return html`<b class="sign">✕</b> Broken: ${side.faulty.join(" and ")} ${side.faulty.length === 1 ? how!.replace(/^(\w+)/, (verb) => third[verb] ?? verb) : how}, and <i>${side.claim}</i> is violated.`;
    case "proved":
      return html`<b class="sign">∎</b> Proved, whichever ${k === 1 ? "one of them" : `${k} of them`} ${k === 1 ? "fails" : "fail"}: ${counted(side.sets, "set")}, ${looked}.`;
    case "void":
      return html`<b class="sign">–</b> Nothing is asked: with ${k} traitors no two loyal ones are left that could disagree.`;
    default:
      return html`<b class="sign">?</b> Unknown: too many states.`;
  }
}

const third: Readonly<Record<string, string>> = { fall: "falls", answer: "answers", do: "does" };

/** A number as one says it: whole, or how many digits it has. */
const amount = (decimal: string): string =>
  decimal.length <= 9
    ? grouped(decimal)
    : `more than 10^${decimal.length - 1}`.replace(/\^(\d+)/, (_, n: string) => superscript(n));

const superscript = (digits: string): string => [...digits].map((digit) => "⁰¹²³⁴⁵⁶⁷⁸⁹"[Number(digit)]).join("");

function aboutOf({ outcome, members, faulty }: Side, { asks, source }: Purpose): string {
  const who = `${faulty.join(" and ")} ${faulty.length === 1 ? "is" : "are"} faulty`;
  if (outcome === "refuted") return `${asks} Of ${members} ${who}, and that is one member too few (${source}).`;
  return `${asks} Of ${members} ${who}: at every step the first thing goes wrong that can, and nothing is broken (${source}).`;
}

declare global {
  interface HTMLElementTagNameMap {
    "fault-lab-replication": FaultLabReplication;
  }
}
