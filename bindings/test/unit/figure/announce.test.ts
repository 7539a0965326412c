// What a figure tells its page: each once, in order, and never what is no longer so.

import assert from "node:assert/strict";
import { before, test } from "node:test";
import { Announcer } from "../../../src/element/figure/announce.ts";
import type { FigureState } from "../../../src/element/figure/state.ts";
import type { Engine } from "../../../src/engine/index.ts";
import { newEngine, Stand, scenario } from "./stand.ts";

let engine: Engine;
before(async () => {
  engine = await newEngine();
});

type Told = [name: string, step: unknown];

async function listenTo(onReady: (figure: FigureState) => void = () => {}): Promise<{
  figure: FigureState;
  told: Told[];
}> {
  const told: Told[] = [];
  const page = new EventTarget();
  const announcer = new Announcer(page);
  const stand = new Stand(engine);
  for (const name of ["ready", "step", "verdict", "error"])
    page.addEventListener(`faultlab-${name}`, (event) => {
      const { step, message } = (event as CustomEvent).detail;
      told.push([name, step ?? message]);
    });
  stand.listener = (figure) => {
    page.addEventListener("faultlab-ready", () => onReady(figure), { once: true });
    announcer.news(figure);
  };
  return { figure: await stand.open(scenario("byzantine/oral-3-1-lieutenant")), told };
}

test("a run is told, then where it is and how its claims stand; later only what is new of that", async () => {
  const { figure, told } = await listenTo();
  assert.deepEqual(told.splice(0), [
    ["ready", undefined],
    ["step", 0],
    ["verdict", 0],
  ]);
  figure.point(0);
  figure.select(0);
  figure.goTo(0);
  assert.deepEqual(told, []);
  figure.goTo(1);
  assert.deepEqual(told.splice(0), [["step", 1]]);
  figure.goTo(6);
  assert.deepEqual(told.splice(0), [
    ["step", 6],
    ["verdict", 6],
  ]);
});

test("who moves the figure when it is told of something hears of the new place only", async () => {
  const { told } = await listenTo((figure) => figure.goTo(6));
  assert.deepEqual(told, [
    ["ready", undefined],
    ["step", 6],
    ["verdict", 6],
  ]);
});

test("each trouble is told once, wherever it comes from", async () => {
  const { figure, told } = await listenTo();
  told.length = 0;
  await figure.experiment.setFault("L2", "sleepy");
  assert.equal(told.length, 1);
  figure.fail(new Error("The link is damaged."));
  figure.fail(new Error("The link is damaged still."));
  figure.point(0);
  assert.deepEqual(told.slice(1), [
    ["error", "The link is damaged."],
    ["error", "The link is damaged still."],
  ]);
  await figure.reset();
  assert.deepEqual(
    told.slice(3).filter(([name]) => name === "error"),
    [],
    "what was told before is not told again",
  );
});
