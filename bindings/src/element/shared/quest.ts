// What a reader has asked when they ask for everything: what is tried, how far it is, and what came of it. It knows
// nothing of a page; the panel shows it and passes on what the reader does.

import type { Engine, Progress, ScenarioDocument } from "../../engine/index.ts";
import { type Asked, searchOptions, usualAsked } from "../../operations/asked.ts";
import type { Finding, Grid } from "../../operations/explored.ts";
import { type Choice, type Run, Status } from "../../operations/run.ts";
import { type Experiment, failingLinks, type Trouble, troubleOf } from "./experiment.ts";

/** Tables of more runs than this are not for looking at. */
export const mostRuns = 256;

/** Who is tried as faulty need not be who is faulty in the figure. */
const subjectOf = (document: ScenarioDocument, most: number): string =>
  JSON.stringify(most > 0 ? { ...document, faults: failingLinks(document) } : document);

export class Quest {
  asked: Asked = usualAsked;
  /** Whether the reader sees it, and the run of the table that has the keyboard's attention. */
  visible = false;
  focus = 0;
  /** Null until there is something to tell. */
  progress: Progress | null = null;
  running = false;
  trouble: Trouble | null = null;
  /** All runs, where they are few. */
  grid: Grid | null = null;
  /** Whether it was found out if they are. */
  tabled = false;
  /** What was done with a finding, in words. */
  told = "";
  reductions: { readonly symmetry: boolean; readonly order: boolean } = { symmetry: false, order: false };
  readonly #engine: () => Promise<Engine>;
  readonly #experiment: Experiment;
  readonly #changed: (found?: Progress) => void;
  #turn: AbortController | null = null;
  #subject = "";
  #tabled = "";

  /** What is found is passed on once, when everything was tried. */
  constructor(engine: () => Promise<Engine>, experiment: Experiment, changed: (found?: Progress) => void) {
    this.#engine = engine;
    this.#experiment = experiment;
    this.#changed = changed;
  }

  /** Whether the system is another one than that of which something was found. */
  get stale(): boolean {
    return this.progress !== null && this.#subject !== subjectOf(this.#experiment.document, this.asked.most);
  }

  /** Begins with another document. */
  reset(asked: Asked): void {
    this.#turn?.abort();
    this.asked = asked;
    this.progress = this.trouble = this.grid = null;
    this.running = this.tabled = false;
    this.focus = 0;
    this.told = this.#tabled = "";
  }

  /** Lets the reader see it, and begins. */
  show(): Promise<Progress | null> {
    this.visible = true;
    return this.start();
  }

  /** Lets the reader see it, or not. What is under way goes on. */
  offer(visible: boolean): void {
    if (visible === this.visible) return;
    this.visible = visible;
    this.#changed();
  }

  /** Stops, and lets the reader see it no longer. */
  hide(): void {
    this.stop();
    this.offer(false);
  }

  /** Gives the keyboard's attention to a run of the table. */
  focusOn(i: number): void {
    if (i === this.focus) return;
    this.focus = i;
    this.#changed();
  }

  /** Asks something else; what was found of the former question is forgotten. */
  async ask(change: Partial<Asked>): Promise<void> {
    this.asked = { ...this.asked, ...change };
    await this.start();
  }

  /** Tries everything. One search is under way at a time. Null: it was stopped, or failed. */
  async start(): Promise<Progress | null> {
    this.#turn?.abort();
    const turn = new AbortController();
    this.#turn = turn;
    const { document, choices, at } = this.#experiment;
    const { most, here } = this.asked;
    const started = here && most === 0 && at > 0;
    this.#subject = subjectOf(document, most);
    this.progress = this.trouble = null;
    this.told = "";
    this.running = true;
    this.#changed();
    let due = 0;
    let found: Progress | null = null;
    try {
      const engine = await this.#engine();
      this.reductions = await engine.reductions(document);
      const progress = await engine.explore(document, {
        ...(started ? { choices, step: at } : {}),
        ...searchOptions(this.asked, this.reductions),
        signal: turn.signal,
        onProgress: (progress) => {
          if (turn.signal.aborted) return;
          this.progress = progress;
          // More often than this nobody could read it.
          const now = performance.now();
          if (now < due) return;
          due = now + 120;
          this.#changed();
        },
      });
      if (turn.signal.aborted) return null;
      this.progress = found = progress;
    } catch (error) {
      if (turn.signal.aborted) return null;
      this.trouble = troubleOf(error);
    }
    this.running = false;
    this.#changed(found ?? undefined);
    await this.table();
    return found;
  }

  /** Stops at once. What was found so far stays. */
  stop(): void {
    if (!this.running) return;
    this.#turn?.abort();
    this.running = false;
    this.#changed();
  }

  /** Looks for the table of all runs, if there is another one than before. */
  async table(): Promise<void> {
    const { document } = this.#experiment;
    const wanted = JSON.stringify(document);
    if (wanted === this.#tabled) return;
    this.#tabled = wanted;
    try {
      const engine = await this.#engine();
      const grid = await engine.grid(document, mostRuns);
      if (wanted !== this.#tabled) return;
      this.grid = grid.all && grid.runs.length > 1 ? grid : null;
    } catch {
      this.grid = null;
    }
    this.tabled = true;
    this.#changed();
  }

  /** Which run of the table is the figure's; null: none of them. */
  get shown(): number | null {
    const { run } = this.#experiment;
    if (!run || !this.grid || this.#tabled !== JSON.stringify(this.#experiment.document)) return null;
    const taken = keyOf(run.choices.filter(({ fits }) => fits).map(({ choice }) => choice));
    const found = this.grid.runs.findIndex(({ choices }) => keyOf(choices) === taken);
    return found >= 0 ? found : null;
  }

  /** Opens a run of the table in the figure, where it stands. */
  async openRun(i: number): Promise<void> {
    const run = this.grid?.runs[i];
    if (run) await this.#experiment.adopt(this.#experiment.changes, run.choices, this.#experiment.at);
  }

  /** Opens the run that refutes a claim, at the step at which it falls. */
  async open(finding: Finding): Promise<void> {
    await this.#show(finding, finding.choices);
    this.told = `This run is shown above${this.#changedFaults(finding)}.`;
    this.#changed();
  }

  /** Opens the simplest run that can be made of it. */
  async openSimplest(finding: Finding): Promise<void> {
    const engine = await this.#engine();
    const { choices, replays } = await engine.shrink(this.#documentOf(finding), finding.choices, finding.claim);
    const list = choices.map(({ choice }) => choice);
    await this.#show(finding, list);
    const fewer = finding.choices.length - list.length;
    const came = fewer > 0 ? `${fewer} fewer ${fewer === 1 ? "choice" : "choices"}` : "it can't be made simpler";
    this.told = `Tried ${replays} runs: ${came}. What is left is shown above${this.#changedFaults(finding)}.`;
    this.#changed();
  }

  /** Opens the way to a state from which nothing more goes wrong, and which is not decided in time. */
  async openUnfair(): Promise<void> {
    const { fair } = this.progress!;
    await this.#experiment.adopt(this.#experiment.changes, fair.choices, fair.steps);
    this.told = "From the step shown above nothing more goes wrong, and it takes too long.";
    this.#changed();
  }

  #changesOf({ faulty, model }: Finding): ScenarioDocument {
    const { changes } = this.#experiment;
    if (!model) return changes;
    const links = failingLinks(this.#experiment.document);
    return { ...changes, faults: [...links, ...faulty.map((process) => ({ process, model }))] };
  }

  #documentOf(finding: Finding): ScenarioDocument {
    return { ...this.#experiment.source?.document, ...this.#changesOf(finding) };
  }

  #changedFaults({ faulty, model }: Finding): string {
    if (!model) return "";
    return `, with ${faulty.length ? `${faulty.join(" and ")} made faulty (${model})` : "nobody faulty"}. Undo brings back who it was before`;
  }

  async #show(finding: Finding, choices: readonly Choice[]): Promise<void> {
    await this.#experiment.adopt(this.#changesOf(finding), choices, (run) => fallOf(run, finding.claim));
  }
}

const keyOf = (choices: readonly Choice[]): string => choices.map((choice) => choice.join()).join(";");

/** The position at which a claim of a run falls; the end if it doesn't. */
export function fallOf(run: Run, claim: string): number {
  const changes = run.claims.find(({ name }) => name === claim)?.changes ?? [];
  const [step] = changes.find(([, , status]) => status === Status.violated) ?? [];
  return step === undefined ? run.steps : Math.min(run.steps, step + 1);
}
