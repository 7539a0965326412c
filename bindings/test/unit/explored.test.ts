// What a search and a grid answer with, decoded from the bytes that the door is held to as well.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { decode } from "@msgpack/msgpack";
import { decodeResponse, encodeRequest } from "../../src/engine/wire.ts";
import { answerOf } from "../../src/operations/answers.ts";
import { bodies, type ScenarioDocument } from "../../src/operations/requests.ts";
import { Status } from "../../src/operations/run.ts";

const golden = (name: string): Uint8Array =>
  new Uint8Array(readFileSync(new URL(`../../../../testdata/wire/${name}.bin`, import.meta.url)));
const document = (name: string): ScenarioDocument =>
  JSON.parse(readFileSync(new URL(`../../../../testdata/scenarios/${name}.json`, import.meta.url), "utf8"));

test("a search under way decodes from its bytes", () => {
  const found = answerOf("explore.run", decodeResponse(golden("explore-going.response")));
  assert.equal(found.done, false);
  assert.equal(found.stopped, "going on");
  assert.equal(found.cases, 4);
  assert.ok(found.states >= 16 && found.waiting > 0);
  assert.deepEqual(
    found.findings.map(({ claim, outcome }) => [claim, outcome]),
    [
      ["IC1", "unknown"],
      ["IC2", "unknown"],
    ],
  );
  assert.deepEqual(found.covered, []);
});

test("a search that is done decodes with its verdicts, the run that refutes, and what it covered", () => {
  const found = answerOf("explore.run", decodeResponse(golden("explore-done.response")));
  assert.equal(found.done, true);
  assert.equal(found.case, 4);
  const [ic1, ic2] = found.findings;
  assert.deepEqual([ic1?.outcome, ic1?.choices, ic1?.faulty], ["proved", [], []]);
  assert.deepEqual([ic2?.outcome, ic2?.faults, ic2?.model], ["refuted", 1, "arbitrary"]);
  assert.deepEqual(ic2?.faulty, ["L1"]);
  assert.equal(ic2?.choices.length, 1);
  assert.equal(ic2?.choices[0]?.length, 9);
  assert.ok((ic2?.ends[Status.violated] ?? 0) > 0 && (ic2?.ends[Status.holds] ?? 0) > 0);
  assert.equal(ic2?.void, "");
  assert.match(found.covered[0]!, /^Every set of at most 1 of the 3 processes/);
  assert.ok(found.events.some(([kind, count]) => kind === "decide" && count > 0));
  assert.deepEqual(found.fair, { asked: true, failed: 0, choices: [], steps: 0 });
});

test("a grid decodes with its axes, and how each of its runs ends", () => {
  const grid = answerOf("explore.grid", decodeResponse(golden("grid.response")));
  assert.equal(grid.all, true);
  assert.deepEqual(grid.claims, ["IC1", "IC2"]);
  assert.deepEqual(
    grid.axes.map(({ step, options }) => [step, options.length]),
    [
      [0, 4],
      [1, 4],
      [2, 4],
    ],
  );
  assert.equal(grid.axes[1]?.options[1]?.text, "commander orders L2 to retreat");
  assert.equal(grid.runs.length, 64);
  assert.deepEqual(grid.runs[0]?.choices, []);
  assert.deepEqual([...grid.runs[0]!.values], [255, 1, 1, 1]);
  assert.deepEqual(grid.runs[0]?.statuses, [Status.holds, Status.void]);
});

test("requests are the bytes that the engine is held to", () => {
  const three = document("byzantine/oral-3-1-lieutenant");
  const options = { states: 0, bytes: 2 ** 30, symmetry: false, order: false, within: 12 };
  const anyone = { most: 1, model: "arbitrary" };
  for (const [name, op, body] of [
    [
      "explore-open",
      "explore.open",
      bodies["explore.open"]({ document: three, choices: null, step: -1, options, anyone }),
    ],
    ["explore-going", "explore.run", bodies["explore.run"]({ handle: 1, states: 16 })],
    ["explore-close", "explore.close", bodies["explore.close"]({ handle: 1 })],
    [
      "grid",
      "explore.grid",
      bodies["explore.grid"]({ document: document("byzantine/oral-4-1-commander"), limit: 100 }),
    ],
  ] as const) {
    // The two encoders may choose different forms for the same value.
    assert.deepEqual(decode(encodeRequest(op, body)), decode(golden(`${name}.request`)), name);
  }
});
