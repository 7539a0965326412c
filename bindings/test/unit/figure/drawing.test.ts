// Who multicasts what, as a reader edits it: whatever is done, the engine can read what comes out.

import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";
import { createEngine, type Engine } from "../../../src/engine/index.ts";
import { Status } from "../../../src/operations/run.ts";
import {
  asRequest,
  type Drawing,
  deliverable,
  logOf,
  messagesOf,
  mostMessages,
  movedDelivery,
  movedStep,
  readDrawing,
  withDelivery,
  withLine,
  withMessage,
  withOrder,
  without,
  withoutLine,
} from "../../../src/play/drawing.ts";

const root = existsSync("testdata") ? "." : "..";
let engine: Engine;
before(async () => {
  engine = await createEngine({ worker: false, wasmBytes: readFileSync(join(root, "bindings/dist/faultlab.wasm")) });
});

const lecture = readDrawing("P1:1,2 P4:3,4", "P2 P3", "1,3,2,4 3,1,2,4");
const steps = ({ senders, receivers }: Drawing): string =>
  [...senders, ...receivers].map(({ name, steps }) => `${name}:${steps}`).join(" ");
const legalOf = ({ senders, receivers }: Drawing) =>
  engine.ask("order.legal", { senders, receivers: receivers.length });

test("an edit keeps the numbers without gaps, and every receiver has every message once", () => {
  assert.equal(steps(withMessage(lecture, 0)), "P1:1,2,5 P4:3,4 P2:1,3,2,4,5 P3:3,1,2,4,5");
  assert.equal(steps(without(lecture, 0, 1)), "P1:1 P4:2,3 P2:1,2,3 P3:2,1,3");
  const answered = withDelivery(lecture, 1, 2);
  assert.equal(steps(answered), "P1:1,2 P4:-2,3,4 P2:1,3,2,4 P3:3,1,2,4");
  assert.deepEqual(deliverable(answered, 1), [1]);
  assert.equal(withDelivery(answered, 1, 2), answered);
  assert.equal(steps(movedStep(answered, 1, 0, 1)), "P1:1,2 P4:3,-2,4 P2:1,3,2,4 P3:3,1,2,4");
  assert.equal(steps(movedStep(lecture, 0, 0, 1)), steps(lecture));
  // With a message goes whatever is said of it.
  assert.equal(steps(without(answered, 0, 1)), "P1:1 P4:2,3 P2:1,2,3 P3:2,1,3");
  assert.equal(steps(movedDelivery(lecture, 1, 3, 0)), "P1:1,2 P4:3,4 P2:1,3,2,4 P3:4,3,1,2");
  assert.equal(steps(withOrder(lecture, null, [4, 3, 2, 1])), "P1:1,2 P4:3,4 P2:4,3,2,1 P3:4,3,2,1");
});

test("there is a limit on everything, and the last one of anything stays", () => {
  let full = lecture;
  for (let i = 0; i < 9; i++) full = withMessage(full, 0);
  assert.equal(messagesOf(full), mostMessages);
  assert.equal(without(readDrawing("P1:1", "P2", ""), 0, 0).senders[0]!.steps.length, 1);
  const grown = withLine(lecture, "senders")!;
  assert.equal(grown.senders.at(-1)!.name, "P5");
  assert.equal(steps(withoutLine(grown, "senders")!), steps(lecture));
  assert.equal(withoutLine(readDrawing("P1:1", "P2", ""), "receivers"), null);
  assert.equal(withLine(withLine(withLine(lecture, "receivers")!, "receivers")!, "receivers"), null);
});

test("attributes that mean nothing are refused by their name", () => {
  for (const [senders, receivers, delivered, path] of [
    ["P1", "P2", "", "senders"],
    ["P1:x", "P2", "", "senders"],
    ["", "P2", "", "senders"],
    ["P1:1", "", "", "receivers"],
    ["P1:1", "P1", "", "receivers"],
    ["P1:1,2", "P2", "1", "delivered"],
    ["P1:1", "P2", "1 1", "delivered"],
  ] as const)
    assert.throws(() => readDrawing(senders, receivers, delivered), { path });
});

test("what is drawn is counted, and the log of it says what the claims say", async () => {
  const answered = withDelivery(lecture, 1, 1);
  const { counts, tried } = await legalOf(answered);
  assert.deepEqual(
    counts.map(({ one, all, total }) => [one, all, total]),
    [
      [24, 576, 24],
      [6, 36, 6],
      [3, 9, 3],
    ],
  );
  for (const { order, broken } of tried) {
    const one = withOrder(answered, null, order);
    const verdicts = await engine.ask("order.judge", asRequest(one));
    assert.deepEqual(
      verdicts.slice(0, 2).map(({ holds }) => holds),
      [broken[0] === null, broken[1] === null],
    );
    const log = await engine.checkLog(logOf(one), "json");
    assert.deepEqual(log.problems, []);
    const status = (name: string) => log.verdicts.find((verdict) => verdict.name === name)!.status;
    assert.deepEqual(
      [status("fifo"), status("causal"), status("total")].map((s) => s !== Status.violated),
      verdicts.map(({ holds }) => holds),
      order.join(),
    );
  }
});

test("an order for all is none if a sender delivers otherwise", async () => {
  const { counts, tried } = await legalOf(readDrawing("P1:1,2 P4:-2,-1,3", "P2", ""));
  const possible = tried.filter(({ broken }) => broken[2] === null);
  assert.equal(possible.length, counts[0]!.total);
  assert.ok(possible.every(({ order }) => order.indexOf(2) < order.indexOf(1)));
  assert.equal(counts[1]!.total, 0);
});
