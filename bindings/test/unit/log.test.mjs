// The examples of the instrument that judges logs, through the client: each shows what it says.

import assert from "node:assert/strict";
import { test } from "node:test";
import { createEngine, FaultlabError, logExamples, Status } from "../../dist/faultlab.js";

const broken = async (engine, { log, format }) =>
  (await engine.checkLog(log, format, true)).verdicts
    .filter(({ status }) => status === Status.violated)
    .map(({ name }) => name)
    .join(" ");

test("each example breaks what it says, and nothing else", async () => {
  const engine = await createEngine();
  const found = {};
  for (const example of logExamples) found[example.name] = await broken(engine, example);
  assert.deepEqual(found, {
    before: "",
    never: "",
    behind: "sending-view sender-in-view",
    split: "sending-view same-view sender-in-view virtual-synchrony virtual-synchrony-correct agreement",
    cycle: "agreement total total-reliable agreement-uniform total-correct",
    causal: "causal causal-reliable total-pairwise total total-reliable causal-correct total-correct",
    cut: "virtual-synchrony",
  });
});

test("a witness leads to the lines of the log", async () => {
  const engine = await createEngine();
  const { log, format } = logExamples.find(({ name }) => name === "split");
  const judged = await engine.checkLog(log, format);
  const verdict = judged.verdicts.find(({ name }) => name === "same-view");
  const lines = log.split("\n");
  assert.deepEqual(
    verdict.events
      .map((event) => JSON.parse(lines[judged.lineOf(event) - 1]))
      .map(({ kind, process }) => [kind, process]),
    [
      ["deliver", "q"],
      ["deliver", "r"],
    ],
  );
  assert.equal(judged.run.steps, 6);
  assert.deepEqual(judged.problems, []);
});

test("a log that can't be read is refused with its line", async () => {
  const engine = await createEngine();
  await assert.rejects(engine.checkLog('{"type":"group","log":1,"processes":["p","p"]}', "json"), (error) => {
    assert.ok(error instanceof FaultlabError);
    assert.deepEqual([error.code, error.path], ["log", "line 1"]);
    assert.match(error.message, /two processes p/);
    return true;
  });
  await assert.rejects(engine.checkLog("multicast m\np nothing", "shiviz"), { path: "line 2" });
});
