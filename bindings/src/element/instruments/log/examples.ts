// Logs to begin with: each shows something that the others don't.

import type { LogFormat } from "../../../operations/history.ts";

export interface LogExample {
  readonly name: string;
  readonly title: string;
  readonly format: LogFormat;
  readonly log: string;
}

type Happening = readonly [kind: string, process: string, about?: string | number, members?: readonly string[]];

function lines(processes: readonly string[], happenings: readonly Happening[], ended = true): string {
  const objects: object[] = [{ type: "group", log: 1, processes, view: 1 }];
  for (const [kind, process, about, members] of happenings) {
    if (members) objects.push({ type: "event", kind, process, view: about, members });
    else objects.push(about ? { type: "event", kind, process, message: about } : { type: "event", kind, process });
  }
  if (ended) objects.push({ type: "end", end: "quiescent" });
  return objects.map((object) => JSON.stringify(object)).join("\n");
}

const three = ["p", "q", "r"] as const;
const rest = ["q", "r"] as const;
const sent: readonly Happening[] = [
  ["multicast", "p", "m"],
  ["crash", "p"],
];
const installed: readonly Happening[] = [
  ["install", "q", 2, rest],
  ["install", "r", 2, rest],
];
const delivered: readonly Happening[] = [
  ["deliver", "q", "m"],
  ["deliver", "r", "m"],
];
const half = [...sent, delivered[0]!, installed[0]!, installed[1]!];

const clocked = [
  ["multicast a", 'p {"p":1}'],
  ["multicast b", 'q {"q":1}'],
  ["multicast c", 'r {"r":1}'],
  ["deliver a", 'p {"p":2}'],
  ["deliver b", 'p {"p":3,"q":1}'],
  ["deliver b", 'q {"q":2}'],
  ["deliver c", 'q {"q":3,"r":1}'],
  ["deliver c", 'r {"r":2}'],
  ["deliver a", 'r {"r":3,"p":1}'],
];

export const logExamples: readonly LogExample[] = [
  {
    name: "before",
    title: "a: all deliver, then the view changes",
    format: "json",
    log: lines(three, [...sent, ...delivered, ...installed]),
  },
  { name: "never", title: "b: nobody delivers", format: "json", log: lines(three, [...sent, ...installed]) },
  {
    name: "behind",
    title: "c: all deliver behind the change",
    format: "json",
    log: lines(three, [...sent, ...installed, ...delivered]),
  },
  {
    name: "split",
    title: "d: one before, one behind the change",
    format: "json",
    log: lines(three, [...half, delivered[1]!]),
  },
  {
    name: "cycle",
    title: "A cycle of three, with vector clocks",
    format: "shiviz",
    log: clocked.map((entry) => entry.join("\n")).join("\n"),
  },
  {
    name: "causal",
    title: "An answer before its question",
    format: "json",
    log: lines(three, [
      ["multicast", "p", "q1"],
      ["deliver", "p", "q1"],
      ["deliver", "q", "q1"],
      ["multicast", "q", "a1"],
      ["deliver", "q", "a1"],
      ["deliver", "r", "a1"],
      ["deliver", "r", "q1"],
      ["deliver", "p", "a1"],
    ]),
  },
  { name: "cut", title: "A log that is cut off", format: "json", log: lines(three, half, false) },
];
