// A run of ten thousand events in a real browser: one finds one's way in it by the strip, and what is not seen is not
// written.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openElement, serveFigures } from "./figure-page.mjs";
import { openPage } from "./page.mjs";

const document = {
  faultlab: 1,
  protocol: "multicast/fifo",
  processes: 15,
  params: { messages: 16, senders: 15 },
};

let page;
let server;

before(async () => {
  page = await openPage({ reducedMotion: true });
  await page.viewport(1280, 900);
  server = await serveFigures();
});

after(async () => {
  server?.close();
  await page?.close();
});

const open = (step) => openElement(page, server, "fault-lab", { step, views: "space-time group" }, { document });
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
