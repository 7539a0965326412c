// Which events could have had an influence on one another.

import type { Run } from "../operations/run.ts";
import { Kind } from "./codes.ts";

/** Some of the events of a run. */
export interface Marked {
  has(event: number): boolean;
}

const inPast = 1;
const inFuture = 2;

// A byte for each event: whoever steps through a long run asks this at every step, and sets of thousands of numbers
// would take longer to fill than the picture takes to draw.
function marks(run: Run, event: number): Uint8Array | null {
  const { events } = run;
  const count = run.processes.length;
  const p = events.process(event);
  if (p >= count) return null;
  const found = new Uint8Array(events.length);
  const before = new Int32Array(count).fill(-1);
  const after = new Int32Array(count).fill(events.length);
  before[p] = after[p] = event;
  for (let i = event; i >= 0; i--) {
    const q = events.process(i);
    if (q >= count || i > before[q]!) continue;
    found[i]! |= inPast;
    const m = events.message(i);
    if (m >= 0 && events.kind(i) !== Kind.drop) before[events.process(m)] = Math.max(before[events.process(m)]!, m);
  }
  for (let i = event; i < events.length; i++) {
    const q = events.process(i);
    if (q >= count) continue;
    const m = events.message(i);
    if (m >= 0 && found[m]! & inFuture && events.kind(i) !== Kind.drop) after[q] = Math.min(after[q]!, i);
    if (i >= after[q]!) found[i]! |= inFuture;
  }
  return found;
}

/** Which events are in the causal past of one, and which in its future: process order and messages, nothing else. */
export function causality(run: Run, event: number): { past: Marked; future: Marked } {
  const found = marks(run, event);
  const of = (bit: number): Marked => ({ has: (i) => found !== null && (found[i]! & bit) !== 0 });
  return { past: of(inPast), future: of(inFuture) };
}

const kept = new WeakMap<Run, { event: number; lit: Marked | null }>();

/** The past and the future of the event that is selected, which stay lit; null: everything does. */
export function lighted(run: Run, event: number | null): Marked | null {
  if (event === null || event >= run.events.length) return null;
  let known = kept.get(run);
  if (known?.event !== event) {
    const found = marks(run, event);
    kept.set(run, (known = { event, lit: found && { has: (i) => found[i]! > 0 } }));
  }
  return known.lit;
}
