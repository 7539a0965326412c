// The typed form of what the engine says of a log.

import type { Operations } from "./requests.ts";
import { type Claim, decodeRun, type Run, Status } from "./run.ts";
import type * as wire from "./wire.ts";

/** The formats in which a log can be read: JSON lines, and the vector clocks of ShiViz. */
export type LogFormat = Operations["history.check"]["takes"]["format"];

export interface LogProblem {
  /** From 1. */
  readonly line: number;
  readonly text: string;
}

/** What is said of one property of group communication. */
export interface LogVerdict {
  readonly name: string;
  readonly title: string;
  /** The definition, in a sentence. */
  readonly doc: string;
  readonly group: string;
  /** Holds, violated or unknown. */
  readonly status: Status;
  /** How often something was asked: a property that holds in no case says little. */
  readonly cases: number;
  /** The violation, or why nothing can be said. */
  readonly says: string;
  /** The witness: events of the run, in the order of the sentence. */
  readonly events: readonly number[];
  readonly processes: readonly number[];
  readonly messages: readonly string[];
}

export interface JudgedLog {
  /** For drawing: a step for each event, and an arrow from each multicast to each delivery. */
  readonly run: Run;
  readonly problems: readonly LogProblem[];
  readonly verdicts: readonly LogVerdict[];
  /** The line of an event of the run; 0 if it has none. */
  lineOf(event: number): number;
  /** How many events are not about the group. */
  readonly ignored: number;
}

/** Decodes the answer to "history.check". */
export function decodeJudgedLog([run, problems, verdicts, lines, ignored]: wire.JudgedLog): JudgedLog {
  const at = new DataView(lines.buffer, lines.byteOffset, lines.byteLength);
  return {
    run: decodeRun(run),
    problems: problems.map(([line, text]) => ({ line, text })),
    verdicts: verdicts.map(([name, title, doc, group, status, cases, says, events, processes, messages]) => ({
      name,
      title,
      doc,
      group,
      status: status as Status,
      cases,
      says,
      events,
      processes,
      messages,
    })),
    lineOf: (event) => (event >= 0 && 4 * event < lines.byteLength ? at.getInt32(4 * event, true) : 0),
    ignored,
  };
}

/** The run with one property as its only claim, so that a picture marks the witness of that one. */
export function runShowing({ run }: JudgedLog, verdict: LogVerdict | null): Run {
  if (!verdict || verdict.status !== Status.violated) return run;
  const last = Math.max(...verdict.events.map((event) => run.events.step(event)), -1);
  const claim: Claim = {
    name: verdict.title,
    title: verdict.doc,
    changes: [
      [-1, -1, Status.open],
      [last, verdict.events.at(-1) ?? -1, Status.violated],
    ],
    witnessProcesses: verdict.processes,
    witnessEvents: verdict.events,
    words: verdict.says,
    void: "",
  };
  return { ...run, claims: [claim] };
}
