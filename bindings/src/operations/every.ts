// What was found out about all behaviours of the faulty at once, and how many messages OM(m) takes.

import type { Operations } from "./requests.ts";
import type { Choice } from "./run.ts";
import type * as wire from "./wire.ts";

/** What becomes of a condition under the worst behaviour there is; a void one asks nothing. */
export type Verdict = "violated" | "holds" | "void";

/** A number of behaviours, exact: a sum of products of powers. */
export interface Amount {
  /** Null if it is too long to be written down. */
  readonly decimal: string | null;
  /** How many digits it has; null if that is not known. */
  readonly digits: string | null;
  readonly terms: readonly {
    readonly times: string;
    readonly factors: readonly { readonly base: string; readonly exponent: string }[];
  }[];
}

/** All sets of faulty processes with the commander among them, or without, and one order. */
export interface Placement {
  /** The processes of one of these sets. */
  readonly faulty: readonly number[];
  readonly order: number;
  /** How many sets: a decimal. */
  readonly sets: string;
  readonly verdicts: Readonly<Record<string, Verdict>>;
  /** The fewest lies that violate each condition: a decimal, or null. */
  readonly lies: Readonly<Record<string, string | null>>;
  readonly behaviours: Amount;
}

/** A run that violates a condition with as few lies as any. */
export interface Counterexample {
  readonly claim: string;
  readonly faulty: readonly number[];
  readonly order: number;
  readonly lies: string;
  /** Ready to be run with the choices. */
  readonly document: Readonly<Record<string, unknown>>;
  /** Null if the run is too big to be shown. */
  readonly choices: readonly Choice[] | null;
}

export interface Proof {
  readonly verdicts: Readonly<Record<string, Verdict>>;
  /** How many sets of faulty processes: a decimal. */
  readonly sets: string;
  readonly behaviours: Amount;
  readonly placements: readonly Placement[];
  readonly counterexamples: readonly Counterexample[];
  /** What it took, in steps of the engine's innermost loop. */
  readonly work: number;
}

/** What the faulty can still do to a run that has begun. */
export interface Rest {
  readonly step: number;
  readonly conditions: readonly {
    readonly claim: string;
    readonly verdict: Verdict;
    /** How many more lies it takes: a decimal, or null. */
    readonly lies: string | null;
    /** Those of the beginning, and the fewest that violate the condition; null if nothing does. */
    readonly choices: readonly Choice[] | null;
  }[];
}

/** Questions about all sets of so many faulty processes. What is left out is as documents have it. */
export interface Faults {
  /** How the faulty may fail: the name of a failure model. */
  readonly model?: Asked["model"];
  readonly orders?: Asked["orders"];
  readonly default?: Asked["default"];
  readonly rule?: Asked["rule"];
}

type Asked = Operations["oral.every"]["takes"];

/** What "oral.every" takes: with what was left out as documents have it. */
export function everyAsked(n: number, m: number, faulty: number, faults: Faults = {}): Asked {
  return { n, m, faulty, model: "arbitrary", orders: 2, default: "retreat", rule: "majority", ...faults };
}

const names = ["IC1", "IC2"] as const;
const verdicts: readonly Verdict[] = ["violated", "holds", "void"];

/** Decodes the answer to "oral.every". */
export function decodeProof([ic1, ic2, sets, behaviours, placements, witnesses, work]: wire.Proof): Proof {
  return {
    verdicts: both(verdictOf(ic1), verdictOf(ic2)),
    sets,
    behaviours: amountOf(behaviours),
    placements: placements.map(([faulty, order, count, first, second, lies1, lies2, amount]) => ({
      faulty,
      order,
      sets: count,
      verdicts: both(verdictOf(first), verdictOf(second)),
      lies: both(lies1 || null, lies2 || null),
      behaviours: amountOf(amount),
    })),
    counterexamples: witnesses.map(([claim, faulty, order, lies, document, choices]) => ({
      claim,
      faulty,
      order,
      lies,
      document,
      choices: choices.length ? choices : null,
    })),
    work,
  };
}

/** Decodes the answer to "oral.rest". */
export function decodeRest([step, ...both]: wire.Rest): Rest {
  return {
    step,
    conditions: names.map((claim, i) => {
      const [number, lies, choices] = both[i] as wire.Condition;
      const verdict = verdictOf(number);
      return { claim, verdict, lies: lies || null, choices: verdict === "violated" ? choices : null };
    }),
  };
}

function verdictOf(number: number): Verdict {
  const verdict = verdicts[number];
  if (!verdict) throw new RangeError(`a condition has the verdict ${number}`);
  return verdict;
}

function both<T>(first: T, second: T): Record<string, T> {
  return { [names[0]]: first, [names[1]]: second };
}

function amountOf([decimal, digits, terms]: wire.Amount): Amount {
  return {
    decimal: decimal || null,
    digits: digits || null,
    terms: terms.map(([times, factors]) => ({
      times,
      factors: factors.map(([base, exponent]) => ({ base, exponent })),
    })),
  };
}

/** How many messages OM(m) takes: decimals. */
export interface MessageCounts {
  /** Of all rounds, and of the last one alone. */
  readonly total: string;
  readonly last: string;
  /** If what goes from one to another in a round is one message. */
  readonly packed: string;
  readonly rounds: readonly string[];
}

/** Decodes the answer to "oral.counts". */
export const decodeCounts = ([total, last, packed, rounds]: wire.Counts): MessageCounts => ({
  total,
  last,
  packed,
  rounds,
});
