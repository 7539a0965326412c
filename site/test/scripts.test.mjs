// The parts of the page scripts that need no page.

import assert from "node:assert/strict";
import { test } from "node:test";
import { parseFence } from "../script/figures.js";
import { locate, written } from "../script/playground.js";

const document = {
  faultlab: 1,
  protocol: "byzantine/oral",
  title: 'With "quotes" and {braces}',
  processes: ["commander", "L1", "L2", "L3"],
  params: { m: 1, order: "attack" },
  faults: [{ process: "L3", model: "arbitrary" }],
  choices: [],
};

test("a document written for the editor reads back as the same", () => {
  assert.deepEqual(JSON.parse(written(document)), document);
  assert.match(written(document), /^ {2}"params": \{ "m": 1, "order": "attack" \},$/m);
});

test("the field of an error is found in the text", () => {
  const text = written(document);
  const at = (path) => {
    const span = locate(text, path);
    return span && text.slice(...span);
  };
  assert.equal(at("params.m"), "1");
  assert.equal(at("faults[0].model"), '"arbitrary"');
  assert.equal(at("title"), '"With \\"quotes\\" and {braces}"');
  assert.equal(at("processes[3]"), '"L3"');
  assert.equal(at("params.missing"), null);
  assert.equal(locate("{ broken", "params.m"), null);
});

test("a fenced block is a scenario, lines of attributes, or neither", () => {
  assert.deepEqual(parseFence("scenario: byzantine/oral-4-1\nstep: 4\ncaption: Four: one lies.\n"), {
    document: null,
    attributes: [
      ["scenario", "byzantine/oral-4-1"],
      ["step", "4"],
    ],
    caption: "Four: one lies.",
  });
  assert.deepEqual(parseFence("scenario: tmr/no-fault\nexplore: any-2 value").attributes[1], [
    "explore",
    "any-2 value",
  ]);
  assert.deepEqual(parseFence('{"faultlab": 1}').document, { faultlab: 1 });
  assert.equal(parseFence('{"faultlab": '), null);
  assert.equal(parseFence("onclick: alert(1)"), null);
  assert.equal(parseFence("just text"), null);
});
