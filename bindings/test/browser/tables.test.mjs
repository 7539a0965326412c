// The tables of agreement in a real browser: a lie is authored cell by cell, by mouse and by keyboard alone; two runs
// move together; all rules for three generals can be tried. And axe finds nothing.

import assert from "node:assert/strict";
import { axeFinds } from "./axe.mjs";
import { useFigurePage } from "./figure-page.mjs";
import { inEngines } from "./sample.mjs";
import { scenariosOf } from "./testdata.mjs";

const test = inEngines(import.meta.url);
const { page, openElement } = useFigurePage({ scenarios: scenariosOf("byzantine/") });

const open = (tag, attributes) =>
  openElement(tag, attributes, {
    inside: "A still picture.",
    events: ["ready", "step", "verdict", "pair", "error"],
  });

/** What a reader sees, in words. */
const look = (tag) =>
  page.evaluate((tag) => {
    const element = document.querySelector(tag);
    const root = element.shadowRoot;
    const text = (one) => one?.textContent.replace(/\s+/g, " ").trim() ?? "";
    return {
      step: text(root.querySelector(".count")),
      says: [...root.querySelectorAll(".narration")].map(text),
      claims: [...root.querySelectorAll(".chip .shown")].map(text),
      menu: [...root.querySelectorAll(".menu .item")].map(text),
      cells: [...root.querySelectorAll("[data-node], [data-part]")].map((one) => one.getAttribute("aria-label")),
      focus: root.activeElement?.getAttribute("aria-label") ?? text(root.activeElement),
      alike: text(root.querySelector(".alike")),
      choices: element.experiment?.run.choices.map((one) => [one.text, one.fits]),
    };
  }, tag);

/** Marks the first cell with these words, so that it can be clicked. */
const mark = (words) =>
  page.evaluate((words) => {
    const root = document.querySelector("fault-lab").shadowRoot;
    for (const one of root.querySelectorAll("[data-node]")) {
      if (one.getAttribute("aria-label") !== words) continue;
      one.setAttribute("data-wanted", "");
      return true;
    }
    return false;
  }, words);

const menuOpen = () => document.querySelector("fault-lab").shadowRoot.querySelector(".menu .item") !== null;
const menuShut = () => document.querySelector("fault-lab").shadowRoot.querySelector(".menu") === null;

test("a lie is authored for one receiver by mouse, and the others stay", async () => {
  await open("fault-lab", { scenario: "byzantine/vector-4-book-disagreement", step: "62" });
  assert.deepEqual((await look("fault-lab")).claims, ["✓ validity holds", "✕ agreement violated"]);
  assert.ok(await mark("P3 tells P2: 1, a lie"));
  await page.click("[data-wanted]");
  await page.waitFor(menuOpen);
  const { menu, step } = await look("fault-lab");
  assert.equal(step, "step 10 of 62");
  assert.deepEqual(menu.slice(0, 3), ["P3 tells P2 0.", "● P3 tells P2 1.", "✕ P3 says nothing to P2."]);
  await page.click(".menu .item");
  await page.waitFor(() => document.querySelector("fault-lab").experiment.run.choices.length === 1);
  const after = await look("fault-lab");
  assert.match(after.says[0], /P2 hears 0 from P3/);
  assert.deepEqual(after.choices, [["P3 tells P1: P3 has 1", true]]);
  // P1 is told 1 once and 0 twice: nothing is left of the disagreement.
  await page.evaluate(() => document.querySelector("fault-lab").goTo(62));
  assert.deepEqual((await look("fault-lab")).claims, ["✓ validity holds", "✓ agreement holds"]);
});

test("a lie is authored by keyboard alone, and the focus comes back to its cell", async () => {
  await open("fault-lab", { scenario: "byzantine/vector-4-psl80", step: "0" });
  await page.evaluate(() =>
    document.querySelector("fault-lab").shadowRoot.querySelector('[data-node][tabindex="0"]').focus(),
  );
  // Wherever the first cell is, the arrows lead from cell to cell.
  const { focus, cells } = await look("fault-lab");
  assert.ok(cells.includes(focus), focus);
  const seen = new Set([focus]);
  for (const key of ["ArrowRight", "ArrowRight", "ArrowRight", "ArrowDown", "ArrowDown", "ArrowLeft"]) {
    await page.press(key);
    seen.add((await look("fault-lab")).focus);
  }
  assert.ok(seen.size > 2, [...seen].join("; "));
  const here = (await look("fault-lab")).focus;
  assert.match(here, /^P3 tells/);
  await page.press("Enter");
  await page.waitFor(menuOpen);
  const { menu } = await look("fault-lab");
  const wanted = menu.findIndex((text) => text.startsWith("✕ P3 tells"));
  for (let i = 0; i < wanted; i++) await page.press("ArrowDown");
  await page.press("Enter");
  await page.waitFor(menuShut);
  // The document's own choice, and the reader's.
  await page.waitFor(() => document.querySelector("fault-lab").experiment.run.choices.length === 2);
  const { says } = await look("fault-lab");
  assert.match(says[0], /P3 tells P\d.* 1, where its protocol says 0/);
  // Where a browser moves the message first, the cell tells of it when it is there.
  await page.waitFor(() =>
    /^P3 tells.*: 1, a lie$/.test(
      document.querySelector("fault-lab").shadowRoot.activeElement?.getAttribute("aria-label"),
    ),
  );
});

test("pointing at a cell marks its message in the space–time diagram", async () => {
  await open("fault-lab", { scenario: "byzantine/vector-4-psl80", step: "38" });
  const marked = await page.evaluate(async () => {
    const lab = document.querySelector("fault-lab");
    const root = lab.shadowRoot;
    const cell = [...root.querySelectorAll(".vectors [data-node]")].find((one) =>
      /P4 tells P1: 0$/.test(one.getAttribute("aria-label")),
    );
    cell.dispatchEvent(new PointerEvent("pointerover", { bubbles: true, composed: true }));
    await lab.updateComplete;
    return root.querySelectorAll(".space-time .pointed").length;
  });
  assert.ok(marked > 0);
});

test("a refused chain says why, and leads to its event where nothing can be chosen", async () => {
  await open("fault-lab", { scenario: "byzantine/signed-3-1-lieutenant", step: "6", locked: "choices" });
  const { cells } = await look("fault-lab");
  const refused = cells.find((text) => text.endsWith("refused: a seal is forged"));
  assert.ok(await mark(refused));
  await page.click("[data-wanted]");
  await page.waitFor(() => document.querySelector("fault-lab").state.look.selected !== null);
  assert.match((await look("fault-lab")).says[0], /L1 refuses retreat.*a signature is forged/);
});

test("on a narrow screen cells can still be hit", async () => {
  await page.viewport(390, 900);
  await open("fault-lab", { scenario: "byzantine/vector-4", step: "62" });
  const sizes = await page.evaluate(() =>
    [...document.querySelector("fault-lab").shadowRoot.querySelectorAll(".vectors [data-choose]")].map((one) => {
      const { width, height } = one.getBoundingClientRect();
      return Math.min(width, height);
    }),
  );
  await page.viewport(1280, 900);
  assert.ok(sizes.length >= 30 && Math.min(...sizes) >= 22, String(Math.min(...sizes)));
});

const sides = {
  first: "byzantine/oral-3-1-lieutenant",
  second: "byzantine/signed-3-1-lieutenant",
  "first-views": "space-time tree",
  "second-views": "space-time chains",
  strategy: "",
  heading: "One lie, told twice",
};

test("one transport moves both runs, message by message", async () => {
  await open("fault-lab-pair", sides);
  assert.equal((await look("fault-lab-pair")).step, "the end");
  await page.evaluate(() =>
    document.querySelector("fault-lab-pair").shadowRoot.querySelector(".transport button:not(:disabled)").focus(),
  );
  await page.press("ArrowLeft");
  const { step, says } = await look("fault-lab-pair");
  assert.equal(step, "L2 to L1");
  assert.match(says[0], /L2 tells L1.* retreat/);
  assert.match(says[1], /L1 refuses retreat/);
  await page.press("Home");
  assert.equal((await look("fault-lab-pair")).step, "before the first message");
});

test("a strategy is chosen once, and played in both", async () => {
  await open("fault-lab-pair", sides);
  const choose = (selector, value) =>
    page.evaluate(
      (selector, value) => {
        const select = document.querySelector("fault-lab-pair").shadowRoot.querySelector(selector);
        select.value = value;
        select.dispatchEvent(new Event("change"));
      },
      selector,
      value,
    );
  assert.deepEqual((await look("fault-lab-pair")).claims.slice(0, 4), [
    "✓ IC1 holds",
    "✕ IC2 violated",
    "✓ IC1 holds",
    "✓ IC2 holds",
  ]);
  await choose("#tell-0", "attack");
  await page.waitFor(() => document.querySelector("fault-lab-pair").both.sides[0].choices?.length === 0);
  assert.deepEqual((await look("fault-lab-pair")).claims.slice(0, 4), [
    "✓ IC1 holds",
    "✓ IC2 holds",
    "✓ IC1 holds",
    "✓ IC2 holds",
  ]);
  await choose("#traitor", "commander");
  await page.waitFor(() => document.querySelector("fault-lab-pair").both.sides[1].run.processes[0].faulty);
  await page.press("End");
  const { claims } = await look("fault-lab-pair");
  assert.ok(claims.includes("– IC2 asks nothing"), claims.join("; "));
});

test("two runs that look alike to one are compared by the engine", async () => {
  await open("fault-lab-pair", {
    first: "byzantine/oral-3-1-lieutenant",
    second: "byzantine/oral-3-1-commander",
    knows: "L1",
    "first-views": "space-time",
    "second-views": "space-time",
  });
  assert.match(
    (await look("fault-lab-pair")).alike,
    /^= What L1 sees in the one is what it sees in the other: \d+ events/,
  );
  await page.evaluate(() => {
    const select = document.querySelector("fault-lab-pair").shadowRoot.querySelector(".bar select");
    select.value = "L2";
    select.dispatchEvent(new Event("change"));
  });
  await page.waitFor(() =>
    /≠/.test(document.querySelector("fault-lab-pair").shadowRoot.querySelector(".alike")?.textContent ?? ""),
  );
});

test("a scenario that isn't there is an error with the names that are", async () => {
  await open("fault-lab-pair", { first: "byzantine/none", second: "byzantine/oral-3-1-commander" });
  const text = await page.evaluate(
    () => document.querySelector("fault-lab-pair").shadowRoot.querySelector(".error").textContent,
  );
  assert.match(text, /no built-in scenario called "byzantine\/none"/);
});

test("rules are made by hand, and picked by keyboard; each pair is refuted", async () => {
  await open("fault-lab-rules", {});
  assert.equal((await look("fault-lab-rules")).cells.length, 256);
  assert.match((await look("fault-lab-rules")).says[0], /Refuted by situation 2/);
  await page.click(".maker .button");
  const turned = await page.evaluate(() => document.querySelector("fault-lab-rules").chosen);
  assert.equal(turned, 0b1101 * 16 + 0b1100);
  await page.evaluate(() =>
    document.querySelector("fault-lab-rules").shadowRoot.querySelector('[data-part][tabindex="0"]').focus(),
  );
  await page.press("ArrowRight");
  assert.equal(await page.evaluate(() => document.querySelector("fault-lab-rules").chosen), turned + 1);
  assert.match((await look("fault-lab-rules")).focus, /^Rule 14 of L1, rule 14 of L2: refuted by situation/);
});

const looks = [
  ["fault-lab", { scenario: "byzantine/vector-4", step: "62" }],
  ["fault-lab", { scenario: "byzantine/vector-7-2", step: "1095", views: "vectors" }],
  ["fault-lab", { scenario: "byzantine/signed-4-1-median", step: "13" }],
  ["fault-lab-pair", sides],
  ["fault-lab-rules", {}],
];
for (const scheme of ["light", "dark"])
  for (const [tag, attributes] of looks) {
    test(`axe finds nothing in ${tag} ${attributes.scenario ?? ""}, ${scheme}`, async () => {
      await page.colorScheme(scheme);
      await open(tag, attributes);
      assert.deepEqual(await axeFinds(page), []);
    });
  }
