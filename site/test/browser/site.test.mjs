// The companion as a reader has it: from a host in a sub-folder, and from a folder
// on a disk. It takes the build in site/dist.

import assert from "node:assert/strict";
import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { after, before } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { axeFinds, onlyColours } from "../../../bindings/test/browser/axe.mjs";
import { browser, openPage, usePage } from "../../../bindings/test/browser/page.mjs";
import { inEngines } from "../../../bindings/test/browser/sample.mjs";
import { serve } from "../../../tools/serve.mjs";

const dist = process.env.FAULTLAB_SITE ?? fileURLToPath(new URL("../../dist", import.meta.url));
const names = existsSync(dist)
  ? readdirSync(path.join(dist, "web")).filter((f) => f.endsWith(".html") && f !== "embed.html")
  : [];

const page = usePage({ viewport: [1280, 900] });
let server;
const origins = {};

before(async () => {
  assert.ok(names.length > 0, "site/dist is empty: run tools/build.sh build");
  // The form is a folder of what is served, so every page is tested in a sub-folder.
  server = await serve(dist);
  origins.web = `${server.url}web/`;
  origins.folder = `${pathToFileURL(path.join(dist, "folder"))}/`;
});

after(() => server?.close());

const test = inEngines(import.meta.url);

const isAlive = (selector) => {
  const figure = document.querySelector(selector);
  figure?.scrollIntoView();
  return figure?.matches(":state(ready)");
};

/**
 * Figures and instruments come alive when they come near the screen, so each is brought there. The playground makes its
 * own. What is asked once more, after that, is pale until the answer comes.
 */
const allAlive = () => {
  if (document.querySelector(".playground") && !document.querySelector(".playground-stage fault-lab")) return false;
  const ours = [...document.querySelectorAll("*")].filter(({ localName }) => localName.startsWith("fault-lab"));
  const sleeping = ours.find((one) => !one.matches(":state(ready)"));
  sleeping?.scrollIntoView();
  const busy = ours.some(({ shadowRoot }) => shadowRoot?.querySelector("[aria-busy=true]"));
  return document.readyState === "complete" && !sleeping && !busy;
};

for (const form of ["web", "folder"]) {
  test(`a number in the table of all traitors opens the run that breaks the algorithm (${form})`, async () => {
    await page.goto(`${origins[form]}byzantine-generals.html`);
    await page.waitFor(isAlive, "#broken");
    await page.click("#withstood tbody tr:nth-child(4) a");
    const opened = await page.waitFor(() => {
      const figure = document.querySelector("#broken");
      const text = figure.shadowRoot.textContent;
      return (
        location.hash.startsWith("#broken=1.~") &&
        /IC1\s*violated/.test(text) &&
        /OM\(1\) among 7/.test(text) &&
        figure.getBoundingClientRect()
      );
    });
    assert.ok(opened.top < 900 && opened.bottom > 0, "the figure is not on the screen");
  });

  test(`the figure of the start page comes alive (${form})`, async () => {
    await page.goto(`${origins[form]}index.html`);
    assert.ok(await page.waitFor(isAlive, "#hero"));
    assert.match(await page.evaluate(() => document.querySelector("#hero").shadowRoot.textContent), /IC1/);
  });

  test(`a figure on its own starts at once, with its attributes from the address (${form})`, async () => {
    await page.goto(`${origins[form]}embed.html?scenario=byzantine/oral-3-1-lieutenant&loading=eager&step=6`);
    assert.ok(await page.waitFor(isAlive, "fault-lab"));
    assert.match(await page.evaluate(() => document.querySelector("fault-lab").shadowRoot.textContent), /violated/);
  });

  test(`one click tries everything, and the table of all runs is there (${form})`, async () => {
    await page.goto(`${origins[form]}byzantine-generals.html`);
    assert.ok(await page.waitFor(isAlive, "#any-traitor"));
    await page.evaluate(() => {
      const { shadowRoot: root } = document.querySelector("#any-traitor");
      [...root.querySelectorAll(".actions .button")].find((one) => one.textContent === "Try everything").click();
    });
    const found = await page.waitFor(() =>
      [...document.querySelector("#any-traitor").shadowRoot.querySelectorAll(".findings .what")]
        .map((one) => one.textContent)
        .join(" "),
    );
    assert.equal(found, "IC1 is proved within these bounds. IC2 is proved within these bounds.");
    assert.ok(await page.waitFor(isAlive, "#orders"));
    const runs = await page.waitFor(
      () => document.querySelector("#orders").shadowRoot.querySelectorAll("[data-run]").length,
    );
    assert.equal(runs, 27);
  });

  test(`a fenced block becomes a figure (${form})`, async () => {
    await page.goto(`${origins[form]}authors.html`);
    assert.ok(await page.waitFor(isAlive, "figure > fault-lab"));
  });

  test(`the playground runs a document, and names the field of a mistake (${form})`, async () => {
    await page.goto(`${origins[form]}playground.html`);
    await page.waitFor(() => /^It ran/.test(document.querySelector(".playground-answer")?.textContent));
    assert.ok(await page.waitFor(isAlive, ".playground-stage fault-lab"));
    await page.evaluate(() => {
      const text = document.querySelector(".playground textarea");
      text.value = text.value.replace('"m": 1', '"m": 99');
    });
    await page.click(".playground .run");
    const answer = await page.waitFor(() => document.querySelector(".playground-answer.is-error")?.textContent);
    assert.match(answer, /^Line \d+: params\.m /);
    const selected = await page.evaluate(() => {
      const text = document.querySelector(".playground textarea");
      return text.value.slice(text.selectionStart, text.selectionEnd);
    });
    assert.equal(selected, "99");
    assert.equal(await page.evaluate(() => document.querySelectorAll(".playground-stage fault-lab").length), 1);
  });

  test(`the theme is switched by keyboard (${form})`, async () => {
    await page.goto(`${origins[form]}404.html`);
    const paper = () => getComputedStyle(document.documentElement).backgroundColor;
    const first = await page.evaluate(paper);
    await page.evaluate(() => document.querySelector("[data-theme-toggle]").focus());
    await page.press("Enter");
    const second = await page.evaluate(paper);
    assert.notEqual(second, first);
    await page.press("Space");
    assert.equal(await page.evaluate(paper), first);
  });
}

test("the first tab stop leads past the header to the text", async () => {
  await page.goto(`${origins.web}masking-by-redundancy.html`);
  await page.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.className), "skip");
  await page.press("Enter");
  assert.equal(await page.waitFor(() => location.hash), "#text");
});

test("no page is wider than a small screen", async () => {
  await page.viewport(390, 844);
  for (const name of names) {
    await page.goto(origins.web + name);
    const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.ok(over <= 0, `${name} is ${over} pixels too wide`);
  }
  await page.viewport(1280, 900);
});

for (const name of names) {
  test(`axe finds nothing on ${name}, and in the dark no colour that can't be read`, async () => {
    await page.colorScheme("light");
    await page.goto(origins.web + name);
    await page.waitFor(allAlive);
    assert.deepEqual(await axeFinds(page), []);
    await page.colorScheme("dark");
    await page.waitFor(allAlive);
    assert.deepEqual(await axeFinds(page, onlyColours), []);
  });
}

// The other drivers can turn scripts off only for themselves too, or not at all.
if (browser === "chromium") {
  test("without JavaScript every figure is a picture with a caption", async () => {
    const still = await openPage({ scripts: false });
    try {
      await still.goto(`${origins.web}byzantine-generals.html`);
      const seen = await still.evaluate(() => {
        const figures = [...document.querySelectorAll("fault-lab")];
        const toggle = document.querySelector("[data-theme-toggle]");
        return {
          figures: figures.length,
          drawn: figures.filter((f) => f.querySelector("svg")?.getBoundingClientRect().height > 50).length,
          toggle: toggle.getBoundingClientRect().height,
        };
      });
      assert.ok(seen.figures > 0);
      assert.equal(seen.drawn, seen.figures);
      assert.equal(seen.toggle, 0);
    } finally {
      await still.close();
    }
  });
}
