// What a page and its reader do with a figure, without a browser: the clock is the test's, and so is what the page says.

import assert from "node:assert/strict";
import { before, beforeEach, test } from "node:test";
import type { Focus } from "../../../src/element/figure/look.ts";
import type { Engine, ScenarioDocument } from "../../../src/engine/index.ts";
import { verdicts } from "../../../src/views/words.ts";
import { newEngine, Stand, scenario, turn } from "./stand.ts";

const four = scenario("byzantine/oral-4-1-lieutenant");
const three = scenario("byzantine/oral-3-1-lieutenant");
const firstNode: Focus = { to: "opener", menu: "choices", opener: 3 };

let engine: Engine;
let stand: Stand;
before(async () => {
  engine = await newEngine();
});
beforeEach(() => {
  stand = new Stand(engine);
});

/** An engine whose answers about options come when the test lets them. */
function slowOptions(): { settle(i: number): void; fail(i: number): void } {
  const held: { settle: () => void; fail: () => void }[] = [];
  const slow = Object.create(engine) as Engine;
  slow.options = async (...asked) => {
    await new Promise<void>((settle, fail) =>
      held.push({ settle, fail: () => fail(new Error("The engine is lost.")) }),
    );
    return engine.options(...asked);
  };
  stand.engine = slow;
  return { settle: (i) => held[i]!.settle(), fail: (i) => held[i]!.fail() };
}

test("it begins with the run, the views that suit it and the process that is asked for", async () => {
  stand.given.knows = "L1";
  const figure = await stand.open(four, 4);
  assert.equal(figure.experiment.at, 4);
  assert.deepEqual(figure.look.views, figure.experiment.run!.show.views);
  assert.equal(figure.look.knower, 1);
});

test("what the page says of it counts at once", async () => {
  const figure = await stand.open(four);
  stand.given.from = 2;
  stand.given.to = 5;
  assert.deepEqual([figure.first, figure.last], [2, 5]);
  figure.goTo(9);
  assert.equal(figure.experiment.at, 5);
  figure.stepBy(-9);
  assert.equal(figure.experiment.at, 2);
  assert.equal(figure.has("faults"), true);
  stand.given.locked = "choices, faults";
  assert.equal(figure.has("faults"), false);
});

test("attributes that change are followed", async () => {
  const figure = await stand.open(four);
  stand.given.step = 7;
  stand.given.knows = "L2";
  stand.given.views = "tree nothing";
  stand.given.explore = "any-1 runs";
  figure.heed(new Set(["step"]));
  assert.equal(figure.experiment.at, 7);
  assert.equal(figure.look.knower, null, "only what has changed is followed");
  figure.heed(new Set(["knows", "views", "explore"]));
  assert.equal(figure.look.knower, 2);
  assert.deepEqual(figure.look.views, ["tree"]);
  assert.equal(figure.quest.visible, true);
  stand.given.views = null;
  stand.given.locked = "explore";
  figure.heed(new Set(["views", "explore"]));
  assert.deepEqual(figure.look.views, figure.experiment.run!.show.views);
  assert.equal(figure.quest.visible, false);
});

test("it plays step after step, as fast as it is set, and stops at the end", async () => {
  const figure = await stand.open(four, 8);
  figure.play();
  assert.equal(figure.look.playing, true);
  stand.pass(999);
  assert.equal(figure.experiment.at, 8);
  stand.pass(1);
  assert.equal(figure.experiment.at, 9);
  figure.setSpeed(4);
  stand.pass(1000);
  assert.equal(figure.experiment.at, 10);
  stand.pass(250);
  assert.equal(figure.experiment.at, 11);
  assert.equal(figure.look.playing, false);
  assert.equal(stand.waiting, 0);
  figure.togglePlaying();
  assert.equal(figure.experiment.at, 0, "at the end it begins anew");
});

test("who pauses, scrubs or resets is not carried on", async () => {
  const figure = await stand.open(four, 2);
  for (const halt of [
    () => figure.pause(),
    () => figure.togglePlaying(),
    () => figure.scrubTo(3),
    () => figure.reset(),
    () => figure.stop(),
  ]) {
    figure.play();
    await halt();
    const { at } = figure.experiment;
    stand.pass(5000);
    assert.equal(figure.look.playing, false);
    assert.equal(figure.experiment.at, at);
  }
});

test("a page that pauses and plays at a step doesn't make it play twice as fast", async () => {
  const figure = await stand.open(four);
  stand.listener = () => {
    if (figure.experiment.at !== 1 || !figure.look.playing) return;
    stand.listener = () => {};
    figure.pause();
    figure.play();
  };
  figure.play();
  stand.pass(3000);
  assert.equal(figure.experiment.at, 3);
});

test("the menu of choices opens when the engine has said what could happen, and takes the focus once", async () => {
  const figure = await stand.open(four, 8);
  figure.toggleMenu("choices");
  assert.equal(figure.look.menu, "choices");
  assert.equal(figure.look.options, null);
  assert.equal(figure.takeFocus(), null);
  await turn();
  assert.ok(figure.look.options!.length > 1);
  assert.equal(figure.look.keepsLater, false);
  assert.deepEqual(figure.takeFocus(), { to: "menu", menu: "choices", opener: null });
  assert.equal(figure.takeFocus(), null);
  figure.toggleMenu("choices");
  assert.equal(figure.look.menu, null);
  assert.deepEqual(figure.takeFocus(), { to: "opener", menu: "choices", opener: null });
});

test("the menu of a node goes to its step, keeps what was chosen later, and gives the focus back to the node", async () => {
  const figure = await stand.open(four, 11);
  await figure.openChoices({ step: 4, node: 3 });
  assert.equal(figure.experiment.at, 4);
  assert.equal(figure.look.opener, 3);
  assert.equal(figure.look.keepsLater, true);
  const later = figure.experiment.run!.choices.map(({ choice }) => choice);
  assert.ok(later.some(([step]) => step! > 4));
  figure.takeFocus();
  await figure.pick(figure.look.options![0]!, true);
  assert.deepEqual(figure.takeFocus(), firstNode);
  assert.deepEqual(figure.experiment.choices, later);
  assert.equal(figure.experiment.at, 5);
});

test("an answer about choices that nobody waits for any more is thrown away", async () => {
  const figure = await stand.open(four, 2);
  const slow = slowOptions();
  void figure.openChoices();
  await turn();
  void figure.openChoices({ step: 8, node: 3 });
  await turn();
  slow.settle(0);
  await turn();
  assert.equal(figure.look.options, null, "these were the options of another step");
  slow.settle(1);
  await turn();
  assert.deepEqual(figure.look.options, await engine.options(four, null, 8));
  figure.closeMenu();
  assert.deepEqual(figure.takeFocus(), firstNode);
  void figure.openChoices();
  await turn();
  figure.openFaults();
  assert.deepEqual(figure.takeFocus(), { to: "menu", menu: "faults", opener: null });
  slow.settle(2);
  await turn();
  assert.equal(figure.takeFocus(), null, "the focus stays where the reader has put it");
});

test("a menu that can't be had is closed, and the reason told; unless it was closed before", async () => {
  const figure = await stand.open(four, 2);
  const slow = slowOptions();
  void figure.openChoices();
  await turn();
  figure.goTo(3);
  assert.equal(figure.look.menu, null, "whoever goes on leaves the menu");
  slow.fail(0);
  await turn();
  assert.equal(figure.trouble, null);
  void figure.openChoices();
  await turn();
  slow.fail(1);
  await turn();
  assert.equal(figure.look.menu, null);
  assert.equal(figure.trouble!.message, "The engine is lost.");
  await figure.reset();
  assert.equal(figure.trouble, null);
});

test("where choices are locked, or there is nothing left to choose, no menu opens", async () => {
  const figure = await stand.open(four, 11);
  await figure.openChoices();
  assert.equal(figure.look.menu, null);
  figure.goTo(4);
  stand.given.locked = "choices";
  await figure.openChoices();
  assert.equal(figure.look.menu, null);
});

test("a violated claim leads to the event that breaks it; any other is told", async () => {
  const figure = await stand.open(three);
  figure.tellClaim("IC1");
  assert.equal(figure.look.told, "IC1");
  figure.tellClaim("IC2");
  const { run, at } = figure.experiment;
  assert.equal(verdicts(run!, at)[1]!.word, "violated");
  assert.notEqual(verdicts(run!, at - 1)[1]!.word, "violated");
  assert.equal(run!.events.step(figure.look.selected!), at - 1);
  assert.equal(figure.look.told, null);
  stand.given.to = 3;
  figure.tellClaim("IC2");
  assert.equal(figure.look.selected, null, "beyond the last step nothing is shown");
  assert.equal(figure.look.told, "IC2");
});

test("what has not happened yet is not selected, and what is told of a step goes with it", async () => {
  const figure = await stand.open(three, 6);
  const last = figure.experiment.run!.events.length - 1;
  figure.toggleSelected(last);
  figure.point(last);
  assert.equal(figure.look.selected, last);
  figure.stepBy(-1);
  assert.equal(figure.look.selected, null);
  assert.equal(figure.look.pointed, null);
  figure.toggleSelected(0);
  figure.stepBy(-1);
  assert.equal(figure.look.selected, 0);
  figure.toggleSelected(0);
  assert.equal(figure.look.selected, null);
  figure.tellClaim("IC1");
  figure.stepBy(1);
  assert.equal(figure.look.told, null);
});

test("one after the other is left: the menu, what is selected, what is told", async () => {
  const figure = await stand.open(three, 2);
  figure.tellClaim("IC1");
  figure.openFaults();
  assert.equal(figure.escape(), true);
  assert.equal(figure.look.menu, null);
  assert.equal(figure.look.told, "IC1");
  assert.equal(figure.escape(), true);
  assert.equal(figure.look.told, null);
  figure.select(0);
  assert.equal(figure.escape(), true);
  assert.equal(figure.look.selected, null);
  assert.equal(figure.escape(), false);
});

test("views are shown and put away in their order, and one stays", async () => {
  const figure = await stand.open(four);
  figure.heed({ has: () => false });
  for (const name of figure.look.views!.slice(1)) figure.toggleView(name);
  assert.equal(figure.look.views!.length, 1);
  const [only] = figure.look.views!;
  figure.toggleView(only!);
  assert.deepEqual(figure.look.views, [only]);
  const { views } = figure.experiment.run!;
  for (const name of [...views].reverse()) if (name !== only) figure.toggleView(name);
  assert.deepEqual(figure.look.views, views);
});

test("nodes fold and unfold, the log opens, all claims are listed", async () => {
  const figure = await stand.open(four);
  const { openNodes } = figure.look;
  figure.toggleNode(2);
  figure.toggleNode(3);
  figure.toggleNode(2);
  assert.deepEqual([...figure.look.openNodes], [3]);
  assert.equal(openNodes.size, 0, "what was read does not change");
  figure.openLog(true);
  figure.toggleClaims();
  figure.knowAs(2);
  figure.showTreeOf(3);
  figure.focusOn("node-3");
  const { logOpen, allClaims, knower, lieutenant, focused } = figure.look;
  assert.deepEqual([logOpen, allClaims, knower, lieutenant, focused], [true, true, 2, 3, "node-3"]);
});

test("a part that is touched is told of until the next step", async () => {
  const figure = await stand.open(scenario("tmr/no-fault"), 7);
  assert.equal(figure.isCircuit, true);
  await figure.cyclePart(1);
  assert.equal(figure.look.touchedPart, 1);
  assert.deepEqual(figure.experiment.modelsOf("A2"), ["value"]);
  figure.stepBy(1);
  assert.equal(figure.look.touchedPart, null);
});

test("what became of a link is told for three seconds after the last time", async () => {
  const figure = await stand.open(four);
  await figure.copyLink();
  assert.equal(figure.look.copied, "Link copied");
  stand.pass(2000);
  await figure.copyLink();
  stand.pass(2000);
  assert.equal(figure.look.copied, "Link copied");
  stand.pass(1000);
  assert.equal(figure.look.copied, "");
});

test("what the page says wrong is told, and the figure can begin again", async () => {
  let wrong = true;
  const figure = stand.figure(() => {
    if (wrong) throw new Error("The attribute step must be a whole number from 0.");
    return stand.opening(four);
  });
  await figure.begin();
  assert.match(figure.trouble!.message, /attribute step/);
  wrong = false;
  await figure.begin();
  assert.equal(figure.trouble, null);
  assert.ok(figure.experiment.run);
});

test("a process that isn't there is refused with those there are", async () => {
  stand.given.knows = "L9";
  const figure = stand.figure(() => stand.opening(four));
  await figure.begin();
  assert.deepEqual(figure.trouble!.allowed, ["commander", "L1", "L2", "L3"]);
});

test("a link says which choices are shown and where, whatever the attributes say", async () => {
  stand.given.step = 2;
  stand.given.knows = "L9";
  const figure = stand.figure(() => stand.opening(four, { link: { choices: [], step: 5 } }));
  await figure.begin();
  assert.equal(figure.trouble, null);
  assert.equal(figure.experiment.at, 5);
  assert.deepEqual(figure.experiment.choices, []);
});

test("a step that the page sets while the document is on its way is where it begins", async () => {
  let come = (): void => {};
  const source = async () => {
    await new Promise<void>((done) => (come = done));
    return { scenario: null, document: four };
  };
  const figure = stand.figure(() => stand.opening(four, { source }));
  const begun = figure.begin();
  stand.given.step = 6;
  come();
  await begun;
  assert.equal(figure.experiment.at, 6);
});

test("of two documents that are wanted one after the other the second is shown, whichever comes first", async () => {
  const late: (() => void)[] = [];
  const figure = stand.figure(() => {
    const document = late.length ? three : four;
    const source = () =>
      new Promise<{ scenario: null; document: ScenarioDocument }>((come) =>
        late.push(() => come({ scenario: null, document })),
      );
    return stand.opening(document, { source });
  });
  const both = [figure.begin(), figure.begin()];
  late[1]!();
  await turn();
  late[0]!();
  await Promise.all(both);
  assert.equal(figure.experiment.run!.processes.length, 3);
});

test("what is too big to be run is counted, if it can be", async () => {
  const big = { faultlab: 1, protocol: "byzantine/oral", processes: 13, params: { m: 4 } };
  const figure = stand.figure(() => stand.opening(big));
  await figure.begin();
  assert.equal(figure.experiment.run, null);
  assert.deepEqual(figure.look.counted, big);
  const bigger = stand.figure(() => stand.opening({ ...big, processes: 60, params: { m: 30 } }));
  await bigger.begin();
  assert.equal(bigger.look.counted, null);
  assert.equal(bigger.trouble!.code, "limit");
  const linked = stand.figure(() => stand.opening(four, { counted: big }));
  await linked.begin();
  assert.equal(linked.look.counted, big, "so is what a link says");
  assert.equal(linked.experiment.run, null);
});

test("the listener hears of every change, and of nothing else", async () => {
  const figure = await stand.open(four);
  const heardOf = (act: () => void): number => {
    const before = stand.heard;
    act();
    return stand.heard - before;
  };
  assert.equal(
    heardOf(() => figure.point(2)),
    1,
  );
  assert.equal(
    heardOf(() => figure.point(2)),
    0,
  );
  assert.equal(
    heardOf(() => figure.stepBy(1)),
    1,
  );
  assert.equal(
    heardOf(() => figure.pause()),
    0,
  );
  assert.equal(
    heardOf(() => figure.openFaults()),
    1,
  );
  assert.equal(
    heardOf(() => figure.openFaults()),
    1,
    "the focus is to go there, wherever it is",
  );
});

test("what everything comes to is told once, and put away with the panel", async () => {
  const figure = await stand.open({ ...three, choices: [] });
  figure.toggleEverything();
  assert.equal(figure.quest.visible, true);
  while (figure.quest.running) await turn();
  await turn();
  assert.equal(stand.found.length, 1);
  assert.equal(stand.found[0], figure.quest.progress);
  figure.toggleEverything();
  assert.equal(figure.quest.visible, false);
});

test("nobody but the state writes it: the compiler refuses", async () => {
  const figure = await stand.open(four);
  const refused = [
    // @ts-expect-error: what is selected is changed by an action
    () => (figure.look.selected = 1),
    // @ts-expect-error: and the whole of it as well
    () => (figure.look = { ...figure.look, playing: true }),
    // @ts-expect-error: the run is the experiment's
    () => (figure.experiment.run = null),
    // @ts-expect-error: what was found is the quest's
    () => (figure.quest.visible = true),
    // @ts-expect-error: attributes are the page's
    () => (figure.given.step = 1),
    // @ts-expect-error: the set of open nodes is replaced
    () => figure.look.openNodes.add(1),
  ];
  assert.equal(refused.length, 6);
});
