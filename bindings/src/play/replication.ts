// How many members a group needs: both sides of a boundary, tried.

import type { Engine, Progress, ScenarioDocument } from "../engine/index.ts";
import type { Purpose } from "../operations/purposes.ts";
import type { Choice } from "../operations/run.ts";

/** What trying everything in a group of some size has come to. */
export interface Side {
  readonly members: number;
  /** "proved": whichever k fail, and whatever they do. "void": nothing is asked. */
  readonly outcome: "proved" | "refuted" | "void" | "unknown";
  /** A run to look at, with those who fail in it. It refutes the claim, if there is one. */
  readonly document: ScenarioDocument;
  readonly choices: readonly Choice[];
  readonly faulty: readonly string[];
  readonly claim: string | null;
  /** Of how many sets of faulty members so many states were looked at, or so many behaviours decided at once. */
  readonly sets: number;
  readonly states: number;
  readonly behaviours: string | null;
}

/** Called now and then, with the set that is tried and of how many, and the states so far. */
export type OnSide = (set: number, sets: number, states: number) => void;

/**
 * Tries everything in a group of so many members for a purpose with k faulty: every set of k of them, and all that these
 * can do. It stops at the first run that refutes a claim.
 */
export async function trySide(
  engine: Engine,
  purpose: Purpose,
  k: number,
  members: number,
  signal?: AbortSignal,
  onSide?: OnSide,
): Promise<Side> {
  const bare: ScenarioDocument = {
    faultlab: 1,
    protocol: purpose.protocol,
    title: `${members} ${members === 1 ? "member" : "members"}, ${k} of them faulty`,
    processes: members + (purpose.outside ? 1 : 0),
    params: purpose.params,
    // Who may do anything may fall silent, too: nothing is lost when it doesn't crash besides.
    ...(purpose.fails === "arbitrary" ? { budget: { crashes: 0 } } : {}),
  };
  const { processes } = await engine.run(bare, [], { signal });
  const names = processes.slice(purpose.outside ? 1 : 0).map(({ name }) => name);
  const sets = choose(names, Math.min(k, names.length));
  const documentOf = (faulty: readonly string[]): ScenarioDocument => ({
    ...bare,
    faults: faulty.map((process) => ({ process, model: purpose.fails })),
  });
  const none = { members, claim: null, sets: sets.length, states: 0, behaviours: null };
  if (purpose.protocol === "byzantine/oral") {
    const proof = await engine.every(members, k, k, { signal });
    const [broken] = proof.counterexamples.filter(({ choices }) => choices !== null);
    const behaviours = proof.behaviours.decimal;
    if (broken) {
      const faulty = broken.faulty.map((p) => names[p]!);
      const document = { ...broken.document, title: bare.title };
      return {
        ...none,
        outcome: "refuted",
        document,
        choices: broken.choices!,
        faulty,
        claim: broken.claim,
        behaviours,
      };
    }
    const faulty = sets.at(-1)!;
    const document = documentOf(faulty);
    return { ...none, outcome: "proved", document, choices: await worst(engine, document, signal), faulty, behaviours };
  }
  let states = 0;
  let unknown = false;
  for (const [i, faulty] of sets.entries()) {
    const document = documentOf(faulty);
    onSide?.(i + 1, sets.length, states);
    const found: Progress = await engine.explore(document, {
      states: mostStates,
      signal,
      onProgress: (progress) => onSide?.(i + 1, sets.length, states + progress.states),
    });
    states += found.states;
    const broken = found.findings.find(({ outcome }) => outcome === "refuted");
    if (broken)
      return { ...none, outcome: "refuted", document, choices: broken.choices, faulty, claim: broken.claim, states };
    unknown ||= found.findings.some(({ outcome }) => outcome === "unknown");
  }
  const faulty = sets.at(-1)!;
  const document = documentOf(faulty);
  const outcome = unknown ? "unknown" : purpose.vacuous && members < purpose.enough ? "void" : "proved";
  return { ...none, outcome, document, choices: await worst(engine, document, signal), faulty, states };
}

/** Enough for every question that can be asked here, and little enough for a page. */
const mostStates = 2_000_000;

/** The choices of a run in which at every step the first thing goes wrong that can. */
export async function worst(engine: Engine, document: ScenarioDocument, signal?: AbortSignal): Promise<Choice[]> {
  const choices: Choice[] = [];
  for (let step = 0; ; step++) {
    const run = await engine.run(document, choices, { signal });
    if (step >= run.steps) return choices;
    const options = await engine.options(document, choices, step, { signal });
    const fault = options.find((option) => option.fault);
    if (fault) choices.push(fault.choice);
  }
}

/** All sets of so many of these, as they come. */
function choose(names: readonly string[], many: number): string[][] {
  if (many === 0) return [[]];
  return names.flatMap((name, i) => choose(names.slice(i + 1), many - 1).map((rest) => [name, ...rest]));
}
