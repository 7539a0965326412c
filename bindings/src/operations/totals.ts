// The typed form of a run that was only counted: its outcome, and no trace.

import { type Process, type Remark, Status } from "./run.ts";
import type * as wire from "./wire.ts";

/** What a claim comes to. A claim that is void asks nothing, and why says how that is. */
export interface ClaimTotal {
  readonly name: string;
  readonly title: string;
  readonly verdict: "holds" | "violated" | "void";
  readonly why: string;
}

/** What all faulty processes do, since there is nobody to choose at every step. */
export interface Rule {
  readonly name: string;
  /** Behind the name of who does it: "say nothing at all". */
  readonly words: string;
  /** It draws, so that the seed matters. */
  readonly seeded: boolean;
}

export interface Totals {
  readonly title: string;
  readonly about: string;
  readonly protocol: string;
  readonly processes: readonly Process[];
  readonly params: Readonly<Record<string, number>>;
  readonly values: readonly string[];
  /** Messages, exact, so decimal strings. */
  readonly sent: string;
  readonly silent: string;
  /** Of each round, if everybody speaks. */
  readonly rounds: readonly string[];
  /** The value each process ends with; 255 where none is asked of it. */
  readonly ends: readonly number[];
  readonly claims: readonly ClaimTotal[];
  /** The outcome in sentences. */
  readonly says: readonly string[];
  /** That these are totals, and why. */
  readonly why: string;
  readonly remarks: readonly Remark[];
  readonly rules: readonly Rule[];
  readonly rule: string;
  readonly seed: number;
}

const verdicts: Readonly<Record<number, ClaimTotal["verdict"]>> = {
  [Status.holds]: "holds",
  [Status.violated]: "violated",
  [Status.void]: "void",
};

/** Decodes the answer to "totals". */
export function decodeTotals(body: wire.Totals): Totals {
  const [
    title,
    about,
    protocol,
    processes,
    params,
    values,
    sent,
    silent,
    rounds,
    ends,
    claims,
    says,
    why,
    remarks,
    rules,
    rule,
    seed,
  ] = body;
  return {
    title,
    about,
    protocol,
    processes: processes.map(([name, role, models, faulty]) => ({ name, role, models, faulty })),
    params: Object.fromEntries(params),
    values,
    sent,
    silent,
    rounds,
    ends,
    claims: claims.map(([name, claim, status, reason]) => {
      const verdict = verdicts[status];
      if (!verdict) throw new RangeError(`a claim that was counted has status ${status}`);
      return { name, title: claim, verdict, why: reason };
    }),
    says,
    why,
    remarks: remarks.map(([code, text]) => ({ code, text })),
    rules: rules.map(([name, words, seeded]) => ({ name, words, seeded })),
    rule,
    seed,
  };
}
