// What the table of vectors reads from real runs of the engine.

import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";
import { createEngine, type Engine, type ScenarioDocument } from "../../../src/engine/index.ts";
import type { Run } from "../../../src/operations/run.ts";
import { walk } from "../../../src/views/plain.ts";
import { entry, minds } from "../../../src/views/vector-facts.ts";
import { vectors } from "../../../src/views/vectors.ts";
import { defaultOptions, type ViewOptions } from "../../../src/views/view.ts";

const root = existsSync("testdata") ? "." : "..";
let engine: Engine;
before(async () => {
  engine = await createEngine({ worker: false, wasmBytes: readFileSync(join(root, "bindings/dist/faultlab.wasm")) });
});

const document = (name: string): ScenarioDocument =>
  JSON.parse(readFileSync(join(root, `testdata/scenarios/byzantine/${name}.json`), "utf8"));
const run = (name: string): Promise<Run> => engine.run(document(name));
const words = (one: Run, at: number, options: Partial<ViewOptions> = {}): string[] =>
  [...walk(vectors(one, at, { ...defaultOptions, ...options }).tree)].flatMap((node) =>
    node.attrs.role === "button" ? [String(node.attrs["aria-label"])] : [],
  );

test("the lecture's example: everybody's vector, what was sent, and UNKNOWN", async () => {
  const four = await run("vector-4");
  const [p1, , , p4] = minds(four);
  const names = (list: readonly number[] | undefined): string => list?.map((v) => four.values[v]).join(" ") ?? "";
  assert.equal(names(p1!.made?.values), "1 2 x 4");
  assert.equal(names(p4!.made?.values), "1 2 z 4");
  assert.equal(names([0, 1, 2, 3].map((j) => p1!.entries.get(entry(2, j))!.value)), "a b c d");
  for (const p of [0, 1, 3]) assert.equal(names(minds(four)[p]!.ends?.values), "1 2 UNKNOWN 4");
});

test("nothing is shown before it happens, and what the step brings is emphasised", async () => {
  const four = await run("vector-4");
  assert.ok(words(four, 9).includes("P3 tells P1: not yet"));
  assert.ok(words(four, 10).includes("P3 tells P1: x, a lie"));
  const fresh = [...walk(vectors(four, 10, defaultOptions).tree)].flatMap((node) =>
    /\bfresh\b/.test(String(node.attrs.class)) ? [...walk(node)].filter(({ attrs }) => attrs.role === "button") : [],
  );
  // The one message, at its sender and at its receiver.
  assert.deepEqual(
    fresh.map((node) => [node.attrs["aria-label"], node.attrs["data-event"]]),
    [0, 1].map(() => ["P3 tells P1: x, a lie", fresh[0]!.attrs["data-event"]]),
  );
});

test("every cell of a liar leads to the step at which its lie is chosen", async () => {
  const four = await run("vector-4");
  const steps = new Set(
    [...walk(vectors(four, 0, defaultOptions).tree)].flatMap((node) =>
      typeof node.attrs["data-choose"] === "number" ? [node.attrs["data-choose"]] : [],
    ),
  );
  assert.deepEqual(
    [...steps].sort((a, b) => a - b),
    [9, 10, 11, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60],
  );
  for (const step of steps) {
    const options = await engine.options(document("vector-4"), null, step);
    assert.ok(
      options.some(({ fault }) => fault),
      `nothing else can be said at step ${step}`,
    );
  }
});

test("an element in which correct processes differ is marked at both, and at no other", async () => {
  const book = await run("vector-4-book-disagreement");
  const marked = words(book, book.steps).filter((text) => text.endsWith("another correct process does not"));
  assert.deepEqual(marked, [
    "P1 ends with 1 for P3; another correct process does not",
    "P2 ends with 0 for P3; another correct process does not",
    "P4 ends with 0 for P3; another correct process does not",
  ]);
});

test("what is not the truth of a correct process is marked", async () => {
  const three = await run("vector-3");
  assert.ok(words(three, three.steps).includes("P1 ends with UNKNOWN for P2, who has 2"));
});

test("whoever knows what one process knows sees no lie, and nothing of the others", async () => {
  const four = await run("vector-4");
  const known = words(four, four.steps, { knows: 0 });
  assert.ok(known.includes("P3 tells P1: x"));
  assert.ok(known.every((text) => !/a lie|tells P2|who has/.test(text)));
});

test("of more rounds the results are shown, and one process at a time", async () => {
  const seven = await run("vector-7-2");
  assert.ok(words(seven, seven.steps).includes("What P6 was told of P2, by all that was said of that: 1"));
  assert.ok(words(seven, seven.steps, { lieutenant: 3 }).some((text) => text.startsWith("P2 tells P4")));
});

test("silence is a missing value, and the default takes its place", async () => {
  const silent = await engine.run({ ...document("vector-4-psl80"), choices: ["10: P3 says nothing to P2"] });
  assert.ok(words(silent, silent.steps).includes("P3 tells P2: nothing, a lie; 0 takes its place"));
});

test("one cell can be reached by the Tab key", async () => {
  const four = await run("vector-4");
  for (const focus of [null, "node-3", "node-999999"]) {
    const { tree } = vectors(four, 30, { ...defaultOptions, focus });
    assert.equal([...walk(tree)].filter((node) => node.attrs.tabindex === 0).length, 1);
  }
});
