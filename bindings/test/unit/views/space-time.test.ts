import assert from "node:assert/strict";
import { test } from "node:test";
import { causality } from "../../../src/views/causality.ts";
import { classes, h, type Plain, walk } from "../../../src/views/plain.ts";
import { spaceTime } from "../../../src/views/space-time.ts";
import { layout } from "../../../src/views/space-time-layout.ts";
import { defaultOptions } from "../../../src/views/view.ts";
import { generals, network } from "../figure/sample.ts";

const liar = generals({ n: 4, m: 1, traitors: [3], lie: (_from, _to, _node, truth) => 1 - truth });
const wide = defaultOptions;

function having(tree: Plain, name: string): Plain[] {
  return [...walk(tree)].filter((node) =>
    String(node.attrs.class ?? "")
      .split(" ")
      .includes(name),
  );
}

test("time steps are even, and all stands on whole pixels", () => {
  for (const width of [500, 720, 901]) {
    const lay = layout(liar, 0, { ...wide, width });
    const columns = Array.from({ length: lay.columns }, (_, column) => lay.along(column));
    const gaps = new Set(columns.slice(1).map((x, i) => x - columns[i]!));
    assert.deepEqual(
      [...gaps].sort((a, b) => a - b),
      [lay.step, 2 * lay.step],
      "one unit a step, two where a round begins",
    );
    assert.ok(columns.every(Number.isInteger));
    assert.ok(liar.processes.every((_, p) => Number.isInteger(lay.across(p))));
  }
});

test("a diagram turns on a narrow screen: the same axes, exchanged", () => {
  const lay = layout(liar, 0, { ...wide, width: 340, narrow: true });
  const [x1, y1] = lay.point(0, 0);
  const [x2, y2] = lay.point(3, 2);
  assert.ok(x2 > x1 && y2 > y1);
  assert.equal(lay.point(5, 2)[0], x2, "a lane goes down");
});

test("a lie is broken, and the truth stands beside it only for who sees everything", () => {
  const all = spaceTime(liar, liar.steps, wide).tree;
  assert.equal(having(all, "lie").length, 2);
  assert.equal(having(all, "truth").length, 2);
  const known = spaceTime(liar, liar.steps, { ...wide, knows: 1 }).tree;
  assert.equal(having(known, "lie").length, 0);
  assert.equal(having(known, "truth").length, 0);
  assert.equal(having(known, "faulty").length, 0);
});

test("nothing is drawn before it happens", () => {
  const events = (at: number): number => having(spaceTime(liar, at, wide).tree, "event").length;
  assert.equal(events(0), 1, "the commander's sending");
  for (let at = 1; at <= liar.steps; at++) assert.ok(events(at) > events(at - 1), `step ${at}`);
  assert.equal(having(spaceTime(liar, 3, wide).tree, "lie").length, 0);
});

test("what is lost stops short at a cross between the lanes", () => {
  const run = network();
  const lay = layout(run, run.steps, wide);
  const { boxes, tree } = spaceTime(run, run.steps, wide);
  assert.equal(having(tree, "lost").length, 2);
  for (const box of boxes.filter(({ what }) => what.startsWith("cross"))) {
    const middle = box.y + box.h / 2;
    for (const p of run.processes.keys()) assert.ok(Math.abs(middle - lay.across(p)) > 8, "not on a lane");
  }
});

test("receipt and delivery are two marks", () => {
  const run = network();
  const tree = spaceTime(run, run.steps, wide).tree;
  const [held] = having(tree, "event").filter((node) => node.attrs["data-event"] === 13);
  assert.ok(
    held && having(held, "received").length === 1 && having(held, "delivered").length === 0,
    "received, and held",
  );
  const [delivered] = having(tree, "event").filter((node) =>
    [...walk(node)].some((child) => child.children[0] === "P3 delivers m2."),
  );
  assert.ok(delivered && having(delivered, "delivered").length === 1);
});

test("a lane ends at a crash", () => {
  const run = network();
  const lay = layout(run, run.steps, wide);
  const lanes = having(spaceTime(run, run.steps, wide).tree, "lane").filter(
    (line) => line.attrs.y1 === lay.across(1) - 0.5,
  );
  assert.deepEqual(
    lanes.map((line) => line.attrs.class),
    ["lane", "lane down"],
  );
  assert.equal(lanes[0]!.attrs.x2, lay.along(3));
});

test("the causal past and future stay lit", () => {
  const run = network();
  const receipt = 8;
  const { past, future } = causality(run, receipt);
  assert.ok(past.has(0) && past.has(4), "P1's start and its sending to P2");
  assert.ok(!past.has(2), "P3's start is not");
  assert.ok(future.has(12), "P2's message at P3");
  assert.ok(!future.has(7));
  const tree = spaceTime(run, run.steps, { ...wide, selected: receipt }).tree;
  assert.ok(having(tree, "dim").length > 0);
});

test("a run that is longer than the screen has a window and an overview", () => {
  const run = generals({ n: 7, m: 2 });
  const { tree, height } = spaceTime(run, 80, wide);
  assert.equal(having(tree, "overview").length, 1);
  assert.equal(spaceTime(run, 3, wide).height, height, "nothing jumps");
  const lay = layout(run, 80, wide);
  const now = lay.along(80) - lay.scroll;
  assert.ok(now > lay.from && now < lay.to, "now is in the window");
});

test("a tree has no style attributes, and only tags that can be shown", () => {
  for (const node of walk(spaceTime(liar, 7, { ...wide, selected: 9 }).tree)) {
    assert.ok(!("style" in node.attrs));
    assert.match(node.tag, /^(svg|g|line|path|circle|rect|text|title)$/);
  }
  assert.deepEqual(h("g", { class: classes("a", false, "b") }, "x", [null, "y"]), {
    tag: "g",
    attrs: { class: "a b" },
    children: ["x", "y"],
  });
});
