// The moments of delivery and of the view change in a real browser: moved by the keyboard and by dragging, with the
// verdicts of the engine.

import assert from "node:assert/strict";
import { axeFinds } from "./axe.mjs";
import { useFigurePage } from "./figure-page.mjs";
import { inEngines } from "./sample.mjs";
import { scenariosOf } from "./testdata.mjs";

const test = inEngines(import.meta.url);
const { page, openElement } = useFigurePage({ viewport: [1280, 1100], scenarios: scenariosOf("vsync/picture-") });

const open = () => openElement("fault-lab-moments", {}, { inside: "A still.", events: ["ready", "moments", "error"] });
const changes = (n) => page.waitFor((n) => told.filter(([type]) => type === "faultlab-moments").length >= n, n);

const look = () =>
  page.evaluate(() => {
    const root = document.querySelector("fault-lab-moments").shadowRoot;
    return {
      pressed: [...root.querySelectorAll('.preset[aria-pressed="true"] b')].map((one) => one.textContent).join(),
      violated: root.querySelectorAll(".properties .violated").length,
      properties: root.querySelectorAll(".properties li").length,
      says: root.querySelector(".narration").textContent.trim(),
      texts: [...root.querySelectorAll("[data-moment]")].map((one) => one.getAttribute("aria-valuetext")),
      focus: root.activeElement?.getAttribute("data-moment") ?? "",
    };
  });

test("the four pictures are four presses, with the verdicts of the engine", async () => {
  await open();
  const found = [];
  for (const i of [1, 2, 3]) {
    await page.evaluate(
      (i) => document.querySelector("fault-lab-moments").shadowRoot.querySelectorAll(".preset")[i].click(),
      i,
    );
    await changes(i);
    const { pressed, violated, properties } = await look();
    found.push([pressed, violated, properties]);
  }
  assert.deepEqual(found, [
    ["b", 0, 5],
    ["c", 2, 5],
    ["d", 5, 5],
  ]);
});

test("the arrows move a delivery behind the change of the view, and past the end of all", async () => {
  await open();
  await page.evaluate(() =>
    document.querySelector("fault-lab-moments").shadowRoot.querySelector('[data-moment="2 message"]').focus(),
  );
  for (let i = 1; i <= 3; i++) {
    await page.press("ArrowRight");
    if (i < 3) await changes(i);
  }
  await page.waitFor(
    () =>
      document
        .querySelector("fault-lab-moments")
        .shadowRoot.querySelector('[data-moment="2 message"]')
        .getAttribute("aria-valuetext") === "never",
  );
  const gone = await look();
  assert.match(gone.says, /P2 delivers it before its view changes, P3 never delivers the message/);
  assert.equal(gone.focus, "2 message");
  assert.ok(gone.violated > 0 && gone.pressed === "");
  await page.press("ArrowLeft");
  await changes(4);
  assert.match((await look()).says, /P3 delivers it behind its change of the view\. 5 properties are violated/);
});

test("a drag does the same, and comes back", async () => {
  await open();
  const drag = (from, to) =>
    page.evaluate(
      async (from, to) => {
        const root = document.querySelector("fault-lab-moments").shadowRoot;
        root.querySelector("svg.handles").setPointerCapture = () => {}; // no browser captures a pointer that is made up
        const middle = (selector) => {
          const { left, top, width, height } = root.querySelector(selector).getBoundingClientRect();
          return { clientX: left + width / 2, clientY: top + height / 2, pointerId: 1, bubbles: true, composed: true };
        };
        const target = root.querySelector(`${from} .reach`);
        const end = middle(to);
        target.dispatchEvent(new PointerEvent("pointerdown", middle(`${from} .reach`)));
        target.dispatchEvent(new PointerEvent("pointermove", end));
        target.dispatchEvent(new PointerEvent("pointerup", end));
      },
      from,
      to,
    );
  await drag('[data-moment="1 message"]', ".slot");
  await changes(1);
  assert.match((await look()).says, /^P2 never delivers the message, P3 delivers it before/);
  await drag('[data-moment="1 message"]', '[data-moment="2 message"] .reach');
  await changes(2);
  const back = await look();
  assert.deepEqual([back.pressed, back.violated], ["a", 0]);
  await drag('[data-moment="2 view"]', '[data-moment="1 message"] .reach');
  await changes(3);
  assert.deepEqual([(await look()).pressed, (await look()).violated], ["d", 5]);
});

test("on a narrow screen time runs down, and nothing sticks out", async () => {
  await page.viewport(390, 1100);
  await open();
  const [least, over, turned] = await page.evaluate(() => {
    const root = document.querySelector("fault-lab-moments").shadowRoot;
    const pressed = [...root.querySelectorAll("button, .handle .reach")].map(
      (one) => one.getBoundingClientRect().height,
    );
    const { scrollWidth, clientWidth } = document.documentElement;
    return [Math.min(...pressed), scrollWidth - clientWidth, root.querySelector(".space-time.turned") !== null];
  });
  assert.ok(least >= 44 && over <= 0 && turned, `${least}, ${over}`);
});

for (const scheme of ["light", "dark"])
  test(`axe finds nothing on a narrow screen, ${scheme}`, async () => {
    await page.viewport(390, 1100);
    await page.colorScheme(scheme);
    await open();
    assert.deepEqual(await axeFinds(page), []);
  });
