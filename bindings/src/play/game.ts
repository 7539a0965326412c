// A game against the loyal generals: the reader says what the traitors say, message after message, and after each the
// engine decides whether the rest can still break a condition, over everything that can still be said. It knows
// nothing of a page.

import type { Engine, ScenarioDocument } from "../engine/index.ts";
import type { Verdict } from "../operations/every.ts";
import type { Choice, Option, Run } from "../operations/run.ts";
import { Status } from "../operations/run.ts";
import { facts } from "../views/facts.ts";
import { documentOf, type Level, type Placement, placementsOf } from "./levels.ts";

/** What can still become of a condition. */
export interface Standing {
  readonly claim: string;
  readonly verdict: Verdict;
  /** How many more messages must differ from what a loyal one would send: a decimal; null if nothing breaks it. */
  readonly more: string | null;
  /** All choices of a run that breaks it by as few as that, those made so far among them. */
  readonly choices: readonly Choice[] | null;
}

/** A message that is the reader's to make. The first option is what a loyal general would do. */
export interface Turn {
  readonly step: number;
  readonly options: readonly Option[];
}

export interface Play extends Turn {
  readonly chosen: Option;
  /** What was possible before it was made. */
  readonly before: readonly Standing[];
}

/** Whether something can still be broken. */
export const open = (standing: readonly Standing[]): boolean => standing.some(({ verdict }) => verdict === "violated");

export class Game {
  level: Level;
  placement: Placement;
  plays: readonly Play[] = [];
  /** Null: there is nothing more to say, or nothing is known yet. */
  turn: Turn | null = null;
  standing: readonly Standing[] = [];
  run: Run | null = null;
  /** The engine's way to win from where the reader is, where it is shown. */
  shortest: { readonly claim: string; readonly choices: readonly Choice[]; readonly run: Run } | null = null;
  /** The reader left the rest to the rules: what was possible then. Null if not. */
  resigned: readonly Standing[] | null = null;
  readonly #engine: () => Promise<Engine>;
  #turns = 0;

  constructor(engine: () => Promise<Engine>, level: Level) {
    this.#engine = engine;
    this.level = level;
    this.placement = placementsOf(level)[0]!;
  }

  get document(): ScenarioDocument {
    return documentOf(this.level, this.placement);
  }

  /** What the reader has said, as choices: the truth is none. */
  get choices(): Choice[] {
    return this.plays.filter(({ chosen, options }) => chosen !== options[0]).map(({ chosen }) => chosen.choice);
  }

  get over(): boolean {
    return this.run !== null && this.turn === null;
  }

  /** Where the run stands: in front of the reader's next message, or at its end. */
  get at(): number {
    return this.turn?.step ?? this.run?.steps ?? 0;
  }

  /** The conditions that the run breaks. Empty until it is over. */
  get broken(): string[] {
    return this.over ? brokenBy(this.run!) : [];
  }

  /** The number of the play that lost the last chance, from 1; 0 if none did. */
  get lostAt(): number {
    if (open(this.standing) || this.broken.length) return 0;
    return this.plays.map(({ before }) => open(before)).lastIndexOf(true) + 1;
  }

  /** Whether there was a moment from which something could be broken. */
  get couldWin(): boolean {
    return [this.standing, this.resigned ?? [], ...this.plays.map(({ before }) => before)].some(open);
  }

  /** How many messages the traitors send in all, where that doesn't depend on what they say. */
  get messages(): number | null {
    if (this.level.signed || !this.run) return null;
    const { messages } = facts(this.run);
    return messages.filter(({ from, to }) => from !== to && this.placement.faulty.includes(from)).length;
  }

  /** Begins a level, or the same once more. Unless it is said who the traitors are, they are some that can win. */
  async begin(level = this.level, placement?: Placement): Promise<void> {
    const again = level === this.level && this.run !== null;
    const chosen = placement ?? (again ? this.placement : await this.#promising(level));
    await this.#take({ level, placement: chosen, plays: [], resigned: null });
  }

  async #promising(level: Level): Promise<Placement> {
    const engine = await this.#engine();
    const places = placementsOf(level);
    for (const place of places)
      if (open(await standingOf(engine, level, documentOf(level, place), [], 0))) return place;
    return places[0]!;
  }

  /** Sends the reader's message. A play that isn't this turn's is none. */
  async play(chosen: Option): Promise<void> {
    const { turn, standing, plays } = this;
    if (!turn?.options.includes(chosen)) return;
    await this.#take({ plays: [...plays, { ...turn, chosen, before: standing }], resigned: null });
  }

  async takeBack(): Promise<void> {
    if (this.shortest || this.resigned) await this.#take({ resigned: null });
    else if (this.plays.length) await this.#take({ plays: this.plays.slice(0, -1), resigned: null });
  }

  /** Sends what loyal generals would, up to the end. */
  async resign(): Promise<void> {
    if (this.turn) await this.#take({ resigned: this.standing });
  }

  /** Shows how it is done from here, with the fewest messages that differ; null if it can't be done. */
  async showShortest(): Promise<void> {
    const best = this.best;
    if (!best?.choices) return;
    const turn = ++this.#turns;
    const run = await (await this.#engine()).run(this.document, best.choices);
    if (turn !== this.#turns) return;
    this.shortest = { claim: best.claim, choices: best.choices, run };
    this.run = run;
    this.turn = null;
  }

  /** What is broken with the fewest messages more. */
  get best(): Standing | null {
    const found = this.standing.filter(({ choices }) => choices !== null);
    return found.sort((a, b) => Number(a.more) - Number(b.more))[0] ?? null;
  }

  // What is on screen stays until all of the answer is there, and an answer to an older question is thrown away.
  async #take(change: Partial<Pick<Game, "level" | "placement" | "plays" | "resigned">>): Promise<void> {
    const mine = ++this.#turns;
    const next = { level: this.level, placement: this.placement, plays: this.plays, ...change };
    const document = documentOf(next.level, next.placement);
    const choices = next.plays
      .filter(({ chosen, options }) => chosen !== options[0])
      .map(({ chosen }) => chosen.choice);
    const engine = await this.#engine();
    const run = await engine.run(document, choices);
    const from = (next.plays.at(-1)?.step ?? -1) + 1;
    const turn = change.resigned ? null : await turnFrom(engine, document, choices, from, run.steps);
    const standing = await standingOf(engine, next.level, document, choices, turn?.step ?? run.steps);
    if (mine !== this.#turns) return;
    Object.assign(this, change, { run, turn, standing, shortest: null });
  }
}

/** The next message that could be another one. */
async function turnFrom(
  engine: Engine,
  document: ScenarioDocument,
  choices: readonly Choice[],
  from: number,
  steps: number,
): Promise<Turn | null> {
  for (let step = from; step < steps; step++) {
    const options = await engine.options(document, choices, step);
    if (options.length > 1) return { step, options };
  }
  return null;
}

/** What can still become of both conditions: of oral messages all behaviours at once, of signed ones state by state. */
async function standingOf(
  engine: Engine,
  { signed }: Level,
  document: ScenarioDocument,
  choices: readonly Choice[],
  step: number,
): Promise<Standing[]> {
  if (!signed) {
    const { conditions } = await engine.rest(document, choices, step);
    return conditions.map(({ claim, verdict, lies, choices }) => ({ claim, verdict, more: lies, choices }));
  }
  const { findings } = await engine.explore(document, { choices, step });
  return findings.map(({ claim, outcome, choices, void: reason }) => {
    if (outcome === "unknown") throw new Error("This level is too large to be decided in a page.");
    const broken = outcome === "refuted";
    const more = choices.filter(([at]) => at! >= step).length;
    return {
      claim,
      verdict: reason ? "void" : broken ? "violated" : "holds",
      more: broken ? String(more) : null,
      choices: broken ? choices : null,
    };
  });
}

export function brokenBy(run: Run): string[] {
  return run.claims.filter(({ changes }) => changes.at(-1)?.[2] === Status.violated).map(({ name }) => name);
}
