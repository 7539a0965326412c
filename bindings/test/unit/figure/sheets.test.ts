// The words of one part of the page can't reach another: each element has the sheets of what is drawn in it, and among
// these no class means two things.

import assert from "node:assert/strict";
import { test } from "node:test";
import { ordersSheet } from "../../../src/element/instruments/orders/style.ts";
import { everythingSheet } from "../../../src/style/everything.ts";
import { baseSheet, matrixPicture, pictureSheet, rulesPicture } from "../../../src/style/index.ts";
import { outcomesPicture } from "../../../src/style/outcomes.ts";
import { bareNames, namesOf, reaching, styled } from "./reach.ts";

const pictures = [pictureSheet, outcomesPicture, rulesPicture, matrixPicture];

/** Sheets that several elements have are vocabulary as the base is; pictures are not, for they have words of their own. */
const several = (css: string): boolean =>
  !pictures.includes(css) && styled.filter(({ own }) => own.includes(css)).length > 1;

/** What an element has besides what it shares with others, and all its pictures in one. */
function partsOf(own: readonly string[]): Record<string, string> {
  const parts = own.filter((css) => !pictures.includes(css) && !several(css));
  return {
    "its pictures": own.filter((css) => pictures.includes(css)).join(""),
    ...Object.fromEntries(parts.map((css) => [`its sheet of .${[...namesOf(css)][0]}`, css])),
  };
}

const sharedBy = (own: readonly string[]): string => baseSheet + own.filter(several).join("");

/** The marks in the scrubber are those in the strip below a long picture. */
const borrowed = ["tick"];

test("in no element can a rule of one sheet match what is another's", () => {
  assert.equal(styled.length, 15);
  const all = [...new Set(styled.flatMap(({ own }) => own))].filter(several);
  assert.deepEqual(reaching(baseSheet, Object.fromEntries(all.map((css) => [[...namesOf(css)][0]!, css]))), []);
  const wrong = styled.flatMap(({ name, own }) =>
    reaching(sharedBy(own), partsOf(own), borrowed).map((one) => `${name}: ${one}`),
  );
  assert.deepEqual(wrong, []);
});

test("what is drawn in a picture has no name that means something around it", () => {
  for (const { name, own } of styled) {
    const around = bareNames(sharedBy(own));
    const drawn = own.filter((css) => pictures.includes(css)).flatMap((css) => [...namesOf(css)]);
    assert.deepEqual(
      drawn.filter((one) => around.has(one)),
      [],
      name,
    );
  }
});

test("a class that means two things is found, and so is a rule for anybody's", () => {
  // In one sheet for all, the button of a kind of order made a line of every count of "What was covered".
  const found = reaching(baseSheet, {
    everything: everythingSheet.replaceAll(".tally", ".kind"),
    orders: ordersSheet,
  });
  assert.ok(found.includes(".kind is used by everything and orders"), found.join("; "));
  assert.ok(found.includes("orders has the selector .kind without a class of its own"));
  const parts = {
    a: ".mine { } @media print { .mine > .button, .button:focus { } } .mine:is(.x, .y) b { }",
    b: ':is(.his, .button) i { } /* .no { } */ .his[title=".mine"] { } .his:not(.mine) { }',
  };
  assert.deepEqual(reaching(".button { }", parts), [
    "a has the selector .button:focus without a class of its own",
    "b has the selector :is(.his, .button) i without a class of its own",
  ]);
  assert.deepEqual([...bareNames(".a b { } .a .c { } .d:is(.e, :hover) { }")], ["a", "d"]);
});
