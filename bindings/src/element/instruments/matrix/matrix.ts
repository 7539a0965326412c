// <fault-lab-matrix>: what can happen between a request and its reply, as a table whose every cell opens a run of it. The
// print server's table, in which a reader tries a strategy of their own, the policies of remote calls, or the ways to
// deal with orphans. Importing it registers nothing, and needs no window.

import { type CSSResult, html, type TemplateResult } from "lit";
import type { Engine } from "../../../engine/index.ts";
import { type OrphanTrouble, orphanTroubles, type Reading, readings } from "../../../operations/remote.ts";
import { matrixPicture } from "../../../style/index.ts";
import { draw } from "../../../views/lit.ts";
import { type Matrix, markAt, matrixTable, moved, type Place } from "../../../views/matrix.ts";
import { whens } from "../../../views/orphans.ts";
import { type Operation, operations } from "../../../views/policies.ts";
import { situations } from "../../../views/printer.ts";
import { refusal } from "../../shared/attributes.ts";
import { sheets } from "../../shared/sheets.ts";
import type { Shown } from "../base/inner.ts";
import { Instrument } from "../base/instrument.ts";
import { matrixSheet } from "./style.ts";
import { ask, kinds, type Setting } from "./tables.ts";

/** Where a table has a narrow form; see style/matrix.ts. */
const tightBelow = 700;

/**
 * A table of what can happen, each cell with a run that shows it.
 *
 * @element fault-lab-matrix
 * @attr of - "print-server", "policies" or "orphans"
 * @attr ack - what the print server's client takes for an ACK: completion, or delivery
 * @attr crashes - how often the print server may crash, 1 or 2
 * @attr operation - what is called under the policies: print, withdraw, or set the balance
 * @attr trouble - what goes wrong while the ways to deal with orphans are measured: nothing, client, server, both or partition
 * @attr own - the reader's own strategy to begin with, as bits: 1 to ask again having heard nothing, 2 of the delivery, 4 of the completion
 * @attr heading - a title above it
 * @attr loading - "eager" starts at once
 * @slot - the still table that stands in until it is alive
 * @fires faultlab-ready - the table is on screen
 * @fires faultlab-cell - another cell's run was opened
 * @fires faultlab-error - an attribute was refused, or the engine failed
 * @cssstate loading, ready, error
 * @csspart figure, title, stage, narration - as in fault-lab
 */
export class FaultLabMatrix extends Instrument {
  static override properties = {
    of: {},
    ack: {},
    crashes: { type: Number },
    operation: {},
    trouble: {},
    own: { type: Number },
    matrix: { state: true },
    says: { state: true },
    focused: { state: true },
    shown: { state: true },
    run: { state: true },
  };
  static override styles: CSSResult[] = sheets(matrixPicture, matrixSheet);

  declare of: string | null;
  declare ack: string | null;
  declare crashes: number | null;
  declare operation: string | null;
  declare trouble: string | null;
  declare own: number | null;
  /** @internal */ declare matrix: Matrix | null;
  /** @internal What the table comes to. */ declare says: readonly string[];
  /** @internal The place that the keyboard is at. */ declare focused: Place;
  /** @internal */ declare shown: Place | null;
  /** @internal The run that is shown below. */ declare run: Shown | null;

  constructor() {
    super();
    this.of = this.ack = this.operation = this.trouble = null;
    this.crashes = this.own = this.matrix = this.shown = this.run = null;
    this.says = [];
    this.focused = [0, 0, 0];
  }

  protected override get ready(): boolean {
    return this.matrix !== null;
  }

  protected override get asks(): readonly string[] {
    return ["of", "ack", "crashes", "operation", "trouble", "own"];
  }

  /** What is asked, as the attributes say; a word that means nothing is refused by the name of its attribute. */
  get #setting(): Setting {
    const word = <T extends string>(attribute: string, value: string | null, allowed: readonly T[]): T => {
      const found = allowed.find((one) => one === (value ?? allowed[0]));
      if (found) return found;
      throw refusal(`The attribute ${attribute} has the value "${value}", which means nothing.`, allowed);
    };
    return {
      of: word("of", this.of, kinds),
      ack: word("ack", this.ack, readings),
      crashes: this.crashes ?? 1,
      operation: word("operation", this.operation, operations),
      trouble: word("trouble", this.trouble ?? "client", orphanTroubles),
      own: Math.max(0, Math.min((1 << situations.length) - 1, this.own ?? 0)),
    };
  }

  protected override async start(engine: Engine, signal: AbortSignal): Promise<void> {
    const { matrix, says } = await ask(engine, this.#setting);
    if (signal.aborted) return;
    const first = this.matrix === null;
    this.matrix = matrix;
    this.says = says;
    if (!markAt(matrix, this.focused)) this.focused = [0, 0, 0];
    // What was shown may be what this table has no more; then the nearest that it has.
    const place = this.shown ?? this.focused;
    const [row, column] = place;
    // Before the first press, the run that the page's address names has that place.
    if (first && this.linked) this.focused = firstRun(matrix, row, column) ?? place;
    else await this.choose(markAt(matrix, place)?.run ? place : (firstRun(matrix, row, column) ?? firstRun(matrix)));
    if (first) this.announce("ready", { rows: matrix.groups.flatMap(({ rows }) => rows).length });
  }

  /** Opens the run of a place. */
  async choose(place: Place | null): Promise<void> {
    const mark = place && this.matrix && markAt(this.matrix, place);
    if (!place || !mark?.run) return;
    const { document, choices } = mark.run;
    this.shown = this.focused = place;
    this.leaveLink();
    await this.askBesides(async (engine, signal) => {
      const run = await engine.run(document, choices, { signal });
      if (signal.aborted) return;
      // The choices as an author would write them, so that the run below is a scenario like any other.
      const written = run.choices.map(({ choice, text }) => `${choice[0]}: ${text}`);
      const shown = { ...document, choices: written, show: { step: run.steps, views: ["space-time"] } };
      if (JSON.stringify(shown) === JSON.stringify(this.run?.document)) return;
      this.run = { document: shown, step: null };
      this.announce("cell", { says: mark.says });
    });
  }

  override render(): TemplateResult {
    const { matrix } = this;
    const look = looks[kinds.find((one) => one === this.of) ?? "print-server"];
    return this.framed("matrix-figure", look.heading, matrix && this.#alive(matrix, look.legend));
  }

  #alive(matrix: Matrix, legend: string): TemplateResult {
    const { focused, shown } = this;
    const mark = shown && markAt(matrix, shown);
    const { linked } = this;
    const settings =
      this.of === "policies"
        ? this.#policySettings()
        : this.of === "orphans"
          ? this.#orphanSettings()
          : this.#printerSettings();
    return html`${settings}
      <p class="summary" aria-live="polite">${this.says.join(" ")}</p>
      <div class="matrix-body" part="stage" aria-busy=${this.busy ? "true" : "false"} @click=${this.#onClick} @keydown=${this.#onKey}>
        <div class="matrix-place matrix-scroll">${draw(matrixTable(matrix, { narrow: this.width <= tightBelow, focus: focused, shown }))}</div>
      </div>
      <p class="legend">${legend}</p>
      <div class="narration" part="narration" aria-live="polite" aria-atomic="true"><p>${linked ? "The run of a link. Press a cell for its own." : mark ? `${mark.says}. ${mark.sign === "number" ? "" : "This is a run of it:"}` : ""}</p></div>
      ${this.figureOf(this.run, { look: "matrix-run", locked: "explore", quiet: true })}`;
  }

  #orphanSettings(): TemplateResult {
    return html`<div class="settings" role="group" aria-label="What is asked">
      <label><span>What goes wrong</span> <select class="select" id="trouble" @change=${(event: Event) => {
        this.trouble = (event.target as HTMLSelectElement).value as OrphanTrouble;
      }}>${orphanTroubles.map((one) => html`<option value=${one} .selected=${one === (this.trouble ?? "client")}>${whens[one]}</option>`)}</select></label>
    </div>`;
  }

  #printerSettings(): TemplateResult {
    const own = this.own ?? 0;
    return html`<div class="settings" role="group" aria-label="What is asked">
        <label class="picks"><span>An ACK is</span> <select class="select" id="ack" @change=${(event: Event) => {
          this.ack = (event.target as HTMLSelectElement).value as Reading;
        }}><option value="completion" .selected=${this.ack !== "delivery"}>the word that it is done</option>
          <option value="delivery" .selected=${this.ack === "delivery"}>the word that the request arrived</option></select></label>
        <label><input type="checkbox" id="second" .checked=${(this.crashes ?? 1) > 1} @change=${(event: Event) => {
          this.crashes = (event.target as HTMLInputElement).checked ? 2 : 1;
        }}> It may crash a second time</label>
      </div>
      <fieldset class="ticks"><legend>As I say: ask again, having heard</legend>
        ${situations.map(
          ([name, words], bit) => html`<label><input type="checkbox" id=${name} .checked=${((own >> bit) & 1) === 1}
          @change=${() => {
            this.own = own ^ (1 << bit);
          }}> ${words}</label>`,
        )}
      </fieldset>`;
  }

  #policySettings(): TemplateResult {
    return html`<div class="settings" role="group" aria-label="What is asked">
      <label class="picks"><span>The operation is to</span> <select class="select" id="operation" @change=${(
        event: Event,
      ) => {
        this.operation = (event.target as HTMLSelectElement).value as Operation;
      }}>${operations.map((one) => html`<option value=${one} .selected=${one === (this.operation ?? operations[0])}>${one}</option>`)}</select></label>
    </div>`;
  }

  readonly #onClick = (event: MouseEvent): void => {
    const place = placeOf(event.target as Element);
    if (place) void this.#open(place);
  };

  // What was pressed is to be seen, and the table stays in view as far as it may.
  async #open(place: Place): Promise<void> {
    await this.choose(place);
    await this.updateComplete;
    this.renderRoot.querySelector(".matrix-run")?.scrollIntoView({ block: "nearest" });
  }

  // The arrows move from cell to cell; Enter and the space bar press, as they do on any button.
  readonly #onKey = (event: KeyboardEvent): void => {
    const here = placeOf(event.target as Element);
    if (!here || !this.matrix || event.ctrlKey || event.metaKey || event.altKey) return;
    const next = moved(this.matrix, here, event.key);
    if (!next) return;
    event.preventDefault();
    this.focused = next;
    void this.updateComplete.then(() =>
      this.renderRoot.querySelector<HTMLElement>(`[data-place="${next.join(" ")}"]`)?.focus(),
    );
  };
}

/** What stands above and below each kind of table. */
const looks: Readonly<Record<(typeof kinds)[number], { readonly heading: string; readonly legend: string }>> = {
  "print-server": {
    heading: "The print server",
    legend:
      "M: the server says that it is done. P: it prints. C: it crashes. What stands in parentheses never happens.",
  },
  policies: {
    heading: "What a policy promises",
    legend:
      "0, 1, 2+: how often it is executed. “If cut off”: only if the server stays down, or misses more than one message while it is.",
  },
  orphans: {
    heading: "What each way does, and what it costs",
    legend:
      "Disk writes, broadcasts and messages are those of the run with the most, all else is counted over all runs. Each number opens the run that has the most of it.",
  },
};

function placeOf(target: Element): Place | null {
  const place = target.closest("[data-place]")?.getAttribute("data-place")?.split(" ").map(Number);
  return place ? [place[0]!, place[1]!, place[2]!] : null;
}

/** The first place with a run: in a row and column, or in the table. */
function firstRun({ groups }: Matrix, row?: number, column?: number): Place | null {
  const rows = groups.flatMap((group) => group.rows);
  for (const [r, { cells }] of rows.entries())
    for (const [c, marks] of cells.entries()) {
      if (row !== undefined && (r !== row || c !== column)) continue;
      const k = marks.findIndex(({ run }) => run !== null);
      if (k >= 0) return [r, c, k];
    }
  return null;
}

declare global {
  interface HTMLElementTagNameMap {
    "fault-lab-matrix": FaultLabMatrix;
  }
}
