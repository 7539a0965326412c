// The instrument of totals in a real browser: it comes alive in its still's place, is worked by keyboard and by touch,
// says what is wrong, opens links, and stands in for a figure whose run would be too big.

import assert from "node:assert/strict";
import { axeFinds } from "./axe.mjs";
import { useFigurePage } from "./figure-page.mjs";
import { inEngines } from "./sample.mjs";

const test = inEngines(import.meta.url);
const thirteen = { n: 13, m: 4, traitors: "L9 L10 L11 L12", rule: "split" };
const tooBig = {
  faultlab: 1,
  protocol: "byzantine/oral",
  title: "Too big to be watched",
  processes: 13,
  params: { m: 4 },
};

const { page, openElement } = useFigurePage();

const open = (tag, attributes, more) => openElement(tag, attributes, { events: ["ready", "totals", "error"], ...more });

/** What a reader sees, in words, once what was asked is answered. */
const look = () =>
  page.waitFor(() => {
    const { busy, shadowRoot: root } = document.querySelector("fault-lab-totals");
    if (busy) return undefined;
    const text = (element) => element?.textContent.replace(/\s+/g, " ").trim() ?? "";
    return {
      title: text(root.querySelector(".title")),
      says: text(root.querySelector(".narration")),
      claims: [...root.querySelectorAll(".chip .shown")].map(text),
      traitors: root.querySelectorAll(".muster [aria-pressed=true]").length,
      focus: root.activeElement?.getAttribute("aria-label") ?? "",
    };
  });

/** Sets a field by its label. */
const set = (label, value) =>
  page.evaluate(
    (label, value) => {
      const root = document.querySelector("fault-lab-totals").shadowRoot;
      const named = [...root.querySelectorAll("label")].find((one) => one.textContent.trim() === label);
      const field = root.getElementById(named.htmlFor);
      field.value = value;
      field.dispatchEvent(new Event("change"));
    },
    label,
    String(value),
  );

test("it counts what its author asked for, and says that it counts", async () => {
  await open("fault-lab-totals", { ...thirteen, heading: "Thirteen" });
  assert.deepEqual(await look(), {
    title: "Thirteen",
    says: "13 generals exchange 108,384 messages in 5 rounds. All 8 loyal lieutenants obey: attack ▲.",
    claims: ["✓ IC1 holds", "✓ IC2 holds"],
    traitors: 4,
    focus: "",
  });
  const why = await page.evaluate(
    () => document.querySelector("fault-lab-totals").shadowRoot.querySelector(".why").textContent,
  );
  assert.match(why, /^Only totals are shown: nobody could watch 108,384 messages/);
  const told = await page.evaluate(() => globalThis.told);
  assert.equal(told[0][0], "faultlab-ready");
  assert.equal(told[0][1].sent, "108384");
});

test("a reader breaks it by a number, and what the page called it is gone", async () => {
  await open("fault-lab-totals", { ...thirteen, heading: "Thirteen" });
  await set("Traitors", 5);
  const { title, claims, traitors } = await look();
  assert.deepEqual([title, claims, traitors], ["OM(4) among 13 generals", ["✕ IC1 violated", "✕ IC2 violated"], 5]);
});

test("generals are worked by keyboard: one stop of the tab key, arrows walk, Enter and Space turn", async () => {
  await open("fault-lab-totals", thirteen);
  const stops = await page.evaluate(() => {
    const root = document.querySelector("fault-lab-totals").shadowRoot;
    root.querySelector("[data-part='0']").focus();
    return root.querySelectorAll(".muster [tabindex='0']").length;
  });
  assert.equal(stops, 1);
  await page.press("Enter");
  const turned = await look();
  assert.match(turned.focus, /^commander, a traitor/);
  assert.deepEqual(turned.claims, ["✕ IC1 violated", "– IC2 asks nothing"]);
  await page.press("Space");
  assert.deepEqual((await look()).claims, ["✓ IC1 holds", "✓ IC2 holds"]);
  await page.press("ArrowDown");
  await page.press("ArrowDown");
  await page.press("ArrowLeft");
  assert.match((await look()).focus, /^L\d+, /);
});

test("a touch on a general makes it a traitor", async () => {
  await open("fault-lab-totals", { n: 4, m: 1 });
  await page.click("[data-part='3']");
  assert.equal((await look()).traitors, 1);
  await page.click("[data-part='3']");
  assert.equal((await look()).traitors, 0);
});

test("a claim that asks nothing says why", async () => {
  await open("fault-lab-totals", { n: 7, m: 2, traitors: "commander L6", rule: "opposite" });
  await page.click(".chip.void");
  assert.match((await look()).says, /^IC2: .*IC2 asks nothing here: it speaks of a loyal commander/);
});

test("what is too big is refused in words, and nothing on screen claims to be its answer", async () => {
  await open("fault-lab-totals", thirteen);
  await set("Generals", 40);
  await set("Rounds of relays", 12);
  const { says, claims } = await look();
  assert.match(says, /^processes are too many: this run would need .* messages; at most 4,294,967,296 are run here/);
  assert.deepEqual(claims, ["○ IC1 open", "○ IC2 open"]);
  assert.equal((await page.evaluate(() => globalThis.told.at(-1)))[0], "faultlab-error");
});

test("a link opens the same totals", async () => {
  await open("fault-lab-totals", thirteen);
  await set("What traitors do", "random");
  await set("Seed of chance", 9);
  const before = await look();
  const link = await page.evaluate(() => document.querySelector("fault-lab-totals").link());
  await open("fault-lab-totals", { n: 4, m: 1 }, { hash: link.slice(link.indexOf("#")) });
  assert.deepEqual((await look()).says, before.says);
});

test("a figure whose run would be too big shows totals in its place, and a link to them opens", async () => {
  await open("fault-lab", {}, { document: tooBig });
  const inner = () => document.querySelector("fault-lab").shadowRoot.querySelector("fault-lab-totals");
  await page.waitFor(`() => (${inner})()?.counting.totals`);
  const seen = await page.evaluate(`() => {
    const { shadowRoot: root } = (${inner})();
    return [root.querySelector(".title").textContent, root.querySelector(".narration").textContent];
  }`);
  assert.equal(seen[0], "Too big to be watched");
  assert.match(seen[1], /108,384 messages/);
  const link = await page.evaluate(`async () => {
    const instrument = (${inner})();
    await instrument.counting.setTraitors(2);
    return instrument.link();
  }`);
  await open("fault-lab", {}, { document: tooBig, hash: link.slice(link.indexOf("#")) });
  const traitors = await page.waitFor(
    `() => (${inner})()?.counting.totals?.processes.filter((process) => process.faulty).length`,
  );
  assert.equal(traitors, 2);
});

test("a figure that can be neither run nor counted says why it isn't run", async () => {
  await open("fault-lab", {}, { document: { ...tooBig, processes: 60, params: { m: 30 } } });
  const text = await page.evaluate(
    () => document.querySelector("fault-lab").shadowRoot.querySelector("[role=alert]").textContent,
  );
  assert.match(text, /are too many: .* messages; at most 50,000 are run here/);
});

const looks = [thirteen, { n: 64, m: 2, traitors: "commander", rule: "random" }];

for (const width of [1280, 390])
  test(`nothing is too small or too wide, ${width} pixels`, async () => {
    await page.viewport(width, 900);
    for (const attributes of looks) {
      await open("fault-lab-totals", attributes);
      const found = await page.evaluate(() => {
        const root = document.querySelector("fault-lab-totals").shadowRoot;
        const touched = [...root.querySelectorAll("button, select, input:not([type=checkbox]), .check, .muster .hit")];
        return {
          low: touched
            .filter((one) => one.getBoundingClientRect().height < 44)
            .map((one) => one.outerHTML.slice(0, 90)),
          wide: document.documentElement.scrollWidth - document.documentElement.clientWidth,
        };
      });
      if (width < 560) assert.deepEqual(found.low, []);
      assert.ok(found.wide <= 0, `${found.wide} pixels too wide`);
    }
  });

for (const [width, scheme] of [
  [1280, "light"],
  [390, "dark"],
])
  test(`axe finds nothing, ${width} pixels, ${scheme}`, async () => {
    await page.viewport(width, 900);
    await page.colorScheme(scheme);
    for (const attributes of looks) {
      await open("fault-lab-totals", attributes);
      assert.deepEqual(await axeFinds(page), []);
    }
  });
