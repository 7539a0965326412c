// No mark and no label may lie on another one: in every view, at every step, on wide and narrow screens, for every
// scenario that comes with the laboratory.

import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";
import { createEngine, type Engine, type ScenarioDocument } from "../../../src/engine/index.ts";
import type { Run } from "../../../src/run.ts";
import { possibleViews, views } from "../../../src/views/index.ts";
import { defaultOptions, overlaps, type ViewOptions } from "../../../src/views/view.ts";
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
        const { boxes, width, height } = views[view]!(run, at, { ...defaultOptions, ...options });
        assert.deepEqual(overlaps(boxes), [], `${about}, ${view}, ${screen}, step ${at}`);
        for (const box of boxes) {
          const inside = box.x >= -1 && box.y >= -1 && box.x + box.w <= width + 1 && box.y + box.h <= height + 1;
          assert.ok(inside, `${about}, ${view}, ${screen}, step ${at}: ${box.what} leaves the picture`);
        }
      }
    }
  }
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
