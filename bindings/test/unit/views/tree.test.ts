import assert from "node:assert/strict";
import { test } from "node:test";
import type { Run } from "../../../src/operations/run.ts";
import { facts } from "../../../src/views/facts.ts";
import { markup } from "../../../src/views/markup.ts";
import { messageTree, treeOwner } from "../../../src/views/message-tree.ts";
import { walk } from "../../../src/views/plain.ts";
import { still } from "../../../src/views/still.ts";
import { defaultOptions } from "../../../src/views/view.ts";
import { narration, pieces, verdicts } from "../../../src/views/words.ts";
import { generals } from "../figure/sample.ts";

const liar = generals({ n: 4, m: 1, traitors: [3], lie: (_from, _to, _node, truth) => 1 - truth });

function words(run: Run, at: number, lieutenant: number): string[] {
  return [...walk(messageTree(run, at, { ...defaultOptions, lieutenant }).tree)].flatMap((node) =>
    node.attrs.role === "treeitem" ? [String(node.attrs["aria-label"])] : [],
  );
}

test("the tree of a lieutenant, before anything is heard", () => {
  assert.deepEqual(words(liar, 0, 1), [
    "L1 hears from commander: nothing yet",
    "L1 hears from L2 about commander: nothing yet",
    "L1 hears from L3 about commander: nothing yet",
  ]);
});

test("the tree of a lieutenant, folded", () => {
  assert.deepEqual(words(liar, liar.steps, 1), [
    "L1 hears from commander: attack; the vote gives attack",
    "L1 hears from L2 about commander: attack",
    "L1 hears from L3 about commander: retreat, a lie",
  ]);
});

test("a tree folds from its leaves: on the way through the last step inner nodes come first", () => {
  const run = generals({ n: 7, m: 2 });
  const half = words(run, run.steps - 1 + 0.5, 1);
  assert.match(half[1]!, /the vote gives attack/);
  assert.doesNotMatch(half[0]!, /the vote/);
});

test("a lieutenant's tree leaves out every path through it", () => {
  const run = generals({ n: 7, m: 2 });
  assert.equal(words(run, 0, 2).length, 1 + 5 + 20);
  assert.ok(words(run, 0, 2).every((text) => !/from.*L2/.test(text)));
});

test("a tree that is too big is folded, and opens where asked", () => {
  const run = generals({ n: 8, m: 3 });
  const count = (open: number[]): number => {
    const { tree } = messageTree(run, 5, { ...defaultOptions, lieutenant: 1, open: new Set(open) });
    return [...walk(tree)].filter((node) => node.attrs.role === "treeitem").length;
  };
  const closed = count([]);
  assert.ok(closed < 40, `${closed} nodes`);
  assert.ok(count([2]) > closed);
});

test("the first correct lieutenant is shown unless another is asked for", () => {
  const run = generals({ n: 4, m: 1, traitors: [1] });
  assert.equal(treeOwner(run, { knows: null, lieutenant: null }), 2);
  assert.equal(treeOwner(run, { knows: 3, lieutenant: null }), 3);
  assert.equal(treeOwner(run, { knows: 0, lieutenant: null }), 2, "the commander hears nothing");
});

test("a claim turns at the very step that breaks it", () => {
  const broken = generals({ n: 3, m: 1, traitors: [2], lie: (_from, _to, _node, truth) => 1 - truth });
  const statuses = (at: number): string[] =>
    verdicts(broken, at).map(({ name, sign, word }) => `${name} ${sign} ${word}`);
  assert.deepEqual(statuses(broken.steps - 1), ["IC1 ○ open", "IC2 ○ open"]);
  assert.deepEqual(statuses(broken.steps), ["IC1 ✓ holds", "IC2 ✕ violated"]);
});

test("a sentence is text, and its values look as they do in pictures", () => {
  const lied = facts(liar).notable.find(({ kind }) => kind === "lie")!.step + 1;
  const looks = (at: number, knows: number | null = null): string[] =>
    pieces(liar, "L3 tells L1 retreat", at, knows).map(({ look }) => look);
  assert.equal(looks(lied - 1)[0], "words-process", "who may lie and has not is no liar");
  assert.equal(looks(liar.steps, 1)[0], "words-process", "L1 does not know");
  assert.deepEqual(pieces(liar, "L3 tells L1 retreat", lied), [
    { text: "L3", look: "words-faulty" },
    { text: " tells ", look: "" },
    { text: "L1", look: "words-process" },
    { text: " ", look: "" },
    { text: "retreat\u00a0▽", look: "words-b" },
    { text: ".", look: "" },
  ]);
  assert.equal(narration(liar, 1)[0]?.text, "L1 hears attack from commander.");
});

test("a still is text without a script, a style attribute or anything to press", () => {
  const html = still(liar, 9);
  assert.match(html, /^<div class="faultlab-still">/);
  assert.doesNotMatch(html, /style=|tabindex|role="(tree|button)|data-|<script|undefined|NaN/);
  assert.match(html, /class="pictures narrow"/);
});

test("text in a tree is escaped", () => {
  const nasty = { ...liar, processes: liar.processes.map((process) => ({ ...process, name: '<b title="x">' })) };
  assert.doesNotMatch(markup(messageTree(nasty, 5, defaultOptions).tree), /<b/);
});
