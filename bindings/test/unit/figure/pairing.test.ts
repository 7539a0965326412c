// Two runs beside each other: their moments, and one strategy in both. And the rules for three generals.

import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";
import { moments, play, positions, strategyOf } from "../../../src/element/instruments/pair/pairing.ts";
import { createEngine, type Engine, type ScenarioDocument } from "../../../src/engine/index.ts";
import { type Run, Status } from "../../../src/operations/run.ts";
import { outcome, rulesGrid } from "../../../src/views/rules.ts";
import { rulesStill } from "../../../src/views/still.ts";
import { overlaps } from "../../../src/views/view.ts";

const root = existsSync("testdata") ? "." : "..";
let engine: Engine;
before(async () => {
  engine = await createEngine({ worker: false, wasmBytes: readFileSync(join(root, "bindings/dist/faultlab.wasm")) });
});
const document = (name: string): ScenarioDocument =>
  JSON.parse(readFileSync(join(root, `testdata/scenarios/byzantine/${name}.json`), "utf8"));
const violated = (run: Run): string[] =>
  run.claims.filter(({ changes }) => changes.at(-1)![2] === Status.violated).map(({ name }) => name);

test("oral and signed messages have the same moments, and neither goes back", async () => {
  const oral = await engine.run(document("oral-3-1-lieutenant"));
  const signed = await engine.run(document("signed-3-1-lieutenant"));
  const list = moments(oral, signed);
  assert.deepEqual(
    list.map(({ key }) => key),
    ["1 0 1", "1 0 2", "2 1 2", "2 2 1"],
  );
  for (const run of [oral, signed]) {
    const stops = positions(run, list);
    assert.equal(stops.length, list.length + 2);
    assert.deepEqual([stops[0], stops.at(-1)], [0, run.steps]);
    assert.deepEqual(
      stops,
      [...stops].sort((a, b) => a - b),
    );
  }
});

const lie = (process: string, name: string): ScenarioDocument => ({
  ...document(name),
  choices: [],
  faults: [{ process, model: "arbitrary" }],
});

test("one strategy, played in both: the forged relay is believed here and refused there", async () => {
  const strategy = new Map([["2 2 1", "retreat"]]);
  const outcomes: string[][] = [];
  for (const name of ["oral-3-1-lieutenant", "signed-3-1-lieutenant"]) {
    const choices = await play(engine, lie("L2", name), strategy);
    assert.equal(choices.length, 1, name);
    const run = await engine.run(lie("L2", name), choices);
    assert.ok(run.choices.every(({ fits }) => fits));
    assert.deepEqual([...strategyOf(run)], [["2 2 1", "retreat"]]);
    outcomes.push(violated(run));
  }
  assert.deepEqual(outcomes, [["IC2"], []]);
});

test("a commander who says two things, and a lieutenant who says nothing", async () => {
  for (const [traitor, strategy] of [
    [
      "commander",
      new Map([
        ["1 0 1", "attack"],
        ["1 0 2", "retreat"],
      ]),
    ],
    ["L1", new Map([["2 1 2", null]])],
  ] as const) {
    for (const name of ["oral-3-1-lieutenant", "signed-3-1-lieutenant"]) {
      const changed = lie(traitor, name);
      const run = await engine.run(changed, await play(engine, changed, strategy));
      assert.ok(run.choices.length > 0 && run.choices.every(({ fits }) => fits), name);
      assert.deepEqual([...strategyOf(run)], [...strategy], name);
    }
  }
});

test("an honest traitor needs no choice, and what can't be said is left out", async () => {
  assert.deepEqual(await play(engine, lie("L2", "oral-3-1-lieutenant"), new Map([["2 2 1", "attack"]])), []);
  assert.deepEqual(await play(engine, lie("L2", "oral-3-1-lieutenant"), new Map([["7 2 1", "attack"]])), []);
});

test("every pair of rules fails in the situation that the engine names, and in none before it", async () => {
  const refutations = await engine.ask("three.rules", {});
  assert.equal(refutations.pairs.length, 256);
  for (const [pair, by] of refutations.pairs.entries()) {
    const fares = refutations.situations.map((one) => outcome(one, pair >> 4, pair & 15).holds);
    assert.equal(fares.indexOf(false), by, `pair ${pair}`);
  }
});

test("the still of the rules shows a pair, that of the living table where none is named", async () => {
  const refutations = await engine.ask("three.rules", {});
  assert.ok(!rulesStill(refutations).includes("NaN"));
  assert.equal(rulesStill(refutations), rulesStill(refutations, 204));
});

test("nothing overlaps in the grid of rules", async () => {
  const refutations = await engine.ask("three.rules", {});
  for (const width of [334, 480]) assert.deepEqual(overlaps(rulesGrid(refutations, { width, pair: 204 }).boxes), []);
});
