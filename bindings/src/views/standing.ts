// How a process stands at a moment of a run. That it *may* fail is said by the document; that it *is* faulty is said by
// what it does: from the step on at which it first does something that a correct process would not. A crash is no
// such thing: whoever has crashed is drawn as crashed, and back again it is as good as before.

import type { EventTable, Run } from "../operations/run.ts";
import { Kind, none, Reason } from "./codes.ts";
import { isDown, position } from "./facts.ts";

export type Standing = "correct" | "may-fail" | "faulty";

/** What a process is called that stands so, by whoever can't see the picture. */
export const standingWords: Readonly<Record<Standing, string>> = {
  correct: "correct",
  "may-fail": "may fail",
  faulty: "faulty",
};

/** Of whom sentences tell: a run, or one that was only counted, and has no events. There, whoever could fail did. */
export interface Cast {
  readonly processes: Run["processes"];
  readonly events?: EventTable;
}

const kept = new WeakMap<Cast, readonly number[]>();

/** For each process the step at which it first fails, apart from crashing; infinite if it never does. */
export function firstFailures(run: Cast): readonly number[] {
  let known = kept.get(run);
  if (!known) kept.set(run, (known = gather(run)));
  return known;
}

function gather({ processes, events }: Cast): number[] {
  const steps = processes.map((): number => Number.POSITIVE_INFINITY);
  for (let i = 0; i < (events?.length ?? 0); i++) {
    const p = blamed(events!, i);
    if (p !== null && p < steps.length) steps[p] = Math.min(steps[p]!, events!.step(i));
  }
  return steps;
}

/** Who does in an event what a correct process would not do; null if nobody does. */
export function blamed(events: EventTable, i: number): number | null {
  const kind = events.kind(i);
  const hearer = events.process(i);
  if (kind === Kind.mistake) return hearer;
  switch (events.reason(i)) {
    case Reason.receiveOmission:
      return hearer;
    case Reason.lie:
    case Reason.silence:
    case Reason.sendOmission:
    case Reason.late:
      // A part that is wrong on its own account, as in a circuit, has nobody that it tells.
      return events.peer(i) === none ? hearer : events.peer(i);
    default:
      return null;
  }
}

/** How a process stands after `at` steps. In what one process knows, nobody is seen to be faulty, or to be able to be. */
export function standing(run: Cast, p: number, at: number, knows: number | null): Standing {
  if (knows !== null || !run.processes[p]?.faulty) return "correct";
  if (!run.events) return "faulty";
  return position(firstFailures(run)[p]!) <= at ? "faulty" : "may-fail";
}

/** Who is faulty, may fail or is down, to be said behind the name of a picture: ": L3 is faulty, L2 may fail". */
export function standings(run: Run, at: number, knows: number | null): string {
  if (knows !== null) return "";
  const named = (of: (p: number) => boolean): string[] => run.processes.flatMap(({ name }, p) => (of(p) ? [name] : []));
  const down = named((p) => isDown(run, p, at));
  const faulty = named((p) => standing(run, p, at, knows) === "faulty");
  const may = named((p) => standing(run, p, at, knows) === "may-fail" && !isDown(run, p, at));
  const parts = [
    faulty.length && `${listed(faulty)} ${faulty.length === 1 ? "is" : "are"} faulty`,
    may.length && `${listed(may)} may fail`,
    down.length && `${listed(down)} ${down.length === 1 ? "is" : "are"} down`,
  ].filter(Boolean);
  return parts.length ? `: ${parts.join(", ")}` : "";
}

const listed = (names: readonly string[]): string =>
  names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
