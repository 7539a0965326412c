// <fault-lab-circumstances>: when agreement is possible at all. A table of sixteen circumstances; each opens a run under
// exactly its conditions, and everything that can happen in it is tried. Importing it registers nothing.

import { type CSSResult, html, nothing, type TemplateResult } from "lit";
import type { Engine, Progress } from "../../../engine/index.ts";
import type { Circumstance } from "../../../operations/circumstances.ts";
import { grouped } from "../../../views/words.ts";
import { mustCount } from "../../shared/attributes.ts";
import { fallOf } from "../../shared/quest.ts";
import { sheets } from "../../shared/sheets.ts";
import { builtin } from "../../shared/source.ts";
import { type Shown, shownAt } from "../base/inner.ts";
import { Instrument } from "../base/instrument.ts";
import { instrumentSheet } from "../base/style.ts";
import { circumstancesSheet } from "./style.ts";

/** What trying everything in a cell has come to. */
interface Tried {
  readonly outcome: "proved" | "refuted" | "unknown";
  readonly states: number;
  /** The claim that fell. */
  readonly claim: string;
  /** How many may crash. */
  readonly crashes: number;
  readonly shown: Shown;
}

const columns = 4;

/**
 * The sixteen circumstances, each with what the theorem says and what a search finds.
 *
 * @element fault-lab-circumstances
 * @attr cell - the cell to begin with, from 0, row by row
 * @attr heading - a title above it
 * @attr loading - "eager" starts at once
 * @slot - what stands in until it is alive
 * @fires faultlab-ready - the table is on screen
 * @fires faultlab-cell - another cell was chosen
 * @fires faultlab-tried - everything was tried in a cell
 * @fires faultlab-error - the engine failed
 * @cssstate loading, ready, error
 * @csspart figure, title, narration - as in fault-lab
 */
export class FaultLabCircumstances extends Instrument {
  static override properties = {
    cell: { type: Number },
    chosen: { state: true },
    cells: { state: true },
    tried: { state: true },
    progress: { state: true },
    trying: { state: true },
    all: { state: true },
  };
  static override styles: CSSResult[] = sheets(instrumentSheet, circumstancesSheet);

  declare cell: number | null;
  /** @internal */ declare chosen: number;
  /** @internal */ declare cells: readonly Circumstance[];
  /** @internal By cell, what is known. */ declare tried: ReadonlyMap<number, Tried>;
  /** @internal */ declare progress: Progress | null;
  /** @internal The cell in which everything is being tried. */ declare trying: number | null;
  /** @internal Whether the others follow. */ declare all: boolean;

  constructor() {
    super();
    this.cell = this.progress = this.trying = null;
    this.chosen = 0;
    this.cells = [];
    this.tried = new Map();
    this.all = false;
  }

  protected override get ready(): boolean {
    return this.cells.length > 0;
  }

  protected override async start(engine: Engine, signal: AbortSignal): Promise<void> {
    this.cells = await engine.circumstances({ signal });
    mustCount("cell", this.cell, this.cells.length - 1);
    this.chosen = this.cell ?? 0;
    this.announce("ready", { cells: this.cells.length });
    await this.#try(engine, signal, this.chosen);
  }

  /** Chooses a cell, and tries everything in it. */
  choose(cell: number): void {
    if (cell === this.chosen || !(cell in this.cells)) return;
    this.chosen = cell;
    this.announce("cell", { cell, possible: this.cells[cell]!.possible });
    if (this.all) return;
    void this.ask((engine, signal) => this.#try(engine, signal, cell));
  }

  /** Tries everything in all sixteen. */
  async tryAll(): Promise<void> {
    this.all = true;
    await this.ask(async (engine, signal) => {
      const order = [this.chosen, ...this.cells.keys()];
      for (const cell of order) await this.#try(engine, signal, cell);
    });
    this.all = false;
  }

  /** Stops trying; what is known stays. */
  stop(): void {
    this.forget();
    this.all = false;
    this.trying = this.progress = null;
  }

  async #try(engine: Engine, signal: AbortSignal, cell: number): Promise<void> {
    if (this.tried.has(cell)) return;
    const { document } = await builtin(this.cells[cell]!.scenario);
    this.trying = cell;
    this.progress = this.wrong = null;
    let due = 0;
    const found = await engine.explore(document, {
      signal,
      onProgress: (progress) => {
        const now = performance.now();
        if (signal.aborted || now < due) return;
        due = now + 120;
        this.progress = progress;
      },
    });
    const broken = found.findings.find(({ outcome }) => outcome === "refuted");
    const proved = found.findings.every(({ outcome }) => outcome === "proved");
    let shown: Shown;
    if (broken) {
      // The shortest run says which claim falls, and what is left of it when it is made simpler is what one reads.
      const run = await engine.shrink(document, broken.choices, broken.claim, { signal });
      const about = this.cells[cell]!.shown;
      shown = shownAt({ ...document, about }, run, fallOf(run, broken.claim));
    } else {
      const run = await engine.run(document, null, { signal });
      shown = { document, step: run.steps };
    }
    if (signal.aborted) return;
    const outcome = broken ? "refuted" : proved ? "proved" : "unknown";
    const { states } = found;
    const { crashes = 0 } = (document.budget ?? {}) as { crashes?: number };
    this.tried = new Map(this.tried).set(cell, { outcome, states, claim: broken?.claim ?? "", crashes, shown });
    this.trying = this.progress = null;
    this.announce("tried", { cell, outcome, states });
  }

  override render(): TemplateResult {
    const seen = this.ready ? html`<div class="cells-body">${this.#table()}${this.#side()}</div>` : null;
    return html`${this.framed("circumstances", "When agreement is possible", seen)}
      ${this.figureOf(this.tried.get(this.chosen)?.shown ?? null)}`;
  }

  #table(): TemplateResult {
    const { cells } = this;
    const rows = Array.from({ length: cells.length / columns }, (_, r) => cells.slice(r * columns, (r + 1) * columns));
    return html`<div class="cells-holder"><table class="cells" @keydown=${this.#onKey}>
      <thead>
        <tr><td rowspan="2"></td><th scope="colgroup" colspan="2">${cells[0]!.order}</th><th scope="colgroup" colspan="2">${cells[2]!.order}</th></tr>
        <tr>${rows[0]!.map(({ send }) => html`<th scope="col">${send}</th>`)}</tr>
      </thead>
      <tbody>${rows.map(
        (row, r) => html`<tr><th scope="row"><span>${row[0]!.process}</span> <span>${row[0]!.delay}</span></th>
          ${row.map((one, c) => html`<td>${this.#cell(one, r * columns + c)}</td>`)}</tr>`,
      )}</tbody>
    </table>
    <div class="actions"><button class="button ${this.all ? "" : "main"}" type="button" ?disabled=${this.tried.size === cells.length}
      @click=${() => (this.all ? this.stop() : void this.tryAll())}>${this.all ? "Stop" : "Try all sixteen"}</button><span class="count" role="status">${this.tried.size} of ${cells.length} tried</span></div></div>`;
  }

  #cell(one: Circumstance, i: number): TemplateResult {
    const tried = this.tried.get(i);
    const told = tried
      ? tried.outcome === "proved"
        ? `∎ ${short(tried.states)}`
        : `↯ ${short(tried.states)}`
      : this.trying === i
        ? "…"
        : "";
    const aloud = tried ? `, ${tried.outcome} here in ${grouped(String(tried.states))} states` : "";
    return html`<button class="circumstance ${one.possible ? "possible" : "impossible"}" type="button" data-cell=${i}
      tabindex=${i === this.chosen ? 0 : -1} aria-pressed=${i === this.chosen ? "true" : "false"}
      @click=${() => this.choose(i)}><span class="hidden">${one.process} processes, ${one.delay} delay, ${one.order} delivery, ${one.send}: ${one.possible ? "possible" : "impossible"}${aloud}</span><span class="sign" aria-hidden="true">${one.possible ? "✓" : "✕"}</span><span class="told" aria-hidden="true">${told}</span></button>`;
  }

  #side(): TemplateResult {
    const one = this.cells[this.chosen]!;
    return html`<div class="cells-side">
      <h4 class="conditions">${one.process} processes, ${one.delay} delay, ${one.order} delivery, ${one.send}</h4>
      <dl class="said">
        <dt>Theorem</dt><dd><span class="outcome ${one.possible ? "holds" : "violated"}"><span aria-hidden="true">${one.possible ? "✓" : "✕"}</span> ${one.possible ? "Possible" : "Impossible"}.</span> ${one.theorem}</dd>
        <dt>Shown</dt><dd>${one.shown}</dd>
        <dt>Tried</dt><dd class="narration" part="narration" aria-live="polite" aria-atomic="true">${this.#found(one)}</dd>
      </dl>
      ${one.order === "ordered" ? html`<p class="ordered">Ordered means: messages reach a process in the order in which they were sent, in real time, whoever sent them. That each link keeps its own order is not enough.</p>` : nothing}
    </div>`;
  }

  #found(one: Circumstance): TemplateResult | string {
    const tried = this.tried.get(this.chosen);
    if (!tried) {
      const { progress } = this;
      if (this.trying !== this.chosen) return this.wrong ? "Not tried." : "Not tried yet.";
      return progress ? `Trying everything: ${grouped(String(progress.states))} states so far.` : "Trying everything…";
    }
    const states = `${grouped(String(tried.states))} states`;
    if (tried.outcome === "proved")
      return html`<b>∎ Proved</b> for this protocol and so many processes: agreement, validity and termination, in all ${states}, ${tried.crashes === 1 ? "whichever one crashes" : `whichever ${tried.crashes} crash`}. Below is one of the runs.`;
    if (tried.outcome === "unknown") return `Unknown: the search ended after ${states}.`;
    const how = tried.claim === "termination" ? "waits for ever" : "splits";
    return html`<b>✕ Refuted</b> in ${states}: this protocol ${how}. The run below was found so. ${one.possible ? "" : "That no other protocol does better is the theorem's word, not the search's."}`;
  }

  // The arrows move from cell to cell, and what has the focus is chosen.
  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const by: Record<string, number> = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: columns, ArrowUp: -columns };
    const { chosen } = this;
    const ends: Record<string, number> = {
      Home: chosen - (chosen % columns),
      End: chosen - (chosen % columns) + columns - 1,
    };
    let to = ends[event.key] ?? chosen + (by[event.key] ?? 0);
    const leavesRow = event.key === "ArrowRight" || event.key === "ArrowLeft";
    if (!(to in this.cells) || (leavesRow && Math.floor(to / columns) !== Math.floor(chosen / columns))) to = chosen;
    if (!(event.key in by || event.key in ends)) return;
    event.preventDefault();
    this.choose(to);
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>(`[data-cell="${to}"]`)?.focus());
  };
}

/** A number of states in little room. */
const short = (n: number): string =>
  n < 1000 ? String(n) : n < 10_000 ? `${(n / 1000).toFixed(1)}k` : `${Math.round(n / 1000)}k`;

declare global {
  interface HTMLElementTagNameMap {
    "fault-lab-circumstances": FaultLabCircumstances;
  }
}
