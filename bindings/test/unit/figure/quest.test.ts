// What a reader does with "Try everything", without a page: ask, stop, open what was found, and take it back.

import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { before, test } from "node:test";
import { eventNoun } from "../../../src/element/figure/event-words.ts";
import { judged } from "../../../src/element/figure/everything.ts";
import { Experiment } from "../../../src/element/shared/experiment.ts";
import { fallOf, Quest } from "../../../src/element/shared/quest.ts";
import { createEngine, type Engine, type ScenarioDocument } from "../../../src/engine/index.ts";
import { askedOf } from "../../../src/operations/asked.ts";
import type { Finding } from "../../../src/operations/explored.ts";
import { Kind } from "../../../src/views/codes.ts";
import { verdicts } from "../../../src/views/words.ts";

const root = existsSync("testdata") ? "." : "..";
const scenario = (name: string): ScenarioDocument =>
  JSON.parse(readFileSync(`${root}/testdata/scenarios/${name}.json`, "utf8")) as ScenarioDocument;
const endless = { faultlab: 1, protocol: "multicast/fifo", processes: 6, params: { messages: 6, senders: 3 } };

let engine: Engine;
before(async () => {
  engine = await createEngine({
    worker: false,
    faults: true,
    wasmBytes: readFileSync(`${root}/bindings/dist/faultlab.wasm`),
  });
});

async function open(document: ScenarioDocument, step = 0): Promise<{ experiment: Experiment; quest: Quest }> {
  const experiment = new Experiment(
    async () => engine,
    () => {},
  );
  await experiment.open({ scenario: "x", document }, null, step);
  const quest = new Quest(
    async () => engine,
    experiment,
    () => {},
  );
  return { experiment, quest };
}

const said = (quest: Quest): string[] =>
  quest.progress!.findings.map((finding) => {
    const { sign, word } = judged(finding, quest.progress!);
    return `${sign} ${finding.claim} ${word}`;
  });
const finding = (quest: Quest, claim: string): Finding => quest.progress!.findings.find((one) => one.claim === claim)!;
const now = (experiment: Experiment, at = experiment.at): string[] =>
  verdicts(experiment.run!, at).map(({ name, word }) => `${name} ${word}`);

test("a refutation is opened at the very step at which the claim falls, and undone", async () => {
  const { experiment, quest } = await open({ ...scenario("byzantine/oral-3-1-lieutenant"), choices: [] }, 2);
  await quest.start();
  assert.deepEqual(said(quest), ["∎ IC1 is proved within these bounds", "✕ IC2 is refuted by 1 fault, in 6 steps"]);
  await quest.open(finding(quest, "IC2"));
  assert.deepEqual(now(experiment), ["IC1 holds", "IC2 violated"]);
  assert.deepEqual(now(experiment, experiment.at - 1).at(-1), "IC2 open");
  assert.equal(quest.told, "This run is shown above.");
  await experiment.undo();
  assert.equal(experiment.at, 2);
  assert.deepEqual(now(experiment, experiment.run!.steps), ["IC1 holds", "IC2 holds"]);
});

test("whoever is found to be faulty is made faulty in the figure, which says so", async () => {
  const { experiment, quest } = await open(scenario("tmr/one-module"));
  await quest.ask({ most: 2, model: "value" });
  assert.deepEqual(said(quest), [
    "✕ masked is refuted by 2 faults of A1 and A2, in 22 steps",
    "✕ safe is refuted by 1 fault of V7, in 21 steps",
  ]);
  await quest.open(finding(quest, "safe"));
  assert.deepEqual(experiment.document.faults, [{ process: "V7", model: "value" }]);
  assert.equal(quest.told, "This run is shown above, with V7 made faulty (value). Undo brings back who it was before.");
  assert.equal(experiment.at, fallOf(experiment.run!, "safe"));
  assert.match(now(experiment)[1]!, /safe violated/);
  // Who is faulty was open, so the system is still the one of which this was found.
  assert.equal(quest.stale, false);
  await experiment.undo();
  assert.deepEqual(experiment.document.faults, scenario("tmr/one-module").faults);
});

test("the simplest run is looked for, in so many replays", async () => {
  const { experiment, quest } = await open(scenario("multicast/unordered-3"));
  await quest.start();
  await quest.openSimplest(finding(quest, "FIFO"));
  assert.match(quest.told, /^Tried \d+ runs: .*\. What is left is shown above\.$/);
  assert.ok((experiment.choices?.length ?? 9) <= finding(quest, "FIFO").choices.length);
  assert.match(now(experiment)[0]!, /FIFO violated/);
});

test("what was found is marked as of another system once that was changed", async () => {
  const { experiment, quest } = await open(scenario("byzantine/oral-4-1"));
  await quest.start();
  assert.equal(quest.stale, false);
  await experiment.setFault("L1", "crash");
  assert.equal(quest.stale, true);
  await experiment.undo();
  assert.equal(quest.stale, false);
});

test("from the step shown, what has happened is not undone", async () => {
  // L2 has already lied to L1: nothing that may still happen saves IC2.
  const { quest } = await open(scenario("byzantine/oral-3-1-lieutenant"), 5);
  await quest.ask({ here: true });
  assert.match(quest.progress!.covered.join(" "), /From step 5 of this run on\./);
  assert.equal(finding(quest, "IC2").outcome, "refuted");
  const { states } = quest.progress!;
  await quest.ask({ here: false });
  assert.ok(quest.progress!.states > states);
});

test("in time or not: one of the states from which it takes too long can be seen", async () => {
  const { experiment, quest } = await open({
    faultlab: 1,
    protocol: "multicast/fifo",
    processes: 3,
    params: { messages: 2, senders: 1 },
  });
  await quest.ask({ within: 6 });
  assert.equal(quest.progress!.fair.failed, 0);
  await quest.ask({ within: 3 });
  assert.ok(quest.progress!.fair.failed > 0);
  await quest.openUnfair();
  assert.equal(experiment.at, quest.progress!.fair.steps);
});

test("a claim that asks nothing is not praised for being kept", async () => {
  const { quest } = await open(scenario("byzantine/oral-4-1-commander"));
  await quest.start();
  assert.deepEqual(said(quest), ["∎ IC1 is proved within these bounds", "– IC2 asks nothing"]);
  assert.match(quest.progress!.covered.at(-1)!, /^IC2 asks nothing here: /);
});

test("stopped by its reader, it says how far it was and leaves the verdict open", async () => {
  const { quest } = await open(endless);
  const ended = quest.start();
  while (!quest.progress) await new Promise((turn) => setImmediate(turn));
  quest.stop();
  await ended;
  assert.equal(quest.running, false);
  assert.match(said(quest)[0]!, /^\? FIFO is unknown: stopped at [\d,]+ states$/);
});

test("asked for something else in the middle, it begins with that", async () => {
  const { quest } = await open(scenario("byzantine/oral-4-1"));
  const first = quest.start();
  await quest.ask({ most: 1 });
  await first;
  assert.equal(quest.progress!.cases, 5);
  assert.equal(quest.progress!.done, true);
});

test("with its engine a search is lost: the figure lives, says so, and can try again", async () => {
  const { experiment, quest } = await open(endless);
  const ended = quest.start();
  while (!quest.progress) await new Promise((turn) => setImmediate(turn));
  await engine.request("fault.exit", []).catch(() => {});
  await ended;
  assert.equal(quest.trouble?.code, "replaced");
  assert.match(quest.trouble!.message, /what it had found so far is lost: begin again$/);
  assert.equal(experiment.trouble, null);
  assert.ok((await experiment.options(0)).length > 0);
});

test("the table has all runs of a small system, and each opens", async () => {
  const { experiment, quest } = await open(scenario("byzantine/oral-3-1-lieutenant"));
  await quest.table();
  assert.equal(quest.grid?.runs.length, 3);
  assert.equal(quest.shown, 1, "the document's own choices are one of the runs");
  await quest.openRun(0);
  assert.equal(quest.shown, 0);
  assert.deepEqual(now(experiment, experiment.run!.steps), ["IC1 holds", "IC2 holds"]);
  await experiment.setFault("L2", "crash");
  assert.equal(quest.shown, null, "the table is of another system until it is asked for again");
  const large = await open(endless);
  await large.quest.table();
  assert.equal(large.quest.grid, null);
});

test("the words of the attribute are read, and a wrong one is named with those there are", () => {
  assert.deepEqual(askedOf(" any-2 value within-40 runs "), {
    most: 2,
    model: "value",
    here: false,
    within: 40,
    symmetry: false,
    order: false,
  });
  assert.throws(
    () => askedOf("any-9"),
    (error: Error & { allowed: string[] }) => /any-9/.test(error.message) && error.allowed.includes("any-1"),
  );
});

test("who is made faulty by a refutation is so beside the links that fail", async () => {
  const document = scenario("byzantine/oral-4-1-link-alone");
  const { experiment, quest } = await open({ ...document, choices: [] });
  await quest.ask({ most: 1 });
  const broken = quest.progress!.findings.find(({ outcome }) => outcome === "refuted")!;
  await quest.open(broken);
  const made = broken.faulty.map((process) => ({ process, model: "arbitrary" }));
  assert.deepEqual(experiment.document.faults, [...(document.faults as unknown[]), ...made]);
  assert.ok(experiment.run!.choices.every(({ fits }) => fits));
  assert.ok(now(experiment).includes(`${broken.claim} violated`));
  assert.equal(quest.stale, false);
});

test("whoever shows it hears when it is offered, put away, or has another run in its attention, and not twice", async () => {
  const { experiment } = await open(scenario("byzantine/oral-4-1"));
  let heard = 0;
  const quest = new Quest(
    async () => engine,
    experiment,
    () => heard++,
  );
  quest.offer(true);
  quest.offer(true);
  assert.deepEqual([quest.visible, heard], [true, 1]);
  quest.focusOn(3);
  quest.focusOn(3);
  assert.deepEqual([quest.focus, heard], [3, 2]);
  quest.hide();
  quest.hide();
  assert.deepEqual([quest.visible, heard], [false, 3]);
});

test("every kind of event that is counted has a noun, for one and for several", () => {
  for (const kind of Object.keys(Kind)) {
    const one = eventNoun(kind, 1);
    assert.ok(one === null || one !== eventNoun(kind, 2), kind);
  }
  assert.equal(eventNoun("vote", 7), "votes taken");
  assert.equal(eventNoun("round", 7), null);
});
