// A proof in the page: everything that at most so many traitors can do is decided, whoever they are and whatever is
// ordered, and timed. Of oral messages all behaviours are decided at once; of signed ones every state is visited.

import type { Engine, ScenarioDocument } from "../engine/index.ts";
import type { Choice } from "../operations/run.ts";
import { algorithmOf, documentOf, type Level, nameOf, orders } from "./levels.ts";

/** A run that breaks a condition, ready to be opened. */
export interface Breaking {
  readonly claim: string;
  readonly traitors: readonly string[];
  /** How many messages differ from what loyal generals would send: a decimal. */
  readonly lies: string;
  readonly document: ScenarioDocument;
  /** Null if the run is too big to be shown. */
  readonly choices: readonly Choice[] | null;
}

export interface Proved {
  readonly broken: readonly Breaking[];
  /** How many sets of traitors: each of at most so many. */
  readonly sets: bigint;
  /** Of oral messages: how many behaviours; null if the engine doesn't write that number down. */
  readonly behaviours: bigint | null;
  /** Of signed messages: how many states. */
  readonly states: number | null;
  readonly milliseconds: number;
}

/** Decides a size, with at most so many traitors. Tells on the way how many states it has seen. */
export async function prove(
  engine: Engine,
  level: Level,
  { signal, onStates }: { signal?: AbortSignal; onStates?: (states: number) => void } = {},
): Promise<Proved> {
  const begun = performance.now();
  const found = level.signed ? await visit(engine, level, signal, onStates) : await decide(engine, level, signal);
  return { ...found, milliseconds: performance.now() - begun };
}

type Found = Omit<Proved, "milliseconds">;

async function decide(engine: Engine, level: Level, signal?: AbortSignal): Promise<Found> {
  let sets = 0n;
  let behaviours: bigint | null = 0n;
  let broken: Breaking[] = [];
  for (let faulty = 0; faulty <= level.traitors; faulty++) {
    const proof = await engine.every(level.n, level.m, faulty, signal ? { signal } : {});
    sets += BigInt(proof.sets);
    const { decimal } = proof.behaviours;
    behaviours = behaviours === null || decimal === null ? null : behaviours + BigInt(decimal);
    // Fewer traitors come first, and so what is kept takes as few as any.
    const known = new Set(broken.map(({ claim }) => claim));
    broken = [
      ...broken,
      ...proof.counterexamples
        .filter(({ claim }) => !known.has(claim))
        .map(({ claim, faulty, lies, document, choices }) => ({
          claim,
          traitors: faulty.map(nameOf),
          lies,
          document: titled(level, document),
          choices,
        })),
    ];
  }
  return { broken, sets, behaviours, states: null };
}

async function visit(
  engine: Engine,
  level: Level,
  signal?: AbortSignal,
  onStates?: (states: number) => void,
): Promise<Found> {
  let states = 0;
  let cases = 0;
  const broken = new Map<string, Breaking>();
  for (const order of [1, 0]) {
    const document = documentOf(level, { faulty: [], order });
    const before = states;
    const progress = await engine.explore(document, {
      anyone: { most: level.traitors, model: "arbitrary" },
      signal,
      onProgress: (now) => onStates?.(before + now.states),
    });
    states += progress.states;
    cases = progress.cases;
    for (const { claim, outcome, faulty, faults, choices } of progress.findings) {
      if (outcome === "unknown")
        throw new Error(`${algorithmOf(level)} among ${level.n} is too large for a page: ${claim} is left open.`);
      if (outcome !== "refuted" || broken.has(claim)) continue;
      const processes = faulty.map((process) => ({ process, model: "arbitrary" }));
      broken.set(claim, {
        claim,
        traitors: faulty,
        lies: String(faults),
        document: titled(level, { ...document, faults: processes }, orders[order]),
        choices,
      });
    }
  }
  return { broken: [...broken.values()], sets: BigInt(cases), behaviours: null, states };
}

const titled = (level: Level, document: ScenarioDocument, order?: string): ScenarioDocument => ({
  ...document,
  claims: ["IC1", "IC2"],
  title: `${algorithmOf(level)} among ${level.n}, broken${order === "retreat" ? " when the order is to retreat" : ""}`,
});

/** A number of any size, short: all of its digits, or the first three and a power of ten. */
export function shortNumber(n: bigint): { readonly digits: string; readonly power: number } {
  const text = String(n);
  if (text.length <= 9) return { digits: text, power: 0 };
  return { digits: `${text[0]}.${text.slice(1, 3)}`, power: text.length - 1 };
}
