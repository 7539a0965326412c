// The table of all runs: its layout on every screen, its names, and its sentences.

import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { before, test } from "node:test";
import { createEngine, type Engine, type ScenarioDocument } from "../../../src/engine/index.ts";
import type { Grid } from "../../../src/operations/explored.ts";
import type { Run } from "../../../src/operations/run.ts";
import { gridWords, layoutOf, outcomes, outcomeWords } from "../../../src/views/outcomes.ts";
import { walk } from "../../../src/views/plain.ts";
import { overlaps } from "../../../src/views/view.ts";

const root = existsSync("testdata") ? "." : "..";
const generals = (n: number, faulty: string, params = {}): ScenarioDocument => ({
  faultlab: 1,
  protocol: "byzantine/oral",
  processes: n,
  params,
  faults: [{ process: faulty, model: "arbitrary" }],
});

let engine: Engine;
before(async () => {
  engine = await createEngine({ worker: false, wasmBytes: readFileSync(`${root}/bindings/dist/faultlab.wasm`) });
});

async function tabled(document: ScenarioDocument, limit = 256): Promise<[Grid, Run]> {
  return [await engine.grid(document, limit), await engine.run(document, [])];
}

const screens = [
  { width: 880, narrow: false },
  { width: 460, narrow: false },
  { width: 334, narrow: true },
];

test("nothing lies on another thing or leaves the picture, and a finger finds every cell", async () => {
  for (const document of [
    generals(3, "L2"),
    generals(4, "commander"),
    generals(4, "commander", { orders: 3 }),
    generals(5, "commander"),
    { faultlab: 1, protocol: "multicast/fifo", processes: 3, params: { messages: 2, senders: 1 } },
    { faultlab: 1, protocol: "tmr/circuit", faults: ["A1", "B2"].map((process) => ({ process, model: "value" })) },
  ]) {
    const [grid, run] = await tabled(document);
    assert.ok(grid.all && grid.runs.length > 1, JSON.stringify(document));
    for (const screen of screens) {
      const { boxes, width, tree } = outcomes(grid, run, { ...screen, focus: 0, shown: null });
      const about = `${JSON.stringify(document)}, ${screen.width}`;
      assert.deepEqual(overlaps(boxes), [], about);
      assert.ok(width <= screen.width, `${about}: ${width} wide`);
      for (const box of boxes) assert.ok(box.x >= -1 && box.x + box.w <= width + 1, `${about}: ${box.what} leaves it`);
      const cells = [...walk(tree)].filter(({ attrs }) => attrs.role === "gridcell");
      assert.equal(cells.length, grid.runs.length);
      assert.equal(cells.filter(({ attrs }) => attrs.tabindex === 0).length, 1);
      for (const { attrs } of walk(tree))
        if (screen.narrow && attrs.class === "hit") assert.ok(Number(attrs.width) >= 44 && Number(attrs.height) >= 44);
    }
  }
});

test("the first half of the choices goes down, the rest across; on a narrow screen more go down", async () => {
  const [grid, run] = await tabled(generals(4, "commander"));
  const axes = (screen: (typeof screens)[number]): number[] => {
    const { down, across } = layoutOf(grid, run, screen);
    return [down.length, across.length];
  };
  assert.deepEqual(screens.map(axes), [
    [1, 2],
    [1, 2],
    [2, 1],
  ]);
});

test("every cell says in words what is chosen in its run and how it ends", async () => {
  const [grid, run] = await tabled(generals(4, "commander"));
  assert.equal(
    outcomeWords(grid, run, 5),
    "commander orders L1 to attack; commander orders L2 to retreat; commander says nothing to L3: retreat, IC1 holds, IC2 asks nothing",
  );
});

test("the table is told in sentences that are counted", async () => {
  assert.deepEqual(gridWords(...(await tabled(generals(4, "commander")))), [
    "27 runs.",
    "IC1 holds in all 27.",
    "IC2 asks nothing.",
    "All decide attack in 7, retreat in 20.",
  ]);
  assert.deepEqual(gridWords(...(await tabled(generals(3, "L2")))), [
    "3 runs.",
    "IC1 holds in all 3.",
    "IC2 is violated in 2, and holds in 1.",
    "All decide attack in 1, retreat in 2.",
  ]);
  const [, parted] = gridWords(...(await tabled(generals(4, "commander", { m: 0 }))));
  assert.equal(parted, "IC1 is violated in 18, and holds in 9.");
});

test("a run in which they disagree shows both decisions", async () => {
  const [grid, run] = await tabled(generals(4, "commander", { m: 0 }));
  const i = grid.runs.findIndex(({ choices }) => choices.length === 1);
  assert.match(outcomeWords(grid, run, i), /: they disagree, IC1 violated/);
  const cell = [...walk(outcomes(grid, run, { ...screens[0]!, focus: 0, shown: i }).tree)].find(
    ({ attrs }) => attrs["data-run"] === i,
  )!;
  assert.match(String(cell.attrs.class), /broken shown/);
  assert.equal([...walk(cell)].filter(({ attrs }) => /^value /.test(String(attrs.class))).length, 2);
});
