// The figure in a real browser: it comes alive, steps both ways, branches, is worked by keyboard alone, opens links,
// and leaves axe nothing to find.

import assert from "node:assert/strict";
import { axeFinds } from "./axe.mjs";
import { useFigurePage } from "./figure-page.mjs";
import { inEngines } from "./sample.mjs";
import { scenariosOf } from "./testdata.mjs";

const test = inEngines(import.meta.url);
const lieutenant = "byzantine/oral-4-1-lieutenant";

const { page, openElement } = useFigurePage({ scenarios: scenariosOf() });

/** Opens the page with one figure on it, and waits until it is alive. */
const open = (attributes, { inside = "A still picture.", ...more } = {}) =>
  openElement("fault-lab", attributes, {
    inside,
    events: ["ready", "step", "verdict", "error"],
    ...more,
  });

/** What a reader sees of the figure, in words. */
function seen() {
  const root = document.querySelector("fault-lab").shadowRoot;
  const text = (selector) => root.querySelector(selector)?.textContent.replace(/\s+/g, " ").trim() ?? "";
  return {
    step: text(".count"),
    says: text(".narration"),
    claims: [...root.querySelectorAll(".chip")].map((chip) =>
      chip.textContent.replace(/\s+/g, " ").split(":")[0].trim(),
    ),
    menu: [...root.querySelectorAll(".menu .item")].map((item) => item.textContent.replace(/\s+/g, " ").trim()),
    focus:
      root.activeElement?.getAttribute("aria-label") ??
      root.activeElement?.textContent.replace(/\s+/g, " ").trim() ??
      "",
    lies: root.querySelectorAll(".space-time .arrow.lie").length,
  };
}

const look = () => page.evaluate(seen);

async function press(...keys) {
  for (const key of keys) await page.press(key);
}

test("a figure comes alive where its author wants it to", async () => {
  await open({ scenario: lieutenant });
  const { step, says, claims } = await look();
  assert.equal(step, "step 10 of 11");
  assert.match(says, /L3 tells L2 retreat/);
  assert.deepEqual(claims, ["○ IC1 open", "○ IC2 open"]);
  const told = await page.evaluate(() => globalThis.told);
  assert.deepEqual(told[0], [
    "faultlab-ready",
    { title: "Lieutenant 3 is a traitor", protocol: "byzantine/oral", steps: 11 },
  ]);
});

test("the still stands in until the figure is alive, and is gone then", async () => {
  await open({ scenario: lieutenant, step: "3" }, { inside: "<p>The still.</p>" });
  assert.equal(await page.evaluate(() => document.querySelector("fault-lab p").checkVisibility()), false);
});

test("it is worked by keyboard alone: step, scrub, choose, undo", async () => {
  await open({ scenario: lieutenant, step: "8" });
  await page.evaluate(() => document.querySelector("fault-lab").shadowRoot.querySelector(".stage").focus());
  await press("ArrowRight");
  assert.equal((await look()).step, "step 9 of 11");
  await press("End");
  assert.deepEqual((await look()).claims, ["✓ IC1 holds", "✓ IC2 holds"]);
  await press("Home", "ArrowRight", "ArrowRight", "ArrowLeft");
  assert.equal((await look()).step, "step 1 of 11");
  await page.evaluate(() => document.querySelector("fault-lab").goTo(8));
  await page.evaluate(() =>
    document.querySelector("fault-lab").shadowRoot.querySelector("[data-opens=choices]").focus(),
  );
  await press("Enter");
  await page.waitFor(() => document.querySelector("fault-lab").shadowRoot.querySelector(".menu .item"));
  const { menu } = await look();
  assert.ok(
    menu.some((text) => text.includes("L3 tells L1 attack")),
    menu.join("; "),
  );
  assert.match((await look()).focus, /L3 tells L1 attack/);
  await press("ArrowDown", "ArrowDown", "Enter");
  await page.waitFor(() => document.querySelector("fault-lab").experiment.at === 9);
  assert.match((await look()).says, /nothing/);
  await page.waitFor(() => document.querySelector("fault-lab").shadowRoot.textContent.includes("Undo"));
  await page.evaluate(() => document.querySelector("fault-lab").experiment.undo());
  await page.waitFor(() => document.querySelector("fault-lab").experiment.at === 8);
  await press("Escape");
  assert.deepEqual((await look()).menu, []);
});

test("the nodes of a tree are one stop of the tab key, and the arrows walk among them", async () => {
  await open({ scenario: lieutenant, views: "tree" });
  const focused = () =>
    page.evaluate(() => document.querySelector("fault-lab").shadowRoot.activeElement?.getAttribute("aria-label"));
  await page.evaluate(() =>
    document.querySelector("fault-lab").shadowRoot.querySelector("[data-node][tabindex='0']").focus(),
  );
  assert.match(await focused(), /^L1 hears from commander/);
  await press("ArrowRight");
  assert.match(await focused(), /^L1 hears from L[23]/);
  const stops = await page.evaluate(
    () => document.querySelector("fault-lab").shadowRoot.querySelectorAll("[data-node][tabindex='0']").length,
  );
  assert.equal(stops, 1);
});

test("the scrubber goes anywhere", async () => {
  await open({ scenario: lieutenant, step: "0" });
  await page.evaluate(() => {
    const slider = document.querySelector("fault-lab").shadowRoot.querySelector("input[type=range]");
    slider.value = "9";
    slider.dispatchEvent(new Event("input", { bubbles: true }));
  });
  await page.waitFor(() => document.querySelector("fault-lab").experiment.at === 9);
  assert.equal((await look()).lies, 1);
});

test("a reader breaks it: another traitor, and the claim turns", async () => {
  await open({ scenario: "byzantine/oral-3-1-lieutenant", step: "0" });
  await page.click("[data-opens=faults]");
  await page.waitFor(() => document.querySelector("fault-lab").shadowRoot.querySelector("#fault-0"));
  await page.evaluate(() => {
    const select = document.querySelector("fault-lab").shadowRoot.querySelector("#fault-0");
    select.value = "arbitrary";
    select.dispatchEvent(new Event("change", { bubbles: true }));
  });
  await page.waitFor(() => document.querySelector("fault-lab").experiment.run.processes[0].faulty);
  const remarks = await page.evaluate(
    () => document.querySelector("fault-lab").shadowRoot.querySelector(".notes").textContent,
  );
  assert.match(remarks, /Outside the theorem/);
});

test("who is faulty is said by keyboard: the panel takes the focus, keeps it, and gives it back", async () => {
  await open({ scenario: lieutenant });
  const focused = () =>
    page.evaluate(() => {
      const { activeElement } = document.querySelector("fault-lab").shadowRoot;
      return activeElement?.id || activeElement?.dataset.opens;
    });
  await page.evaluate(() =>
    document.querySelector("fault-lab").shadowRoot.querySelector("[data-opens=faults]").focus(),
  );
  await press("Enter");
  await page.waitFor(() => document.querySelector("fault-lab").shadowRoot.activeElement?.id === "fault-0");
  await press("Tab", "Tab");
  assert.equal(await focused(), "fault-2");
  await press("Escape");
  assert.equal(await focused(), "faults");
});

test("a part of a circuit fails at a touch and at a key, in each way it can, and is right again", async () => {
  await open({ scenario: "tmr/no-fault", step: "24" });
  const part = (name) =>
    page.evaluate(
      (name) =>
        document
          .querySelector("fault-lab")
          .shadowRoot.querySelector(`[aria-label*="${name},"]`)
          .getAttribute("aria-label"),
      name,
    );
  const says = (words) =>
    page.waitFor(
      (words) =>
        document
          .querySelector("fault-lab")
          .shadowRoot.querySelector(".narration")
          .textContent.replace(/\s+/g, " ")
          .includes(words),
      words,
    );
  assert.equal(await part("A2"), "module A2, correct, puts out x");
  await page.click("[data-part='1']");
  await says("Step 2: A2 puts out y");
  assert.equal(await part("A2"), "module A2, faulty, puts out y");
  assert.equal(await part("V2"), "voter V2, correct, puts out x");
  await page.click("[data-part='0']");
  await says("Step 1: A1 puts out y");
  assert.equal(await part("V2"), "voter V2, correct, puts out y");
  assert.deepEqual((await look()).claims, ["✕ masked violated", "✕ safe violated"]);

  await page.evaluate(() => document.querySelector("fault-lab").shadowRoot.querySelector("[data-part='0']").focus());
  await press("Enter");
  await says("Step 1: A1 puts out z");
  assert.equal(await part("V2"), "voter V2, correct, puts out undefined");
  await press("Space");
  await says("Step 1: A1 stays silent");
  await press("Enter");
  await says("A1 is correct");
  assert.deepEqual((await look()).claims, ["✓ masked holds", "✓ safe holds"]);
  await press("ArrowDown", "Enter");
  await says("Step 2: A2 puts out z");
  assert.equal(await part("A2"), "module A2, faulty, puts out z");
});

test("who is faulty offers the failures that the protocol allows", async () => {
  await open({ scenario: "tmr/no-fault" });
  await page.click("[data-opens=faults]");
  await page.waitFor(() => document.querySelector("fault-lab").shadowRoot.querySelector("#fault-0"));
  const offered = await page.evaluate(() =>
    [...document.querySelector("fault-lab").shadowRoot.querySelector("#fault-0").options].map(({ value }) => value),
  );
  assert.deepEqual(offered, ["", "crash", "omission", "value"]);
});

test("a link opens the same run at the same step", async () => {
  await open({ scenario: "byzantine/oral-3-1-lieutenant", step: "4" });
  await page.evaluate(async () => {
    const { experiment } = document.querySelector("fault-lab");
    const options = await experiment.options(4);
    await experiment.choose(
      4,
      options.find((option) => option.group === "silent"),
      false,
    );
    await experiment.setFault("L1", "crash");
  });
  const link = await page.evaluate(() => document.querySelector("fault-lab").link());
  const before = await look();
  await open({ scenario: lieutenant }, { hash: link.slice(link.indexOf("#")) });
  assert.deepEqual(await look(), before);
});

test("a figure that loads at once follows a link as well, and begins once", async () => {
  const hash = "#fig=1.byzantine/oral-3-1-lieutenant.2";
  await open({ scenario: lieutenant, loading: "eager" }, { hash });
  const shown = () =>
    page.evaluate(() => {
      const { run, at } = document.querySelector("fault-lab").experiment;
      return [run.title, at];
    });
  const linked = ["Three processes: the lieutenant lies", 2];
  assert.deepEqual(await shown(), linked);
  // Whatever else it had asked the engine is answered by now.
  await page.evaluate(() => document.querySelector("fault-lab").experiment.options(0));
  assert.deepEqual(await shown(), linked);
  await page.evaluate((name) => {
    document.querySelector("fault-lab").document = faultlab.scenario(name);
  }, "byzantine/oral-4-1");
  await page.waitFor(() => document.querySelector("fault-lab").experiment.run?.processes.length === 4);
});

test("it plays to the end, and stops there", async () => {
  await open({ scenario: lieutenant, step: "9" });
  await page.evaluate(() => {
    const figure = document.querySelector("fault-lab");
    figure.state.setSpeed(4);
    return figure.play();
  });
  await page.waitFor(() => document.querySelector("fault-lab").matches(":state(playing)"));
  await page.waitFor(() => !document.querySelector("fault-lab").matches(":state(playing)"));
  assert.equal((await look()).step, "step 11 of 11");
});

test("pointing at a line of the log marks its event in every picture", async () => {
  await open({ scenario: lieutenant, views: "space-time tree group" });
  const marked = await page.evaluate(async () => {
    const figure = document.querySelector("fault-lab");
    const { shadowRoot: root } = figure;
    root.querySelector("details.log").open = true;
    while (!root.querySelector(".log .entry")) await new Promise((next) => setTimeout(next));
    const entry = [...root.querySelectorAll(".log .entry")].find((one) => one.textContent.includes("L3 tells L1"));
    entry.focus();
    await figure.updateComplete;
    return [".space-time .selection", ".tree .pointed", ".group .selection"].map(
      (selector) => root.querySelectorAll(selector).length,
    );
  });
  assert.deepEqual(marked, [1, 1, 1]);
});

test("a violated claim leads to the event that breaks it, with its past lit and its words", async () => {
  await open({ scenario: "byzantine/oral-3-1-lieutenant", step: "0" });
  await page.evaluate(() => document.querySelector("fault-lab").goTo(99));
  await page.click(".chip.violated");
  await page.waitFor(() => document.querySelector("fault-lab").state.look.selected !== null);
  const { says, step } = await look();
  assert.match(says, /^Step 6: L1 obeys: retreat/);
  assert.equal(step, "step 6 of 6");
  await press("Escape");
  assert.doesNotMatch((await look()).says, /^Step/);
});

test("what a process knows has no lie in it, neither in the pictures nor in words", async () => {
  await open({ scenario: lieutenant, step: "9", knows: "L1" });
  const { lies, says } = await look();
  assert.equal(lies, 0);
  assert.match(says, /L1 hears retreat ▽ from L3/);
  assert.doesNotMatch(says, /protocol|tells/);
});

test("locked controls are not there", async () => {
  await open({ scenario: lieutenant, locked: "choices faults link" });
  const found = await page.evaluate(
    () => document.querySelector("fault-lab").shadowRoot.querySelectorAll("[data-opens]").length,
  );
  assert.equal(found, 0);
});

test("many figures on a page share one engine", async () => {
  await open({ scenario: lieutenant });
  const alive = await page.evaluate(async () => {
    for (let i = 0; i < 5; i++) {
      const figure = document.createElement("fault-lab");
      figure.setAttribute("scenario", "byzantine/oral-4-1");
      figure.setAttribute("loading", "eager");
      document.querySelector("#here").append(figure);
    }
    const figures = [...document.querySelectorAll("fault-lab")];
    for (let tries = 0; tries < 300 && !figures.every((one) => one.experiment.run); tries++)
      await new Promise((next) => setTimeout(next, 15));
    return figures.filter((one) => one.experiment.run).length;
  });
  assert.equal(alive, 6);
});

for (const width of [1280, 390]) {
  test(`nothing moves when the words change, ${width} pixels`, async () => {
    await page.viewport(width, 900);
    const some = [lieutenant, "byzantine/oral-3-1-lieutenant", "byzantine/oral-6-2", "tmr/undefined"];
    for (const scenario of [...some, "rpc/request-volatile", "multicast/unordered-3"]) {
      await open({ scenario, step: "0" });
      const tops = await page.evaluate(async () => {
        const figure = document.querySelector("fault-lab");
        const found = new Set();
        for (let step = 0; step <= figure.experiment.run.steps; step++) {
          await figure.goTo(step);
          found.add(figure.shadowRoot.querySelector(".transport").getBoundingClientRect().top);
        }
        return [...found];
      });
      assert.equal(tops.length, 1, `${scenario}: the transport is at ${tops}`);
    }
    await page.viewport(1280, 900);
  });
}

// Of all but the pictures, which a test without a page holds to the same height as their stills.
function heights() {
  const root = document.querySelector("fault-lab").shadowRoot;
  return [".head", ".narration", ".transport", ".below", ".bar", ".notes", ".log-foot"].map(
    (selector) => `${selector} ${Math.round(root.querySelector(selector)?.getBoundingClientRect().height ?? 0)}`,
  );
}

for (const width of [1280, 390]) {
  test(`nothing moves when a figure comes alive, or a remark comes, ${width} pixels`, async () => {
    await page.viewport(width, 900);
    for (const scenario of [
      "byzantine/oral-3-1-retreat",
      "byzantine/oral-7-2",
      "tmr/undefined",
      "rpc/request-volatile",
    ]) {
      await open({ scenario });
      const alive = await page.evaluate(heights);
      // The same figure again, seen before its run has come.
      await page.evaluate(async () => {
        const figure = document.querySelector("fault-lab");
        const still = document.createElement("div");
        still.className = "faultlab-still";
        const said = (name, text) => {
          const paragraph = document.createElement("p");
          paragraph.className = name;
          paragraph.textContent = text;
          still.append(paragraph);
        };
        for (const { code, text } of figure.experiment.run.remarks) said(`remark ${code}`, text);
        said("costs", figure.shadowRoot.querySelector(".costs").textContent);
        figure.append(still);
        figure.experiment.run = null;
        figure.requestUpdate();
        await figure.updateComplete;
      });
      assert.deepEqual(await page.evaluate(heights), alive, scenario);
    }
    await open({ scenario: "byzantine/oral-4-1-loyal" });
    const without = await page.evaluate(heights);
    await page.evaluate(async () => {
      const { experiment } = document.querySelector("fault-lab");
      for (const traitor of ["commander", "L1", "L2"]) await experiment.setFault(traitor, "arbitrary");
    });
    await page.waitFor(() => document.querySelector("fault-lab").shadowRoot.querySelector(".remark"));
    assert.deepEqual(await page.evaluate(heights), without);
    // Outside in one respect, and then in two.
    await open({ scenario: "byzantine/oral-6-2" });
    const few = await page.evaluate(heights);
    await page.evaluate(() => document.querySelector("fault-lab").experiment.setFault("L1", "arbitrary"));
    await page.waitFor(() =>
      /3 of 6/.test(document.querySelector("fault-lab").shadowRoot.querySelector(".remark").textContent),
    );
    assert.deepEqual(await page.evaluate(heights), few);
    await page.viewport(1280, 900);
  });
}

for (const [width, scheme] of [
  [1280, "light"],
  [1280, "dark"],
  [390, "light"],
  [390, "dark"],
]) {
  test(`axe finds nothing, ${width} pixels, ${scheme}`, async () => {
    await page.viewport(width, 900);
    await page.colorScheme(scheme);
    const some = [lieutenant, "byzantine/oral-7-2", "byzantine/oral-4-1-crash", "tmr/voter-and-module"];
    for (const scenario of [...some, "rpc/request-volatile", "multicast/unordered-3"]) {
      await open({ scenario, views: "space-time tree group circuit" });
      await page.evaluate(() => document.querySelector("fault-lab").state.openChoices());
      assert.deepEqual(await axeFinds(page), [], scenario);
    }
  });
}

test("at 390 pixels everything that is touched is 44 pixels high, and nothing is wider than the screen", async () => {
  await page.viewport(390, 844);
  await open({ scenario: "byzantine/oral-7-2", views: "space-time tree group" });
  const found = await page.evaluate(() => {
    const root = document.querySelector("fault-lab").shadowRoot;
    const low = [...root.querySelectorAll("button, select, summary, input")].filter(
      (one) => one.checkVisibility() && one.getBoundingClientRect().height < 44,
    );
    return {
      low: low.map((one) => one.outerHTML.slice(0, 80)),
      wide: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    };
  });
  assert.deepEqual(found.low, []);
  assert.ok(found.wide <= 0, `${found.wide} pixels too wide`);
});
