// A figure with many claims: they are summed up in a line, what is violated is always to be seen, and nothing moves at
// the step that violates it.

import assert from "node:assert/strict";
import { useFigurePage } from "./figure-page.mjs";
import { inEngines } from "./sample.mjs";
import { scenario } from "./testdata.mjs";

const test = inEngines(import.meta.url);
const document = scenario("vsync/picture-d");

const { page, openElement } = useFigurePage();

const look = () =>
  page.evaluate(() => {
    const root = globalThis.document.querySelector("fault-lab").shadowRoot;
    const seen = [...root.querySelectorAll(".chip")].filter((one) => one.checkVisibility({ visibilityProperty: true }));
    return {
      sum: root.querySelector(".sum").textContent.replace(/\s+/g, " ").trim(),
      seen: seen.map((one) => one.querySelector(".name").textContent),
      stage: root.querySelector(".stage").getBoundingClientRect().top,
      claims: root.querySelector(".claims-sum").getBoundingClientRect().height,
    };
  });

for (const width of [390, 1280])
  test(`at ${width} pixels nine claims are a line, and what falls is shown where its room was`, async () => {
    await page.viewport(width, 900);
    await openElement("fault-lab", { step: 0, views: "space-time" }, { document });
    const tops = new Set();
    const found = [];
    for (let step = 0; step <= 6; step++) {
      await page.evaluate((step) => globalThis.document.querySelector("fault-lab").goTo(step), step);
      const { sum, seen, stage } = await look();
      tops.add(stage);
      found.push([sum, seen.length]);
    }
    assert.equal(tops.size, 1);
    assert.equal(found[0][1], 0);
    assert.match(found[0][0], /^9 claims: /);
    assert.deepEqual(found.at(-1), ["9 claims: ✕ 5 violated, ✓ 4 hold", 5]);
    assert.ok((await look()).claims <= 200);
    // The summary opens the whole list, and an entry leads to its witness.
    await page.evaluate(() => globalThis.document.querySelector("fault-lab").shadowRoot.querySelector(".sum").focus());
    await page.press("Enter");
    await page.waitFor(
      () => globalThis.document.querySelector("fault-lab").shadowRoot.querySelectorAll(".chip").length === 9,
    );
    await page.click('.chip[data-name="same-view"]');
    await page.waitFor(() => globalThis.document.querySelector("fault-lab").state.look.selected !== null);
  });
