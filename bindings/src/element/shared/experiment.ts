// What a reader has done with a figure: the document and what was changed in it, the choices, the run they give, and
// the position in it. It knows nothing of a page; the element shows it and passes on what the reader does.

import { type Engine, FaultlabError, type ScenarioDocument } from "../../engine/index.ts";
import { type Model, models } from "../../operations/asked.ts";
import type { ProtocolDescription } from "../../operations/protocols.ts";
import type { Choice, Option, Run } from "../../operations/run.ts";

export interface Source {
  /** The name of a built-in scenario, if it came by name. */
  readonly scenario: string | null;
  readonly document: ScenarioDocument;
}

interface Kept {
  readonly changes: ScenarioDocument;
  readonly choices: readonly Choice[] | null;
  readonly at: number;
}

export interface Trouble {
  readonly code: string;
  readonly path: string;
  readonly message: string;
  readonly allowed: readonly string[];
}

/** The kinds of choices by which a faulty part puts out something else, or nothing. */
const sayKind = 3;
const silentKind = 4;

/** What a part of a circuit has to be allowed before it can fail in these ways. */
const modelOf: Readonly<Record<number, Model>> = { [sayKind]: "value", [silentKind]: "omission" };

const described = new WeakMap<Engine, Promise<readonly ProtocolDescription[]>>();

/** The failure models that make sense for a protocol, as the engine describes it; it describes them once. */
async function modelsFor(engine: Engine, protocol: string): Promise<readonly Model[]> {
  if (!described.has(engine)) described.set(engine, engine.describe());
  const spec = (await described.get(engine))?.find((one) => one.protocol === protocol);
  return spec ? models.filter((model) => spec.models.includes(model)) : models;
}

export class Experiment {
  run: Run | null = null;
  at = 0;
  trouble: Trouble | null = null;
  /** The failure models that the protocol of this run allows. */
  allowed: readonly Model[] = models;
  source: Source | null = null;
  changes: ScenarioDocument = {};
  /** Null: the document's own. */
  choices: readonly Choice[] | null = null;
  readonly #past: Kept[] = [];
  readonly #engine: () => Promise<Engine>;
  readonly #changed: () => void;
  #turn: AbortController | null = null;
  #seed = 0;
  #cycling: Promise<void> = Promise.resolve();

  constructor(engine: () => Promise<Engine>, changed: () => void) {
    this.#engine = engine;
    this.#changed = changed;
  }

  get document(): ScenarioDocument {
    return { ...this.source?.document, ...this.changes };
  }

  get canUndo(): boolean {
    return this.#past.length > 0;
  }

  /** Opens a document. Without a step it begins where its author wants it to. */
  async open(source: Source, choices: readonly Choice[] | null = null, step?: number): Promise<void> {
    this.source = source;
    this.#past.length = 0;
    this.run = null;
    await this.#ask({}, choices, step);
  }

  go(step: number): void {
    this.at = Math.max(0, Math.min(this.run?.steps ?? 0, Math.round(step)));
    this.#changed();
  }

  /** What could happen in front of a step. */
  async options(step: number): Promise<Option[]> {
    const engine = await this.#engine();
    return engine.options(this.document, this.choices, step);
  }

  /**
   * Picks an option: what was chosen before this step stays. What was chosen later is dropped, until undone, or stays
   * as far as it still fits.
   */
  async choose(step: number, option: Option, usual: boolean, keepsLater = false): Promise<void> {
    const all = (this.run?.choices ?? []).map((one) => one.choice);
    const before = all.filter((choice) => choice[0]! < step);
    const after = keepsLater ? all.filter((choice) => choice[0]! > step) : [];
    this.#keep();
    await this.#ask(this.changes, [...before, ...(usual ? [] : [option.choice]), ...after], step + 1);
  }

  /** Whether the run departs at this step from what happens by itself, and how. */
  chosenAt(step: number): Choice | null {
    return this.run?.choices.find((one) => one.fits && one.choice[0] === step)?.choice ?? null;
  }

  modelsOf(process: string): readonly string[] {
    return faultsOf(this.document)
      .filter((fault) => fault.process === process)
      .map((fault) => fault.model);
  }

  /** Makes a process faulty in one way, or correct again. The choices stay, as far as they still fit. */
  async setFault(process: string, model: string | null): Promise<void> {
    const others = faultsOf(this.document).filter((fault) => fault.process !== process);
    const faults = model === null ? others : [...others, { process, model }];
    this.#keep();
    await this.#ask({ ...this.changes, faults }, this.choices, this.at);
  }

  /**
   * What a part of a circuit does turns to the next of what it could do: the right thing, each wrong value, nothing.
   * Touches that come fast are taken one after the other.
   */
  cyclePart(p: number): Promise<void> {
    this.#cycling = this.#cycling
      .then(() => this.#cycle(p))
      .catch((error) => {
        this.trouble = troubleOf(error);
        this.#changed();
      });
    return this.#cycling;
  }

  async #cycle(p: number): Promise<void> {
    const run = this.run;
    const process = run?.processes[p];
    if (!run || !process) return;
    const chosen = run.choices.map((one) => one.choice);
    const own = chosen.find((choice) => choice[2] === p);
    const others = chosen.filter((choice) => choice !== own && choice[2] !== p);
    const faults = faultsOf(this.document).filter((fault) => fault.process !== process.name);
    const faulty = (...failing: Model[]): ScenarioDocument => ({
      ...this.changes,
      faults: [...faults, ...failing.map((model) => ({ process: process.name, model }))],
    });
    const ways = await this.#waysToFail(run, p, faulty("value", "omission"), others);
    const same = ({ choice }: Option): boolean => choice[1] === own?.[1] && choice[7] === own?.[7];
    const next = own ? ways.findIndex(same) + 1 : 0;
    // Whose failure is none of these goes back to the right thing, as after the last of them.
    const way = own && next === 0 ? undefined : ways[next]?.choice;
    const choices = way ? [...others, way].sort((a, b) => a[0]! - b[0]!) : others;
    this.#keep();
    await this.#ask(way ? faulty(modelOf[way[1]!]!) : faulty(), choices, this.at);
  }

  // The chance of a part to fail is its own step: the first that has a fault of this part to offer.
  async #waysToFail(run: Run, p: number, changes: ScenarioDocument, choices: readonly Choice[]): Promise<Option[]> {
    const engine = await this.#engine();
    for (let step = 0; step < run.steps; step++) {
      const options = await engine.options({ ...this.source?.document, ...changes }, choices, step);
      const ways = options.filter(({ fault, choice }) => fault && choice[2] === p && choice[1]! in modelOf);
      if (ways.length) return ways;
    }
    return [];
  }

  /** Lets the engine make the choices, faults among them. The same seed gives the same run. */
  async random(): Promise<void> {
    this.#seed++;
    await this.#take(async (engine) => engine.random(this.document, this.#seed, 500));
  }

  /** The run with as few choices as will still break the same claim. */
  async shrink(claim: string): Promise<void> {
    const choices = this.run?.choices.filter((one) => one.fits).map((one) => one.choice) ?? [];
    await this.#take(async (engine) => engine.shrink(this.document, choices, claim));
  }

  // A run that the engine chose itself: from here on its choices are the reader's.
  async #take(ask: (engine: Engine) => Promise<Run>): Promise<void> {
    try {
      const run = await ask(await this.#engine());
      this.#keep();
      await this.#ask(
        this.changes,
        run.choices.map((one) => one.choice),
        this.at,
      );
    } catch (error) {
      this.trouble = troubleOf(error);
      this.#changed();
    }
  }

  /** Takes over a run that was found elsewhere, until undone. */
  async adopt(
    changes: ScenarioDocument,
    choices: readonly Choice[],
    step: number | ((run: Run) => number),
  ): Promise<void> {
    this.#keep();
    await this.#ask(changes, choices, step);
  }

  async undo(): Promise<void> {
    const kept = this.#past.pop();
    if (kept) await this.#ask(kept.changes, kept.choices, kept.at);
  }

  /** Back to the document as its author wrote it. */
  async restore(): Promise<void> {
    this.#keep();
    await this.#ask({}, null, undefined);
  }

  get touched(): boolean {
    return this.choices !== null || Object.keys(this.changes).length > 0;
  }

  #keep(): void {
    this.#past.push({ changes: this.changes, choices: this.choices, at: this.at });
  }

  // An answer that comes after a newer question is thrown away. What was on screen stays when the engine refuses.
  async #ask(
    changes: ScenarioDocument,
    choices: readonly Choice[] | null,
    step: number | undefined | ((run: Run) => number),
  ): Promise<void> {
    this.#turn?.abort();
    const turn = new AbortController();
    this.#turn = turn;
    this.changes = changes;
    this.choices = choices;
    try {
      const engine = await this.#engine();
      const run = await engine.run(this.document, choices, { signal: turn.signal });
      const allowed = await modelsFor(engine, run.protocol);
      if (turn.signal.aborted) return;
      this.run = run;
      this.allowed = allowed;
      this.trouble = null;
      const wanted = typeof step === "function" ? step(run) : (step ?? run.show.step);
      this.at = Math.max(0, Math.min(run.steps, wanted));
    } catch (error) {
      if (turn.signal.aborted) return;
      this.trouble = troubleOf(error);
    }
    this.#changed();
  }
}

export function troubleOf(error: unknown): Trouble {
  if (error instanceof FaultlabError)
    return { code: error.code, path: error.path, message: error.message, allowed: error.allowed };
  const { allowed = [] } = error instanceof Error ? (error as Error & { allowed?: string[] }) : {};
  return { code: "figure", path: "", message: error instanceof Error ? error.message : String(error), allowed };
}

/** An entry of a document: a process that may fail, or a link, which names no process. */
interface Fault {
  readonly process?: string;
  readonly model: string;
}

function faultsOf(document: ScenarioDocument): Fault[] {
  const { faults } = document;
  return Array.isArray(faults)
    ? faults.filter(
        (fault): fault is Fault => fault !== null && typeof fault === "object" && typeof fault.model === "string",
      )
    : [];
}

/** The links of a document that may fail: whoever else is faulty, they stay. */
export const failingLinks = (document: ScenarioDocument): Fault[] =>
  faultsOf(document).filter(({ process }) => process === undefined);
