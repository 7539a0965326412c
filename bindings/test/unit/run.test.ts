// The typed form of a run, decoded from bytes laid out by hand.

import assert from "node:assert/strict";
import { test } from "node:test";
import { decode, encode } from "@msgpack/msgpack";
import { decodeRun, EventTable } from "../../src/operations/run.ts";
import type * as wire from "../../src/operations/wire.ts";

interface Fields {
  bytes?: number[];
  words?: number[];
}

/** One event record: eight bytes, then six little-endian words. */
function record({ bytes = [], words = [] }: Fields): Uint8Array {
  const out = new Uint8Array(32);
  out.set(bytes);
  const view = new DataView(out.buffer);
  for (const [i, word] of words.entries()) view.setInt32(8 + 4 * i, word, true);
  return out;
}

function join(...parts: Uint8Array[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

function int32s(...words: number[]): Uint8Array {
  return new Uint8Array(new Int32Array(words).buffer);
}

const start = record({ bytes: [1, 0, 0, 255, 0, 255, 255, 0], words: [0, -1, 0, -1, -1, 0] });
const send = record({ bytes: [2, 0, 0, 1, 3, 1, 1, 0], words: [7, 0, 0, 0, -1, 0] });
const lie = record({ bytes: [3, 1, 1, 0, 3, 0, 1, 1], words: [7, 1, 1, 2, 1, 1] });

test("an event table reads every field where it lies", () => {
  // One byte in front makes the records lie as badly as they can.
  const padded = join(new Uint8Array(1), start, send, lie);
  const events = new EventTable(padded.subarray(1), int32s(0, 2, 40, -50));
  assert.equal(events.length, 3);
  assert.equal(events.kind(2), 3);
  assert.equal(events.reason(2), 1);
  assert.equal(events.process(2), 1);
  assert.equal(events.peer(0), 255);
  assert.equal(events.msg(2), 3);
  assert.equal(events.value(2), 0);
  assert.equal(events.truth(2), 1);
  assert.equal(events.flags(2), 1);
  assert.equal(events.arg(2), 7);
  assert.equal(events.cause(2), 1);
  assert.equal(events.time(2), 1);
  assert.equal(events.step(0), -1);
  assert.equal(events.step(2), 2);
  assert.equal(events.message(2), 1);
  assert.deepEqual([...events.span(2)], [40, -50]);
  assert.deepEqual([...events.span(0)], []);
});

test("a table of half a record is refused", () => {
  assert.throws(() => new EventTable(start.subarray(0, 31), int32s()), RangeError);
});

test("a run decodes from its tuple", () => {
  const choice = [2, 3, 0, 1, 3, 7, 0, 0, 0];
  const tuple: wire.Run = [
    "A lie",
    "byzantine/oral",
    [
      ["commander", "commander", 0, true],
      ["L1", "lieutenant", 0, false],
    ],
    3,
    "quiescent",
    join(start, send, lie),
    int32s(0, 2, 40, -50),
    ["commander tells L1 retreat", "L1 hears retreat", "both start"],
    int32s(-1, -1, 0),
    [[choice, "2: commander tells L1 retreat", true, ""]],
    [["IC1", "All loyal lieutenants obey the same order", [[0, -1, 0]], [1], [2], "so far", ""]],
    [["outside", "outside the theorem: n <= 3m"]],
    [["messages", "1"]],
    [["m", 1]],
    ["retreat", "attack"],
    ["order"],
    [[-1, 0, 0]],
    ["space-time", "tree"],
    [2, ["tree"]],
    int32s(0, 0, 1),
    0,
    "",
    int32s(2, 1),
    [[2, 0, 1]],
  ];
  const run = decodeRun(decode(encode(tuple)) as wire.Run);
  assert.equal(run.title, "A lie");
  assert.deepEqual(run.processes[0], { name: "commander", role: "commander", models: 0, faulty: true });
  assert.equal(run.says(2), "commander tells L1 retreat");
  assert.equal(run.says(0), "");
  assert.deepEqual([0, 1, 2].map(run.known), ["", "", "L1 hears retreat"]);
  assert.deepEqual(run.together, [{ text: "both start", events: [0, 1] }]);
  assert.deepEqual(run.choices[0]?.choice, choice);
  assert.deepEqual(run.claims[0]?.changes, [[0, -1, 0]]);
  assert.deepEqual(run.remarks, [{ code: "outside", text: "outside the theorem: n <= 3m" }]);
  assert.deepEqual(run.costs, { messages: "1" });
  assert.deepEqual(run.params, { m: 1 });
  assert.deepEqual(run.show, { step: 2, views: ["tree"] });
  assert.deepEqual([...run.times], [0, 0, 1]);
  // Nothing has happened before step 0 but the starts; steps 0 and 1 hold one event.
  assert.deepEqual([0, 1, 2, 3].map(run.eventsUpTo), [1, 2, 2, 3]);
});
