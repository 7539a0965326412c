// <fault-lab-graph>: who can talk to whom, to be edited. A link is cut or joined by a press, and the run below is one on
// the graph as it stands; or it is said why there is none. Importing it registers nothing.

import { type CSSResult, html, nothing, type TemplateResult } from "lit";
import type { Engine, ScenarioDocument } from "../../../engine/index.ts";
import type { Run } from "../../../operations/run.ts";
import { worst } from "../../../play/replication.ts";
import { pictureSheet } from "../../../style/index.ts";
import { cubeOrder, type Edges, edgesPicture, pairsOf } from "../../../views/edges.ts";
import { draw } from "../../../views/lit.ts";
import { refusal } from "../../shared/attributes.ts";
import { type Trouble, troubleOf } from "../../shared/experiment.ts";
import { sheets } from "../../shared/sheets.ts";
import { builtin } from "../../shared/source.ts";
import { type Shown, shownAt } from "../base/inner.ts";
import { Instrument } from "../base/instrument.ts";
import { instrumentSheet } from "../base/style.ts";
import { graphSheet } from "./style.ts";

/** Names of graphs that a reader can begin with. */
const named = ["complete", "ring", "star", "line", "cube"] as const;

/**
 * A graph that is edited, and a run on it.
 *
 * @element fault-lab-graph
 * @attr scenario - the name of a built-in scenario with a graph
 * @attr heading - a title above it
 * @attr loading - "eager" starts at once
 * @slot - the still picture that stands in until it is alive
 * @fires faultlab-ready - the graph is on screen
 * @fires faultlab-graph - a link was cut or joined, or something else was set
 * @fires faultlab-error - the engine failed
 * @cssstate loading, ready, error
 * @csspart figure, title, stage, narration - as in fault-lab
 */
export class FaultLabGraph extends Instrument {
  static override properties = {
    scenario: {},
    names: { state: true },
    edges: { state: true },
    settings: { state: true },
    traitor: { state: true },
    focused: { state: true },
    shown: { state: true },
    remarks: { state: true },
    refusal: { state: true },
    told: { state: true },
    cube: { state: true },
    ends: { state: true },
  };
  static override styles: CSSResult[] = sheets(pictureSheet, instrumentSheet, graphSheet);

  declare scenario: string | null;
  /** @internal */ declare names: readonly string[];
  /** @internal By pair, whether it is linked; see pairsOf. */ declare edges: Edges;
  /** @internal m and p. */ declare settings: readonly [m: number, p: number];
  /** @internal Who is the traitor; "": nobody. */ declare traitor: string;
  /** @internal The pair that has the keyboard's attention. */ declare focused: number;
  /** @internal */ declare shown: Shown | null;
  /** @internal What the engine remarks on the graph. */ declare remarks: readonly string[];
  /** @internal Why there is no run. */ declare refusal: Trouble | null;
  /** @internal */ declare told: string;
  /** @internal Whether it began as a cube, and is drawn like one. */ declare cube: boolean;
  /** @internal The two that are chosen by name. */ declare ends: readonly [number, number];

  #document: ScenarioDocument | null = null;

  constructor() {
    super();
    this.scenario = this.shown = this.refusal = null;
    this.names = this.edges = this.remarks = [];
    this.settings = [1, 3];
    this.traitor = this.told = "";
    this.focused = 0;
    this.cube = false;
    this.ends = [0, 1];
  }

  protected override get ready(): boolean {
    return this.names.length > 0;
  }

  protected override async start(engine: Engine, signal: AbortSignal): Promise<void> {
    const { document } = await builtin(this.scenario ?? "");
    const { graph } = (document.params ?? {}) as { graph?: unknown };
    if (graph === undefined)
      throw refusal(`The attribute scenario must name one with a graph (params.graph); "${this.scenario}" has none.`);
    this.#document = document;
    this.cube = graph === "cube";
    const run = await engine.run(document, null, { signal });
    this.settings = [run.params.m ?? 1, run.params.p ?? 3];
    this.traitor = run.processes.find(({ faulty }) => faulty)?.name ?? "";
    this.#take(run);
    this.shown = { document, step: run.steps };
    this.names = run.processes.map(({ name }) => name);
    this.announce("ready", { processes: this.names.length });
  }

  #take(run: Run): void {
    const linked = new Set(run.shape.map(([p, q]) => `${p} ${q}`));
    this.edges = pairsOf(run.processes.length).map(([p, q]) => linked.has(`${p} ${q}`));
    this.remarks = run.remarks.map(({ text }) => text);
  }

  /** Cuts a link, or joins two. */
  toggle(pair: number): void {
    const [p, q] = pairsOf(this.names.length)[pair] ?? [0, 0];
    if (p === q) return;
    this.edges = this.edges.map((on, i) => (i === pair ? !on : on));
    this.focused = pair;
    const did = this.edges[pair] ? "can talk to each other now" : "can't talk to each other any more";
    const told = `${this.names[p]} and ${this.names[q]} ${did}.`;
    this.told = told.charAt(0).toUpperCase() + told.slice(1);
    this.#changed(null);
  }

  #changed(graph: string | null): void {
    if (graph) this.cube = graph === "cube";
    void this.ask(async (engine, signal) => {
      const [m, p] = this.settings;
      const links = pairsOf(this.names.length).filter((_, i) => this.edges[i]);
      const document: ScenarioDocument = {
        ...this.#document,
        title: this.traitor ? `${this.traitor} lies wherever it can` : "Nobody lies",
        about: "",
        params: {
          ...(this.#document?.params as object),
          m,
          p,
          graph: graph ?? links.map(([a, b]) => [this.names[a], this.names[b]]),
        },
        faults: this.traitor ? [{ process: this.traitor, model: "arbitrary" }] : [],
        choices: [],
      };
      this.announce("graph", { links: links.length, m, p });
      try {
        const run = await engine.run(document, [], { signal });
        this.#take(run);
        this.refusal = null;
        const choices = await worst(engine, document, signal);
        if (signal.aborted) return;
        const lied = await engine.run(document, choices, { signal });
        this.shown = shownAt(document, lied, lied.steps);
      } catch (error) {
        if (signal.aborted) throw error;
        this.refusal = troubleOf(error);
        this.remarks = [];
        this.shown = null;
      }
    });
  }

  override render(): TemplateResult {
    const wide = Math.min(430, Math.max(250, this.width - (this.width <= 560 ? 28 : 44)));
    const seen = this.ready
      ? html`<div class="graph-body">
          <div class="stage" part="stage" role="group" aria-label="The graph: each link can be cut, each gap joined" @click=${this.#onClick} @keydown=${this.#onKey}>
            <div class="column">${draw(edgesPicture({ names: this.names, edges: this.edges, traitor: this.names.indexOf(this.traitor), width: wide, focused: this.focused, order: this.cube ? cubeOrder : undefined }).tree)}</div></div>
          <div class="graph-side">${this.#fields()}${this.#says()}</div></div>`
      : null;
    return html`${this.framed("graph", "Who can talk to whom", seen)}
      ${this.figureOf(this.shown)}`;
  }

  #fields(): TemplateResult {
    const { names, settings } = this;
    const [m, p] = settings;
    const many = (most: number): number[] => Array.from({ length: most }, (_, i) => i + 1);
    const select = (
      label: TemplateResult | string,
      options: readonly (string | number)[],
      chosen: string | number,
      set: (value: string) => void,
      words = (value: string | number): string => String(value),
    ): TemplateResult =>
      html`<label>${label} <select class="select" @change=${(event: Event) => set((event.target as HTMLSelectElement).value)}>
        ${options.map((value) => html`<option value=${value} .selected=${value === chosen}>${words(value)}</option>`)}</select></label>`;
    const graphs = named.filter((name) => name !== "cube" || names.length === 8);
    return html`<div class="graph-fields">
      ${select(
        "Begin with",
        ["", ...graphs],
        "",
        (name) => name && this.#changed(name),
        (name) =>
          (name ? `a ${name} graph` : "this graph")
            .replace("cube graph", "cube")
            .replace(/(ring|star|line) graph/, "$1"),
      )}
      ${select(
        "Traitor",
        ["", ...names],
        this.traitor,
        (name) => this.#set({ traitor: name }),
        (name) => String(name || "nobody"),
      )}
      ${select(html`<i>m</i>`, many(2), m, (value) => this.#set({ settings: [Number(value), p] }))}
      ${select(html`<i>p</i>`, many(names.length - 1), p, (value) => this.#set({ settings: [m, Number(value)] }))}
    </div>${this.#byName()}`;
  }

  // A link is a thin thing to hit with a finger: the same by two names.
  #byName(): TemplateResult {
    const { names } = this;
    const [a, b] = this.ends;
    const pair = pairsOf(names.length).findIndex(([p, q]) => p === Math.min(a, b) && q === Math.max(a, b));
    const end = (label: string, value: number, set: (value: number) => void): TemplateResult =>
      html`<select class="select" aria-label=${label} @change=${(event: Event) => set(Number((event.target as HTMLSelectElement).value))}>${names.map(
        (name, p) => html`<option value=${p} .selected=${p === value}>${name}</option>`,
      )}</select>`;
    return html`<div class="graph-fields" role="group" aria-label="A link by the names of its ends">
      ${end("One end", a, (p) => (this.ends = [p, b]))} <span>and</span> ${end("The other end", b, (p) => (this.ends = [a, p]))}
      <button class="button" type="button" ?disabled=${pair < 0} @click=${() => this.toggle(pair)}>${this.edges[pair] ? "Cut" : "Join"}</button>
    </div>`;
  }

  #set(change: { traitor?: string; settings?: readonly [number, number] }): void {
    Object.assign(this, change);
    this.told = "";
    this.#changed(null);
  }

  #says(): TemplateResult {
    const [m, p] = this.settings;
    const links = this.edges.filter(Boolean).length;
    return html`<div class="narration" part="narration" aria-live="polite" aria-atomic="true">
      ${this.told ? html`<p>${this.told}</p>` : nothing}
      ${
        this.refusal
          ? html`<p class="refused">${this.refusal.path ? html`<code>${this.refusal.path}</code> ` : nothing}${this.refusal.message}</p>`
          : html`<p>${links} links. OM(${m}, ${p}) runs on this graph${this.remarks.length ? "." : `, and withstands ${m === 1 ? "a traitor" : `${m} traitors`}, whoever it is.`}</p>
            ${this.remarks.map((text) => html`<p class="more">${text}</p>`)}`
      }
    </div>`;
  }

  readonly #onClick = (event: MouseEvent): void => {
    const part = (event.target as Element).closest("[data-edge]")?.getAttribute("data-edge");
    if (part) this.toggle(Number(part));
  };

  // The arrows go from pair to pair, in the order in which these are read; the space bar changes one.
  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const last = this.edges.length - 1;
    const by: Record<string, number> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
    const ends: Record<string, number> = { Home: 0, End: last };
    if (event.key === " " || event.key === "Enter") this.toggle(this.focused);
    else if (event.key in by) this.focused = Math.max(0, Math.min(last, this.focused + by[event.key]!));
    else if (event.key in ends) this.focused = ends[event.key]!;
    else return;
    event.preventDefault();
    const { focused } = this;
    void this.updateComplete.then(() => this.renderRoot.querySelector<SVGElement>(`[data-edge="${focused}"]`)?.focus());
  };
}

declare global {
  interface HTMLElementTagNameMap {
    "fault-lab-graph": FaultLabGraph;
  }
}
