// The pictures of a multicast and a change of the view: whatever the moments are moved to is a run, and the run is what
// they were moved to.

import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";
import { createEngine, type Engine, type ScenarioDocument } from "../../../src/engine/index.ts";
import { Status } from "../../../src/operations/run.ts";
import {
  type Acts,
  actsOf,
  choicesOf,
  type Moment,
  type Moments,
  momentsOf,
  movedTo,
  placeOf,
  sideOf,
  sidesOf,
} from "../../../src/play/moments.ts";

const root = existsSync("testdata") ? "." : "..";
const pictures = ["a", "b", "c", "d"].map(
  (letter): ScenarioDocument =>
    JSON.parse(readFileSync(join(root, `testdata/scenarios/vsync/picture-${letter}.json`), "utf8")),
);
const { choices: _, expect: __, ...bare } = pictures[0]!;
let engine: Engine;
let acts: Acts;
before(async () => {
  engine = await createEngine({ worker: false, wasmBytes: readFileSync(join(root, "bindings/dist/faultlab.wasm")) });
  acts = await actsOf(engine, bare, new AbortController().signal);
});

const runOf = (moments: Moments) => engine.run(bare, choicesOf(moments, acts));
const violated = async (moments: Moments): Promise<string> =>
  (await runOf(moments)).claims
    .filter(({ changes }) => changes.at(-1)![2] === Status.violated)
    .map(({ name }) => name)
    .join(" ");

test("the four pictures are read from their scenarios, and break what those expect", async () => {
  const found = [];
  for (const document of pictures) {
    const { moments } = momentsOf(await engine.run(document));
    const expected = Object.entries(document.expect as Record<string, string>).filter(
      ([, status]) => status === "violated",
    );
    assert.equal(await violated(moments), expected.map(([name]) => name).join(" "));
    found.push(sidesOf(moments));
  }
  assert.deepEqual(found, ["before before", "never never", "behind behind", "before behind"]);
});

test("every order of the moments is a run in which they come in this order", async () => {
  const all: Moment[] = [1, 2].flatMap((process) => [
    { process, what: "message" as const },
    { process, what: "view" as const },
  ]);
  const orders = (rest: readonly Moment[]): Moment[][] =>
    rest.length
      ? rest.flatMap((one) => orders(rest.filter((other) => other !== one)).map((more) => [one, ...more]))
      : [[]];
  const bySides = new Map<string, Set<string>>();
  for (const never of [[], [1], [2], [1, 2]]) {
    for (const order of orders(all.filter(({ process, what }) => what === "view" || !never.includes(process)))) {
      const moments = { order, never };
      const run = await runOf(moments);
      assert.ok(run.choices.every(({ fits }) => fits));
      assert.deepEqual(momentsOf(run).moments, moments);
      const sides = `${sideOf(moments, 1)} ${sideOf(moments, 2)}`;
      bySides.set(sides, (bySides.get(sides) ?? new Set()).add(await violated(moments)));
    }
  }
  assert.equal(bySides.size, 9);
  // Before, behind or never: nothing else matters.
  for (const [sides, verdicts] of bySides) assert.equal(verdicts.size, 1, `${sides}: ${[...verdicts].join(" | ")}`);
  assert.match([...bySides.get("before never")!].join(), /virtual-synchrony/);
});

test("a moment moves along the order; past its end a message never arrives, and a view stops", async () => {
  const { moments } = momentsOf(await engine.run(pictures[0]!));
  const message: Moment = { process: 1, what: "message" };
  const gone = movedTo(moments, message, Number.POSITIVE_INFINITY);
  assert.deepEqual([gone.never, gone.order.length, sideOf(gone, 1), placeOf(gone, message)], [[1], 3, "never", 3]);
  const back = movedTo(gone, message, 3);
  assert.deepEqual([back.never, sideOf(back, 1), placeOf(back, message)], [[], "behind", 3]);
  const view: Moment = { process: 2, what: "view" };
  assert.equal(placeOf(movedTo(moments, view, 99), view), 3);
  assert.equal(placeOf(movedTo(moments, view, -5), view), 0);
});
