// How the menu of what could happen is put in order.

import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { menuGroups } from "../../../src/element/figure/menu-groups.ts";
import type { Option } from "../../../src/operations/run.ts";

const processes = ["P1", "P2", "P3"].map((name) => ({ name, role: "", models: 0, faulty: false }));
const option = (group: string, text: string, to = 255, who = 0): Option => ({
  choice: [0, 0, who, to, 0, 0, 0, 0, 0],
  text,
  group,
  fault: group === "say",
});
const look = (options: Option[]): unknown[] =>
  menuGroups(options, processes).map(({ heading, stem, items }) => [
    heading,
    stem,
    items.map(({ option: { text }, word }) => word ?? text),
  ]);

test("what happens by itself stands alone, and what else could come first is no part of it", () => {
  assert.deepEqual(
    look([option("deliver", "P1 tells P2 A", 1), option("deliver", "P1 tells P3 A", 2), option("crash", "P1 crashes")]),
    [
      ["By itself", null, ["P1 tells P2 A"]],
      ["Something else first", null, ["P1 tells P3 A"]],
      ["A crash", null, ["P1 crashes"]],
    ],
  );
});

test("a long group is parted by receivers, and lines that differ in a word are that word", () => {
  const lies = ["1", "2", "3"].map((value) => [1, 2].map((to) => option("say", `P1 tells P${to + 1} ${value}`, to)));
  assert.deepEqual(look([option("deliver", "P1 tells P2 0", 1), ...lies.flat()]).slice(1), [
    ["A lie: to P2", null, ["P1 tells P2 1", "P1 tells P2 2", "P1 tells P2 3"]],
    ["A lie: to P3", null, ["P1 tells P3 1", "P1 tells P3 2", "P1 tells P3 3"]],
  ]);
  const lots = ["a", "b", "c", "d", "e", "f"].map((value) => option("say", `P1 tells P2 ${value} (what P3 said)`, 1));
  assert.deepEqual(look([option("deliver", "P1 tells P2 0", 1), ...lots])[1], [
    "A lie",
    "P1 tells P2 … (what P3 said)",
    ["a", "b", "c", "d", "e", "f"],
  ]);
});

test("a draw has its usual value among the others, and what differs in more than a word is said in full", () => {
  const draws = Array.from({ length: 8 }, (_, i) => option("draw", `part 1 is drawn ${i} of its life`));
  assert.deepEqual(look(draws), [
    ["By chance", "part 1 is drawn … of its life", ["0", "1", "2", "3", "4", "5", "6", "7"]],
  ]);
  const moves = Array.from({ length: 6 }, (_, i) =>
    option("lose", `the long request number ${i} of all the requests`, 1),
  );
  const other = option("lose", "something altogether different happens to all of them", 1);
  assert.equal((look([option("rest", "nothing"), ...moves, other])[1] as unknown[])[1], null);
});

test("every kind of choice that a state can offer has a heading in words", () => {
  const root = existsSync("testdata") ? "." : "..";
  const [, list] = readFileSync(`${root}/testdata/wire/run.txt`, "utf8").match(/^choices: (.*)$/m)!;
  const kinds = list!.split(" ").map((one) => one.split("=")[1]!);
  assert.ok(kinds.includes("alter") && kinds.includes("intercept"));
  // That a run goes on for ever as it did is said of a list of choices, and is no option of a state.
  for (const kind of kinds.filter((kind) => kind !== "repeat")) {
    const last = menuGroups([option("wait", "The clock goes on"), option(kind, "P1 does it")], processes).at(-1)!;
    assert.match(last.heading, /^[A-Z]/, kind);
  }
});
