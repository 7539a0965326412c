// The typed form of what a search of all runs has found, and of a grid of all runs.

import type { Choice, Status } from "./run.ts";
import type * as wire from "./wire.ts";

export type Outcome = "unknown" | "proved" | "refuted";

/** What is known of one claim. */
export interface Finding {
  readonly claim: string;
  readonly outcome: Outcome;
  /** Of a refutation: what its run costs, and the run itself. */
  readonly faults: number;
  readonly steps: number;
  readonly choices: readonly Choice[];
  /** Whether the claim fell only when nothing more could happen. */
  readonly atEnd: boolean;
  /** Of a refutation where it was open who is faulty: who they are, and by which failure model; else "". */
  readonly faulty: readonly string[];
  readonly model: string;
  /** How many ends of runs left it so, by Status. */
  readonly ends: readonly number[];
  /** Why it asks nothing, so that its proof is no merit; or "". */
  readonly void: string;
}

/** How far a search is, or what it has come to. */
export interface Explored {
  readonly done: boolean;
  /** The bound that ended it: "complete" if nothing was left to try. */
  readonly stopped: string;
  /** Which set of faulty processes is tried, and of how many. */
  readonly case: number;
  readonly cases: number;
  readonly states: number;
  readonly transitions: number;
  readonly ends: number;
  /** The steps, and the faults, of the farthest state. */
  readonly steps: number;
  readonly faults: number;
  /** States that are known and not tried yet. */
  readonly waiting: number;
  readonly bytes: number;
  readonly findings: readonly Finding[];
  /** How often what happened, by the engine's names of events. */
  readonly events: readonly (readonly [kind: string, count: number])[];
  /** When it is done: in sentences, what was tried and within which bounds. */
  readonly covered: readonly string[];
  /** Whether everything was asked to be decided in time, and of how many states it was not; if any, the way to one. */
  readonly fair: {
    readonly asked: boolean;
    readonly failed: number;
    readonly choices: readonly Choice[];
    readonly steps: number;
  };
}

const outcomes: readonly Outcome[] = ["unknown", "proved", "refuted"];

/** A search that was begun, and the sets of faulty processes that it tries. */
export interface Search {
  readonly handle: number;
  readonly cases: number;
}

/** Decodes the answer to "explore.open". */
export const decodeSearch = ([handle, cases]: wire.Search): Search => ({ handle, cases });

/** Decodes the answer to "explore.run". */
export function decodeExplored(body: wire.Progress): Explored {
  const [
    done,
    stopped,
    now,
    cases,
    states,
    transitions,
    ends,
    steps,
    faults,
    waiting,
    bytes,
    claims,
    events,
    covered,
    [asked, failed, choices, fairSteps],
  ] = body;
  return {
    done,
    stopped,
    case: now,
    cases,
    states,
    transitions,
    ends,
    steps,
    faults,
    waiting,
    bytes,
    findings: claims.map(decodeFinding),
    events,
    covered,
    fair: { asked, failed, choices, steps: fairSteps },
  };
}

function decodeFinding(tuple: wire.Finding): Finding {
  const [claim, outcome, faults, steps, atEnd, ends, faulty, model, choices, reason] = tuple;
  return {
    claim,
    outcome: outcomes[outcome]!,
    faults,
    steps,
    atEnd,
    ends,
    faulty,
    model,
    choices,
    void: reason,
  };
}

/** A point of a run at which there is something to choose. */
export interface Axis {
  readonly step: number;
  /** The first is what happens by itself. */
  readonly options: readonly { readonly choice: Choice; readonly text: string }[];
}

export interface GridRun {
  readonly choices: readonly Choice[];
  /** Of each claim. */
  readonly statuses: readonly Status[];
  /** What each process decided or put out last; 255: nothing. */
  readonly values: Uint8Array;
}

/** The table of all runs of a small scenario. */
export interface Grid {
  /** False: there are more. */
  readonly all: boolean;
  readonly claims: readonly string[];
  /** Where every run has the same points: run i then has the digits of i as its choices, the last axis the fastest. */
  readonly axes: readonly Axis[];
  readonly runs: readonly GridRun[];
}

/** Decodes the answer to "explore.grid". */
export function decodeGrid([all, claims, axes, runs]: wire.Grid): Grid {
  return {
    all,
    claims,
    axes: axes.map(([step, options]) => ({ step, options: options.map(([choice, text]) => ({ choice, text })) })),
    runs: runs.map(([choices, statuses, values]) => ({ choices, statuses: statuses as Status[], values })),
  };
}

/** Which reductions of a search a document allows. */
export interface Reductions {
  readonly symmetry: boolean;
  readonly order: boolean;
}

/** Decodes the answer to "explore.reductions". */
export const decodeReductions = ([symmetry, order]: wire.Reductions): Reductions => ({ symmetry, order });
