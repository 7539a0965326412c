// The tests of what runs the tests: whatever goes wrong in a stage is counted once, named, and explained.

import assert from "node:assert/strict";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { go, node, plain } from "./readers.mjs";
import { runStage } from "./stage.mjs";
import { otherSilence, Tally, testSilence } from "./tally.mjs";

const events = fileURLToPath(new URL("events.mjs", import.meta.url));

/** Runs files of tests, given by name, as a stage; `clockIn` makes a clock for their folder. */
async function stageOf(files, clockIn = () => Date.now) {
  const root = mkdtempSync(join(tmpdir(), "faultlab-stage-"));
  const told = [];
  const tell = (_, text) => told.push(text);
  try {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(root, name), text);
    const tests = Object.keys(files).filter((name) => name.includes(".test."));
    const command = `node --test --test-concurrency=1 --test-reporter=${events} ${tests.join(" ")}`;
    // A stage is no part of the tests that start it.
    const env = { NODE_TEST_CONTEXT: undefined };
    const { tally, cpu } = await runStage(
      { name: "tried", command, read: node, env },
      { root, tell, now: clockIn(root) },
    );
    return { tally, cpu, told, report: tally.report.join("\n") };
  } finally {
    rmSync(root, { recursive: true });
  }
}

const head = `import test from "node:test";\n`;

test("what passes, fails and is skipped is counted, with the reason and what was written", async () => {
  const { tally, report, told, cpu } = await stageOf({
    "good.test.mjs": `${head}test("outer", (t) => t.test("inner", () => {})); test("{ odd\\n} name", () => {});`,
    "left.test.mjs": `${head}test("left out", { skip: true }, () => {});`,
    "bad.test.mjs": `${head}test("wrong", () => { console.log("a last word"); throw new Error("because"); });`,
  });
  assert.deepEqual([tally.passed, tally.failed, tally.running.size], [3, 2, 0]);
  assert.match(report, /left\.test\.mjs: left out: it is skipped/);
  assert.match(report, /bad\.test\.mjs: wrong\n {2}at bad\.test\.mjs:2\nError: because[\s\S]*a last word/);
  assert.match(told.join("\n"), /1 failed, the last of them bad\.test\.mjs: wrong/);
  assert.equal(tally.slowest(2).length, 2);
  assert.ok(cpu > 0);
});

test("a test that a helper puts up is one of the file that asked for it", async () => {
  const { tally, report } = await stageOf({
    "uses.test.mjs": `import { check } from "./helper.mjs"; check("one");`,
    "helper.mjs": `${head}export const check = (name) => test(name, () => { throw new Error("so"); });`,
  });
  assert.equal(tally.failed, 1);
  assert.match(report, /^uses\.test\.mjs: one\n {2}at uses\.test\.mjs\n/);
});

test("a file that can't be loaded, and one without tests, are failures", async () => {
  const broken = await stageOf({ "broken.test.mjs": `throw new Error("at once");` });
  assert.equal(broken.tally.failed, 1);
  assert.match(broken.report, /at once/);
  const root = tmpdir();
  const { tally } = await runStage({ name: "none", command: "true", read: node }, { root, tell: () => {} });
  assert.deepEqual([tally.passed, tally.failed, tally.report], [0, 1, ["no test ran"]]);
});

test("a test that hangs is named and ended, and only that counts as a failure", async () => {
  const hangs = `import { writeFileSync } from "node:fs";
    test("first", () => {});
    test("never ends", () => new Promise((done) => { writeFileSync("begun", ""); setTimeout(done, 2 ** 30); }));`;
  let ahead = 0;
  // Once the test that hangs has begun, the clock leaps at every look.
  const clockIn = (root) => () => {
    if (existsSync(join(root, "begun"))) ahead += testSilence;
    return Date.now() + ahead;
  };
  const { tally, report } = await stageOf({ "hangs.test.mjs": head + hangs }, clockIn);
  assert.deepEqual([tally.passed, tally.failed], [1, 1]);
  assert.match(report, /hangs\.test\.mjs: never ends: nothing was heard for \d+ seconds, while these ran/);
});

test("as long as something is heard, nothing is given up", () => {
  const tally = new Tally(0);
  assert.equal(tally.hangs(otherSilence), undefined);
  assert.match(tally.hangs(otherSilence + 1), /no test was running/);
  tally.heard(otherSilence);
  tally.began("one");
  for (let now = otherSilence; now < 50 * testSilence; now += testSilence) {
    assert.equal(tally.hangs(now + testSilence), undefined);
    assert.match(tally.hangs(now + testSilence + 1), /while these ran: one/);
    tally.heard(now + testSilence);
  }
  tally.ended("one");
  assert.equal(tally.hangs(51 * testSilence), undefined);
});

test("Go's events are counted, and what doesn't compile is a failure with its reason", () => {
  const tally = new Tally(0);
  const reader = go(tally);
  const say = (event) => reader.read(JSON.stringify(event));
  const on = { Package: "faultlab/core/sim", Test: "TestA" };
  say({ Action: "run", ...on });
  assert.deepEqual([...tally.running], ["core/sim TestA"]);
  say({ Action: "output", ...on, Output: "why it fails\n" });
  say({ Action: "fail", ...on, Elapsed: 2 });
  say({ Action: "run", ...on, Test: "TestB" });
  say({ Action: "pass", ...on, Test: "TestB", Elapsed: 1 });
  say({ Action: "run", ...on, Test: "TestC" });
  say({ Action: "skip", ...on, Test: "TestC" });
  say({ Action: "skip", Package: "faultlab/core/protocol" });
  say({ Action: "build-output", ImportPath: "faultlab/core/lab", Output: "no such name\n" });
  say({ Action: "build-fail", ImportPath: "faultlab/core/lab" });
  reader.end(1);
  assert.deepEqual([tally.passed, tally.failed, tally.running.size], [1, 2, 0]);
  const skipped = "core/sim TestC: it is skipped; a test runs, or it isn't there";
  assert.deepEqual(tally.report, ["why it fails\n", skipped, "no such name\n", "ended with 1"]);
  assert.deepEqual(tally.slowest(1), [[2, "core/sim TestA"]]);
});

test("a command is one test by itself", async () => {
  const run = (command) => runStage({ name: "a command", command, read: plain }, { root: tmpdir(), tell: () => {} });
  assert.deepEqual([(await run("exit 0")).tally.passed, (await run("exit 0")).tally.failed], [1, 0]);
  const { tally } = await run("echo out; echo err >&2; exit 3");
  assert.deepEqual([tally.passed, tally.failed, tally.report], [0, 1, ["out", "ended with 3", "err"]]);
  assert.match((await run("false | true")).tally.report.join(), /ended with 1/);
});
