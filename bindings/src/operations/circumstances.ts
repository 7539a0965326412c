// When agreement is possible, and the plans of two generals.

import type * as wire from "./wire.ts";

/** An answer to each of four questions about a system, with what is known of it. */
export interface Circumstance {
  /** As documents write them: "synchronous" or "asynchronous", and so on. */
  readonly process: string;
  readonly delay: string;
  readonly order: string;
  readonly send: string;
  readonly possible: boolean;
  /** What holds of every protocol, and who proved it. */
  readonly theorem: string;
  /** A built-in scenario under exactly these conditions, and its protocol. */
  readonly scenario: string;
  readonly protocol: string;
  /** What the scenario shows, and nothing more than that. */
  readonly shown: string;
}

/** Decodes the answer to "agreement.circumstances". */
export function decodeCircumstances(body: wire.Circumstances): Circumstance[] {
  return body.map(([process, delay, order, send, possible, theorem, scenario, protocol, shown]) => ({
    process,
    delay,
    order,
    send,
    possible,
    theorem,
    scenario,
    protocol,
    shown,
  }));
}

/** A run of two generals: what A is ordered, and which messages are lost. */
export interface Link {
  readonly order: "retreat" | "attack";
  readonly lost: readonly number[];
  /** Who can't tell this run from the next of the chain: 0 is A, 1 is B; null in the last. */
  readonly same: 0 | 1 | null;
}

/** Who of two generals may send in each slot, and what becomes of all their plans. */
export interface Schedule {
  /** Of each slot: 0 is A, 1 is B. */
  readonly senders: readonly number[];
  /** What A, and B, can have seen at the end: so many different things. */
  readonly views: readonly [number, number];
  /** How many plans there are, and what becomes of them; null where they are too many to be tried one by one. */
  readonly tried: {
    readonly plans: number;
    /** Do not do as A is ordered, in some run where both must. */
    readonly disobey: number;
    /** Do, and part the two in some run. */
    readonly split: number;
    readonly succeed: number;
  } | null;
  /** Runs from the order to attack to the order to retreat, each of which looks like the next to one of them. */
  readonly chain: readonly Link[];
}

/** Decodes the answer to "agreement.plans". */
export function decodeSchedules(body: wire.Schedules): Schedule[] {
  return body.map(([senders, views, tried, plans, disobey, split, succeed, chain]) => ({
    senders,
    views,
    tried: tried ? { plans, disobey, split, succeed } : null,
    chain: chain.map(([order, lost, same]) => ({
      order: order === 0 ? "retreat" : "attack",
      lost: [...senders.keys()].filter((slot) => (lost >> slot) & 1),
      same: same > 1 ? null : (same as 0 | 1),
    })),
  }));
}
