// A recorded run lives in a page whose viewer may be older than what wrote the run. Under one version of the wire, events
// of new kinds, new reasons and new views can come; a viewer that doesn't know them shows less, and nothing wrong
// (testdata/wire/run.txt is what it does know).

import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { before, test } from "node:test";
import { createEngine, type Engine, type ScenarioDocument } from "../../../src/engine/index.ts";
import type { EventTable, Run } from "../../../src/operations/run.ts";
import { Kind, Reason } from "../../../src/views/codes.ts";
import { facts } from "../../../src/views/facts.ts";
import { firstViews, possibleViews, views } from "../../../src/views/index.ts";
import { markup } from "../../../src/views/markup.ts";
import { timeline } from "../../../src/views/timeline.ts";
import { defaultOptions } from "../../../src/views/view.ts";
import { log, narration, verdicts } from "../../../src/views/words.ts";

const root = existsSync("testdata") ? "." : "..";
const scenarios = [
  "byzantine/oral-4-1-lieutenant",
  "byzantine/vector-4-psl80",
  "byzantine/signed-3-1-lieutenant",
  "tmr/two-modules",
  "vsync/flush-3",
  "multicast/order-causal",
];

const newKind = 200;
const newReason = 201;

let engine: Engine;
before(async () => {
  engine = await createEngine({ worker: false, wasmBytes: readFileSync(`${root}/bindings/dist/faultlab.wasm`) });
});

/** The run as a later engine might tell it: some of its events are of kinds and reasons that nobody here knows. */
function later(run: Run): Run {
  const events = new Proxy(run.events, {
    get(table, name: keyof EventTable) {
      const value = table[name];
      if (typeof value !== "function") return value;
      return (i: number) => {
        if (name === "kind" && i % 5 === 4) return newKind;
        if (name === "reason" && i % 5 === 2) return newReason;
        return (value as (i: number) => unknown).call(table, i);
      };
    },
  });
  return {
    ...run,
    events,
    views: ["hologram", ...run.views],
    show: { step: run.show.step, views: ["hologram"] },
    remarks: [...run.remarks, { code: "from-later", text: "A remark of a later day." }],
    eventsUpTo: (step) => events.firstOfStep(step),
  };
}

test("the numbers that stand for what is new are new", () => {
  assert.ok(!(Object.values(Kind) as number[]).includes(newKind));
  assert.ok(!(Object.values(Reason) as number[]).includes(newReason));
});

for (const name of scenarios) {
  test(`a later run of ${name} is drawn and told without what is unknown`, async () => {
    const document = JSON.parse(readFileSync(`${root}/testdata/scenarios/${name}.json`, "utf8")) as ScenarioDocument;
    const run = later(await engine.run(document));
    assert.ok(!possibleViews(run).includes("hologram"));
    assert.ok(firstViews(run).length > 0);
    for (let at = 0; at <= run.steps; at++) {
      for (const view of [...possibleViews(run), "space-time"]) {
        for (const knows of [null, 0]) {
          const drawn = markup(views[view]!(run, at, { ...defaultOptions, knows }).tree);
          assert.doesNotMatch(drawn, /undefined|NaN/, `${view} at ${at}`);
        }
      }
      const told = [...narration(run, at), ...log(run, at)].map(({ text }) => text);
      assert.ok(told.every((text) => text && !text.includes("NaN")));
      assert.ok(verdicts(run, at).every(({ word }) => word));
    }
    facts(run);
    timeline(run);
  });
}
