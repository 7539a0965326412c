// The typed form of how many orders of delivery are legal, and of what a drawing of deliveries breaks.

import type * as wire from "./wire.ts";

/** A process with what it does, in its order: k to multicast message k, from 1, and -k to deliver that of another. */
export interface Line {
  readonly name: string;
  readonly steps: readonly number[];
}

/** How many orders are legal: for one receiver, for all, each on its own, and for all of them in one order. */
export interface Counts {
  readonly one: number;
  readonly all: number;
  readonly total: number;
}

/** Two messages that are the wrong way round, the one that is delivered first in front; null: there are none. */
export type Pair = readonly [first: number, then: number] | null;

/** The kinds of order that can be asked of each receiver. */
export const orderings = ["no", "FIFO", "causal"] as const;
export type Ordering = (typeof orderings)[number];

export interface Tried {
  readonly order: readonly number[];
  /** What breaks FIFO, what breaks causal order, and what no order for all can be, as a sender delivers otherwise. */
  readonly broken: readonly [fifo: Pair, causal: Pair, total: Pair];
}

export interface Legal {
  /** By ordering: none asked, FIFO, causal. */
  readonly counts: readonly Counts[];
  readonly tried: readonly Tried[];
}

const pairOf = ([first, then]: readonly number[]): Pair => (first === undefined ? null : [first, then!]);

/** Decodes the answer to "order.legal". */
export function decodeLegal([counts, tried]: wire.LegalOrders): Legal {
  return {
    counts: counts.map(([one, all, total]) => ({ one, all, total })),
    tried: tried.map(([order, fifo, causal, total]) => ({
      order,
      broken: [pairOf(fifo), pairOf(causal), pairOf(total)],
    })),
  };
}

/** What a claim says of a drawing: which receivers break it, two messages that show it, and a sentence. */
export interface OrderVerdict {
  readonly claim: string;
  readonly holds: boolean;
  readonly receivers: readonly number[];
  readonly pair: Pair;
  readonly text: string;
}

/** Decodes the answer to "order.judge". */
export function decodeOrderVerdicts(body: wire.OrderVerdicts): OrderVerdict[] {
  return body.map(([claim, holds, receivers, pair, text]) => ({
    claim,
    holds,
    receivers,
    pair: pairOf(pair),
    text,
  }));
}
