// Which events could have had an influence on one another.

import type { Run } from "../run.ts";
import { Kind } from "./codes.ts";

/** Which events are in the causal past of one, and which in its future: process order and messages, nothing else. */
export function causality(run: Run, event: number): { past: Set<number>; future: Set<number> } {
  const { events } = run;
  const count = run.processes.length;
  const past = new Set<number>();
  const future = new Set<number>();
  const before = new Int32Array(count).fill(-1);
  const after = new Int32Array(count).fill(events.length);
  const p = events.process(event);
  if (p >= count) return { past, future };
  before[p] = after[p] = event;
  for (let i = event; i >= 0; i--) {
    const q = events.process(i);
    if (q >= count || i > before[q]!) continue;
    past.add(i);
    const m = events.message(i);
    if (m >= 0 && events.kind(i) !== Kind.drop) before[events.process(m)] = Math.max(before[events.process(m)]!, m);
  }
  for (let i = event; i < events.length; i++) {
    const q = events.process(i);
    if (q >= count) continue;
    const m = events.message(i);
    if (m >= 0 && future.has(m) && events.kind(i) !== Kind.drop) after[q] = Math.min(after[q]!, i);
    if (i >= after[q]!) future.add(i);
  }
  return { past, future };
}

const kept = new WeakMap<Run, { event: number; lit: ReadonlySet<number> | null }>();

/** The past and the future of the event that is selected, which stay lit; null: everything does. */
export function lighted(run: Run, event: number | null): ReadonlySet<number> | null {
  if (event === null || event >= run.events.length) return null;
  let known = kept.get(run);
  if (known?.event !== event) {
    const { past, future } = causality(run, event);
    kept.set(run, (known = { event, lit: past.size + future.size > 0 ? new Set([...past, ...future]) : null }));
  }
  return known.lit;
}
