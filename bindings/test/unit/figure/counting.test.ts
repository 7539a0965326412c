// What a reader does with an instrument of totals, without a page; and its pictures.

import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { before, beforeEach, test } from "node:test";
import { Counting } from "../../../src/element/instruments/totals/counting.ts";
import { createEngine, type Engine } from "../../../src/engine/index.ts";
import { readLink, readTotalsLink, writeTotalsLink } from "../../../src/sources/link.ts";
import { walk } from "../../../src/views/plain.ts";
import { totalsStill } from "../../../src/views/still.ts";
import { muster, rounds, totalsColumns } from "../../../src/views/totals.ts";
import { overlaps, type View } from "../../../src/views/view.ts";
import { grouped, totalVerdicts } from "../../../src/views/words.ts";

const root = existsSync("testdata") ? "." : "..";
const thirteen = {
  faultlab: 1,
  protocol: "byzantine/oral",
  processes: 13,
  params: { m: 4, order: "attack" },
  faults: ["L9", "L10", "L11", "L12"].map((process) => ({ process, model: "arbitrary" })),
};

const { signal } = new AbortController();
let engine: Engine;
let counting: Counting;
before(async () => {
  engine = await createEngine({ worker: false, wasmBytes: readFileSync(`${root}/bindings/dist/faultlab.wasm`) });
});
beforeEach(async () => {
  counting = new Counting(() => counting.count(engine, signal));
  counting.open({ document: thirteen, rule: "split", seed: 1 });
  await counting.count(engine, signal);
});

const verdicts = (): string[] => totalVerdicts(counting.totals!).map(({ name, word }) => `${name} ${word}`);
const faulty = (): string[] => counting.totals!.processes.filter((p) => p.faulty).map(({ name }) => name);

test("as many traitors as there may be, and one more", async () => {
  assert.equal(counting.totals!.sent, "108384");
  assert.deepEqual(counting.totals!.rounds, ["12", "132", "1320", "11880", "95040"]);
  assert.deepEqual(verdicts(), ["IC1 holds", "IC2 holds"]);
  await counting.setTraitors(5);
  assert.deepEqual(faulty(), ["L8", "L9", "L10", "L11", "L12"]);
  assert.deepEqual(verdicts(), ["IC1 violated", "IC2 violated"]);
  await counting.restore();
  assert.deepEqual(verdicts(), ["IC1 holds", "IC2 holds"]);
  assert.equal(counting.touched, false);
});

test("with a traitor for a commander IC2 asks nothing, and that is not called fulfilled", async () => {
  await counting.setCommander(true);
  assert.deepEqual(faulty(), ["commander", "L10", "L11", "L12"], "there are still four");
  assert.deepEqual(verdicts(), ["IC1 holds", "IC2 asks nothing"]);
  assert.equal(counting.totals!.claims[1]!.verdict, "void");
  assert.match(counting.totals!.claims[1]!.why, /^IC2 asks nothing here: .*loyal commander/);
  await counting.setCommander(false);
  assert.deepEqual(faulty(), ["L9", "L10", "L11", "L12"]);
});

test("whoever is touched is a traitor, and loyal when touched again", async () => {
  await counting.toggle(2);
  assert.deepEqual(faulty(), ["L2", "L9", "L10", "L11", "L12"]);
  await counting.toggle(11);
  assert.deepEqual(faulty(), ["L2", "L9", "L10", "L12"]);
  await counting.setTraitors(1);
  assert.deepEqual(faulty(), ["L12"]);
  await counting.setTraitors(0);
  assert.deepEqual(faulty(), []);
});

test("the group grows and shrinks, and keeps the number of its traitors if it can", async () => {
  await counting.setProcesses(7);
  assert.deepEqual(faulty(), ["L3", "L4", "L5", "L6"]);
  await counting.setProcesses(3);
  assert.deepEqual(faulty(), ["commander", "L1", "L2"]);
  assert.equal(counting.totals!.says[1], "No lieutenant is loyal");
  await counting.setProcesses(20);
  await counting.setRounds(1);
  assert.equal(counting.totals!.processes.length, 20);
  assert.equal(faulty().length, 3);
});

test("a document with names of its own keeps them", async () => {
  const document = { ...thirteen, processes: ["king", "a", "b", "c"], params: { m: 1 }, faults: [] };
  counting.open({ document, rule: "opposite", seed: 1 });
  await counting.count(engine, signal);
  await counting.toggle(3);
  await counting.setProcesses(5);
  assert.deepEqual(
    counting.totals!.processes.map(({ name, faulty }) => name + (faulty ? "!" : "")),
    ["king", "a", "b", "c!", "L4"],
  );
});

test("what cannot be counted is refused with the field, and what was counted last stays", async () => {
  await counting.setProcesses(20);
  const message = /would need .* messages; at most 4,294,967,296/;
  await assert.rejects(counting.setRounds(12), { path: "processes", message });
  assert.equal(counting.totals!.processes.length, 20, "what was counted last");
  assert.equal(counting.numbers.m, 12, "the field shows what was asked for");
  await assert.rejects(counting.setProcesses(1_000_000_000), /from 2 to 64/);
  await counting.restore();
  assert.equal(counting.totals!.processes.length, 13);
});

test("an answer that isn't asked for any more is not taken", async () => {
  const given = counting.totals;
  await counting.count(engine, AbortSignal.abort()).catch(() => {});
  assert.equal(counting.totals, given);
});

test("chance is a seed", async () => {
  await counting.setRule("random");
  const first = counting.totals!.silent;
  await counting.setSeed(2);
  assert.notEqual(counting.totals!.silent, first);
  await counting.setSeed(1);
  assert.equal(counting.totals!.silent, first);
});

test("a link carries what is counted, and is no link to a run", async () => {
  await counting.setRule("random");
  await counting.setSeed(7);
  const link = writeTotalsLink("big", counting.setting);
  assert.deepEqual(readTotalsLink("big", link), counting.setting);
  assert.equal(readLink("big", link), null);
  assert.equal(readTotalsLink("other", link), null);
  assert.equal(readTotalsLink("big", "#big=1.byzantine/oral-4-1.0"), null);
  for (const broken of ["#big=t1.x.random.7", `${link}.more`, "#big=t1.~AAAA.random.7"])
    assert.throws(() => readTotalsLink("big", broken), Error, broken);
});

test("nothing overlaps in the pictures, however many generals there are, and each can be found by a finger", async () => {
  const check = ({ boxes, width, height }: View, about: string): void => {
    assert.deepEqual(overlaps(boxes), [], about);
    for (const box of boxes)
      assert.ok(
        box.x >= 0 && box.y >= 0 && box.x + box.w <= width && box.y + box.h <= height,
        `${about}: ${box.what} leaves the picture`,
      );
  };
  for (const [n, m] of [
    [2, 0],
    [3, 1],
    [13, 4],
    [25, 2],
    [64, 3],
  ] as const) {
    await counting.setRounds(m);
    await counting.setProcesses(n);
    for (const width of [322, 334, 600, 880]) {
      const columns = totalsColumns(width);
      const picture = muster(counting.totals!, { width: columns.muster, focus: 0 });
      check(picture, `${n} generals, ${width} pixels`);
      check(rounds(counting.totals!, { width: columns.rounds }), `rounds of OM(${m}), ${width} pixels`);
      for (const { attrs } of walk(picture.tree))
        if (attrs.class === "hit") assert.ok(Number(attrs.width) >= 44 && Number(attrs.height) >= 44);
    }
  }
});

test("a general in words says what it obeys, unless it is a traitor", () => {
  const labels = [...walk(muster(counting.totals!, { width: 500, focus: 0 }).tree)].flatMap(({ attrs }) =>
    attrs.role === "button" ? [attrs["aria-label"]] : [],
  );
  assert.equal(labels[0], "commander, loyal, is told to order attack");
  assert.equal(labels[1], "L1, loyal, obeys attack");
  assert.equal(labels[9], "L9, a traitor");
});

test("the still shows the same, and nothing in it can be pressed", () => {
  const still = totalsStill(counting.totals!);
  assert.match(still, /13 generals exchange 108,384 messages in 5 rounds\./);
  assert.match(still, /Only totals are shown: /);
  assert.match(still, /<span class="name">IC2<\/span> holds/);
  assert.doesNotMatch(still, /role="button"|tabindex|data-part/);
});

test("digits stand in groups of three", () => {
  assert.deepEqual(["", "1", "999", "1000", "108384", "4294967296"].map(grouped), [
    "",
    "1",
    "999",
    "1,000",
    "108,384",
    "4,294,967,296",
  ]);
});
