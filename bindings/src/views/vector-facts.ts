// The vector form, read from a trace: what each process was told directly, what others told it of others, the vector
// it made, what it counted and what it ended with. Worked out once for a run, and kept with it.

import type { Run } from "../operations/run.ts";
import { Kind, none, Reason } from "./codes.ts";

/** The kinds of messages of byzantine/vector. */
const valueKind = 0;
const kindBits = 63;

/** One entry that a process was told, or should have been. */
export interface Told {
  readonly event: number;
  readonly step: number;
  readonly from: number;
  readonly to: number;
  /** Whose value it is about. */
  readonly element: number;
  /** `none` where nothing came. */
  readonly value: number;
  readonly lie: boolean;
  readonly altered: boolean;
}

/** One element of a result, with what was counted for it. */
export interface Count {
  readonly event: number;
  readonly step: number;
  readonly value: number;
  readonly unknown: boolean;
}

export interface Vector {
  readonly event: number;
  readonly step: number;
  readonly values: readonly number[];
}

/** What one process was told and made of it. */
export interface Mind {
  /** Phase 1, by whose value it is. */
  readonly direct: ReadonlyMap<number, Told>;
  /** Phase 3, by sender and element (see `entry`). */
  readonly entries: ReadonlyMap<number, Told>;
  /** With more than one round: what the votes on others' entries came to, by sender and element. */
  readonly settled: ReadonlyMap<number, Count>;
  /** Phase 2. */
  readonly made: Vector | null;
  /** Phase 4, by element. */
  readonly counts: ReadonlyMap<number, Count>;
  readonly ends: Vector | null;
  /** Its own value; `none` if the trace never says. */
  readonly own: number;
}

/** The key of what `from` says about `element`. */
export const entry = (from: number, element: number): number => from * 64 + element;

const kept = new WeakMap<Run, readonly Mind[]>();

export function minds(run: Run): readonly Mind[] {
  let known = kept.get(run);
  if (!known) kept.set(run, (known = gather(run)));
  return known;
}

/** Whether phase 4 counts the vectors of others, as textbooks have it; else each process's word counts once. */
export const byTheBook = (run: Run): boolean => run.shape.length === 0;

type Writable<M> = M extends ReadonlyMap<infer K, infer V> ? Map<K, V> : M;
type Draft = { -readonly [K in keyof Mind]: Writable<Mind[K]> };

function gather(run: Run): Mind[] {
  const { events } = run;
  const nodes = Math.max(1, run.shape.length);
  const all = run.processes.map(
    (): Draft => ({
      direct: new Map(),
      entries: new Map(),
      settled: new Map(),
      made: null,
      counts: new Map(),
      ends: null,
      own: none,
    }),
  );
  // The tree of paths has its root at process 0; for the value of another process the two change places.
  const speaker = (element: number, node: number): number => {
    const p = run.shape[node]?.[1] ?? 0;
    return p === 0 ? element : p === element ? 0 : p;
  };
  for (let i = 0; i < events.length; i++) {
    const mind = all[events.process(i)];
    if (!mind) continue;
    const kind = events.kind(i);
    const arg = events.arg(i);
    const element = Math.floor(arg / nodes);
    const node = arg % nodes;
    const from = events.peer(i);
    const step = events.step(i);
    switch (kind) {
      case Kind.send:
        if ((events.msg(i) & kindBits) === valueKind && mind.own === none) mind.own = events.value(i);
        break;
      case Kind.receive:
      case Kind.drop: {
        // What comes out of place is dropped a second time, behind its receipt.
        if (events.reason(i) === Reason.unexpected || from >= all.length) break;
        const told: Told = {
          event: i,
          step,
          from,
          to: events.process(i),
          element,
          value: kind === Kind.receive ? events.value(i) : none,
          lie: kind === Kind.receive ? events.reason(i) === Reason.lie : events.reason(i) === Reason.silence,
          altered: events.reason(i) === Reason.altered,
        };
        if ((events.msg(i) & kindBits) === valueKind) mind.direct.set(from, { ...told, element: from });
        // Of what has come by way of several the result is shown, not each word.
        else if ((run.shape[node]?.[2] ?? 1) === 1) mind.entries.set(entry(from, element), told);
        break;
      }
      case Kind.vote: {
        if (events.reason(i) === Reason.missing) break;
        const count = { event: i, step, value: events.value(i), unknown: events.reason(i) === Reason.undefined };
        if (node === 0) mind.counts.set(element, count);
        else if (run.shape[node]?.[2] === 1) mind.settled.set(entry(speaker(element, node), element), count);
        break;
      }
      case Kind.output:
        mind.made = { event: i, step, values: [...events.span(i)] };
        break;
      case Kind.decide:
        mind.ends = { event: i, step, values: [...events.span(i)] };
        break;
    }
  }
  for (const [p, mind] of all.entries()) if (mind.made) mind.own = mind.made.values[p] ?? mind.own;
  return all;
}
