// Where runs stand that are one to somebody: they go on together until that process sees the next thing, whatever else
// happens meanwhile.

import type { Run } from "../operations/run.ts";
import { Kind, Reason } from "./codes.ts";

/** The steps in which a process sees something, in order. That it begins is no step. */
function sightings(run: Run, p: number): number[] {
  const { events } = run;
  const steps: number[] = [];
  for (let i = 0; i < events.length; i++) {
    const kind = events.kind(i);
    // Nobody sees what does not come, or that it was down itself.
    const seen =
      events.process(i) === p &&
      kind !== Kind.crash &&
      kind !== Kind.restart &&
      !(kind === Kind.drop && events.message(i) >= 0);
    const step = events.step(i);
    if (seen && step >= 0 && steps.at(-1) !== step) steps.push(step);
  }
  return steps;
}

export interface Sights {
  /** For each moment, after how many steps each run stands. */
  readonly at: readonly (readonly number[])[];
  /** What is seen at each moment, by the first of the runs in which something is. */
  readonly says: readonly string[];
}

/** The moments of runs: before a process has seen anything, and after each thing that it sees. */
export function sightsOf(runs: readonly Run[], p: number): Sights {
  const steps = runs.map((run) => sightings(run, p));
  const last = Math.max(0, ...steps.map((list) => list.length));
  const at = Array.from({ length: last + 1 }, (_, k) => runs.map((run, w) => steps[w]![k] ?? run.steps));
  const says = at.map((_, k) => {
    const w = k === 0 ? 0 : steps.findIndex((list) => list.length >= k);
    return sentencesOf(runs[w]!, k === 0 ? -1 : steps[w]![k - 1]!, p);
  });
  return { at, says };
}

function sentencesOf(run: Run, step: number, p: number): string {
  const said: string[] = [];
  for (let i = run.events.firstOfStep(step); i < run.events.length && run.events.step(i) === step; i++) {
    const text = run.events.process(i) === p ? run.known(i) : "";
    if (text && !said.includes(text)) said.push(text);
  }
  return said.map((text) => `${text}.`).join(" ");
}

/** What says nothing of a world: that somebody begins or sends, and that time passes. */
const untold: readonly number[] = [Kind.send, Kind.start, Kind.wait, Kind.round];

/** What really happened up to a step, apart from what a process has seen itself: the last few sentences of it. */
export function meanwhile(run: Run, at: number, p: number, most = 3): string[] {
  const { events } = run;
  const said: string[] = [];
  const end = run.eventsUpTo(at);
  for (let i = 0; i < end; i++) {
    const kind = events.kind(i);
    // Who was sent something is told by who receives it, or by what keeps it from coming.
    if (untold.includes(kind)) continue;
    const hidden = (kind === Kind.drop && events.message(i) >= 0) || events.reason(i) === Reason.lie;
    if (events.process(i) === p && !hidden) continue;
    const text = run.says(i);
    if (text && said.at(-1) !== text) said.push(text);
  }
  return said.slice(-most);
}
