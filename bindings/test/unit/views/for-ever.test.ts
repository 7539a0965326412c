// A run that never ends: its picture leads back to where it was, its words say so, and so does what a search says of it.

import assert from "node:assert/strict";
import { test } from "node:test";
import { judged } from "../../../src/element/figure/everything.ts";
import { cameBack, Status } from "../../../src/operations/run.ts";
import { walk } from "../../../src/views/plain.ts";
import { spaceTime } from "../../../src/views/space-time.ts";
import { layout } from "../../../src/views/space-time-layout.ts";
import { defaultOptions } from "../../../src/views/view.ts";
import { forEver } from "../../../src/views/words.ts";
import { newEngine, scenario } from "../figure/stand.ts";

test("the picture leads back to the state that it was in before, from behind the last step", async () => {
  const engine = await newEngine();
  const run = await engine.run(scenario("rpc/call-forever"));
  assert.equal(run.end, "repeats");
  assert.equal(cameBack(run), 1);
  assert.equal(forEver(run), "So on for ever, as after 1 step.");
  assert.equal(run.claims[0]!.changes.at(-1)?.[2], Status.violated);
  for (const narrow of [false, true]) {
    const options = { ...defaultOptions, width: narrow ? 340 : 720, narrow };
    const lay = layout(run, run.steps, options);
    for (const at of [0, run.steps]) {
      const { tree, height, width } = spaceTime(run, at, options);
      const way = [...walk(tree)].find((node) => String(node.attrs.class ?? "").startsWith("again"));
      assert.ok(way, "there is a way back");
      assert.equal(String(way.attrs.class).includes("ahead"), at < run.steps);
      const path = [...walk(way)].find((node) => node.tag === "path")!;
      const numbers = String(path.attrs.d)
        .split("m")[0]!
        .match(/-?[\d.]+/g)!
        .map(Number);
      const along = narrow ? [numbers[1]!, numbers[3]!] : [numbers[0]!, numbers[3]!];
      const [from, to] = [lay.along(run.steps), lay.along(1)].map((x) => x + lay.step / 2);
      assert.ok(Math.abs(along[0]! - from!) <= 1 && Math.abs(along[1]! - to!) <= 1, `${path.attrs.d}: ${from}, ${to}`);
      assert.ok(Math.max(...numbers) <= Math.max(width, height), "inside the picture");
    }
  }
});

test("a run that ends has no way back", async () => {
  const engine = await newEngine();
  const run = await engine.run(scenario("rpc/call-forever-recovers"));
  assert.equal(cameBack(run), null);
  assert.equal(forEver(run), "");
  const { tree } = spaceTime(run, run.steps, defaultOptions);
  assert.ok(![...walk(tree)].some((node) => String(node.attrs.class ?? "").startsWith("again")));
});

test("a search says for ever, what it was asked about, and what is in doubt", async () => {
  const engine = await newEngine();
  const search = async (name: string) => {
    const found = await engine.explore(scenario(name));
    return { found, word: judged(found.findings[0]!, found).word };
  };
  const { found, word } = await search("rpc/call-forever");
  assert.equal(word, "is refuted by 1 fault, in 5 steps, and so on for ever");
  assert.equal(found.findings[0]!.since, 1);
  const recovers = await search("rpc/call-forever-recovers");
  assert.equal(recovers.word, "is proved within these bounds");
  assert.ok(recovers.found.covered.includes("Asked about are the runs in which whoever crashes recovers."));
  const doubt = { ...found.findings[0]!, outcome: "unknown" as const, doubt: "there may be runs that never end" };
  assert.equal(judged(doubt, found).word, "is unknown: there may be runs that never end");
});
