// What a figure refuses: it says which field is wrong and what is allowed, and takes nothing for markup.

import assert from "node:assert/strict";
import { useFigurePage } from "./figure-page.mjs";
import { inEngines } from "./sample.mjs";
import { scenariosOf } from "./testdata.mjs";

const test = inEngines(import.meta.url);
const scenarios = scenariosOf("byzantine/oral-4-1");
const lieutenant = "byzantine/oral-4-1-lieutenant";

const { page, openElement } = useFigurePage({ scenarios });

const open = (attributes, more) => openElement("fault-lab", attributes, more);

test("a bad document is refused with its field and what is allowed, in the figure and as an event", async () => {
  const wrong = { ...scenarios[lieutenant], params: { m: 1, order: "charge" } };
  await open({}, { inside: `<script type="application/json">${JSON.stringify(wrong)}</script>` });
  const text = await page.evaluate(() =>
    document.querySelector("fault-lab").shadowRoot.querySelector("[role=alert]").textContent.replace(/\s+/g, " "),
  );
  assert.match(text, /params\.order/);
  assert.match(text, /attack/);
  const told = await page.evaluate(() => globalThis.told.at(-1));
  assert.equal(told[0], "faultlab-error");
  assert.equal(told[1].path, "params.order");
});

test("an unknown scenario is named, with the ones there are", async () => {
  await open({ scenario: "byzantine/none" });
  const text = await page.evaluate(
    () => document.querySelector("fault-lab").shadowRoot.querySelector("[role=alert]").textContent,
  );
  assert.match(text, /byzantine\/none/);
  assert.match(text, /byzantine\/oral-4-1/);
});

test("an attribute that means nothing is refused with what it may say", async () => {
  const refused = async (attributes) => {
    await open({ scenario: lieutenant, ...attributes });
    const told = () => document.querySelector("fault-lab").shadowRoot.querySelector("[role=alert]")?.textContent;
    return (await page.waitFor(told)).replace(/\s+/g, " ");
  };
  assert.match(await refused({ scenario: "byzantine/oral-41" }), /did you mean "byzantine\/oral-4-1"\?/);
  assert.match(await refused({ step: "ten" }), /attribute step must be a whole number from 0/);
  assert.match(await refused({ views: "spacetime" }), /did you mean "space-time"\? Allowed: space-time, tree/);
  assert.match(await refused({ knows: "L9" }), /attribute knows has the word "L9".*Allowed: commander, L1/);
  assert.match(await refused({ lockd: "faults" }), /attribute lockd means nothing; did you mean "locked"\?/);
});

test("labels are text, whatever stands in them", async () => {
  const nasty = {
    ...scenarios[lieutenant],
    title: "<img src=x onerror=alert(1)>",
    processes: ["<b>c</b>", "L1", "L2", "L3"],
  };
  await open(
    {},
    {
      inside: `<script type="application/json">${JSON.stringify({ ...nasty, choices: [] }).replaceAll("<", "\\u003c")}</script>`,
    },
  );
  const found = await page.evaluate(
    () => document.querySelector("fault-lab").shadowRoot.querySelectorAll("img, b").length,
  );
  assert.equal(found, 0);
  assert.match(await page.evaluate(() => document.querySelector("fault-lab").shadowRoot.textContent), /<img src=x/);
});

test("a graph is not made of a scenario that has none, and other elements know their names, too", async () => {
  const refused = async (tag, attributes) => {
    await openElement(tag, attributes);
    const told = (tag) => document.querySelector(tag).shadowRoot.querySelector("[role=alert]")?.textContent;
    return (await page.waitFor(told, tag)).replace(/\s+/g, " ");
  };
  assert.match(await refused("fault-lab-graph", { scenario: lieutenant }), /one with a graph \(params\.graph\).*none/);
  assert.match(await refused("fault-lab-replication", { purpos: "mask" }), /did you mean "purpose"\?/);
});
