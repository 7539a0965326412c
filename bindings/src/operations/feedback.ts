// How much a reliable multicast tells back.

import type * as wire from "./wire.ts";

/** How much the member gets that gets most; -1 for more receivers than a run can have. */
export interface Feedback {
  /** With acknowledgements to the sender, and up a tree. */
  readonly acks: number;
  readonly tree: number;
  /** With negative ones: if all is well, and if all lack the same message. */
  readonly nacks: number;
  readonly implosion: number;
  /** Of the tree, and the acknowledgements that one member of it gets: counted, for any number of receivers. */
  readonly levels: number;
  readonly perMember: number;
}

/** Decodes the answer to "reliable.feedback". */
export function decodeFeedback([acks, tree, nacks, implosion, levels, perMember]: wire.Feedback): Feedback {
  return { acks, tree, nacks, implosion, levels, perMember };
}

/** How often a message is asked for that many lack. */
export interface Requests {
  /** In all runs, and the most in one. */
  readonly sum: number;
  readonly most: number;
  /** In one run, in thousandths: in continuous time, and in whole ticks. */
  readonly expected: number;
  readonly expectedInTicks: number;
}

/** Decodes the answer to "reliable.requests". */
export function decodeRequests([sum, most, expected, expectedInTicks]: wire.Requests): Requests {
  return { sum, most, expected, expectedInTicks };
}
