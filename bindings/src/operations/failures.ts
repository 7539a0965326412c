// What a client can tell of a server that fails: everything that can go wrong, and what the client sees of it. Its twin
// in Go is core/lab/ops_dependability.go.

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

type CauseTuple = [string, string, number, [string, string[]][], [number, number, number][]];

/** Decodes the body of a response to "failures.alike". */
export function decodeFailures(body: unknown): FailureCause[] {
  return (body as CauseTuple[]).map(([name, document, runs, views, shared]) => ({
    name,
    document: JSON.parse(document) as Record<string, unknown>,
    runs,
    views: views.map(([text, choices]) => ({ text, choices })),
    shared: shared.map(([count, first, second]) => ({ count, first, second })),
  }));
}
