// All behaviours at once, asked through the client, under Node.

import assert from "node:assert/strict";
import { test } from "node:test";
import { createEngine } from "../../dist/faultlab.js";

test("two traitors among seven are withstood, and what they can say is counted", async () => {
  const engine = await createEngine();
  const proof = await engine.every(7, 2, 2);
  assert.deepEqual(proof.verdicts, { IC1: "holds", IC2: "holds" });
  assert.equal(BigInt(proof.behaviours.decimal), 30n * 3n ** 50n + 6n * 3n ** 31n);
  assert.deepEqual(proof.counterexamples, []);
});

test("what breaks comes with a run that breaks it, and every part of that run is needed", async () => {
  const engine = await createEngine();
  for (const [n, m, faulty, faults] of [
    [3, 1, 1, {}],
    [4, 2, 1, { model: "crash" }],
    [6, 2, 2, {}],
    [5, 2, 2, { model: "value", orders: 3, default: "delay", rule: "median" }],
  ]) {
    const proof = await engine.every(n, m, faulty, faults);
    assert.ok(proof.counterexamples.length > 0);
    for (const { claim, document, choices, lies } of proof.counterexamples) {
      assert.equal(String(choices.length), lies);
      const violates = async (list) => {
        const run = await engine.run(document, list);
        assert.ok(run.choices.every(({ fits }) => fits));
        return run.claims.find(({ name }) => name === claim).changes.at(-1)[2] === 3;
      };
      assert.ok(await violates(choices));
      const small = await engine.shrink(document, choices, claim);
      assert.equal(small.choices.length, choices.length);
      // With the last choice still to come, it is the only one that is missing.
      const rest = await engine.rest(document, choices, choices.at(-1)[0]);
      const condition = rest.conditions.find((c) => c.claim === claim);
      assert.deepEqual([condition.verdict, condition.lies], ["violated", "1"]);
      assert.ok(await violates(condition.choices));
    }
  }
});

test("a question that makes no sense is refused by its field", async () => {
  const engine = await createEngine();
  await assert.rejects(engine.every(4, 1, 5), { path: "faulty" });
  await assert.rejects(engine.every(4, 1, 1, { model: "rude" }), { path: "model" });
  await assert.rejects(engine.rest({ faultlab: 1, protocol: "tmr/circuit" }, null, 0), { path: "protocol" });
});

test("OM verdicts come at once, also from an instance that has just begun", async () => {
  const engine = await createEngine();
  const proof = await engine.every(16, 5, 5);
  assert.deepEqual(proof.verdicts, { IC1: "holds", IC2: "holds" });
  assert.ok(proof.work < 200_000);
});
