// What the picture of signatures reads from real runs of the engine.

import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";
import { createEngine, type Engine, type ScenarioDocument } from "../../../src/engine/index.ts";
import type { Run } from "../../../src/operations/run.ts";
import { holders, signers } from "../../../src/views/chain-facts.ts";
import { chains } from "../../../src/views/chains.ts";
import { Kind } from "../../../src/views/codes.ts";
import { walk } from "../../../src/views/plain.ts";
import { defaultOptions, type ViewOptions } from "../../../src/views/view.ts";

const root = existsSync("testdata") ? "." : "..";
const folder = join(root, "testdata/scenarios/byzantine");
let engine: Engine;
before(async () => {
  engine = await createEngine({ worker: false, wasmBytes: readFileSync(join(root, "bindings/dist/faultlab.wasm")) });
});

const run = (name: string): Promise<Run> =>
  engine.run(JSON.parse(readFileSync(join(folder, `${name}.json`), "utf8")) as ScenarioDocument);
const words = (one: Run, at: number, options: Partial<ViewOptions> = {}): string[] =>
  [...walk(chains(one, at, { ...defaultOptions, ...options }).tree)].flatMap((node) =>
    node.attrs.role === "button" ? [String(node.attrs["aria-label"])] : [],
  );

test("a chain is unpacked as the engine packed it", async () => {
  let checked = 0;
  for (const file of readdirSync(folder).filter((name) => name.startsWith("signed-"))) {
    const one = await run(file.slice(0, -5));
    for (let i = 0; i < one.events.length; i++) {
      // The engine lists the signers of what is taken and of what is refused.
      const span = one.events.span(i);
      if (one.events.kind(i) !== Kind.deliver && !(one.events.kind(i) === Kind.drop && span.length > 0)) continue;
      assert.deepEqual(signers(one.events.arg(i), one.processes.length), [...span], `${file}, event ${i}`);
      checked++;
    }
  }
  assert.ok(checked > 30, `${checked} chains`);
});

test("a set grows with the steps, and its owner can prove the commander a traitor", async () => {
  const five = await run("signed-3-1-commander");
  const [, l1] = holders(five);
  assert.deepEqual(
    l1!.held.map(({ value }) => five.values[value]),
    ["attack", "retreat"],
  );
  assert.ok(l1!.proof);
  const titles = (at: number): string[] =>
    [...walk(chains(five, at, defaultOptions).tree)].flatMap((node) =>
      node.tag === "title" && /^L1 holds/.test(String(node.children[0])) ? [String(node.children[0])] : [],
    );
  assert.deepEqual(titles(0), ["L1 holds no order"]);
  assert.deepEqual(titles(1), ["L1 holds attack"]);
  assert.deepEqual(titles(five.steps), ["L1 holds attack and retreat, and obeys retreat"]);
});

const refusals: [string, string][] = [
  [
    "signed-5-2-deadline",
    "L3 shows L1 attack, signed by commander (faulty: any that may fail can make this seal), L3 (faulty: any that may fail can make this seal): refused: too few for round 3",
  ],
  ["signed-5-2-distinct-signers", "refused: signed twice by one"],
  [
    "signed-3-1-lieutenant",
    "L2 shows L1 retreat, signed by commander (forged), L2 (faulty: any that may fail can make this seal): refused: a seal is forged",
  ],
];
for (const [name, said] of refusals) {
  test(`${name}: a refusal says why`, async () => {
    const one = await run(name);
    const found = words(one, one.steps).filter((text) => text.includes("refused"));
    assert.equal(found.length, 1);
    assert.ok(found[0]!.endsWith(said), found[0]);
  });
}

test("no seal of a chain that is genuine looks forged", async () => {
  for (const file of readdirSync(folder).filter((name) => name.startsWith("signed-"))) {
    const one = await run(file.slice(0, -5));
    for (const { chains: list } of holders(one))
      for (const chain of list) {
        const marked = one.events.arg(chain.events[0]!) >= 0x80000000;
        assert.equal(
          chain.seals.some(({ forged }) => forged),
          marked,
          `${file}: ${JSON.stringify(chain)}`,
        );
      }
  }
});

test("who believes every signature takes the forgery for a new order", async () => {
  const one = await run("signed-3-1-unverified");
  assert.ok(words(one, one.steps).some((text) => /commander \(forged\).*: a new order$/.test(text)));
});

test("whoever knows what one lieutenant knows sees its own chains alone, and no traitors", async () => {
  const one = await run("signed-4-1-median");
  const known = words(one, one.steps, { knows: 1 });
  assert.ok(
    known.length > 0 && known.every((text) => / shows L1 /.test(text) && !/traitor/.test(text)),
    known.join("\n"),
  );
});

const openings = (one: Run, at: number, options: Partial<ViewOptions> = {}): Map<number, string> =>
  new Map(
    [...walk(chains(one, at, { ...defaultOptions, ...options }).tree)].flatMap((node) =>
      node.attrs["data-choose"] === undefined
        ? []
        : [[Number(node.attrs["data-choose"]), String(node.attrs["aria-label"])] as const],
    ),
  );

test("wherever a traitor could show a lieutenant something else, it can be chosen, and nowhere else", async () => {
  let checked = 0;
  for (const name of ["signed-4-1-two-traitors", "signed-4-2", "signed-3-1-commander", "signed-3-1-lieutenant"]) {
    const document = JSON.parse(readFileSync(join(folder, `${name}.json`), "utf8")) as ScenarioDocument;
    const one = await engine.run(document);
    const offered = openings(one, 0);
    assert.deepEqual([...openings(one, one.steps).keys()].sort(), [...offered.keys()].sort(), name);
    for (let step = 0; step < one.steps; step++) {
      const options = await engine.options(document, null, step);
      const others = options.filter(({ fault, choice }) => fault && choice[3] !== 0 && choice[1]! >= 3);
      assert.equal(offered.has(step), others.length > 0, `${name}, step ${step}: ${options.map(({ text }) => text)}`);
      checked += others.length;
    }
  }
  assert.ok(checked > 100, `${checked} choices`);
});

test("what lies ahead is there to be chosen, and not told; a process sees nothing of what could have been", async () => {
  const one = await run("signed-4-1-two-traitors");
  for (const words of openings(one, 0).values()) assert.match(words, / in round [12]: choose what (more )?it shows$/);
  assert.ok(
    [...openings(one, one.steps).values()].some((words) => /^L3 shows L2 nothing more in round 2$/.test(words)),
  );
  assert.equal(openings(one, one.steps, { knows: 1 }).size, 0);
});

test("on a narrow screen what can be chosen is large enough for a finger", async () => {
  const one = await run("signed-4-1-two-traitors");
  const heights = [...walk(chains(one, one.steps, { ...defaultOptions, width: 340, narrow: true }).tree)].flatMap(
    (node) =>
      node.attrs["data-choose"] === undefined
        ? []
        : [...walk(node)].flatMap((part) =>
            part.tag === "rect" ? [[Number(part.attrs.width), Number(part.attrs.height)]] : [],
          ),
  );
  assert.ok(heights.length > 10);
  for (const [width, height] of heights) assert.ok(width! >= 44 && height! >= 44, `${width} x ${height}`);
});
