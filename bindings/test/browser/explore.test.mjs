// Everything is tried in a real browser: beside a page that stays alive, until a bound, a reader or a fault of the
// engine ends it; and what a reader sees of it, by mouse, by finger and by keyboard alone.

import assert from "node:assert/strict";
import { axeFinds } from "./axe.mjs";
import { useFigurePage } from "./figure-page.mjs";
import { inEngines } from "./sample.mjs";
import { scenariosOf } from "./testdata.mjs";

const test = inEngines(import.meta.url);
/** Millions of states; nobody waits for their end. */
const endless = {
  faultlab: 1,
  protocol: "multicast/fifo",
  title: "Three multicast to six",
  processes: 6,
  params: { messages: 6, senders: 3 },
};

// The engine can be asked to fail.
const { page, load, openElement } = useFigurePage({ scenarios: scenariosOf(), faults: true });

const open = (attributes, document = null) => openElement("fault-lab", attributes, { document, events: ["explored"] });

/** What a reader sees, in words. */
const look = () =>
  page.evaluate(() => {
    const { shadowRoot: root } = document.querySelector("fault-lab");
    const text = (element) => element?.textContent.replace(/\s+/g, " ").trim() ?? "";
    return {
      step: text(root.querySelector(".count")),
      claims: [...root.querySelectorAll(".chip .shown")].map(text),
      findings: [...root.querySelectorAll(".findings li")].map((li) =>
        [text(li.querySelector(".sign")), text(li.querySelector(".what"))].join(" "),
      ),
      told: text(root.querySelector(".everything .told")),
      numbers: text(root.querySelector(".so-far")),
      refused: text(root.querySelector(".everything .refused")),
      covered: [...root.querySelectorAll(".covered li")].map(text),
      summary: text(root.querySelector(".table .summary")),
      focus: root.activeElement?.getAttribute("aria-label") ?? text(root.activeElement),
    };
  });

const settled = () =>
  page.waitFor(() => {
    const { quest } = document.querySelector("fault-lab").state;
    // The table of all runs comes last, or it is known that there is none.
    return !quest.running && (quest.trouble || (quest.progress && (quest.tabled || !quest.progress.done))) && true;
  });
const under = () => page.waitFor(() => document.querySelector("fault-lab").state.quest.progress?.states > 1000);

async function press(...keys) {
  for (const key of keys) await page.press(key);
}

test("while 200,000 states are tried the page draws frame after frame, and is told how far it is", async () => {
  await load();
  const seen = await page.evaluate(async (endless) => {
    const engine = await faultlab.sharedEngine();
    let frames = 0;
    let going = true;
    const frame = () => {
      frames++;
      if (going) requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
    const told = [];
    const framesAt = [];
    const found = await engine.explore(endless, {
      states: 200_000,
      onProgress: ({ states }) => {
        told.push(states);
        framesAt.push(frames);
      },
    });
    going = false;
    return {
      place: engine.place,
      stopped: found.stopped,
      states: found.states,
      rate: found.rate,
      frames,
      told: told.length,
      rising: told.every((n, i) => i === 0 || n >= told[i - 1]),
      // Stretches of progress in which no frame was drawn at all.
      longest: framesAt.reduce(
        ([run, most], n, i) => {
          const now = i > 0 && n === framesAt[i - 1] ? run + 1 : 0;
          return [now, Math.max(most, now)];
        },
        [0, 0],
      )[1],
    };
  }, endless);
  assert.equal(seen.place, "url");
  assert.equal(seen.stopped, "bound on states");
  assert.equal(seen.states, 200_000);
  assert.ok(seen.rate > 0);
  assert.ok(seen.told > 10 && seen.rising, `told ${seen.told} times`);
  assert.ok(seen.frames > 10, `${seen.frames} frames`);
  assert.ok(seen.longest < seen.told / 2, `${seen.longest} of ${seen.told} slices without a frame between them`);
});

test("on the page's own thread a search gives way between slices", async () => {
  await load();
  const { frames, told } = await page.evaluate(async (endless) => {
    const engine = await faultlab.createEngine({ worker: false });
    let frames = 0;
    let going = true;
    const frame = () => {
      frames++;
      if (going) requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
    let told = 0;
    await engine.explore(endless, { states: 150_000, onProgress: () => told++ });
    going = false;
    return { frames, told };
  }, endless);
  assert.ok(told > 5 && frames > 3, `${frames} frames, told ${told} times`);
});

test("stopped, a search ends at once, and the engine answers others", async () => {
  await load();
  const seen = await page.evaluate(async (endless) => {
    const engine = await faultlab.sharedEngine();
    const stop = new AbortController();
    let told = 0;
    let toldWhenStopped = 0;
    const search = engine.explore(endless, {
      signal: stop.signal,
      onProgress: () => {
        if (++told < 10) return;
        toldWhenStopped = told;
        stop.abort();
      },
    });
    const name = await search.catch((error) => error.name);
    const protocols = await engine.request("describe", []);
    return { name, more: told - toldWhenStopped, answers: Array.isArray(protocols), restarts: engine.restarts };
  }, endless);
  assert.deepEqual(seen, { name: "AbortError", more: 0, answers: true, restarts: 0 });
});

test("the bounds on memory and on states end what never ends, with the verdict left open", async () => {
  await load();
  const seen = await page.evaluate(async (endless) => {
    const engine = await faultlab.sharedEngine();
    const outcomes = [];
    for (const bound of [{ bytes: 8 * 2 ** 20 }, { states: 5000 }]) {
      const { stopped, findings, covered, bytes } = await engine.explore(endless, bound);
      outcomes.push([stopped, findings[0].outcome, covered.find((one) => one.startsWith("Not everything")), bytes]);
    }
    return outcomes;
  }, endless);
  for (const [i, bound] of ["memory", "states"].entries()) {
    assert.deepEqual(seen[i].slice(0, 3), [
      `bound on ${bound}`,
      "unknown",
      `Not everything was tried: stopped by the bound on ${bound}.`,
    ]);
  }
  assert.ok(seen[0][3] <= 8 * 2 ** 20);
});

test("one click tries everything, and a refutation opens at the step at which the claim falls", async () => {
  await open({ scenario: "byzantine/oral-3-1-lieutenant", step: "0" });
  await page.click(".actions .button[aria-expanded]:nth-of-type(3)");
  await settled();
  const { findings, covered } = await look();
  assert.deepEqual(findings, ["∎ IC1 is proved within these bounds.", "✕ IC2 is refuted by 1 fault, in 6 steps."]);
  assert.ok(covered.includes("Nothing within these bounds is left to try."), covered.join(" "));
  const [[, explored]] = await page.evaluate(() => globalThis.told);
  assert.deepEqual(explored.claims[1], { claim: "IC2", outcome: "refuted" });
  await page.click(".findings .refuted .ways .button");
  await page.waitFor(() => document.querySelector("fault-lab").state.quest.told);
  const { step, claims, told } = await look();
  assert.equal(step, "step 6 of 6");
  assert.deepEqual(claims, ["✓ IC1 holds", "✕ IC2 violated"]);
  assert.equal(told, "This run is shown above.");
});

test("a figure that is asked for any two faulty parts of a circuit says whom it made faulty, and undoes it", async () => {
  await open({ scenario: "tmr/no-fault", explore: "any-2 value" });
  await page.evaluate(() =>
    document
      .querySelector("fault-lab")
      .tryEverything()
      .then(() => 0),
  );
  const { findings } = await look();
  assert.deepEqual(findings, [
    "✕ Masked is refuted by 2 faults of A1 and A2, in 22 steps.",
    "✕ Safe is refuted by 1 fault of V7, in 21 steps.",
  ]);
  await page.click(".findings .ways .button");
  await page.waitFor(() => document.querySelector("fault-lab").state.quest.told);
  const faulty = () =>
    page.evaluate(() =>
      document
        .querySelector("fault-lab")
        .experiment.run.processes.flatMap(({ name, faulty }) => (faulty ? [name] : [])),
    );
  assert.deepEqual(await faulty(), ["A1", "A2"]);
  assert.match((await look()).told, /with A1 and A2 made faulty \(value\)\. Undo brings back who it was before\.$/);
  await page.evaluate(() => document.querySelector("fault-lab").experiment.undo());
  assert.deepEqual(await faulty(), []);
});

test("by keyboard alone: begin, stop, and begin again", async () => {
  await open({}, endless);
  await page.evaluate(() =>
    [...document.querySelector("fault-lab").shadowRoot.querySelectorAll(".actions .button")]
      .find((button) => button.textContent === "Try everything")
      .focus(),
  );
  await press("Enter");
  await under();
  assert.match((await look()).numbers, /[\d,]+ states [\d,]+ a second \d+ steps deep [\d,]+ waiting/);
  for (let i = 0; i < 40 && (await look()).focus !== "Stop"; i++) await press("Tab");
  await press("Enter");
  await settled();
  const { findings, focus } = await look();
  assert.match(findings[0], /^\? FIFO is unknown: stopped at [\d,]+ states\.$/);
  assert.equal(focus, "Try again");
  await press("Enter");
  await under();
  await press("Enter");
  await settled();
});

test("when the engine is lost in the middle the figure says so, lives, and can try again", async () => {
  await open({}, endless);
  await page.evaluate(() => void document.querySelector("fault-lab").tryEverything());
  await under();
  await page.evaluate(() =>
    faultlab
      .sharedEngine()
      .then((engine) => engine.request("fault.exit", []))
      .catch(() => {}),
  );
  await settled();
  assert.match(
    (await look()).refused,
    /^the engine was replaced \(it exited with code \d.*\), and what it had found so far is lost: begin again\.$/,
  );
  await page.evaluate(() => document.querySelector("fault-lab").goTo(2));
  assert.equal((await look()).step, "step 2 of 108");
  const options = await page.evaluate(() => document.querySelector("fault-lab").experiment.options(2));
  assert.ok(options.length > 1);
  await page.click(".under-way .button");
  await under();
  await page.evaluate(() => document.querySelector("fault-lab").state.quest.stop());
});

test("the table of all runs is walked by keyboard, and each of them opens", async () => {
  await open({ scenario: "byzantine/oral-4-1-commander", explore: "runs" });
  await page.waitFor(() => document.querySelector("fault-lab").shadowRoot.querySelector("[data-run]"));
  assert.match(
    (await look()).summary,
    /^64 runs\. IC1 holds in all 64\. IC2 asks nothing\. All decide attack ▲ in 10, retreat/,
  );
  const stops = await page.evaluate(() => {
    const { shadowRoot: root } = document.querySelector("fault-lab");
    root.querySelector("[data-run][tabindex='0']").focus();
    return root.querySelectorAll("[data-run][tabindex='0']").length;
  });
  assert.equal(stops, 1);
  await press("ArrowRight", "ArrowDown");
  const { focus } = await look();
  assert.match(
    focus,
    /^Commander orders L1 to retreat; commander orders L2 to attack; commander orders L3 to retreat: /i,
  );
  await press("End", "Home", "Enter");
  await page.waitFor(() => document.querySelector("fault-lab").state.quest.shown === 16);
  const { step } = await look();
  await press("ArrowDown");
  assert.equal((await look()).step, step, "arrows in the table move in the table alone");
  await page.click("[data-run='42']");
  await page.waitFor(() => document.querySelector("fault-lab").state.quest.shown === 42);
});

test("where it is locked it is not there; what the attribute can't mean is said", async () => {
  await open({ scenario: "byzantine/oral-4-1", locked: "explore", explore: "runs" });
  const text = () =>
    page.evaluate(() => {
      const { shadowRoot: root } = document.querySelector("fault-lab");
      return [...root.querySelectorAll(".actions, .everything, [role=alert]")].map((one) => one.textContent).join(" ");
    });
  assert.doesNotMatch(await text(), /Try everything/);
  await open({ scenario: "byzantine/oral-4-1", explore: "any-9" });
  assert.match(await text(), /any-9.*any-1/s);
});

/** Tries everything there is in figures of each sort, and looks at what is found. */
async function eachExplored(look) {
  for (const [attributes, document] of [
    [{ scenario: "byzantine/oral-3-1-lieutenant", step: "6", explore: "within-3" }],
    [{ scenario: "byzantine/oral-4-1-commander", explore: "runs" }],
    [{ scenario: "tmr/one-module", explore: "any-2 value" }],
    [{}, { ...endless, processes: 3, params: { messages: 2, senders: 1 } }],
  ]) {
    await open(attributes, document);
    await page.evaluate(() =>
      document
        .querySelector("fault-lab")
        .tryEverything()
        .then(() => 0),
    );
    await page.waitFor(() => document.querySelector("fault-lab").shadowRoot.querySelector(".covered li"));
    await look();
  }
}

for (const width of [1280, 390])
  test(`nothing is too small or too wide, ${width} pixels`, async () => {
    await page.viewport(width, 900);
    await eachExplored(async () => {
      const found = await page.evaluate(() => {
        const root = document.querySelector("fault-lab").shadowRoot;
        const touched = root.querySelectorAll(
          ".everything :is(button, select, summary, .check), .everything [data-run] .hit",
        );
        return {
          low: [...touched]
            .filter((one) => one.getBoundingClientRect().height < 44)
            .map((one) => one.outerHTML.slice(0, 90)),
          wide: document.documentElement.scrollWidth - document.documentElement.clientWidth,
        };
      });
      if (width < 560) assert.deepEqual(found.low, []);
      assert.ok(found.wide <= 0, `${found.wide} pixels too wide`);
    });
  });

for (const [width, scheme] of [
  [1280, "light"],
  [390, "dark"],
])
  test(`axe finds nothing, ${width} pixels, ${scheme}`, async () => {
    await page.viewport(width, 900);
    await page.colorScheme(scheme);
    await eachExplored(async () => assert.deepEqual(await axeFinds(page), []));
  });
