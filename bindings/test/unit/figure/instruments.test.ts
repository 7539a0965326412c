// When agreement is possible, how many members are enough, and a graph to be edited: what the elements ask and draw.

import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";
import { createEngine, type Engine, type ScenarioDocument } from "../../../src/engine/index.ts";
import { Status } from "../../../src/operations/run.ts";
import { trySide, worst } from "../../../src/play/replication.ts";
import { cubeOrder, edgesPicture, pairsOf } from "../../../src/views/edges.ts";
import { overlaps } from "../../../src/views/view.ts";

const root = existsSync("testdata") ? "." : "..";
let engine: Engine;
before(async () => {
  engine = await createEngine({ worker: false, wasmBytes: readFileSync(join(root, "bindings/dist/faultlab.wasm")) });
});
const document = (name: string): ScenarioDocument =>
  JSON.parse(readFileSync(join(root, `testdata/scenarios/${name}.json`), "utf8"));

test("eight of sixteen circumstances are possible, and each scenario runs under exactly its own", async () => {
  const cells = await engine.circumstances();
  assert.equal(cells.length, 16);
  assert.equal(cells.filter(({ possible }) => possible).length, 8);
  for (const { process, delay, order, send, scenario, protocol, theorem } of cells) {
    const found = document(scenario);
    assert.deepEqual(found.network, { process, delay, order, send });
    assert.equal(found.protocol, protocol);
    assert.match(theorem, /1987/);
  }
});

test("a cell that is impossible is refuted by a search, and by a run that is made simpler", async () => {
  for (const { possible, scenario } of await engine.circumstances()) {
    if (possible) continue;
    const own = document(scenario);
    const { findings } = await engine.explore(own);
    const broken = findings.find(({ outcome }) => outcome === "refuted");
    assert.ok(broken, scenario);
    const run = await engine.shrink(own, broken.choices, broken.claim);
    // Its choices in words make the same run: that is what the figure below the table is given.
    const choices = run.choices.map(({ choice: [at], text }) => `${at}: ${text}`);
    const again = await engine.run({ ...own, choices });
    assert.ok(again.choices.every(({ fits }) => fits));
    assert.equal(again.claims.find(({ name }) => name === broken.claim)!.changes.at(-1)![2], Status.violated, scenario);
  }
});

test("no plan of two generals works if messages can be lost, and a chain of runs says why", async () => {
  for (const messages of [1, 2, 3]) {
    for (const { senders, tried, chain } of await engine.plans(messages, messages)) {
      assert.equal(senders.length, messages);
      assert.equal(tried!.succeed, 0);
      assert.equal(tried!.plans, tried!.disobey + tried!.split);
      assert.deepEqual([chain[0]!.order, chain[0]!.lost, chain.at(-1)!.order], ["attack", [], "retreat"]);
      assert.ok(chain.every(({ same }, i) => (same === null) === (i === chain.length - 1)));
    }
  }
  assert.ok((await engine.plans(2, 0)).some(({ tried }) => tried!.succeed > 0));
  assert.ok((await engine.plans(4, 4)).every(({ tried }) => tried === null));
});

test("enough members survive whichever of them fail, and one fewer do not", async () => {
  for (const k of [1, 2]) {
    for (const purpose of await engine.purposes(k)) {
      const enough = await trySide(engine, purpose, k, purpose.enough);
      assert.equal(enough.outcome, "proved", `${purpose.name}, k = ${k}`);
      assert.equal(enough.faulty.length, k);
      const fewer = await trySide(engine, purpose, k, purpose.enough - 1);
      assert.equal(fewer.outcome, purpose.vacuous ? "void" : "refuted", `${purpose.name}, k = ${k}, one fewer`);
      for (const side of [enough, fewer]) {
        const run = await engine.run(side.document, side.choices);
        const fallen = run.claims.filter(({ changes }) => changes.at(-1)![2] === Status.violated);
        assert.equal(fallen.length > 0, side.outcome === "refuted");
        if (side.claim) assert.ok(fallen.some(({ name }) => name === side.claim));
      }
    }
  }
});

test("what goes wrong at every step makes the traitor lie to each it speaks to", async () => {
  const cube = document("byzantine/oral-graph-cube");
  const run = await engine.run(cube, await worst(engine, cube));
  assert.ok(run.choices.length >= 5);
  assert.ok(run.choices.every(({ fits, text }) => fits && text.startsWith("L3")));
});

test("nothing overlaps in a graph that is edited, and each pair can be reached", () => {
  for (const n of [4, 5, 7, 8, 10])
    for (const width of [250, 334, 430]) {
      const names = ["commander", ...Array.from({ length: n - 1 }, (_, i) => `L${i + 1}`)];
      const edges = pairsOf(n).map((_, i) => i % 2 === 0);
      const order = n === 8 ? cubeOrder : undefined;
      const picture = edgesPicture({ names, edges, order, traitor: 1, width, focused: 0 });
      assert.deepEqual(overlaps(picture.boxes), [], `${n} at ${width}`);
      for (const { x, w } of picture.boxes) assert.ok(x >= 0 && x + w <= width, `${n} at ${width}: ${x}, ${w}`);
      assert.equal(JSON.stringify(picture.tree).match(/"data-edge"/g)?.length, (n * (n - 1)) / 2);
    }
});
