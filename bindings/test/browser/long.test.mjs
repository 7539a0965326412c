// A run of ten thousand events in a real browser: one finds one's way in it by the strip, and what is not seen is not
// written.

import assert from "node:assert/strict";
import { useFigurePage } from "./figure-page.mjs";
import { longLog } from "./long-log.mjs";
import { inEngines } from "./sample.mjs";

const test = inEngines(import.meta.url);
const document = {
  faultlab: 1,
  protocol: "multicast/fifo",
  processes: 15,
  params: { messages: 16, senders: 15 },
};

const { page, openElement } = useFigurePage();

const open = (step) => openElement("fault-lab", { step, views: "space-time group" }, { document });
const at = () => page.evaluate(() => document.querySelector("fault-lab").experiment.at);

test("a touch on the strip below the diagram goes there, and a drag along it scrubs", async () => {
  await open(0);
  await page.click(".overview .hit");
  const steps = await page.evaluate(() => document.querySelector("fault-lab").experiment.run.steps);
  assert.ok(Math.abs((await at()) - steps / 2) < 20, `step ${await at()} of ${steps}`);
  const dragged = await page.evaluate(async () => {
    const figure = document.querySelector("fault-lab");
    const found = [];
    for (const part of [0.1, 0.25, 0.9, 1]) {
      const strip = figure.shadowRoot.querySelector(".overview .hit");
      const { left, width, top } = strip.getBoundingClientRect();
      const where = { clientX: left + part * width, clientY: top + 4, buttons: 1, bubbles: true, composed: true };
      strip.dispatchEvent(new PointerEvent("pointermove", where));
      await figure.updateComplete;
      found.push(figure.experiment.at / figure.experiment.run.steps);
    }
    return found;
  });
  for (const [i, part] of [0.1, 0.25, 0.9, 1].entries()) assert.ok(Math.abs(dragged[i] - part) < 0.01, dragged.join());
});

test("a folded log is not written, and of an open one there is the end", async () => {
  await open(3000);
  const count = () => document.querySelector("fault-lab").shadowRoot.querySelectorAll(".log .entry").length;
  assert.equal(await page.evaluate(count), 0);
  await page.click("details.log summary");
  assert.equal(await page.waitFor(count), 400);
  const last = await page.evaluate(
    () => [...document.querySelector("fault-lab").shadowRoot.querySelectorAll(".log .step")].at(-1).textContent,
  );
  assert.equal(last, "3000");
});

test("from a step to the next what is seen of the run stays the same elements", async () => {
  await open(1800);
  const kept = await page.evaluate(async () => {
    const figure = document.querySelector("fault-lab");
    const marks = () => [...figure.shadowRoot.querySelectorAll(".space-time .event")];
    const before = new Map(marks().map((one) => [one.getAttribute("data-event"), one]));
    await figure.goTo(1801);
    const after = marks().filter((one) => before.has(one.getAttribute("data-event")));
    return [after.length, after.filter((one) => before.get(one.getAttribute("data-event")) === one).length];
  });
  assert.ok(kept[0] > 10);
  assert.equal(kept[1], kept[0]);
});

/** Goes to places all over the run, and counts at each what is written of it: elements, texts and comments. */
async function written(tag) {
  return page.evaluate(async (tag) => {
    const element = document.querySelector(tag);
    const run = tag === "fault-lab" ? element.experiment.run : element.judged.run;
    const counts = [];
    for (let i = 0; i < 12; i++) {
      const to = Math.round((run.steps * i) / 11);
      if (tag === "fault-lab") await element.goTo(to);
      else element.go(to);
      await element.updateComplete;
      const all = document.createTreeWalker(element.shadowRoot);
      let count = 0;
      while (all.nextNode()) count++;
      counts.push(count);
    }
    return { most: Math.max(...counts), overviews: element.shadowRoot.querySelectorAll(".overview").length };
  }, tag);
}

test("what is written of a run of ten thousand events is what is on screen, wherever one is", async () => {
  await openElement("fault-lab", { step: 0, views: "space-time" }, { document });
  assert.ok(await page.evaluate(() => document.querySelector("fault-lab").experiment.run.events.length > 10_000));
  const { most, overviews } = await written("fault-lab");
  assert.equal(overviews, 1);
  assert.ok(most < 4000, `${most} nodes`);
});

for (const format of ["json", "shiviz"])
  test(`so it is of a log of ten thousand events, ${format}, and of one that is five times shorter`, async () => {
    const found = [];
    for (const events of [2000, format === "json" ? 10_000 : 9_999]) {
      await openElement("fault-lab-log", {}, {});
      const judged = await page.evaluate(
        async (text, format) => {
          const log = document.querySelector("fault-lab-log");
          await log.judge(text, format, true);
          await log.updateComplete;
          return [
            log.judged.run.steps,
            log.wrong?.message ?? "",
            log.renderRoot.querySelectorAll(".log-margin text").length,
          ];
        },
        longLog(format, events),
        format,
      );
      assert.deepEqual(judged.slice(0, 2), [events, ""]);
      assert.ok(judged[2] <= 24, "of the margin what is seen is written");
      found.push(await written("fault-lab-log"));
    }
    assert.ok(found.every(({ overviews }) => overviews === 1));
    assert.ok(found[1].most < 2500 && found[1].most < found[0].most * 1.25, found.map(({ most }) => most).join());
  });
