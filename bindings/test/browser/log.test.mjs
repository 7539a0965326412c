// The instrument that judges logs in a real browser: worked by keyboard, with its marks in text and picture, and with
// names that are markup.

import assert from "node:assert/strict";
import { axeFinds } from "./axe.mjs";
import { useFigurePage } from "./figure-page.mjs";
import { inEngines } from "./sample.mjs";

const test = inEngines(import.meta.url);
const { page, openElement } = useFigurePage();

const open = (attributes) => openElement("fault-lab-log", attributes, { events: ["ready", "check", "error"] });

/** What a reader sees once a log is judged. */
const look = () =>
  page.waitFor(() => {
    const lab = document.querySelector("fault-lab-log");
    if (lab.busy || !lab.judged) return undefined;
    const root = lab.shadowRoot;
    const text = (element) => element?.textContent.replace(/\s+/g, " ").trim() ?? "";
    return {
      says: text(root.querySelector(".narration")),
      violated: [...root.querySelectorAll(".violated .name")].map(text),
      open: text(root.querySelector("[aria-expanded=true] .name")),
      marked: [...root.querySelectorAll(".log-margin .marked")].map(text).join(" "),
      rings: root.querySelectorAll(".picture .witness").length,
      count: text(root.querySelector(".count")),
      images: root.querySelectorAll("img, b").length,
      problems: [...root.querySelectorAll(".problems li")].map(text),
    };
  });

const judge = (log, format = "json") =>
  page.evaluate((log, format) => document.querySelector("fault-lab-log").judge(log, format), log, format);

test("what is violated marks its lines and its events", async () => {
  await open({ example: "split" });
  const seen = await look();
  assert.equal(seen.open, "Sending view delivery");
  assert.equal(seen.says, "r delivers m in view 2 {q, r}, and p multicast it in view 1 {p, q, r}.");
  assert.deepEqual([seen.marked, seen.rings, seen.violated.length], ["2 7", 2, 6]);
});

test("a property is chosen, and events are stepped, by keyboard", async () => {
  await open({ example: "split" });
  await look();
  await page.evaluate(() => {
    const buttons = [...document.querySelector("fault-lab-log").shadowRoot.querySelectorAll(".verdict")];
    buttons.find((one) => one.textContent.includes("(uniform)")).focus();
  });
  await page.press("Enter");
  const uniform = await look();
  assert.equal(uniform.open, "Virtual synchrony (uniform)");
  assert.equal(uniform.marked, "4 5 6");
  await page.evaluate(() => document.querySelector("fault-lab-log").shadowRoot.querySelector(".stage").focus());
  await page.press("ArrowLeft");
  assert.equal((await look()).count, "event 4 of 6");
  assert.equal((await look()).says, "Line 5: q installs view 2 {q, r}.");
  await page.press("Home");
  assert.equal((await look()).count, "event 0 of 6");
});

test("names that are markup are text", async () => {
  await open({ example: "before" });
  await look();
  const name = "<img src=x onerror=alert(1)>";
  await judge(
    [
      { type: "group", log: 1, processes: ["<b>p</b>", "q"] },
      { type: "event", kind: "deliver", process: "<b>p</b>", message: name },
    ]
      .map((line) => JSON.stringify(line))
      .join("\n"),
  );
  const seen = await look();
  assert.equal(seen.says, `<b>p</b> delivers ${name}, which nobody has multicast.`);
  assert.equal(seen.images, 0);
  assert.equal(seen.problems.length, 2);
});

test("a log that is cut off is refused with its line, and the next one is judged", async () => {
  await open({ example: "before" });
  await look();
  await judge('{"type":"group","log":1,"processes":["p"]}\n{"type":"ev');
  const refused = await page.waitFor(() => {
    const root = document.querySelector("fault-lab-log").shadowRoot;
    return root.querySelector(".refused")?.textContent;
  });
  assert.match(refused, /^Line 2 is cut off/);
  await page.evaluate(() => document.querySelector("fault-lab-log").take("cycle"));
  // Each delivers two of the three messages, so they agree neither on messages nor on an order.
  const agreement = ["Agreement", "Uniform agreement"];
  const order = ["Total order (strong)", "Reliable total order", "Total order (correct)"];
  assert.deepEqual((await look()).violated, [...agreement, ...order]);
});

for (const width of [1280, 390])
  test(`nothing is too small or too wide, ${width} pixels`, async () => {
    await page.viewport(width, 900);
    await open({ example: "cut", heading: "A log" });
    await look();
    const found = await page.evaluate(() => {
      const root = document.querySelector("fault-lab-log").shadowRoot;
      return {
        low: [...root.querySelectorAll("button, select")]
          .filter((one) => one.getBoundingClientRect().height < 44)
          .map((one) => one.outerHTML.slice(0, 90)),
        wide: document.documentElement.scrollWidth - document.documentElement.clientWidth,
      };
    });
    if (width < 560) assert.deepEqual(found.low, []);
    assert.equal(found.wide, 0);
  });

for (const [width, scheme] of [
  [1280, "light"],
  [390, "dark"],
])
  test(`axe finds nothing, ${width} pixels, ${scheme}`, async () => {
    await page.viewport(width, 900);
    await page.colorScheme(scheme);
    await open({ example: "cut", heading: "A log" });
    await look();
    assert.deepEqual(await axeFinds(page), []);
  });
