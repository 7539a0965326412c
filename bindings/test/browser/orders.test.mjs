// How many orders are legal, in a real browser: a reader draws, asks, picks and composes by mouse and by keyboard, and
// the verdicts follow.

import assert from "node:assert/strict";
import { axeFinds } from "./axe.mjs";
import { useFigurePage } from "./figure-page.mjs";
import { inEngines } from "./sample.mjs";

const test = inEngines(import.meta.url);
const { page, openElement } = useFigurePage({ viewport: [1280, 1200] });

const tag = "fault-lab-orders";
const open = (attributes = {}) =>
  openElement(
    tag,
    { delivered: "1,3,2,4 3,1,2,4", ...attributes },
    { inside: "A still.", events: ["ready", "orders", "error"] },
  );

const look = () =>
  page.evaluate(() => {
    const root = document.querySelector("fault-lab-orders").shadowRoot;
    const text = (one) => one?.textContent.replace(/\s+/g, " ").trim() ?? "";
    return {
      counts: [...root.querySelectorAll(".kind b")].map(text),
      legal: root.querySelectorAll(".an-order.legal").length,
      orders: root.querySelectorAll(".an-order").length,
      lines: [...root.querySelectorAll(".line")].map((line) =>
        [...line.querySelectorAll(".token")]
          .map((token) => (token.classList.contains("sends") ? "" : "-") + text(token))
          .join(" "),
      ),
      verdicts: [...root.querySelectorAll(".order-verdicts li")].map(text),
      says: text(root.querySelector(".narration p")),
      broken: [...root.querySelectorAll(".token.broken")].map((one) => one.getAttribute("aria-label")),
      witness: root.querySelectorAll(".space-time .witness").length,
      focus: root.activeElement?.getAttribute("data-token") ?? "",
      error: text(root.querySelector(".error")),
    };
  });

/** Waits until the element has told of so many changes. */
const changes = (n) => page.waitFor((n) => told.filter(([type]) => type === "faultlab-orders").length >= n, n);
const focus = (selector) =>
  page.evaluate(
    (selector) => document.querySelector("fault-lab-orders").shadowRoot.querySelector(selector).focus(),
    selector,
  );

test("the lecture's table is counted, and an order that is picked is judged", async () => {
  await open({ order: "FIFO" });
  const first = await look();
  assert.deepEqual(first.counts, ["576", "24", "36", "6", "36", "6"]);
  assert.deepEqual([first.legal, first.orders], [6, 24]);
  assert.match(first.says, /Legal in FIFO order/);
  await page.click(".an-order.illegal");
  await changes(1);
  const broken = await look();
  assert.match(broken.says, /P2 delivers m4 before m3, and P4 sent m3 first/);
  assert.ok(broken.broken.length >= 2 && broken.witness >= 2);
});

test("one order for all is asked by a press, and a pair of receivers breaks it", async () => {
  await open({ order: "FIFO" });
  await page.click('[data-kind="1 1"]');
  await changes(1);
  const { says, verdicts } = await look();
  assert.match(says, /P2 delivers m1 before m3, P3 m3 before m1/);
  assert.match(verdicts.join(), /✕ total broken/);
  await focus('[data-kind="1 1"]');
  await page.press("ArrowUp");
  await changes(2);
  assert.deepEqual(
    await page.evaluate(() => [
      document.querySelector("fault-lab-orders").order,
      document.querySelector("fault-lab-orders").total,
    ]),
    ["no", true],
  );
});

test("a delivery is drawn before a multicast, and moved and removed by the keyboard", async () => {
  await open({ order: "causal" });
  await page.evaluate(() => {
    const select = document.querySelector("fault-lab-orders").shadowRoot.querySelectorAll(".line-adds select")[1];
    select.value = "1";
    select.dispatchEvent(new Event("change"));
  });
  await changes(1);
  assert.deepEqual((await look()).counts, ["576", "24", "36", "6", "9", "3"]);
  await focus('[data-token="senders 1 0"]');
  await page.press("ArrowRight");
  await changes(2);
  const between = await look();
  assert.deepEqual([between.counts[4], between.lines[1], between.focus], ["25", "m3 -m1 m4", "senders 1 1"]);
  await page.press("Delete");
  await changes(3);
  assert.deepEqual((await look()).counts[4], "36");
});

test("a receiver's order is composed by dragging", async () => {
  await open({ order: "FIFO" });
  await page.evaluate(() => {
    const root = document.querySelector("fault-lab-orders").shadowRoot;
    const at = (place) => {
      const { left, top, width, height } = root
        .querySelector(`[data-token="receivers 0 ${place}"]`)
        .getBoundingClientRect();
      return { clientX: left + width / 2, clientY: top + height / 2, pointerId: 1, bubbles: true, composed: true };
    };
    root.querySelector('[data-token="receivers 0 2"]').dispatchEvent(new PointerEvent("pointerdown", at(2)));
    for (const place of [1, 0]) dispatchEvent(new PointerEvent("pointermove", at(place)));
    dispatchEvent(new PointerEvent("pointerup", at(0)));
  });
  await changes(1);
  await page.waitFor(
    () => document.querySelector("fault-lab-orders").composing.drawing.receivers[0].steps.join() === "2,1,3,4",
  );
  assert.match((await look()).says, /P2 delivers m2 before m1/);
});

test("what can't be is said of the process, and what was drawn stays", async () => {
  await open({ senders: "P1:1 P4:-1,2", delivered: "" });
  await page.evaluate(() => {
    const select = document.querySelector("fault-lab-orders").shadowRoot.querySelector(".line-adds select");
    select.value = "2";
    select.dispatchEvent(new Event("change"));
  });
  await page.waitFor(() => document.querySelector("fault-lab-orders").wrong !== null);
  const { error, lines } = await look();
  assert.match(error, /P1 delivers m2, which can't have been sent yet/);
  assert.equal(lines[0], "m1");
  await open({ senders: "P1" });
  assert.match((await look()).error, /senders has "P1"/);
});

test("six messages are the most, and not all of their orders are written at once", async () => {
  await open({ senders: "P1:1,2,3 P4:4,5", delivered: "" });
  await page.click(".line-adds .button");
  await changes(1);
  const { orders, counts } = await look();
  assert.deepEqual([orders, counts[0]], [120, "518,400"]);
  assert.equal(
    await page.evaluate(
      () =>
        document.querySelector("fault-lab-orders").shadowRoot.querySelectorAll(".line-adds .button:disabled").length,
    ),
    2,
  );
});

test("on a narrow screen everything can be hit, and nothing sticks out", async () => {
  await page.viewport(390, 1200);
  await open({ order: "FIFO", total: "" });
  const [least, over] = await page.evaluate(() => {
    const pressed = document.querySelector("fault-lab-orders").shadowRoot.querySelectorAll("button, select");
    const { scrollWidth, clientWidth } = document.documentElement;
    return [Math.min(...[...pressed].map((one) => one.getBoundingClientRect().height)), scrollWidth - clientWidth];
  });
  assert.ok(least >= 44 && over <= 0, `${least}, ${over}`);
});

for (const scheme of ["light", "dark"])
  test(`axe finds nothing on a narrow screen, ${scheme}`, async () => {
    await page.viewport(390, 1200);
    await page.colorScheme(scheme);
    await open({ order: "FIFO", total: "" });
    assert.deepEqual(await axeFinds(page), []);
  });
