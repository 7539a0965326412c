// The instruments of agreement in a real browser: sixteen circumstances by keyboard, both sides of a boundary, and a
// graph that is cut and joined. And axe finds nothing.

import assert from "node:assert/strict";
import { axeFinds } from "./axe.mjs";
import { useFigurePage } from "./figure-page.mjs";
import { inEngines } from "./sample.mjs";
import { scenariosOf } from "./testdata.mjs";

const test = inEngines(import.meta.url);
const { page, openElement } = useFigurePage({ scenarios: scenariosOf("agreement/", "byzantine/") });

const open = (tag, attributes) =>
  openElement(tag, attributes, {
    inside: "A still picture.",
    events: ["ready", "cell", "tried", "boundary", "graph", "error"],
  });

/** What a reader sees, in words, and the run that is shown below. */
const look = (tag) =>
  page.evaluate((tag) => {
    const root = document.querySelector(tag).shadowRoot;
    const text = (one) => one?.textContent.replace(/\s+/g, " ").trim() ?? "";
    const run = root.querySelector("fault-lab")?.experiment?.run;
    return {
      says: [...root.querySelectorAll(".narration")].map(text),
      focus: root.activeElement?.getAttribute("aria-label") ?? text(root.activeElement),
      pressed: [...root.querySelectorAll('button[aria-pressed="true"]')].map((one) => text(one)),
      title: run?.title ?? null,
      fits: run?.choices.every(({ fits }) => fits) ?? null,
      fallen: run?.claims.filter(({ changes }) => changes.at(-1)[2] === 3).map(({ name }) => name) ?? null,
    };
  }, tag);

/** Waits until what is said is so, and a run is shown. */
const says = (tag, pattern) =>
  page.waitFor(
    ([tag, pattern]) => {
      const root = document.querySelector(tag).shadowRoot;
      const said = [...root.querySelectorAll(".narration")]
        .map((one) => one.textContent.replace(/\s+/g, " "))
        .join(" ");
      return new RegExp(pattern).test(said);
    },
    [tag, pattern],
  );
const runs = (tag, title) =>
  page.waitFor(
    ([tag, title]) =>
      document.querySelector(tag).shadowRoot.querySelector("fault-lab")?.experiment?.run?.title === title,
    [tag, title],
  );

test("a circumstance is chosen by the arrows, tried, and shows the run that was found", async () => {
  const tag = "fault-lab-circumstances";
  await open(tag, { cell: "13" });
  await says(tag, "Refuted in [\\d,]+ states: this protocol splits");
  await runs(tag, "Not waiting for the slowest");
  assert.deepEqual((await look(tag)).fallen, ["agreement"]);
  await page.evaluate(() =>
    document.querySelector("fault-lab-circumstances").shadowRoot.querySelector('[data-cell][tabindex="0"]').focus(),
  );
  await page.press("ArrowLeft");
  await says(tag, "this protocol waits for ever");
  await runs(tag, "Waiting for ever");
  const waiting = await look(tag);
  assert.match(waiting.focus, /^asynchronous processes, unbounded delay, unordered delivery, unicast: impossible/);
  assert.deepEqual([waiting.fallen, waiting.fits], [["termination"], true]);
  await page.press("ArrowUp");
  await page.press("ArrowUp");
  await page.press("ArrowUp");
  await says(tag, "∎ Proved for this protocol");
  await runs(tag, "A crash between two receivers");
  assert.deepEqual((await look(tag)).fallen, []);
});

test("enough are proved enough, one fewer is broken, and each opens its run", async () => {
  const tag = "fault-lab-replication";
  await open(tag, { k: "1", purpose: "wrong" });
  await says(tag, "Broken: R1 answers wrongly.*Proved, whichever one of them fails: 3 sets");
  await runs(tag, "2 members, 1 of them faulty");
  assert.deepEqual((await look(tag)).fallen, ["answered"]);
  await page.click('[data-side="1"]');
  await runs(tag, "3 members, 1 of them faulty");
  assert.deepEqual((await look(tag)).fallen, []);
  await page.click('[data-k="2"]');
  await says(tag, "Proved, whichever 2 of them fail: 10 sets");
  await page.click('[data-purpose="agree-signed"]');
  await says(tag, "Nothing is asked.*Proved");
});

test("a purpose that there isn't is an error with those that there are", async () => {
  await open("fault-lab-replication", { purpose: "none" });
  await page.waitFor(() => document.querySelector("fault-lab-replication").shadowRoot.querySelector(".error"));
  const text = await page.evaluate(
    () => document.querySelector("fault-lab-replication").shadowRoot.querySelector(".error").textContent,
  );
  assert.match(text, /"none", and there is no such purpose/);
});

test("a link is cut by keyboard and joined by its name, and the engine says what that does", async () => {
  const tag = "fault-lab-graph";
  await open(tag, { scenario: "byzantine/oral-graph-cube" });
  await runs(tag, "A traitor on the way");
  await page.evaluate(() =>
    document.querySelector("fault-lab-graph").shadowRoot.querySelector('[data-edge][tabindex="0"]').focus(),
  );
  assert.match((await look(tag)).focus, /^commander and L1: linked. Cut/);
  await page.press(" ");
  await says(tag, "params.p is too large for this graph: commander has 2 neighbours");
  assert.match((await look(tag)).focus, /^commander and L1: not linked. Join/);
  assert.equal((await look(tag)).title, null);
  await page.press("ArrowRight");
  assert.match((await look(tag)).focus, /^commander and L2: linked/);
  await page.evaluate(() => {
    const buttons = [...document.querySelector("fault-lab-graph").shadowRoot.querySelectorAll("button")];
    buttons.find((one) => one.textContent.trim() === "Join").click();
  });
  await says(tag, "12 links. OM\\(1, 3\\) runs on this graph");
  await runs(tag, "L3 lies wherever it can");
  const lied = await look(tag);
  assert.deepEqual([lied.fallen, lied.fits], [[], true]);
});

test("a graph that falls apart is refused, and it is said between whom", async () => {
  const tag = "fault-lab-graph";
  await open(tag, { scenario: "byzantine/oral-graph-ring" });
  await runs(tag, "Two paths are too few");
  await page.evaluate(() => {
    const graph = document.querySelector("fault-lab-graph");
    graph.toggle(0);
    graph.toggle(2);
  });
  await says(tag, "params.graph is not connected: no path leads from commander");
});

// What all of them have in common.

const tags = "circumstances failures graph log matrix moments orders pair proof replication rules totals traitor worlds"
  .split(" ")
  .map((name) => `fault-lab-${name}`);

test("every instrument refuses an attribute that is misspelled, where it stands and as an event", async () => {
  for (const tag of tags) {
    await open(tag, { hedding: "A title" });
    await page.waitFor((tag) => document.querySelector(tag).matches(":state(error)"), tag);
    const [said, told] = await page.evaluate((tag) => {
      const root = document.querySelector(tag).shadowRoot;
      return [root.querySelector("[role=alert]").textContent, globalThis.told];
    }, tag);
    assert.match(said, /The attribute hedding means nothing; did you mean "heading"\?/, tag);
    assert.deepEqual(
      told.map(([type]) => type),
      ["faultlab-error"],
      tag,
    );
  }
});

test("whoever is moved to another place of the page while it asks goes on, and begins once", async () => {
  await open("fault-lab-rules", {});
  await page.evaluate(() => {
    const element = document.createElement("fault-lab-rules");
    element.setAttribute("loading", "eager");
    globalThis.told = [];
    element.addEventListener("faultlab-ready", () => told.push("ready"));
    const here = document.querySelector("#here");
    here.append(element);
    here.prepend(element);
  });
  await page.waitFor(() => document.querySelector("fault-lab-rules").matches(":state(ready)"));
  const told = await page.evaluate(async () => {
    const element = document.querySelector("fault-lab-rules");
    element.parentElement.append(element);
    await new Promise((frame) => requestAnimationFrame(frame));
    return [globalThis.told, element.matches(":state(ready)")];
  });
  assert.deepEqual(told, [["ready"], true]);
});

test("an attribute that changes is asked about anew, and one that is taken back at once is not", async () => {
  await open("fault-lab-totals", { n: "4", m: "1" });
  const sent = () => page.evaluate(() => document.querySelector("fault-lab-totals").counting.totals?.sent);
  assert.equal(await sent(), "9");
  const asked = await page.evaluate(async () => {
    const element = document.querySelector("fault-lab-totals");
    const { document: was } = element.counting.setting;
    element.n = 7;
    element.n = 4;
    await element.updateComplete;
    const before = element.counting.setting.document === was;
    element.n = 7;
    await element.updateComplete;
    return [before, element.busy];
  });
  assert.deepEqual(asked, [true, true]);
  await page.waitFor(() => document.querySelector("fault-lab-totals").counting.totals?.sent === "36");
  // Of two changes the last one counts.
  await page.evaluate(async () => {
    const element = document.querySelector("fault-lab-totals");
    element.m = 2;
    await element.updateComplete;
    element.m = 0;
  });
  await page.waitFor(() => !document.querySelector("fault-lab-totals").busy);
  assert.equal(await sent(), "6");
});

const looks = [
  ["fault-lab-circumstances", { cell: "14" }],
  ["fault-lab-replication", {}],
  ["fault-lab-graph", { scenario: "byzantine/oral-graph-cube" }],
];
for (const scheme of ["light", "dark"])
  for (const [tag, attributes] of looks) {
    test(`axe finds nothing in ${tag}, ${scheme}`, async () => {
      await page.colorScheme(scheme);
      await open(tag, attributes);
      await page.waitFor(
        (tag) => document.querySelector(tag).shadowRoot.querySelector("fault-lab")?.experiment?.run != null,
        tag,
      );
      assert.deepEqual(await axeFinds(page), []);
    });
  }
