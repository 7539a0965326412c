// What the narration and the log make of the engine's sentences. The sentences themselves are the engine's.

import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";
import { createEngine, type Engine, type ScenarioDocument } from "../../../src/engine/index.ts";
import type { Run } from "../../../src/operations/run.ts";
import { Kind } from "../../../src/views/codes.ts";
import { walk } from "../../../src/views/plain.ts";
import { spaceTime } from "../../../src/views/space-time.ts";
import { defaultOptions } from "../../../src/views/view.ts";
import { log, narration } from "../../../src/views/words.ts";

const root = existsSync("testdata") ? "." : "..";
const folder = join(root, "testdata/scenarios");
const names = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".json"));

let engine: Engine;
before(async () => {
  engine = await createEngine({ worker: false, wasmBytes: readFileSync(join(root, "bindings/dist/faultlab.wasm")) });
});

const runOf = (name: string): Promise<Run> =>
  engine.run(JSON.parse(readFileSync(join(folder, name), "utf8")) as ScenarioDocument);
const told = (run: Run, at: number, knows: number | null = null): string[] =>
  narration(run, at, knows).map(({ text }) => text);

test("votes that are alike are told once", async () => {
  const commander = await runOf("byzantine/oral-4-1-commander.json");
  assert.deepEqual(told(commander, commander.steps), [
    "L1, L2 and L3 vote: 1 delay, 1 attack, 1 retreat; no majority, so retreat",
  ]);
  const lieutenant = await runOf("byzantine/oral-4-1-lieutenant.json");
  assert.deepEqual(told(lieutenant, lieutenant.steps), [
    "L1 and L2 vote: 2 attack, 1 retreat; so attack",
    "L3 votes: 3 attack; so attack",
  ]);
});

test("where too much is counted, it is told who obeys what, and those who do the same together", async () => {
  const seven = await runOf("byzantine/oral-7-2.json");
  assert.deepEqual(told(seven, seven.steps), ["L1, L2, L3, L4, L5 and L6 obey: attack"]);
  const six = await runOf("byzantine/oral-6-2.json");
  assert.deepEqual(told(six, six.steps), ["L1, L2, L4 and L5 obey: attack", "L3 obeys: retreat"]);
});

test("what one process knows is told of that process alone", async () => {
  const run = await runOf("byzantine/oral-4-1-commander.json");
  assert.deepEqual(told(run, run.steps, 1), ["L1 votes: 1 delay, 1 attack, 1 retreat; no majority, so retreat"]);
});

for (const name of names) {
  test(`no step is told twice, and no lie is known for one: ${name.slice(0, -5)}`, async () => {
    const run = await runOf(name);
    for (let at = 0; at <= run.steps; at++) {
      const sentences = told(run, at);
      // Without the names in front, what is said of several is said of each.
      const tails = sentences.map((text) =>
        text.replace(/^[\w ,]*?(?= (vote|obey|decide|put|read|have|start)s?\b)/, ""),
      );
      const votes = sentences.filter((_, i) => tails.indexOf(tails[i]!) !== i && /vote|obey/.test(tails[i]!));
      assert.deepEqual(votes, [], `step ${at}`);
    }
    for (const [p, process] of run.processes.entries()) {
      const known = log(run, run.steps, p);
      const really = log(run, run.steps).filter(({ event }) => run.events.process(event) === p);
      assert.ok(known.length <= really.length);
      for (const { text, event } of known) {
        if (run.events.kind(event) === Kind.receive) assert.doesNotMatch(text, /protocol/, process.name);
      }
      const titles = [...walk(spaceTime(run, run.steps, { ...defaultOptions, knows: p }).tree)].filter(
        ({ tag }) => tag === "title",
      );
      for (const { children } of titles) assert.doesNotMatch(String(children[0]), /where its protocol|network loses/);
    }
  });
}
