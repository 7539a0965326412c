// What a reader does with a figure, without a page: branch, undo, break, repair.

import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { before, beforeEach, test } from "node:test";
import { Experiment } from "../../../src/element/shared/experiment.ts";
import { createEngine, type Engine, type ScenarioDocument } from "../../../src/engine/index.ts";
import { verdicts } from "../../../src/views/words.ts";

const root = existsSync("testdata") ? "." : "..";
const document = JSON.parse(
  readFileSync(`${root}/testdata/scenarios/byzantine/oral-3-1-lieutenant.json`, "utf8"),
) as ScenarioDocument;
const circuit = JSON.parse(readFileSync(`${root}/testdata/scenarios/tmr/no-fault.json`, "utf8")) as ScenarioDocument;

let engine: Engine;
let experiment: Experiment;
before(async () => {
  engine = await createEngine({ worker: false, wasmBytes: readFileSync(`${root}/bindings/dist/faultlab.wasm`) });
});
beforeEach(async () => {
  experiment = new Experiment(
    async () => engine,
    () => {},
  );
  await experiment.open({ scenario: "x", document: { ...document, choices: [] } }, null, 0);
});

const end = (): string[] => verdicts(experiment.run!, experiment.run!.steps).map(({ name, word }) => `${name} ${word}`);

async function lieAt(step: number): Promise<void> {
  const options = await experiment.options(step);
  await experiment.choose(step, options.find((option) => option.fault && option.group === "say")!, false);
}

async function firstStepWithALie(): Promise<number> {
  for (let step = 0; step < experiment.run!.steps; step++) {
    if ((await experiment.options(step)).some((option) => option.group === "say")) return step;
  }
  throw new Error("nobody can lie");
}

test("a choice branches the run, and the figure shows what it did", async () => {
  assert.deepEqual(end(), ["IC1 holds", "IC2 holds"]);
  const step = await firstStepWithALie();
  await lieAt(step);
  assert.equal(experiment.at, step + 1);
  assert.deepEqual(end(), ["IC1 holds", "IC2 violated"]);
  assert.equal(experiment.chosenAt(step)?.[1], 3);
});

test("undo brings back what a branch dropped", async () => {
  const step = await firstStepWithALie();
  await lieAt(step);
  const choices = experiment.choices;
  const [usual] = await experiment.options(0);
  await experiment.choose(0, usual!, true);
  assert.deepEqual(experiment.choices, [], "later choices are dropped");
  await experiment.undo();
  assert.deepEqual(experiment.choices, choices);
  assert.equal(experiment.at, step + 1);
  await experiment.undo();
  assert.equal(experiment.choices, null);
  assert.equal(experiment.canUndo, false);
});

test("a traitor that becomes correct cannot lie any more, and the figure says which choice fails", async () => {
  const step = await firstStepWithALie();
  await lieAt(step);
  await experiment.setFault("L2", null);
  assert.equal(experiment.run!.processes[2]!.faulty, false);
  assert.deepEqual(
    experiment.run!.choices.map((one) => one.fits),
    [false],
  );
  assert.deepEqual(end(), ["IC1 holds", "IC2 holds"]);
});

test("a refusal is shown, and what was on screen stays", async () => {
  const { run } = experiment;
  await experiment.setFault("L2", "sleepy");
  assert.equal(experiment.run, run);
  assert.match(experiment.trouble!.path, /faults/);
  assert.ok(experiment.trouble!.allowed.includes("arbitrary"));
  await experiment.undo();
  assert.equal(experiment.trouble, null);
});

test("a link that fails stays when somebody is made faulty, or correct again", async () => {
  const link = { from: "L2", to: "L1", model: "arbitrary" };
  await experiment.open({ scenario: null, document: { ...document, choices: [], faults: [link] } }, null, 0);
  await experiment.setFault("L2", "crash");
  assert.deepEqual(experiment.document.faults, [link, { process: "L2", model: "crash" }]);
  assert.deepEqual(experiment.modelsOf("L2"), ["crash"]);
  await experiment.setFault("L2", null);
  assert.deepEqual(experiment.document.faults, [link]);
  assert.equal(experiment.trouble, null);
  await experiment.setFault("L1", "arbitrary");
  assert.ok(
    (await experiment.options(4)).some(({ fault }) => fault),
    "the link can still alter what L2 tells L1",
  );
});

test("random faults can be shrunk to what breaks the claim", async () => {
  for (let i = 0; i < 20 && !end().includes("IC2 violated"); i++) await experiment.random();
  assert.ok(end().includes("IC2 violated"));
  await experiment.shrink("IC2");
  assert.ok(end().includes("IC2 violated"));
  assert.ok(experiment.run!.choices.length <= 2);
});

test("start over gives the author's document back", async () => {
  await experiment.setFault("L1", "crash");
  await experiment.restore();
  assert.equal(experiment.touched, false);
  assert.equal(experiment.modelsOf("L1").length, 0);
});

test("the engine says which failures a protocol allows", async () => {
  assert.ok(experiment.allowed.includes("arbitrary"));
  await experiment.open({ scenario: null, document: circuit });
  assert.deepEqual(experiment.allowed, ["crash", "omission", "value"]);
});

test("touch by touch a part is wrong in each way, silent, and right again", async () => {
  await experiment.open({ scenario: null, document: circuit }, null, 7);
  const seen: [string, readonly string[], readonly string[]][] = [];
  for (let i = 0; i < 5; i++) {
    await experiment.cyclePart(1);
    const masked = verdicts(experiment.run!, experiment.run!.steps)[0]!.word;
    seen.push([masked, experiment.modelsOf("A2"), experiment.run!.choices.map((one) => one.text)]);
  }
  assert.deepEqual(seen, [
    ["holds", ["value"], ["A2 puts out y"]],
    ["holds", ["value"], ["A2 puts out z"]],
    ["holds", ["omission"], ["A2 stays silent"]],
    ["holds", [], []],
    ["holds", ["value"], ["A2 puts out y"]],
  ]);
  assert.equal(experiment.at, 7);
});

test("two parts of a stage break the circuit, and touches that come fast are all taken", async () => {
  await experiment.open({ scenario: null, document: circuit }, null, 0);
  await Promise.all([experiment.cyclePart(0), experiment.cyclePart(1), experiment.cyclePart(0)]);
  assert.deepEqual(
    experiment.run!.choices.map((one) => one.text),
    ["A1 puts out z", "A2 puts out y"],
  );
  await experiment.cyclePart(1);
  assert.deepEqual(end(), ["masked violated", "safe violated"]);
  await experiment.undo();
  assert.deepEqual(end(), ["masked violated", "safe holds"]);
});
