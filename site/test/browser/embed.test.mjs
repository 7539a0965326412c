// embed.html in a frame, as a learning platform has it: from another host, and mostly sandboxed, so that it has no origin
// and storage throws. What happens inside is only known by what it tells.

import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before } from "node:test";
import { fileURLToPath } from "node:url";
import { usePage } from "../../../bindings/test/browser/page.mjs";
import { inEngines } from "../../../bindings/test/browser/sample.mjs";
import { serve } from "../../../tools/serve.mjs";

const dist = process.env.FAULTLAB_SITE ?? fileURLToPath(new URL("../../dist", import.meta.url));
const around = `<!doctype html>
<html lang="en">
<title>A course</title>
<script>
globalThis.told = [];
addEventListener("message", ({ origin, data }) => told.push({ origin, ...data }));
</script>
<body></body>
</html>
`;

const test = inEngines(import.meta.url);
const page = usePage({ reducedMotion: true, viewport: [1000, 900] });
let folder;
let platform;
let host;

before(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "faultlab-embed-"));
  writeFileSync(path.join(folder, "course.html"), around);
  platform = await serve(folder);
  host = await serve(dist);
});

after(() => {
  platform?.close();
  host?.close();
  if (folder) rmSync(folder, { recursive: true });
});

/** Puts the page of a form into a frame, and waits until it has told of an event of the type. */
async function embed(form, query, { sandbox, until = "faultlab-ready" }) {
  await page.goto(`${platform.url}course.html`);
  await page.evaluate(
    (src, sandbox) => {
      const frame = document.createElement("iframe");
      if (sandbox !== null) frame.setAttribute("sandbox", sandbox);
      frame.width = 800;
      frame.height = 800;
      frame.src = src;
      document.body.append(frame);
    },
    `${host.url}${form}/embed.html?${query}`,
    sandbox,
  );
  return page.waitFor((until) => told.find(({ type }) => type === until), until);
}

const lastHeight = () => told.findLast(({ faultlab }) => faultlab === "height")?.height;

for (const form of ["web", "folder"]) {
  for (const sandbox of ["allow-scripts", null]) {
    const where = `${form}, ${sandbox === null ? "not sandboxed" : "without an origin"}`;

    test(`a figure in a frame of another host lives, and tells how high it is (${where})`, async () => {
      const ready = await embed(form, "scenario=byzantine/oral-3-1-lieutenant&loading=eager&step=6", { sandbox });
      assert.equal(ready.origin, sandbox === null ? host.url.slice(0, -1) : "null");
      assert.deepEqual(ready.detail, {
        title: "Three processes: the lieutenant lies",
        protocol: "byzantine/oral",
        steps: 6,
      });
      const verdict = await page.waitFor(() => told.find(({ type }) => type === "faultlab-verdict"));
      assert.deepEqual(verdict.detail.claims, [
        { claim: "IC1", status: "holds" },
        { claim: "IC2", status: "violated" },
      ]);

      // A frame that is as high as it asked for asks for nothing else; one that is narrower needs more height.
      const wide = await page.waitFor(`() => { const height = (${lastHeight})(); return height > 400 && height; }`);
      await page.evaluate((height) => {
        document.querySelector("iframe").height = height;
      }, wide);
      await page.evaluate(() => new Promise((next) => requestAnimationFrame(() => requestAnimationFrame(next))));
      assert.equal(await page.evaluate(lastHeight), wide);
      await page.evaluate(() => {
        document.querySelector("iframe").width = 420;
      });
      await page.waitFor(`(wide) => (${lastHeight})() > wide`, wide);
      await page.evaluate(() => {
        document.querySelector("iframe").width = 800;
      });
      await page.waitFor(`(wide) => (${lastHeight})() === wide`, wide);
    });
  }

  test(`it can be stepped there by keyboard (${form})`, async () => {
    const query = "scenario=byzantine/oral-3-1-lieutenant&loading=eager&step=6&views=space-time";
    await embed(form, query, { sandbox: "allow-scripts" });
    await page.waitFor(() => told.some(({ type }) => type === "faultlab-step"));
    await page.evaluate(() => document.querySelector("iframe").focus());
    await page.press("Tab");
    await page.press("ArrowLeft");
    await page.waitFor(() => told.findLast(({ type }) => type === "faultlab-step").detail.step === 5);
  });
}

test("what is wrong is told as well", async () => {
  const error = await embed("web", "scenario=byzantine/no-such&loading=eager", {
    sandbox: "allow-scripts",
    until: "faultlab-error",
  });
  assert.match(error.detail.message, /no built-in scenario called "byzantine\/no-such"/);
});
