// What a run says of the views of a group, and of what is in a hold-back queue between its receipt and its delivery.
// Worked out once for a run, and kept with it.

import type { Run } from "../operations/run.ts";
import { Kind } from "./codes.ts";
import { facts } from "./facts.ts";

/** When a process installs a view. */
export interface Install {
  readonly process: number;
  readonly event: number;
  /** The column of its step. */
  readonly column: number;
  /** Whether what its mark shows at that column came before: then the line runs behind the mark. */
  readonly behind: boolean;
}

/** A view of the group: who is in it, and when each of them goes into it. */
export interface GroupView {
  readonly number: number;
  readonly members: readonly number[];
  /** In the order in which it happens. */
  readonly installs: readonly Install[];
}

/** What a process has received and not yet delivered: from one event to the other, or to the end (-1). */
export interface Held {
  readonly process: number;
  readonly hold: number;
  readonly from: number;
  readonly deliver: number;
  readonly to: number;
}

export interface GroupFacts {
  readonly views: readonly GroupView[];
  readonly held: readonly Held[];
}

const kept = new WeakMap<Run, GroupFacts>();

export function groupFacts(run: Run): GroupFacts {
  let known = kept.get(run);
  if (!known) kept.set(run, (known = { views: viewsOf(run), held: heldOf(run) }));
  return known;
}

function viewsOf(run: Run): GroupView[] {
  const { events } = run;
  const { count, marks } = facts(run);
  const found = new Map<string, { number: number; members: number[]; installs: Install[] }>();
  for (let i = 0; i < events.length; i++) {
    const process = events.process(i);
    if (events.kind(i) !== Kind.install || process >= count) continue;
    const members = [...events.span(i)];
    // Where membership is not one sequence, two views can have the same number.
    const key = `${events.arg(i)} ${members.join(" ")}`;
    let view = found.get(key);
    if (!view) found.set(key, (view = { number: events.arg(i), members, installs: [] }));
    const column = events.step(i) + 1;
    const { columns, events: telling } = marks[process]!;
    const mark = telling[columns.indexOf(column)];
    view.installs.push({ process, event: i, column, behind: column > 0 && mark !== undefined && mark < i });
  }
  return [...found.values()];
}

// A delivery ends what was held back last under the same name: who multicast it, its value and its number.
function heldOf(run: Run): Held[] {
  const { events } = run;
  const { count } = facts(run);
  const open = new Map<string, { process: number; hold: number; from: number }>();
  const found: Held[] = [];
  for (let i = 0; i < events.length; i++) {
    const kind = events.kind(i);
    const process = events.process(i);
    if (process >= count) continue;
    if (kind === Kind.crash) {
      // What was held there is gone.
      for (const [key, { process: p, ...held }] of open) {
        if (p !== process) continue;
        found.push({ process, ...held, deliver: -1, to: events.step(i) + 1 });
        open.delete(key);
      }
    }
    if (kind !== Kind.hold && kind !== Kind.deliver) continue;
    const key = `${process} ${events.peer(i)} ${events.value(i)} ${events.arg(i)}`;
    const held = open.get(key);
    if (kind === Kind.hold && !held) open.set(key, { process, hold: i, from: events.step(i) + 1 });
    if (kind === Kind.deliver && held) {
      found.push({ ...held, deliver: i, to: events.step(i) + 1 });
      open.delete(key);
    }
  }
  for (const held of open.values()) found.push({ ...held, deliver: -1, to: run.steps + 1 });
  return found.sort((a, b) => a.hold - b.hold);
}
