// Be the traitor, and prove it, in a real browser: by keyboard alone, by mouse, and by touch on a narrow screen.

import assert from "node:assert/strict";
import { axeFinds } from "./axe.mjs";
import { useFigurePage } from "./figure-page.mjs";
import { inEngines } from "./sample.mjs";
import { scenario } from "./testdata.mjs";

const test = inEngines(import.meta.url);
const { page, openElement } = useFigurePage({ touch: true });

const open = async (tag, attributes, [width, height] = [1280, 900]) => {
  await page.viewport(width, height);
  await openElement(tag, attributes, { inside: "A still picture.", events: ["turn", "proved", "error"] });
};

const play = async (levels, size) => {
  await open("fault-lab-traitor", { loading: "eager", levels }, size);
  await shown();
};

/** Waits until the figure shows what was played. */
const shown = () =>
  page.waitFor(() => {
    const element = document.querySelector("fault-lab-traitor");
    const lab = element.shadowRoot.querySelector("fault-lab");
    const { game } = element;
    return (
      element.matches(":state(ready)") &&
      lab?.experiment.run &&
      lab.experiment.at === game.at &&
      lab.experiment.run.title === game.document.title &&
      lab.experiment.run.choices.length === (game.shortest?.choices ?? game.choices).length
    );
  });

/** What a reader sees, in words. */
const look = () =>
  page.evaluate(() => {
    const element = document.querySelector("fault-lab-traitor");
    const text = (one) => one?.textContent.replace(/\s+/g, " ").trim() ?? "";
    const root = element.shadowRoot;
    const figure = root.querySelector("fault-lab").shadowRoot;
    return {
      plays: [...root.querySelectorAll(".turn .play > span")].map(text),
      whose: text(root.querySelector(".whose")),
      standing: text(root.querySelector(".standing")),
      focus: text(root.activeElement?.querySelector("span") ?? root.activeElement),
      claims: [...figure.querySelectorAll(".chip .shown")].map(text),
      says: text(figure.querySelector(".narration")),
      choose: figure.querySelector('[data-opens="choices"]') !== null,
      told: told.filter(([type]) => type === "faultlab-turn").map(([, detail]) => detail),
    };
  });

const focusFirst = () =>
  page.evaluate(() => document.querySelector("fault-lab-traitor").shadowRoot.querySelector(".turn .play").focus());

test("by keyboard alone a traitor among three wins, takes it back, and gives the chance away", async () => {
  await play("oral-3-1-1");
  await focusFirst();
  const before = await look();
  assert.deepEqual(before.plays, [
    "L2 tells L1 attack ▲. as a loyal one would",
    "L2 tells L1 retreat ▽.",
    "L2 says nothing to L1.",
  ]);
  assert.match(before.whose, /Message 1 of 1, round 2/);
  assert.match(before.standing, /You can still win. IC1 holds, whatever you say.*IC2 can be broken: 1 lie is enough/);
  assert.equal(before.choose, false);
  await page.press("2");
  await shown();
  const won = await look();
  assert.match(won.whose, /You have made a loyal lieutenant disobey the loyal commander \(IC2\)/);
  assert.deepEqual(won.claims, ["✓ IC1 holds", "✕ IC2 violated"]);
  assert.match(won.says, /L1 votes: 1 attack ▲, 1 retreat ▽; no majority, so retreat ▽/);
  assert.equal(won.choose, true);
  assert.equal(won.focus, "Take back");
  assert.deepEqual(won.told.at(-1), { plays: 1, over: true, broken: ["IC2"], possible: true });
  await page.press("Enter");
  await shown();
  assert.deepEqual((await look()).plays, before.plays);
  await page.press("Enter");
  await shown();
  const lost = await look();
  assert.match(lost.whose, /They have done what they should. Your message 1 gave the last chance away/);
  assert.deepEqual(lost.claims, ["✓ IC1 holds", "✓ IC2 holds"]);
});

test("by mouse the shortest way to win is shown from where the reader is, and opens as a run", async () => {
  await play("oral-4-2-1");
  await page.click(".turn .play:nth-child(2)");
  await shown();
  const { standing } = await look();
  assert.match(standing, /^L3 tells L1 retreat ▽. ○ You can still win/);
  await page.click(".turn .ways .button:last-child");
  await shown();
  const found = await look();
  assert.match(found.whose, /This is how IC[12] falls, and nothing shorter does it/);
  assert.ok(found.claims.some((claim) => /violated/.test(claim)));
  await page.click(".turn .ways .button:first-child");
  await shown();
  assert.match((await look()).whose, /Message 2 of 4/);
});

test("what can't be won is said from the beginning; another level and other traitors can be had", async () => {
  await play("oral-4-1-1 signed-4-1-2");
  assert.match((await look()).standing, /Nobody wins this: whatever you say, both conditions hold/);
  const choose = (nth, value) =>
    page.evaluate(
      (nth, value) => {
        const select = document.querySelector("fault-lab-traitor").shadowRoot.querySelectorAll(".game-fields select")[
          nth
        ];
        select.value = value;
        select.dispatchEvent(new Event("change"));
      },
      nth,
      value,
    );
  await choose(1, "2");
  await shown();
  assert.match((await look()).standing, /IC2 asks nothing, since the commander is a traitor/);
  await choose(0, "1");
  await page.waitFor(() => document.querySelector("fault-lab-traitor").game.level.signed);
  await shown();
  assert.match((await look()).standing, /You can still win. IC1 can be broken: 1 wrong message is enough/);
  await page.click(".turn .ways .button:nth-child(3)");
  await shown();
  assert.match((await look()).whose, /They have done what they should. It could have been done/);
});

test("by touch at 390 pixels every message is sent, and all that is touched is 44 pixels high", async () => {
  await play("oral-4-2-1", [390, 900]);
  const small = () =>
    page.evaluate(() => {
      const root = document.querySelector("fault-lab-traitor").shadowRoot;
      return [...root.querySelectorAll("button, select")]
        .filter((one) => one.getBoundingClientRect().height < 44)
        .map((one) => one.textContent.trim());
    });
  assert.deepEqual(await small(), []);
  for (let i = 1; i <= 4; i++) {
    assert.match((await look()).whose, new RegExp(`Message ${i} of 4`));
    await page.tap(`.turn .play:nth-child(${i % 2 ? 2 : 1})`);
    await shown();
  }
  const { whose, claims, told } = await look();
  assert.equal(told.at(-1).plays, 4);
  assert.equal(
    claims.filter((claim) => /violated/.test(claim)).length,
    told.at(-1).broken.length,
    `${whose}: the figure and the game say the same`,
  );
  assert.deepEqual(await small(), []);
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
});

test("a level that is none is refused, and what is one is said", async () => {
  await open("fault-lab-traitor", { loading: "eager", levels: "oral-4" });
  await page.waitFor(() => document.querySelector("fault-lab-traitor").matches(":state(error)"));
  const said = await page.evaluate(
    () => document.querySelector("fault-lab-traitor").shadowRoot.querySelector(".error").textContent,
  );
  assert.match(said, /"oral-4" is no size.*Allowed: *oral-4-1/s);
});

const rows = () =>
  page.evaluate(() =>
    [...document.querySelector("fault-lab-proof").shadowRoot.querySelectorAll(".sizes tbody tr")].map((row) =>
      [...row.querySelectorAll("th, .much, .comes")]
        .map((cell) => cell.textContent.replace(/\s+/g, " ").trim())
        .join("; "),
    ),
  );
const decided = () =>
  page.waitFor(() => {
    const element = document.querySelector("fault-lab-proof");
    return element.running === null && element.found.length > 0;
  });

test("sizes are proved in the page at a press, and what breaks opens as a run", async () => {
  await open("fault-lab-proof", { sizes: "oral-10-3 oral-9-3 signed-4-2 signed-4-1-2" });
  assert.deepEqual(await rows(), ["OM(3) among 10; ; ", "OM(3) among 9; ; ", "SM(2) among 4; ; ", "SM(1) among 4; ; "]);
  await page.click(".proof .under-way .button");
  await decided();
  assert.deepEqual(await rows(), [
    "OM(3) among 10; 5.89 · 10574 behaviours; ∎ IC1 and IC2 are proved",
    "OM(3) among 9; 5.92 · 10372 behaviours; ✕ IC1 is broken by 24 lies of L6, L7 and L8 Show the run✕ IC2 is broken by 24 lies of L6, L7 and L8 Show the run",
    "SM(2) among 4; 6,028 states; ∎ IC1 and IC2 are proved",
    "SM(1) among 4; 4,176 states; ✕ IC1 is broken by 1 wrong message of the commander and L1 Show the run∎ IC2 is proved",
  ]);
  for (const [row, wanted] of [
    [4, ["✕ IC1 violated", "– IC2 asks nothing"]],
    [2, ["✕ IC1 violated", "✕ IC2 violated"]],
  ]) {
    await page.click(`.sizes tr:nth-child(${row}) .comes .button`);
    await page.waitFor((row) => {
      const element = document.querySelector("fault-lab-proof");
      const lab = element.shadowRoot.querySelector("fault-lab");
      const { run, at } = lab?.experiment ?? {};
      return run?.processes.length === (row === 4 ? 4 : 9) && run.choices.length > 0 && at === run.steps;
    }, row);
    await page.waitFor((wanted) => {
      const lab = document.querySelector("fault-lab-proof").shadowRoot.querySelector("fault-lab");
      const claims = [...lab.shadowRoot.querySelectorAll(".chip .shown")].map((one) =>
        one.textContent.replace(/\s+/g, " ").trim(),
      );
      return String(claims) === String(wanted);
    }, wanted);
  }
});

test("a proof is stopped, and what was decided stays", async () => {
  await open("fault-lab-proof", { sizes: "oral-4-1 signed-5-3" });
  await page.evaluate(() => {
    const element = document.querySelector("fault-lab-proof");
    element.addEventListener("faultlab-proved", () => element.stop(), { once: true });
    void element.prove();
  });
  await page.waitFor(() => document.querySelector("fault-lab-proof").found.length > 0);
  await page.waitFor(() => document.querySelector("fault-lab-proof").running === null);
  const said = await page.evaluate(
    () => document.querySelector("fault-lab-proof").shadowRoot.querySelector('[role="status"]').textContent,
  );
  assert.match(said, /^1 of 2 decided/);
});

const signed = scenario("byzantine/signed-4-1-two-traitors");

test("by touch at 390 pixels a traitor shows each lieutenant another chain, in the picture of chains", async () => {
  await page.viewport(390, 900);
  await openElement(
    "fault-lab",
    { views: "chains", step: "0", loading: "eager" },
    {
      document: { ...signed, choices: [] },
    },
  );
  /** Marks the place of a message that is still to be chosen, and says how large it is. */
  const mark = (words) =>
    page.evaluate((words) => {
      const root = document.querySelector("fault-lab").shadowRoot;
      for (const one of root.querySelectorAll("[data-wanted]")) one.removeAttribute("data-wanted");
      const found = [...root.querySelectorAll("[data-choose][data-node]")].find((one) =>
        one.getAttribute("aria-label").startsWith(words),
      );
      found?.setAttribute("data-wanted", "");
      const { width, height } = found?.getBoundingClientRect() ?? {};
      return [width >= 44, height >= 44];
    }, words);
  const says = () =>
    page.evaluate(() => document.querySelector("fault-lab").experiment.run.choices.map((one) => [one.text, one.fits]));
  const choose = async (place, chain) => {
    assert.deepEqual(await mark(place), [true, true], place);
    await page.tap("[data-wanted]");
    const low = await page.waitFor((chain) => {
      const items = [...document.querySelector("fault-lab").shadowRoot.querySelectorAll(".menu .item")];
      for (const item of items)
        if (item.textContent.replace(/\s+/g, " ").includes(chain)) item.setAttribute("data-wanted-item", "");
      return items.length && [items.filter((one) => one.getBoundingClientRect().height < 44).length];
    }, chain);
    assert.deepEqual(low, [0]);
    await page.tap("[data-wanted-item]");
    await page.waitFor(
      (chain) => document.querySelector("fault-lab").experiment.run.choices.some((one) => one.text.includes(chain)),
      chain,
    );
  };
  await choose("commander to L2 in round 1: choose what it shows", "says nothing to L2");
  await choose("L3 to L1 in round 2: choose what it shows", "says nothing to L1");
  assert.deepEqual(await says(), [
    ["commander says nothing to L2", true],
    ["L3 says nothing to L1", true],
  ]);
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
});

/** The game and the proofs, each with something on the table. */
async function eachPlayed(width, look) {
  await play("oral-4-2-1", [width, 900]);
  await look("fault-lab-traitor");
  await open("fault-lab-proof", { sizes: "oral-9-3 oral-3-1" }, [width, 900]);
  await page.click(".proof .under-way .button");
  await decided();
  await look("fault-lab-proof");
}

for (const width of [1280, 390])
  test(`nothing is too wide, ${width} pixels`, () =>
    eachPlayed(width, async (tag) => {
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), tag);
    }));

for (const scheme of ["light", "dark"])
  for (const width of [1280, 390])
    test(`axe finds nothing in the game and in the proofs, ${scheme}, ${width} pixels`, async () => {
      await page.colorScheme(scheme);
      await eachPlayed(width, async (tag) => assert.deepEqual(await axeFinds(page), [], tag));
    });
