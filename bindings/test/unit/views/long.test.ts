// A run of ten thousand events: a frame reads the events that it shows, however long the run is, and draws no more than
// there is room for.

import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { before, test } from "node:test";
import { createEngine, type Engine, type ScenarioDocument } from "../../../src/engine/index.ts";
import type { EventTable, Run } from "../../../src/operations/run.ts";
import { facts } from "../../../src/views/facts.ts";
import { possibleViews, views } from "../../../src/views/index.ts";
import { type Plain, walk } from "../../../src/views/plain.ts";
import { firstFrom, Minima } from "../../../src/views/search.ts";
import { layout } from "../../../src/views/space-time-layout.ts";
import { timeline } from "../../../src/views/timeline.ts";
import { defaultOptions, overlaps, type ViewOptions } from "../../../src/views/view.ts";
import { log, narration } from "../../../src/views/words.ts";

const root = existsSync("testdata") ? "." : "..";
const multicast = (messages: number): ScenarioDocument => ({
  faultlab: 1,
  protocol: "multicast/fifo",
  processes: 15,
  params: { messages, senders: 15 },
});
const oral = (n: number, m: number): ScenarioDocument => ({
  faultlab: 1,
  protocol: "byzantine/oral",
  processes: n,
  params: { m },
  faults: [{ process: `L${n - 1}`, model: "arbitrary" }],
});

let engine: Engine;
let long: Run;
before(async () => {
  engine = await createEngine({ worker: false, wasmBytes: readFileSync(`${root}/bindings/dist/faultlab.wasm`) });
  long = await engine.run(multicast(16));
});

/** Counts how often a view looks into the events of a run. */
function counted(run: Run): { run: Run; reads: () => number } {
  let reads = 0;
  const events = new Proxy(run.events, {
    get(table, name: keyof EventTable) {
      const value = table[name];
      if (typeof value !== "function") return value;
      return (...args: number[]) => {
        reads++;
        return (value as (...args: number[]) => unknown).apply(table, args);
      };
    },
  });
  return {
    run: { ...run, events, eventsUpTo: (step) => events.firstOfStep(step) },
    reads: () => {
      const now = reads;
      reads = 0;
      return now;
    },
  };
}

const frame = (run: Run, at: number, options: Partial<ViewOptions>, name: string): Plain =>
  views[name]!(run, at, { ...defaultOptions, ...options }).tree;

const screens: Partial<ViewOptions>[] = [{ width: 640 }, { width: 334, narrow: true }];

test("it is as long as it is called", () => {
  assert.ok(long.events.length > 10_000, `${long.events.length} events`);
});

test("a frame reads no more of a long run than of a short one", async () => {
  for (const [short, long] of [
    [await engine.run(multicast(2)), await engine.run(multicast(16))],
    [await engine.run(oral(7, 2)), await engine.run(oral(10, 3))],
  ] as const) {
    for (const name of possibleViews(long)) {
      for (const options of screens) {
        const most = [short, long].map((one) => {
          const { run, reads } = counted(one);
          frame(run, 0, options, name);
          reads();
          const found: number[] = [];
          for (let part = 1; part < 16; part++) {
            frame(run, Math.floor((run.steps * part) / 16), options, name);
            found.push(reads());
          }
          return Math.max(...found);
        });
        assert.ok(
          most[1]! <= 2 * most[0]! + 40,
          `${long.protocol}, ${name}: ${most[0]} reads in the short run, ${most[1]} in the long one`,
        );
      }
    }
  }
});

test("a frame has no more marks in a long run than the screen has room for", () => {
  for (const name of possibleViews(long)) {
    for (const options of screens) {
      for (let part = 0; part <= 16; part++) {
        const at = Math.floor((long.steps * part) / 16);
        const size = [...walk(frame(long, at, options, name))].length;
        assert.ok(size < 1200, `${name} at step ${at} has ${size} elements`);
      }
    }
  }
});

test("what is said and logged at a step is found without reading the run", () => {
  const { run, reads } = counted(long);
  narration(run, 2000);
  log(run, 2000, null, 400);
  assert.ok(reads() < 1000);
  assert.deepEqual(log(long, 2000, null, 5), log(long, 2000).slice(-5));
});

test("nothing overlaps in a long run", () => {
  for (const options of screens) {
    for (let part = 0; part <= 12; part++) {
      const at = Math.floor((long.steps * part) / 12);
      const { boxes } = views["space-time"]!(long, at, { ...defaultOptions, ...options });
      assert.deepEqual(overlaps(boxes), [], `step ${at}`);
    }
  }
});

test("from a step to the next a mark stays where it is, and the window moves over it", () => {
  const places = (at: number): Map<string, string> =>
    new Map(
      [...walk(frame(long, at, { width: 640 }, "space-time"))].flatMap((node) =>
        node.key !== undefined && /^event\b/.test(String(node.attrs.class))
          ? [
              [
                node.key!,
                JSON.stringify(node.children.map((child) => typeof child !== "string" && child.attrs)),
              ] as const,
            ]
          : [],
      ),
    );
  const [before, after] = [places(2000), places(2001)];
  let stayed = 0;
  for (const [key, place] of after) {
    if (!before.has(key)) continue;
    assert.equal(before.get(key), place, key);
    stayed++;
  }
  assert.ok(stayed > 5 && after.size - stayed <= 15);
  assert.ok(
    layout(long, 2001, { ...defaultOptions, width: 640 }).scroll >
      layout(long, 2000, { ...defaultOptions, width: 640 }).scroll,
  );
});

test("of an arrow longer than the window there are its two ends", () => {
  const lay = layout(long, 2000, { ...defaultOptions, width: 640 });
  const afar = [...walk(frame(long, 2000, { width: 640 }, "space-time"))].filter((node) =>
    /\bafar\b/.test(String(node.attrs.class)),
  );
  const arriving = afar.filter((node) => !node.key!.includes("leaves"));
  const arrived = facts(long).messages.filter(({ endStep }) => endStep < 2000 && endStep + 1 >= lay.seen[0]);
  assert.equal(arriving.length, arrived.length, "whatever arrives in the window is seen to arrive");
});

test("a list that is searched gives what going through it gives", () => {
  // A small generator, so that the numbers are the same every time.
  let x = 12345;
  const next = (below: number): number => {
    x = (Math.imul(x, 1103515245) + 12345) & 0x7fffffff;
    return Math.floor((x / 0x80000000) * below);
  };
  for (let round = 0; round < 200; round++) {
    const list = Array.from({ length: next(40) }, () => next(30));
    const minima = new Minima(list);
    const [from, most] = [next(45), next(35) - 2];
    const found: number[] = [];
    minima.visit(from, most, (i) => found.push(i));
    assert.deepEqual(
      found,
      [...list.keys()].filter((i) => i >= from && list[i]! <= most),
    );
    const sorted = [...list].sort((a, b) => a - b);
    const least = next(35) - 2;
    assert.equal(firstFrom(sorted, least), sorted.filter((one) => one < least).length);
  }
});

test("what is on its way is found as if every message were looked at", () => {
  const time = timeline(long);
  const { messages } = facts(long);
  for (let at = 0; at <= long.steps; at += 97) {
    const naive = messages.filter(({ sentStep, endStep }) => sentStep <= at - 1 && endStep >= at);
    const found: unknown[] = [];
    time.between(at - 1, at, (message) => found.push(message));
    assert.deepEqual(found, naive);
    assert.deepEqual(
      time.ending(at, at + 20),
      messages.filter(({ endStep }) => endStep >= at && endStep <= at + 20),
    );
    const sent = time.sent(at, at + 20);
    assert.equal(sent.length, messages.filter(({ sentStep }) => sentStep >= at && sentStep <= at + 20).length);
    assert.equal(time.flying[at], naive.length);
  }
});
