// What the engine answers about all behaviours at once, decoded from the bytes that the door is held to as well.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { decodeResponse, encodeRequest } from "../../src/engine/wire.ts";
import { answerOf } from "../../src/operations/answers.ts";
import { decodeProof, decodeRest, everyAsked } from "../../src/operations/every.ts";
import { bodies } from "../../src/operations/requests.ts";

const golden = (name: string): Uint8Array =>
  new Uint8Array(readFileSync(new URL(`../../../../testdata/wire/${name}.bin`, import.meta.url)));

test("a question about all behaviours is the same bytes as in Go", () => {
  assert.deepEqual(
    encodeRequest("oral.every", bodies["oral.every"](everyAsked(6, 2, 2))),
    golden("every-6-2-2.request"),
  );
});

test("a proof decodes with what it covers and how it fails", () => {
  const proof = answerOf("oral.every", decodeResponse(golden("every-6-2-2.response")));
  assert.deepEqual(proof.verdicts, { IC1: "violated", IC2: "violated" });
  assert.equal(proof.sets, "15");
  // Ten sets of two lieutenants under two orders, and five with the commander.
  assert.equal(BigInt(proof.behaviours.decimal ?? 0), 20n * 3n ** 32n + 5n * 3n ** 21n);
  assert.equal(proof.behaviours.digits, String(proof.behaviours.decimal?.length));
  assert.deepEqual(proof.behaviours.terms, [
    { times: "20", factors: [{ base: "3", exponent: "32" }] },
    { times: "5", factors: [{ base: "3", exponent: "21" }] },
  ]);
  assert.deepEqual(
    proof.placements.map(({ faulty, order, sets, verdicts, lies }) => [faulty, order, sets, verdicts, lies]),
    [
      [[4, 5], 1, "10", { IC1: "violated", IC2: "violated" }, { IC1: "6", IC2: "6" }],
      [[4, 5], 0, "10", { IC1: "holds", IC2: "holds" }, { IC1: null, IC2: null }],
      [[0, 5], 1, "5", { IC1: "holds", IC2: "void" }, { IC1: null, IC2: null }],
    ],
  );
  assert.deepEqual(
    proof.counterexamples.map(({ claim, faulty, order, lies, choices }) => [
      claim,
      faulty,
      order,
      lies,
      choices?.length,
    ]),
    [
      ["IC1", [4, 5], 1, "6", 6],
      ["IC2", [4, 5], 1, "6", 6],
    ],
  );
  assert.deepEqual(proof.counterexamples[0]?.document.faults, [
    { process: "L4", model: "arbitrary" },
    { process: "L5", model: "arbitrary" },
  ]);
});

test("what is too long or too big is null, and a verdict that is none is an error", () => {
  const amount = ["", "", []] as const;
  const proof = decodeProof([0, 2, "1", amount, [], [["IC1", [2], 1, "70000", {}, []]], 5]);
  assert.deepEqual(proof.behaviours, { decimal: null, digits: null, terms: [] });
  assert.equal(proof.counterexamples[0]?.choices, null);
  assert.throws(() => decodeProof([3, 1, "1", amount, [], [], 0]), RangeError);
});

test("the rest of a run decodes with the choices that break it", () => {
  const choice = [4, 3, 2, 1, 1, 2, 0, 0, 2];
  const rest = decodeRest([4, [1, "", []], [0, "1", [choice]], 99]);
  assert.deepEqual(rest, {
    step: 4,
    conditions: [
      { claim: "IC1", verdict: "holds", lies: null, choices: null },
      { claim: "IC2", verdict: "violated", lies: "1", choices: [choice] },
    ],
  });
});
