// That a process may fail is not that it is faulty: in every view, at every step of every scenario that comes with the
// laboratory. And what is altered on a link is no lie of anybody.

import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";
import { createEngine, type Engine, type ScenarioDocument } from "../../../src/engine/index.ts";
import type { Run } from "../../../src/operations/run.ts";
import { Kind, Reason } from "../../../src/views/codes.ts";
import { isDown } from "../../../src/views/facts.ts";
import { possibleViews, views } from "../../../src/views/index.ts";
import { type Plain, walk } from "../../../src/views/plain.ts";
import { firstFailures } from "../../../src/views/standing.ts";
import { still } from "../../../src/views/still.ts";
import { defaultOptions } from "../../../src/views/view.ts";
import { log, pieces } from "../../../src/views/words.ts";

const root = existsSync("testdata") ? "." : "..";
const folder = join(root, "testdata/scenarios");
const names = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".json"));

let engine: Engine;
before(async () => {
  engine = await createEngine({ worker: false, wasmBytes: readFileSync(join(root, "bindings/dist/faultlab.wasm")) });
});

const runOf = (name: string): Promise<Run> =>
  engine.run(JSON.parse(readFileSync(join(folder, name), "utf8")) as ScenarioDocument);

/** Kinds of choices by which the first process that they name does something wrong, and the second one (core/sim). */
const wrongs = { say: 3, silent: 4, miss: 5, late: 6, mistake: 7 } as const;

/** The first step at which each process fails by what was chosen, and not by what the trace says of it. */
function chosenFailures(run: Run): number[] {
  const steps = run.processes.map((): number => Number.POSITIVE_INFINITY);
  for (const { choice, fits } of run.choices) {
    const [step = 0, kind = 0, who = 0, to = 0] = choice;
    if (!fits || !(Object.values(wrongs) as number[]).includes(kind)) continue;
    const p = kind === wrongs.miss || kind === wrongs.mistake ? to : who;
    steps[p] = Math.min(steps[p]!, step);
  }
  return steps;
}

const classed = (tree: Plain, name: string): Plain[] =>
  [...walk(tree)].filter(({ attrs }) =>
    String(attrs.class ?? "")
      .split(" ")
      .includes(name),
  );
const labels = (tree: Plain): string =>
  [...walk(tree)].map(({ attrs }) => String(attrs["aria-label"] ?? "")).join("; ");

for (const name of names) {
  test(`who may fail looks faulty from where it fails: ${name.slice(0, -5)}`, async () => {
    const run = await runOf(name);
    const fails = chosenFailures(run);
    assert.deepEqual([...firstFailures(run)], fails, "what a correct process would not do is what was chosen for it");
    const able = run.processes.flatMap(({ faulty }, p) => (faulty ? [p] : []));
    for (const [p, step] of fails.entries()) assert.ok(step === Number.POSITIVE_INFINITY || able.includes(p));
    const stride = Math.max(1, Math.floor(run.steps / 12));
    const steps = new Set([0, run.steps, ...fails.filter(Number.isFinite).flatMap((step) => [step, step + 1])]);
    for (let at = 0; at < run.steps; at += stride) steps.add(at);
    for (const view of possibleViews(run)) {
      for (const at of steps) {
        const about = `${view}, step ${at}`;
        const { tree } = views[view]!(run, at, { ...defaultOptions, width: 640 });
        const failed = able.filter((p) => fails[p]! < at);
        const waiting = able.filter((p) => fails[p]! >= at && !isDown(run, p, at));
        if (failed.length === 0) {
          assert.equal(classed(tree, "faulty").length + classed(tree, "hatch").length, 0, about);
          assert.doesNotMatch(labels(tree), /\bfaulty\b/, about);
        } else assert.match(labels(tree), /\bfaulty\b/, about);
        if (waiting.length === 0) assert.doesNotMatch(labels(tree), /\bmay fail\b(?! can)/, about);
        else assert.match(labels(tree), /\bmay fail\b/, about);
        if (failed.length === able.length) assert.equal(classed(tree, "may-fail").length, 0, about);
        for (const head of [...classed(tree, "member"), ...classed(tree, "lane-head")]) {
          const p = Number(head.attrs["data-process"]);
          const look = able.includes(p) ? (failed.includes(p) ? "faulty" : "may-fail") : "";
          for (const one of ["faulty", "may-fail"])
            assert.equal(classed(head, one).length > 0, one === look, `${about}: ${run.processes[p]!.name} is ${one}`);
        }
      }
      // What a process knows doesn't tell it of anybody.
      const blind = views[view]!(run, run.steps, {
        ...defaultOptions,
        width: 640,
        knows: 1 % run.processes.length,
      }).tree;
      assert.equal(classed(blind, "faulty").length + classed(blind, "may-fail").length, 0, view);
      assert.doesNotMatch(labels(blind), /\bmay fail\b|\bfaulty\b/, view);
    }
    for (const { text, step } of log(run, run.steps)) {
      for (const piece of pieces(run, text, step + 1)) {
        const p = run.processes.findIndex(({ name }) => name === piece.text);
        if (p >= 0 && /words-(faulty|process)/.test(piece.look))
          assert.equal(piece.look === "words-faulty", fails[p]! <= step, `step ${step}: ${text}`);
      }
    }
    if (!fails.some(Number.isFinite)) assert.doesNotMatch(still(run, run.steps), /hatch|words-faulty/);
  });
}

test("who crashes is drawn as crashed, and back again as one that may fail", async () => {
  let crashed = 0;
  for (const name of names) {
    const run = await runOf(name);
    for (const [p, first] of firstFailures(run).entries()) {
      if (Number.isFinite(first)) continue;
      for (let i = 0; i < run.events.length; i++) {
        if (run.events.kind(i) !== Kind.crash || run.events.process(i) !== p) continue;
        crashed++;
        const { tree } = views.group!(run, run.events.step(i) + 1, defaultOptions);
        const member = classed(tree, "member").find(({ attrs }) => attrs["data-process"] === p)!;
        assert.equal(classed(member, "crashed").length, 1, name);
        assert.equal(classed(member, "hatch").length, 0, name);
      }
    }
  }
  assert.ok(crashed > 20);
});

test("what is altered on a link bears a sign of its own in every view, and not that of a lie", async () => {
  let seen = 0;
  for (const name of names) {
    const run = await runOf(name);
    for (let i = 0; i < run.events.length; i++) {
      if (run.events.reason(i) !== Reason.altered) continue;
      seen++;
      const at = run.events.step(i) + 1;
      const hearer = run.events.process(i);
      for (const view of possibleViews(run)) {
        for (const narrow of [false, true]) {
          const options = { ...defaultOptions, width: narrow ? 334 : 640, narrow, lieutenant: hearer };
          const { tree } = views[view]!(run, at, options);
          assert.ok(classed(tree, "alteration").length > 0, `${name}, ${view}`);
          const own = [...walk(tree)].filter(({ attrs }) => attrs["data-event"] === i);
          for (const one of own) {
            assert.equal(classed(one, "lie").length + classed(one, "false").length, 0, `${name}, ${view}`);
            const label = String(one.attrs["aria-label"] ?? "");
            if (label) assert.match(label, /altered on the way/);
          }
          const blind = views[view]!(run, at, { ...options, knows: hearer }).tree;
          assert.equal(classed(blind, "alteration").length, 0, `${name}, ${view}: nobody sees it`);
          assert.doesNotMatch(labels(blind), /altered/);
        }
      }
    }
  }
  assert.ok(seen > 3);
});
