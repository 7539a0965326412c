// The tables of what can happen in a real browser: cells open their runs by mouse and by keyboard, a reader tries a
// strategy of their own, and axe finds nothing.

import assert from "node:assert/strict";
import { axeFinds } from "./axe.mjs";
import { useFigurePage } from "./figure-page.mjs";
import { inEngines } from "./sample.mjs";

const test = inEngines(import.meta.url);
const { page, openElement } = useFigurePage();

const tag = "fault-lab-matrix";
const open = async (attributes) => {
  await openElement(tag, attributes, { inside: "A still.", events: ["ready", "cell", "error"] });
  await page.waitFor(run, null);
};

/** The title of the run below, once it is the wanted one. */
function run(wanted) {
  const inner = document.querySelector("fault-lab-matrix").shadowRoot.querySelector("fault-lab");
  const found = inner?.experiment.run;
  return found && (!wanted || found.title === wanted) ? [found.title, found.choices.every(({ fits }) => fits)] : null;
}

const look = () =>
  page.evaluate(() => {
    const root = document.querySelector("fault-lab-matrix").shadowRoot;
    const text = (one) => one?.textContent.replace(/\s+/g, " ").trim() ?? "";
    return {
      rows: [...root.querySelectorAll("tbody tr:has(td)")].map((row) =>
        [...row.querySelectorAll("td")].map((cell) =>
          [...cell.querySelectorAll(".word")].map((one) => one.textContent).join("/"),
        ),
      ),
      says: text(root.querySelector(".narration")),
      summary: text(root.querySelector(".summary")),
      focus: root.activeElement?.getAttribute("aria-label") ?? "",
      stops: root.querySelectorAll('[data-place][tabindex="0"]').length,
      error: text(root.querySelector(".error")),
    };
  });

test("a cell of the print server opens its run by mouse", async () => {
  await open({ of: "print-server", own: "3" });
  const { rows, summary, stops } = await look();
  assert.deepEqual(rows.slice(0, 3), [
    ["DUP", "OK", "DUP", "OK", "OK"],
    ["OK", "ZERO", "OK", "ZERO", "ZERO"],
    ["OK", "ZERO", "ZERO", "OK", "OK"],
  ]);
  assert.match(summary, /12 are OK, 6 DUP, 6 ZERO.*All 16 pairs.*none of them is OK/);
  assert.equal(stops, 1);
  await page.click('[data-place="1 1 0"]');
  const title = "MC(P), the client never asks again: ZERO";
  assert.deepEqual(await page.waitFor(run, title), [title, true]);
  assert.match((await look()).says, /MC\(P\).* nothing is on paper/);
});

test("the arrows lead from cell to cell, and Enter opens", async () => {
  await open({ of: "print-server" });
  await page.evaluate(() =>
    document.querySelector("fault-lab-matrix").shadowRoot.querySelector('[data-place][tabindex="0"]').focus(),
  );
  await page.press("ArrowDown");
  await page.press("ArrowRight");
  await page.waitFor(() =>
    /never asks again: ZERO/.test(
      document.querySelector("fault-lab-matrix").shadowRoot.activeElement?.getAttribute("aria-label"),
    ),
  );
  await page.press("Enter");
  assert.ok(await page.waitFor(run, "MC(P), the client never asks again: ZERO"));
  // The focus stays where the reader is.
  assert.match((await look()).focus, /^MC\(P\), the client never/);
  await page.press("Home");
  await page.waitFor(() =>
    /always asks again/.test(
      document.querySelector("fault-lab-matrix").shadowRoot.activeElement?.getAttribute("aria-label"),
    ),
  );
});

test("the reader's own strategy, the reading of ACK and a second crash change the table", async () => {
  await open({ of: "print-server" });
  const press = async (selector, rows) => {
    await page.click(selector);
    await page.waitFor(
      (wanted) =>
        [...document.querySelector("fault-lab-matrix").shadowRoot.querySelectorAll("tbody tr:has(td)")]
          .slice(0, 1)
          .map((row) => [...row.querySelectorAll(".word")].map((one) => one.textContent).join(" "))[0] === wanted,
      rows,
    );
  };
  await press("#if-completed", "DUP OK DUP OK DUP");
  await page.evaluate(() => {
    const select = document.querySelector("fault-lab-matrix").shadowRoot.querySelector("#ack");
    select.value = "delivery";
    select.dispatchEvent(new Event("change"));
  });
  await page.waitFor(() => !document.querySelector("fault-lab-matrix").busy);
  const { rows } = await look();
  assert.deepEqual(
    rows.slice(0, 3).map((row) => row[2]),
    rows.slice(0, 3).map((row) => row[0]),
  );
  await page.click("#second");
  await page.waitFor(() => /several ways/.test(document.querySelector("fault-lab-matrix").says.join(" ")));
});

test("policies: an outcome opens its run, and what can't be has a reason", async () => {
  await open({ of: "policies", operation: "withdraw" });
  await page.click('[data-place="1 5 0"]');
  assert.ok(await page.waitFor(run, "Ask again, and execute again: executed twice or more, with a reply"));
  await page.evaluate(() => {
    const select = document.querySelector("fault-lab-matrix").shadowRoot.querySelector("#operation");
    select.value = "print";
    select.dispatchEvent(new Event("change"));
  });
  await page.waitFor(() =>
    /no step writes on paper/.test(document.querySelector("fault-lab-matrix").shadowRoot.textContent),
  );
});

test("a word that means nothing is refused with those that do", async () => {
  await openElement(tag, { of: "tea-leaves" }, {});
  assert.match((await look()).error, /of has the value "tea-leaves".*print-server, policies, orphans/);
});

test("on a narrow screen every cell can be hit, and nothing sticks out", async () => {
  await page.viewport(390, 900);
  for (const of of ["print-server", "policies", "orphans"]) {
    await open({ of });
    const [least, over] = await page.evaluate(() => {
      const marks = document.querySelector("fault-lab-matrix").shadowRoot.querySelectorAll("[data-place]");
      const sizes = [...marks].map((one) => one.getBoundingClientRect());
      const { scrollWidth, clientWidth } = document.documentElement; // a window of WebKit's may be no narrower than 447
      return [Math.min(...sizes.map(({ height }) => height)), scrollWidth - clientWidth];
    });
    assert.ok(least >= 44 && over <= 0, `${of}: ${least}, ${over}`);
  }
  await page.viewport(1280, 900);
});

for (const scheme of ["light", "dark"])
  for (const of of ["print-server", "policies", "orphans"]) {
    test(`axe finds nothing in ${of}, ${scheme}`, async () => {
      await page.colorScheme(scheme);
      await open({ of });
      assert.deepEqual(await axeFinds(page), []);
    });
  }
