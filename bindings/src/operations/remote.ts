// What was found out about remote calls and the print server by trying everything.

import type { Choice } from "./run.ts";
import type * as wire from "./wire.ts";

/** What counts as an ACK of the print server: its completion, or the delivery of the request. */
export const readings = ["completion", "delivery"] as const;
export type Reading = (typeof readings)[number];

/** An order in which the server says that it is done (M), prints (P) and crashes (C). */
export interface Ordering {
  /** In parentheses is what never happens. */
  readonly name: string;
  /** The server's strategy, as documents name it. */
  readonly server: string;
  /** Whether the book's table has it. */
  readonly tabled: boolean;
}

/** A strategy of the client: in which situations it asks again. */
export interface Strategy {
  /** The book's name for it, as documents have it, or "own". */
  readonly rule: string;
  /** A bit for each thing that the client can have: 1 for nothing, 2 for the delivery alone, 4 for the completion. */
  readonly bits: number;
  /** By ordering and outcome: the choices of a run, or null where there is none. */
  readonly cells: readonly (readonly (readonly Choice[] | null)[])[];
  /** The servers with which it is OK in every case of the book's table. */
  readonly right: readonly string[];
  /** In how many states the pair of them was, with both servers together. */
  readonly states: number;
}

export interface PrintServer {
  /** OK, DUP and ZERO. */
  readonly outcomes: readonly string[];
  readonly orderings: readonly Ordering[];
  /** The book's four, and every other. */
  readonly strategies: readonly Strategy[];
}

/** Decodes the answer to "rpc.printer". */
export function decodePrintServer([outcomes, orderings, rows]: wire.PrintServer): PrintServer {
  return {
    outcomes,
    orderings: orderings.map(([name, server, tabled]) => ({ name, server, tabled })),
    strategies: rows.map(([rule, bits, cells, right, states]) => ({ rule, bits, cells, right, states })),
  };
}

/** A way to deal with losses and crashes. */
export interface Policy {
  readonly title: string;
  /** The parameters of a document of rpc/call that are not as by default. */
  readonly params: Readonly<Record<string, unknown>>;
}

/** Decodes the answer to "rpc.policies". */
export function decodePolicies(body: wire.Policies): Policy[] {
  return body.map(([title, params]) => ({
    title,
    params: Object.fromEntries(params.map(([name, json]) => [name, JSON.parse(json) as unknown])),
  }));
}

/** What can become of a call, and a run in which it does. */
export interface CallOutcome {
  /** How often it is executed; 2 stands for more, too. */
  readonly times: number;
  readonly replied: boolean;
  /** Whether it is possible even if nobody stays down, and the server misses one message at most while it is down. */
  readonly steady: boolean;
  /** Null if it is impossible. */
  readonly choices: readonly Choice[] | null;
}

export interface CallOutcomes {
  readonly outcomes: readonly CallOutcome[];
  /** Whether every run was tried: what was not found is impossible then. */
  readonly all: boolean;
  readonly states: number;
  /** Whether in every steady run the call is executed once. */
  readonly executedOnce: boolean;
  /** Whether its client has a reply besides. */
  readonly repliedOnce: boolean;
}

/** Decodes the answer to "rpc.outcomes". */
export function decodeCallOutcomes(body: wire.CallOutcomes): CallOutcomes {
  const [outcomes, all, states, executedOnce, repliedOnce] = body;
  return {
    outcomes: outcomes.map(([times, replied, steady, choices]) => ({ times, replied, steady, choices })),
    all,
    states,
    executedOnce,
    repliedOnce,
  };
}

/** What goes wrong while the ways to deal with orphans are measured. */
export const orphanTroubles = ["nothing", "client", "server", "both", "partition"] as const;
export type OrphanTrouble = (typeof orphanTroubles)[number];

/** What is counted in the runs of a cell. */
export interface OrphanNumber {
  readonly measure: string;
  /** Over all runs; of a price, in the run with the highest. */
  readonly number: number;
  /** Whether the numbers of all runs were added. */
  readonly summed: boolean;
  /** The most of it in one run, and the choices of the first run that has so much. */
  readonly most: number;
  readonly choices: readonly Choice[];
}

/** What a way to deal with orphans does, whenever something goes wrong. */
export interface OrphanRow {
  readonly variant: string;
  readonly trouble: OrphanTrouble;
  readonly document: Readonly<Record<string, unknown>>;
  readonly runs: number;
  readonly numbers: readonly OrphanNumber[];
}

/** Decodes the answer to "orphan.table". */
export function decodeOrphans([measures, rows]: wire.OrphanTable): OrphanRow[] {
  return rows.map(([variant, trouble, document, runs, numbers]) => ({
    variant,
    trouble: trouble as OrphanTrouble,
    document: JSON.parse(document) as Record<string, unknown>,
    runs,
    numbers: numbers.map(([number, most, choices], k) => {
      const [measure, summed] = measures[k]!;
      return { measure, number, summed, most, choices };
    }),
  }));
}
