// What a client can tell of a server that fails: everything that can go wrong, and what the client sees of it.

import type * as wire from "./wire.ts";

/** What the client is given to tell by. */
export interface FailuresAsked {
  /** How often it asks, 1 or 2. */
  readonly requests: number;
  /** Whether every crash is announced: fail-stop. */
  readonly detector: boolean;
  /** Whether all that the server says wrongly is that it has no value: fail-safe. */
  readonly failsafe: boolean;
}

/** One thing that the client can see, with a run in which it does: its choices as documents have them. */
export interface ClientView {
  readonly text: string;
  readonly choices: readonly string[];
}

export interface FailureCause {
  readonly name: string;
  /** Without choices. */
  readonly document: Readonly<Record<string, unknown>>;
  readonly runs: number;
  readonly views: readonly ClientView[];
  /** With each cause: how many views both share, and which is the first of these among those of either; -1: none. */
  readonly shared: readonly { readonly count: number; readonly first: number; readonly second: number }[];
}

/** Decodes the answer to "failures.alike". */
export function decodeFailures(body: wire.Causes): FailureCause[] {
  return body.map(([name, document, runs, views, shared]) => ({
    name,
    document: JSON.parse(document) as Record<string, unknown>,
    runs,
    views: views.map(([text, choices]) => ({ text, choices })),
    shared: shared.map(([count, first, second]) => ({ count, first, second })),
  }));
}
