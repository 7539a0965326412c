// Views of a group in a space-time diagram, and what is held between receipt and delivery.

import assert from "node:assert/strict";
import { test } from "node:test";
import { Kind, Reason } from "../../../src/views/codes.ts";
import { type Plain, walk } from "../../../src/views/plain.ts";
import { spaceTime } from "../../../src/views/space-time.ts";
import { defaultOptions, overlaps } from "../../../src/views/view.ts";
import { groupFacts } from "../../../src/views/view-facts.ts";
import { Script } from "../figure/sample.ts";

// P1 multicasts to the view of three and crashes. P2 holds its message back until it installs the next view, in the
// same step; P3 has installed that view before, and never has the message.
const all = [0, 1, 2];
const two = [1, 2];
const script = new Script();
for (const process of all) script.add({ kind: Kind.install, process, arg: 1, span: all });
script.add({ kind: Kind.multicast, process: 0, value: 0, arg: 1 });
const send = script.add({ kind: Kind.send, process: 0, peer: 1, value: 0 });
script.next();
script.add({ kind: Kind.crash, process: 0 });
script.next();
script.add({ kind: Kind.receive, process: 1, peer: 0, value: 0, message: send });
const hold = script.add({ kind: Kind.hold, process: 1, peer: 0, value: 0, arg: 1, reason: Reason.needsView });
script.next();
script.add({ kind: Kind.notice, process: 2, peer: 0 });
const early = script.add({ kind: Kind.install, process: 2, arg: 2, span: two });
script.next();
script.add({ kind: Kind.notice, process: 1, peer: 0 });
const late = script.add({ kind: Kind.install, process: 1, arg: 2, span: two });
const deliver = script.add({ kind: Kind.deliver, process: 1, peer: 0, value: 0, arg: 1 });
const run = script.run({
  processes: ["P1", "P2", "P3"].map((name) => ({ name, role: "", models: 0, faulty: false })),
});

function having(tree: Plain, name: string): Plain[] {
  return [...walk(tree)].filter((node) =>
    String(node.attrs.class ?? "")
      .split(" ")
      .includes(name),
  );
}

const screens = [
  { ...defaultOptions },
  { ...defaultOptions, width: 460 },
  { ...defaultOptions, width: 334, narrow: true },
];

test("a view is installed by each of its members, in front of or behind what else happens in that step", () => {
  const { views } = groupFacts(run);
  assert.deepEqual(
    views.map(({ number, members, installs }) => [number, members, installs.map(({ process }) => process)]),
    [
      [1, all, all],
      [2, two, [2, 1]],
    ],
  );
  const [first, second] = views[1]!.installs;
  assert.deepEqual([first!.event, first!.column, first!.behind], [early, 3, true], "the notice, then the view");
  assert.deepEqual([second!.event, second!.column, second!.behind], [late, 4, false], "the view, then the delivery");
});

test("what is received and not delivered is held, until its delivery", () => {
  assert.deepEqual(groupFacts(run).held, [{ process: 1, hold, from: 2, deliver, to: 4 }]);
  for (const options of screens) {
    const held = (at: number): Plain[] => having(spaceTime(run, at, options).tree, "held").slice(1);
    assert.equal(held(1).length, 0, "not received yet");
    assert.ok(having(held(3)[0]!, "waiting").length, "still held");
    assert.equal(having(held(4)[0]!, "waiting").length, 0, "delivered");
  }
});

test("a view is a line through the installations that have happened, with its number and its members", () => {
  for (const options of screens) {
    const drawn = (at: number): Plain[] => having(spaceTime(run, at, options).tree, "view-line");
    const labels = (at: number): string[] =>
      having(spaceTime(run, at, options).tree, "view-label").map((node) => node.children.join(""));
    assert.equal(drawn(2).length, 1);
    assert.deepEqual(labels(2), ["1: P1 P2 P3"]);
    assert.equal(drawn(3).length, 2);
    assert.deepEqual(labels(4), ["1: P1 P2 P3", "2: P2 P3"]);
    const path = (at: number): string => String(having(drawn(at)[1]!, "view-cut")[0]!.attrs.d);
    assert.equal(path(3).split("C").length - 1, 2, "one lane: from a little in front of it to a little behind it");
    assert.equal(path(4).split("C").length - 1, 3, "joined with the second lane");
  }
});

test("one process knows only of its own installation", () => {
  const known = spaceTime(run, 4, { ...defaultOptions, knows: 2 }).tree;
  const [, second] = having(known, "view-line");
  assert.equal(String(having(second!, "view-cut")[0]!.attrs.d).split("C").length - 1, 2);
  assert.equal(having(known, "held").length, 1, "and what others hold back is not seen: the list is empty");
});

test("no label of a view lies on a mark or on another label", () => {
  for (const options of screens)
    for (let at = 0; at <= run.steps; at++) assert.deepEqual(overlaps(spaceTime(run, at, options).boxes), []);
});
