import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";
import { Tween } from "../../../src/element/figure/tween.ts";

// A screen that shows a frame when the test says so.
let frames: FrameRequestCallback[] = [];
let clock = 0;
globalThis.requestAnimationFrame = (draw) => frames.push(draw);
globalThis.cancelAnimationFrame = () => {
  frames = [];
};
mock.method(performance, "now", () => clock);

function show(milliseconds: number): void {
  clock += milliseconds;
  const due = frames;
  frames = [];
  for (const draw of due) draw(clock);
}

let drawn: number[] = [];
let tween: Tween;
beforeEach(() => {
  frames = [];
  drawn = [];
  tween = new Tween(() => drawn.push(tween.shown));
});

test("a step is shown on its way, and ends exactly", () => {
  tween.to(1, true);
  for (let i = 0; i < 20 && tween.moving; i++) show(50);
  assert.ok(drawn.length > 2 && drawn.length < 8, "between 150 and 300 milliseconds");
  assert.ok(drawn.every((x, i) => i === 0 || x > drawn[i - 1]!));
  assert.equal(tween.shown, 1);
});

test("a step back interrupts, and starts from where things are", () => {
  tween.to(1, true);
  show(0);
  show(120);
  const here = tween.shown;
  assert.ok(here > 0 && here < 1);
  tween.to(0, true);
  assert.equal(tween.shown, here);
  for (let i = 0; i < 20 && tween.moving; i++) show(50);
  assert.equal(tween.shown, 0);
});

test("the scrubber is followed at once", () => {
  tween.to(7, true);
  assert.equal(tween.shown, 7);
  assert.equal(tween.moving, false);
});

test("with reduced motion there is nothing in between", () => {
  tween.to(1, false);
  assert.equal(tween.shown, 1);
  assert.deepEqual(drawn, []);
});
