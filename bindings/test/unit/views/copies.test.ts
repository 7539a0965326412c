import assert from "node:assert/strict";
import { test } from "node:test";
import type { Run } from "../../../src/operations/run.ts";
import { Kind, Reason } from "../../../src/views/codes.ts";
import { facts } from "../../../src/views/facts.ts";
import { type Plain, walk } from "../../../src/views/plain.ts";
import { spaceTime } from "../../../src/views/space-time.ts";
import { layout } from "../../../src/views/space-time-layout.ts";
import { defaultOptions } from "../../../src/views/view.ts";
import { Script } from "../figure/sample.ts";

// P1 sends P2 a message; at step 1 the network makes a copy, and at steps 2 and 4 both arrive, if the run goes so far.
function copied(steps = 5): Run {
  const s = new Script();
  for (const process of [0, 1]) s.add({ kind: Kind.start, process });
  const message = s.add({ kind: Kind.send, process: 0, peer: 1 });
  const lines = [
    { kind: Kind.task, process: 1 },
    { kind: Kind.copy, process: 1, peer: 0, message },
    { kind: Kind.receive, process: 1, peer: 0, message },
    { kind: Kind.task, process: 0 },
    { kind: Kind.receive, process: 1, peer: 0, message, reason: Reason.copied },
  ];
  for (const line of lines.slice(0, steps)) {
    s.next();
    s.add(line);
  }
  return s.run({ processes: ["P1", "P2"].map((name) => ({ name, role: "", models: 0, faulty: false })) });
}

const having = (tree: Plain, name: string): Plain[] =>
  [...walk(tree)].filter((node) =>
    String(node.attrs.class ?? "")
      .split(" ")
      .includes(name),
  );

test("a message that is copied is one that is sent once and arrives twice", () => {
  const { messages, messageOf } = facts(copied());
  assert.deepEqual(
    messages.map((m) => [m.send, m.end, m.sentStep, m.endStep, m.copyOf === null]),
    [
      [2, 5, -1, 2, true],
      [2, 7, 1, 4, false],
    ],
  );
  assert.equal(messages[1]!.copyOf, messages[0]);
  assert.equal(messageOf.get(2), messages[0], "the sending belongs to the first");
  assert.equal(messageOf.get(7), messages[1]);
});

test("a copy that is still on its way when the run ends has no end, and neither has its original", () => {
  for (const [steps, ends] of [
    [2, [-1, -1]],
    [3, [5, -1]],
  ] as const) {
    const { messages } = facts(copied(steps));
    assert.deepEqual(
      messages.map(({ end }) => end),
      ends,
    );
    assert.equal(messages[1]!.copyOf, messages[0]);
  }
});

test("the arrow of a copy leaves that of the message where it was made, and not before", () => {
  const run = copied();
  const arrows = (at: number, knows: number | null = null): Plain[] =>
    having(spaceTime(run, at, { ...defaultOptions, knows }).tree, "arrow");
  assert.deepEqual(
    [0, 1, 2, 3, 4, 5].map((at) => arrows(at).length),
    [1, 1, 2, 2, 2, 2],
  );
  const [fork] = having(spaceTime(run, 5, defaultOptions).tree, "fork");
  const lay = layout(run, 5, defaultOptions);
  const [from, to] = [lay.point(0, 0), lay.point(3, 1)];
  const [x, y] = [Number(fork!.attrs.cx), Number(fork!.attrs.cy)];
  assert.equal(x, lay.along(2), "when it was made");
  assert.ok(Math.abs((x - from[0]) / (to[0] - from[0]) - (y - from[1]) / (to[1] - from[1])) < 0.02, "on the arrow");
  assert.equal(arrows(5, 0).length, 1, "its sender knows of no copy");
  assert.equal(arrows(5, 1).length, 2, "its receiver has two messages");
  assert.equal(having(spaceTime(run, 5, { ...defaultOptions, knows: 1 }).tree, "fork").length, 0);
});
