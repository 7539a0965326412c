import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { type Link, packChoices, readLink, unpackChoices, writeLink } from "../../../src/sources/link.ts";

const root = existsSync("testdata") ? "." : "..";
interface Kept {
  about: string;
  link: string;
  id: string;
  name?: string;
  document?: Record<string, unknown>;
  step: number;
  choices: number[][] | null;
}
const kept = JSON.parse(readFileSync(`${root}/testdata/links/links.json`, "utf8")) as Kept[];

for (const one of kept) {
  test(`an old link opens: ${one.about}`, () => {
    const fragment = one.link.slice(one.link.indexOf("#"));
    const read = readLink(one.id, fragment);
    assert.deepEqual(read, {
      scenario: one.name ?? null,
      document: one.document ?? null,
      step: one.step,
      choices: one.choices,
    });
    assert.equal(writeLink(one.id, read!), fragment);
  });
}

test("links survive the way there and back", () => {
  const link: Link = {
    scenario: null,
    document: { title: "Ünïcode ▲", params: { m: 1 } },
    step: 12,
    choices: [[300, 3, 6, 4, 1, 4294967295, 0, 255, 16]],
  };
  assert.deepEqual(readLink("fig-2", writeLink("fig-2", link)), link);
});

test("a fragment for another figure, or none, is not ours", () => {
  assert.equal(readLink("a", "#b=1.x.0"), null);
  assert.equal(readLink("a", "#section"), null);
  assert.equal(readLink("a", ""), null);
});

test("a damaged link says what is wrong", () => {
  for (const [fragment, says] of [
    ["#a=2.x.0", /version 2/],
    ["#a=1.x.-1", /damaged/],
    ["#a=1.x.0.!!", /damaged|base64/],
    ["#a=1.x.0.CA", /cut off/],
    ["#a=1.../up.0", /scenario|damaged/],
    ["#a=1.~AAAA.0", /./],
  ] as const)
    assert.throws(() => readLink("a", fragment), says, fragment);
});

test("choices pack into unsigned varints, steps as distances", () => {
  assert.deepEqual(
    [
      ...packChoices([
        [8, 3, 3, 1, 1, 3, 0, 0, 3],
        [9, 4, 3, 2, 1, 3, 0, 255, 0],
      ]),
    ],
    [8, 3, 3, 1, 1, 3, 0, 0, 3, 1, 4, 3, 2, 1, 3, 0, 255, 1, 0],
  );
  assert.deepEqual(unpackChoices(new Uint8Array()), []);
});
