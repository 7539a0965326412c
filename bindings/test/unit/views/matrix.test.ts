// The tables of what can happen: where keys lead, what a cell says, and what is said of all of it.

import assert from "node:assert/strict";
import { test } from "node:test";
import { markup } from "../../../src/views/markup.ts";
import { type Matrix, markAt, matrixTable, moved, type Place, rowsOf } from "../../../src/views/matrix.ts";
import { walk } from "../../../src/views/plain.ts";
import { policyMatrix, policyWords } from "../../../src/views/policies.ts";
import { printerCounts, printerMatrix, printerTried, printerWords } from "../../../src/views/printer.ts";

const choice = [[1, 1, 1, 255, 0, 0, 0, 0, 0]];
const only = (o: number) => [0, 1, 2].map((i) => (i === o ? choice : null));
// Two orderings and two strategies of an invented server, of which one is right; the last ordering is in no book.
const found = {
  outcomes: ["OK", "DUP", "ZERO"],
  orderings: [
    { name: "MPC", server: "tell first", tabled: true },
    { name: "C", server: "tell first", tabled: false },
  ],
  strategies: [
    { rule: "always", bits: 7, cells: [only(1), [choice, choice, null]], right: [], states: 30 },
    { rule: "never", bits: 0, cells: [only(0), only(2)], right: ["tell first"], states: 12 },
    { rule: "own", bits: 1, cells: [[choice, null, choice], only(2)], right: [], states: 8 },
  ],
};
const setting = { ack: "completion", crashes: 1, own: null } as const;
const words = (matrix: Matrix): string[][] =>
  rowsOf(matrix).map(({ cells }) => cells.map((marks) => marks.map(({ word }) => word).join("/")));

test("the table has the book's strategies, and the reader's own if there is a reader", () => {
  assert.deepEqual(words(printerMatrix(found, setting)), [
    ["DUP", "OK"],
    ["OK/DUP", "ZERO"],
    ["no", "yes"],
  ]);
  const own = printerMatrix(found, { ...setting, own: 1 });
  assert.deepEqual(words(own)[0], ["DUP", "OK", "OK/ZERO"]);
  assert.deepEqual(markAt(own, [0, 2, 0])?.run?.document.params, {
    server: "tell first",
    ack: "completion",
    reissue: "own",
    "if-nothing": true,
    "if-delivered": false,
    "if-completed": false,
  });
  assert.match(markAt(own, [1, 0, 1])?.says ?? "", /DUP, the text is on paper more than once, in one of several ways/);
});

test("cells are counted as the book has them, and strategies once", () => {
  assert.deepEqual(printerCounts(found), { OK: 1, DUP: 1, ZERO: 0, several: 0 });
  assert.deepEqual(printerTried(found), { pairs: 3, right: 1, states: 50 });
  assert.match(printerWords(found)[1] ?? "", /All 3 pairs .* in 50 states: 1 of them is OK in every case/);
});

test("without a reader nothing can be pressed; with one there is one place for the tabulator", () => {
  const matrix = printerMatrix(found, { ...setting, own: 1 });
  const still = matrixTable(matrix, { narrow: false, focus: null, shown: null });
  assert.ok([...walk(still)].every(({ tag, attrs }) => tag !== "button" && attrs.role === undefined));
  assert.match(markup(still), /<span class="word">OK<\/span>/);
  const live = matrixTable(matrix, { narrow: false, focus: [0, 1, 0], shown: [1, 0, 1] });
  const buttons = [...walk(live)].filter(({ tag }) => tag === "button");
  assert.equal(buttons.length, 8);
  assert.deepEqual(
    buttons.filter(({ attrs }) => attrs.tabindex === 0).map(({ attrs }) => attrs["data-place"]),
    ["0 1 0"],
  );
  assert.deepEqual(
    buttons.filter(({ attrs }) => attrs["aria-pressed"] === "true").map(({ attrs }) => attrs["data-place"]),
    ["1 0 1"],
  );
});

test("arrows lead through the outcomes of a cell, and pass by what can't be pressed", () => {
  const matrix = printerMatrix(found, { ...setting, own: 1 });
  for (const [from, key, to] of [
    [[0, 0, 0], "ArrowRight", [0, 1, 0]],
    [[0, 2, 0], "ArrowRight", [0, 2, 1]],
    [[0, 2, 1], "ArrowRight", [0, 2, 1]],
    [[1, 1, 0], "ArrowLeft", [1, 0, 1]],
    [[1, 0, 1], "ArrowUp", [0, 0, 0]],
    [[1, 0, 0], "ArrowDown", [1, 0, 0]],
    [[0, 1, 0], "End", [0, 2, 1]],
    [[1, 2, 0], "Home", [1, 0, 0]],
    [[0, 1, 0], "PageDown", [1, 1, 0]],
    [[1, 1, 0], "PageUp", [0, 1, 0]],
  ] as [Place, string, Place][])
    assert.deepEqual(moved(matrix, from, key), to, `${from} ${key}`);
  assert.equal(moved(matrix, [0, 0, 0], "a"), null);
});

test("a policy's row says what is possible, what only if cut off, and what isn't; or why there is no such policy", () => {
  const outcome = (times: number, replied: boolean, steady: boolean, possible = true) => ({
    times,
    replied,
    steady,
    choices: possible ? choice : null,
  });
  const outcomes = [
    outcome(0, false, false),
    outcome(1, false, true),
    outcome(2, false, false, false),
    outcome(0, true, true, false),
    outcome(1, true, true),
    outcome(2, true, true),
  ];
  const policy = { title: "At least once", params: { policy: "at-least-once" } };
  const all = { outcomes, all: true, states: 40, executedOnce: false, repliedOnce: false };
  const matrix = policyMatrix(
    [
      { policy, found: all },
      { policy, found: "is one step" },
      { policy, found: { ...all, all: false, executedOnce: true } },
    ],
    "withdraw",
  );
  assert.deepEqual(words(matrix), [
    ["if cut off", "yes", "no", "no", "yes", "yes", "no"],
    ["", "", "", "", "", "", ""],
    ["if cut off", "yes", "not seen", "not seen", "yes", "yes", "untold"],
  ]);
  assert.equal(rowsOf(matrix)[1]?.more, "is one step");
  assert.deepEqual(markAt(matrix, [0, 4, 0])?.run?.document.params, {
    retries: 4,
    timeout: 4,
    policy: "at-least-once",
    operation: "withdraw",
  });
  // A row without anything is passed by.
  assert.deepEqual(moved(matrix, [0, 1, 0], "ArrowDown"), [2, 1, 0]);
  const narrow = matrixTable(matrix, { narrow: true, focus: [0, 0, 0], shown: null });
  assert.equal([...walk(narrow)].filter(({ attrs }) => attrs.scope === "row").length, 0);
  assert.match(policyWords([{ policy, found: all }]), /in 40 states\. No policy makes sure/);
});
