// The page of a recorded run: one file from a disk, without any engine, in which a run is stepped, scrubbed and told.
// What is tested in full is the viewer of today, which a release would have. The one that is checked in may be older; of
// it is asked what it promises, to show the runs of today, and nothing of how it looks.

import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import { encode } from "@msgpack/msgpack";
import { kept, packed, playerPage } from "../../player.mjs";
import { axeFinds } from "./axe.mjs";
import { usePage } from "./page.mjs";
import { inEngines } from "./sample.mjs";

const test = inEngines(import.meta.url);
const root = fileURLToPath(new URL("../../../", import.meta.url));

const page = usePage({ reducedMotion: true, viewport: [1280, 900] });
const folder = mkdtempSync(join(tmpdir(), "faultlab-player-"));
const today = join(folder, "faultlab-today");
const checkedIn = join(folder, "faultlab");

before(async () => {
  // The same command twice: with the viewer of today in the place of the one that is checked in, and as it is.
  const fresh = join(folder, "player.html.gz");
  writeFileSync(fresh, packed(await playerPage()));
  writeFileSync(join(folder, "overlay.json"), JSON.stringify({ Replace: { [kept]: fresh } }));
  const build = (...options) => execFileSync("go", ["build", ...options, "./tools/faultlab"], { cwd: root });
  build("-overlay", join(folder, "overlay.json"), "-o", today);
  build("-o", checkedIn);
});

after(() => rmSync(folder, { recursive: true }));

/** Writes the page of a scenario, perhaps changed, and opens it from the disk. */
async function open(scenario, { title = scenario, change = (text) => text, command = today } = {}) {
  const file = join(folder, "run.html");
  execFileSync(command, ["page", "-title", title, "-o", file, scenario], { cwd: root });
  writeFileSync(file, change(readFileSync(file, "utf8")));
  await page.goto("about:blank");
  await page.goto(pathToFileURL(file));
  await page.waitFor(async () => {
    const figure = document.querySelector("fault-lab");
    await figure?.updateComplete;
    // How many words there is room for depends on the width.
    return figure?.matches(":state(ready), :state(error)") && (figure.width ?? 1) > 0;
  });
}

/** What a reader sees, in words. */
function seen() {
  const { shadowRoot } = document.querySelector("fault-lab");
  const text = (element) => element?.textContent.replace(/\s+/g, " ").trim() ?? "";
  return {
    title: text(document.querySelector("h1")),
    step: text(shadowRoot.querySelector(".count")),
    says: text(shadowRoot.querySelector(".narration")),
    claims: [...shadowRoot.querySelectorAll(".chip .shown")].map(text),
    pictures: shadowRoot.querySelectorAll(".picture").length,
    choices: [...document.querySelectorAll("ol button")].map(text),
    trouble: text(shadowRoot.querySelector(".error")),
  };
}

const look = () => page.evaluate(seen);

/** Where the page keeps the run. */
const holder = /(id="faultlab-run"[^>]*>)([^<]*)/;

test("a failed run opens from a file where its claim is broken, and can be stepped and scrubbed", async () => {
  await open("byzantine/oral-3-1-lieutenant", { title: "TestThreeGenerals" });
  const first = await look();
  assert.equal(first.title, "TestThreeGenerals");
  assert.equal(first.step, "step 6 of 6");
  assert.deepEqual(first.claims, ["✓ IC1 holds", "✕ IC2 violated"]);
  assert.match(first.says, /^L1 votes: 1 attack ▲, 1 retreat ▽; no majority, so retreat/);
  assert.equal(first.pictures, 3);

  await page.evaluate(() => document.querySelector("fault-lab").shadowRoot.querySelector(".stage").focus());
  await page.press("ArrowLeft");
  const before = await look();
  assert.equal(before.step, "step 5 of 6");
  assert.deepEqual(before.claims, ["○ IC1 open", "○ IC2 open"]);
  assert.match(before.says, /L2 tells L1 retreat/);

  await page.evaluate(() => document.querySelector("fault-lab").shadowRoot.querySelector("[type=range]").focus());
  await page.press("Home");
  assert.equal((await look()).step, "step 0 of 6");
  await page.press("ArrowRight");
  assert.equal((await look()).step, "step 1 of 6");
});

test("what was chosen is listed, and each choice leads to its step", async () => {
  await open("byzantine/oral-4-1-lieutenant");
  const { choices, claims } = await look();
  assert.deepEqual(choices, ["step 9 L3 tells L1 retreat", "step 10 L3 tells L2 retreat"]);
  assert.deepEqual(claims, ["○ IC1 open", "○ IC2 open"]);
  await page.click("ol button");
  await page.waitFor(() => document.querySelector("fault-lab").experiment.at === 9);
  assert.match((await look()).says, /L3 tells L1 retreat/);
});

test("what would need an engine isn't there", async () => {
  await open("byzantine/oral-4-1-lieutenant");
  const left = await page.evaluate(() =>
    ["[data-opens]", ".actions", ".menu"].filter((one) =>
      document.querySelector("fault-lab").shadowRoot.querySelector(one),
    ),
  );
  assert.deepEqual(left, []);
  await page.evaluate(() => document.querySelector("fault-lab").state.openChoices());
  assert.equal(await page.evaluate(() => document.querySelector("fault-lab").state.look.menu === null), true);
  assert.equal((await look()).trouble, "");
});

test("a circuit is shown as well, and a touch changes nothing in it", async () => {
  await open("tmr/two-modules");
  assert.deepEqual((await look()).claims, ["○ masked open", "✕ safe violated"]);
  const choices = () => page.evaluate(() => document.querySelector("fault-lab").experiment.touched);
  await page.click('[data-part="3"]');
  assert.equal(await choices(), false);
});

test("the words of a title are words", async () => {
  const title = `</title></h1><script>globalThis.evil = 1</script> & "so on"`;
  await open("byzantine/oral-4-1", { title });
  assert.equal((await look()).title, title);
  assert.equal(await page.evaluate(() => document.title), title);
  assert.equal(await page.evaluate(() => globalThis.evil ?? 0), 0);
});

test("a script that was put into the page isn't run", async () => {
  await open("byzantine/oral-4-1", {
    change: (text) => text.replace("<h1>", "<script>globalThis.evil = 1</script><h1>"),
  });
  assert.equal(await page.evaluate(() => globalThis.evil ?? 0), 0);
  assert.equal((await look()).step.startsWith("step"), true);
});

test("a run that is damaged, or missing, is told", async () => {
  await open("byzantine/oral-4-1", {
    change: (text) => text.replace(holder, (_, tag, run) => tag + run.slice(0, 400)),
  });
  assert.match((await look()).trouble, /^the run in this page is damaged/);
  await open("byzantine/oral-4-1", { change: (text) => text.replace(holder, "$1") });
  assert.match((await look()).trouble, /^this page holds no run/);
});

test("why there is no run is told in its place", async () => {
  const wire = readFileSync(join(root, "bindings", "src", "engine", "wire.ts"), "utf8");
  const version = Number(/wireVersion = (\d+);/.exec(wire)[1]);
  const why = ["limit", "run", "the run has too many bytes", []];
  const refusal = gzipSync(encode([version, false, why])).toString("base64");
  await open("byzantine/oral-4-1", { change: (text) => text.replace(holder, `$1${refusal}`) });
  assert.match((await look()).trouble, /^run the run has too many bytes/);
});

for (const scheme of ["light", "dark"]) {
  test(`axe finds nothing in a ${scheme} page`, async () => {
    await page.colorScheme(scheme);
    await open("byzantine/oral-3-1-lieutenant");
    await page.evaluate(() => {
      document.querySelector("fault-lab").shadowRoot.querySelector("details").open = true;
    });
    assert.deepEqual(await axeFinds(page), []);
  });
}

test("nothing is wider than a narrow screen", async () => {
  await page.viewport(390, 800);
  await open("byzantine/oral-3-1-lieutenant", { title: `TestWithAVeryLongName/${"x".repeat(80)}` });
  const [wide, room] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
  assert.ok(wide <= room, `${wide} of ${room}`);
  await page.viewport(1280, 900);
});

/** Runs for each of the views. */
const shown = [
  "byzantine/oral-4-1-lieutenant",
  "byzantine/vector-4-psl80",
  "byzantine/signed-3-1-lieutenant",
  "tmr/two-modules",
  "vsync/flush-3",
  "rpc/call-before",
];

/** What the command says of a run: what claims come to, and where one thing happens in a step, its sentence. */
function told(scenario) {
  const say = (...args) => spawnSync(checkedIn, ["run", ...args, scenario], { cwd: root, encoding: "utf8" }).stdout;
  const [, ending] = say().split(/^The run is over/m);
  const claims = [...ending.matchAll(/^(open|holds|VIOLATED|void|unknown) +([\w-]+):/gm)];
  const words = { VIOLATED: "violated", void: "asks nothing" };
  const steps = new Map();
  for (const line of say("-json").trim().split("\n")) {
    const { type, step, says } = JSON.parse(line);
    if (type === "event" && says) steps.set(step, [...(steps.get(step) ?? []), says]);
  }
  return {
    claims: claims.map(([, status, claim]) => ({ claim, status: words[status] ?? status })),
    alone: [...steps]
      .filter(([step, says]) => step >= 0 && says.length === 1)
      .map(([step, [says]]) => [step + 1, says]),
    end: Math.max(...steps.keys()) + 1,
  };
}

/** A sentence without the signs that stand behind values, and without what makes it one among others. */
const plain = (sentence) =>
  sentence
    .replace(/\u00a0\S+?(?=[\s,;:.]|$)/g, "")
    .replace(/\s+/g, " ")
    .trim()
    .replace(/\.$/, "")
    .toLowerCase();

// Only what is documented of the element, its events, states and parts, is used here: the viewer may be an old one.
for (const scenario of shown) {
  test(`the viewer that is checked in shows ${scenario} as it runs today`, async () => {
    const { claims, alone, end } = told(scenario);
    assert.ok(claims.length > 0 && alone.length > 0);
    await open(scenario, { command: checkedIn });
    const seen = await page.evaluate(
      async (positions) => {
        const figure = document.querySelector("fault-lab");
        let verdict;
        figure.addEventListener("faultlab-verdict", ({ detail }) => (verdict = detail));
        const part = (name) => figure.shadowRoot.querySelector(`[part~="${name}"]`);
        const says = [];
        for (const position of positions) {
          await figure.goTo(position);
          await figure.updateComplete;
          says.push(part("narration").textContent);
        }
        return {
          well: figure.matches(":state(ready)") && !figure.matches(":state(error)"),
          says,
          claims: verdict?.claims,
          pictures: part("stage").querySelectorAll("svg").length,
        };
      },
      [0, ...alone.map(([position]) => position), end],
    );
    assert.ok(seen.well);
    assert.ok(seen.pictures > 0);
    assert.deepEqual(seen.claims, claims);
    assert.deepEqual(
      seen.says.slice(1, -1).map(plain),
      alone.map(([, says]) => plain(says)),
    );
  });
}
