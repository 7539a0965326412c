// What a reader does with a figure, without a page: branch, undo, break, repair.

import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { before, beforeEach, test } from "node:test";
import { Session } from "../../../src/element/session.ts";
import { createEngine, type Engine, type ScenarioDocument } from "../../../src/engine/index.ts";
import { verdicts } from "../../../src/views/words.ts";

const root = existsSync("testdata") ? "." : "..";
const document = JSON.parse(
  readFileSync(`${root}/testdata/scenarios/byzantine/oral-3-1-lieutenant.json`, "utf8"),
) as ScenarioDocument;

let engine: Engine;
let session: Session;
before(async () => {
  engine = await createEngine({ worker: false, wasmBytes: readFileSync(`${root}/bindings/dist/faultlab.wasm`) });
});
beforeEach(async () => {
  session = new Session(
    async () => engine,
    () => {},
  );
  await session.open({ scenario: "x", document: { ...document, choices: [] } }, null, 0);
});

const end = (): string[] => verdicts(session.run!, session.run!.steps).map(({ name, word }) => `${name} ${word}`);

async function lieAt(step: number): Promise<void> {
  const options = await session.options(step);
  await session.choose(step, options.find((option) => option.fault && option.group === "say")!, false);
}

async function firstStepWithALie(): Promise<number> {
  for (let step = 0; step < session.run!.steps; step++) {
    if ((await session.options(step)).some((option) => option.group === "say")) return step;
  }
  throw new Error("nobody can lie");
}

test("a choice branches the run, and the figure shows what it did", async () => {
  assert.deepEqual(end(), ["IC1 holds", "IC2 holds"]);
  const step = await firstStepWithALie();
  await lieAt(step);
  assert.equal(session.at, step + 1);
  assert.deepEqual(end(), ["IC1 holds", "IC2 violated"]);
  assert.equal(session.chosenAt(step)?.[1], 3);
});

test("undo brings back what a branch dropped", async () => {
  const step = await firstStepWithALie();
  await lieAt(step);
  const choices = session.choices;
  const [usual] = await session.options(0);
  await session.choose(0, usual!, true);
  assert.deepEqual(session.choices, [], "later choices are dropped");
  await session.undo();
  assert.deepEqual(session.choices, choices);
  assert.equal(session.at, step + 1);
  await session.undo();
  assert.equal(session.choices, null);
  assert.equal(session.canUndo, false);
});

test("a traitor that becomes correct cannot lie any more, and the figure says which choice fails", async () => {
  const step = await firstStepWithALie();
  await lieAt(step);
  await session.setFault("L2", null);
  assert.equal(session.run!.processes[2]!.faulty, false);
  assert.deepEqual(
    session.run!.choices.map((one) => one.fits),
    [false],
  );
  assert.deepEqual(end(), ["IC1 holds", "IC2 holds"]);
});

test("a refusal is shown, and what was on screen stays", async () => {
  const { run } = session;
  await session.setFault("L2", "sleepy");
  assert.equal(session.run, run);
  assert.match(session.trouble!.path, /faults/);
  assert.ok(session.trouble!.allowed.includes("arbitrary"));
  await session.undo();
  assert.equal(session.trouble, null);
});

test("random faults can be shrunk to what breaks the claim", async () => {
  for (let i = 0; i < 20 && !end().includes("IC2 violated"); i++) await session.random();
  assert.ok(end().includes("IC2 violated"));
  await session.shrink("IC2");
  assert.ok(end().includes("IC2 violated"));
  assert.ok(session.run!.choices.length <= 2);
});

test("start over gives the author's document back", async () => {
  await session.setFault("L1", "crash");
  await session.restore();
  assert.equal(session.touched, false);
  assert.equal(session.modelsOf("L1").length, 0);
});
