// No mark and no label may lie on another one: in every view, at every step, on wide and narrow screens, for every
// scenario that comes with the laboratory.

import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";
import { createEngine, type Engine, type ScenarioDocument } from "../../../src/engine/index.ts";
import type { Run } from "../../../src/operations/run.ts";
import { possibleViews, views } from "../../../src/views/index.ts";
import { type Plain, walk } from "../../../src/views/plain.ts";
import { type Box, defaultOptions, overlaps, type ViewOptions } from "../../../src/views/view.ts";
import { generals, network, redundant } from "../figure/sample.ts";

// The tests run from the folder of the package, or from that of the repository.
const root = existsSync("testdata") ? "." : "..";
const folder = join(root, "testdata/scenarios");
const names = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".json"));

let engine: Engine;
before(async () => {
  engine = await createEngine({ worker: false, wasmBytes: readFileSync(join(root, "bindings/dist/faultlab.wasm")) });
});

const screens: [string, Partial<ViewOptions>][] = [
  ["wide", { width: 640 }],
  ["beside another", { width: 460 }],
  ["narrow", { width: 334, narrow: true }],
];

function check(run: Run, about: string): void {
  // A long run is looked at here and there.
  const stride = Math.max(1, Math.floor(run.steps / 24));
  for (const view of possibleViews(run)) {
    for (const [screen, options] of screens) {
      for (let at = 0; at <= run.steps; at = at === run.steps ? at + 1 : Math.min(run.steps, at + stride)) {
        const { tree, boxes, width, height } = views[view]!(run, at, { ...defaultOptions, ...options });
        assert.deepEqual(overlaps(boxes), [], `${about}, ${view}, ${screen}, step ${at}`);
        if (view === "space-time") truthsLieOnNoArrow(tree, boxes, `${about}, ${screen}, step ${at}`);
        for (const box of boxes) {
          const inside = box.x >= -1 && box.y >= -1 && box.x + box.w <= width + 1 && box.y + box.h <= height + 1;
          assert.ok(inside, `${about}, ${view}, ${screen}, step ${at}: ${box.what} leaves the picture`);
        }
      }
    }
  }
}

let truthsSeen = 0;

// The shafts of all arrows, point by point, against the boxes of true values.
function truthsLieOnNoArrow(tree: Plain, boxes: readonly Box[], about: string): void {
  const truths = boxes.filter(({ what }) => what.startsWith("truth"));
  if (truths.length === 0) return;
  truthsSeen += truths.length;
  const inner = [...walk(tree)].find(({ attrs }) => attrs.class === "window")!;
  const [left, top] = String(inner.attrs.viewBox).split(" ").map(Number);
  const [dx, dy] = [Number(inner.attrs.x) - left!, Number(inner.attrs.y) - top!];
  for (const { attrs } of walk(tree)) {
    if (attrs.class !== "shaft") continue;
    for (const [x, y] of pointsOf(String(attrs.d))) {
      const hit = truths.find((t) => x + dx > t.x && x + dx < t.x + t.w && y + dy > t.y && y + dy < t.y + t.h);
      assert.equal(hit?.what, undefined, `${about}: an arrow runs through it`);
    }
  }
}

function pointsOf(d: string): [number, number][] {
  const [x1, y1, ...rest] = d.match(/-?[\d.]+/g)!.map(Number) as [number, number, ...number[]];
  const [x2, y2] = rest.slice(-2) as [number, number];
  const [cx, cy] = rest.length === 4 ? (rest as [number, number]) : [(x1 + x2) / 2, (y1 + y2) / 2];
  return Array.from({ length: 101 }, (_, i) => {
    const [t, u] = [i / 100, 1 - i / 100];
    return [u * u * x1 + 2 * u * t * cx + t * t * x2, u * u * y1 + 2 * u * t * cy + t * t * y2];
  });
}

test("nothing overlaps in the samples", () => {
  check(network(), "a crash");
  check(generals({ n: 5, m: 1, traitors: [0], lie: (_from, to) => to % 2 }), "a traitor commands");
  check(
    generals({ n: 7, m: 2, traitors: [3, 4], lie: (_from, to, _node, truth) => (to % 3 ? 255 : 1 - truth) }),
    "silence",
  );
});

for (const file of names) {
  test(`nothing overlaps in ${file.replaceAll("\\", "/").slice(0, -5)}`, async () => {
    const document = JSON.parse(readFileSync(join(folder, file), "utf8")) as ScenarioDocument;
    check(await engine.run(document), file);
  });
}

test("nothing overlaps in a circuit", () => check(redundant({ A2: 0, V4: 2 }), "a circuit"));

test("true values were among what was looked at", () => assert.ok(truthsSeen > 100, `${truthsSeen}`));
