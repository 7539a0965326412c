// What a reader does with the instrument of orders, without a page.

import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { before, beforeEach, test } from "node:test";
import { Composing } from "../../../src/element/instruments/orders/composing.ts";
import { createEngine, type Engine } from "../../../src/engine/index.ts";
import { readDrawing } from "../../../src/play/drawing.ts";

const root = existsSync("testdata") ? "." : "..";
const { signal } = new AbortController();

let engine: Engine;
let composing: Composing;
/** The questions that are under way, and how many were answered. */
let asked: Promise<void>[];
let answered: number;

before(async () => {
  engine = await createEngine({ worker: false, wasmBytes: readFileSync(`${root}/bindings/dist/faultlab.wasm`) });
});
beforeEach(async () => {
  asked = [];
  answered = 0;
  composing = new Composing({
    ask: (question) => {
      asked.push(question(engine, signal));
      return asked.at(-1)!;
    },
    changed: () => {},
    answered: () => answered++,
  });
  composing.order = "FIFO";
  await composing.take(readDrawing("P1:1,2 P4:3,4", "P2 P3", "1,3,2,4 3,1,2,4"), engine, signal);
});

const done = async (): Promise<void> => void (await Promise.all(asked));
const lines = (): string[] => composing.drawing!.senders.map(({ name, steps }) => `${name}:${steps}`);
const legal = (): number => composing.legal!.counts[1]!.all;

test("what is drawn is counted, and what is asked of it is judged", async () => {
  assert.equal(legal(), 36);
  assert.deepEqual(
    composing.asked.map(({ claim, holds }) => [claim, holds]),
    [["FIFO", true]],
  );
  assert.equal(composing.picture!.claims.length, 0, "nothing is broken, so the picture marks nothing");
  composing.choose("FIFO", true);
  await done();
  assert.deepEqual(
    composing.asked.map(({ claim, holds }) => [claim, holds]),
    [
      ["FIFO", true],
      ["total", false],
    ],
  );
  assert.deepEqual(
    composing.picture!.claims.map(({ name }) => name),
    ["total"],
  );
  assert.equal(answered, 1);
});

test("an edit goes on from the last one, even before that is answered", async () => {
  composing.multicast(0);
  composing.multicast(1);
  assert.deepEqual(lines(), ["P1:1,2", "P4:3,4"], "what was drawn stays until there is an answer");
  await done();
  assert.deepEqual(
    lines().map((line) => line.split(",").length),
    [3, 3],
  );
});

test("a step that is moved stays the one that is touched, and one that is removed is nobody's", async () => {
  composing.deliverFirst(1, 1);
  await done();
  assert.deepEqual(lines(), ["P1:1,2", "P4:-1,3,4"]);
  assert.deepEqual(composing.token, { kind: "senders", line: 1, step: 0 });
  composing.move(composing.token!, 1);
  await done();
  assert.deepEqual([lines()[1], composing.token], ["P4:3,-1,4", { kind: "senders", line: 1, step: 1 }]);
  assert.equal(composing.told, "P4: m1 is number 2 now.");
  composing.drop(composing.token!);
  await done();
  assert.deepEqual([lines()[1], composing.token], ["P4:3,4", null]);
});

test("the last message stays, and nothing is asked", async () => {
  await composing.take(readDrawing("P1:1", "P2", ""), engine, signal);
  composing.drop({ kind: "senders", line: 0, step: 0 });
  assert.equal(composing.told, "The last message stays.");
  assert.equal(asked.length, 0);
});

test("an order that is picked is delivered by who takes it, and who is gone takes none", async () => {
  const wanted = composing.legal!.tried.findIndex(({ order }) => order.join() === "4,3,2,1");
  composing.letTake(1);
  composing.pick(wanted);
  await done();
  assert.deepEqual(
    composing.drawing!.receivers.map(({ steps }) => steps.join()),
    ["1,3,2,4", "4,3,2,1"],
  );
  composing.resize("receivers", -1);
  await done();
  assert.equal(composing.taker, null);
});

test("what can't be is said of the process, and what was drawn stays", async () => {
  await composing.take(readDrawing("P1:1 P4:-1,2", "P2 P3", ""), engine, signal);
  composing.deliverFirst(0, 2);
  await assert.rejects(done(), /P1 delivers m2, which can't have been sent yet/);
  assert.deepEqual(lines(), ["P1:1", "P4:-1,2"]);
  composing.multicast(0);
  await asked.at(-1);
  assert.deepEqual(lines(), ["P1:1,3", "P4:-1,2"], "the next edit begins with what is there");
});
