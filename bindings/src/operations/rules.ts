// Why three generals cannot cope with one traitor: every pair of rules by which two lieutenants could decide, and what
// of two runs looks alike to one process.

import type * as wire from "./wire.ts";

export interface Situation {
  readonly title: string;
  /** 0 is the commander, 1 and 2 are the lieutenants. */
  readonly traitor: number;
  readonly order: number;
  /** What L1 and L2 hear from the commander, and from each other. */
  readonly direct: readonly [number, number];
  readonly told: readonly [number, number];
}

export interface Refutations {
  readonly situations: readonly Situation[];
  /** By 16 times the rule of L1 plus that of L2; -1 where nothing refutes the pair. */
  readonly pairs: readonly number[];
}

/** Decodes the answer to "three.rules". */
export const decodeRefutations = ([situations, pairs]: wire.Refutation): Refutations => ({
  situations: situations.map(([title, traitor, order, direct, told]) => ({ title, traitor, order, direct, told })),
  pairs,
});

/** Whether two runs look alike to a process, and how much it sees of each. */
export interface Likeness {
  readonly alike: boolean;
  readonly first: number;
  readonly second: number;
}

/** Decodes the answer to "three.alike". */
export const decodeLikeness = ([alike, first, second]: wire.Likeness): Likeness => ({ alike, first, second });

/** How many of the behaviours of one faulty process leave two correct ones with different vectors. */
export interface Splits {
  readonly splits: number;
  readonly behaviours: number;
}

/** Decodes the answer to "vector.splits". */
export const decodeSplits = ([splits, behaviours]: wire.Splits): Splits => ({ splits, behaviours });
