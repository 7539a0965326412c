// "tools/build.sh watch" on a copy of the tree: what is written there is shown in the pages, and a mistake is told and
// leaves the last good page standing.

import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const copy = mkdtempSync(join(tmpdir(), "faultlab-watch-"));
let watching;
let said = "";
let url;

/** Resolves once the command has said something that matches, from a place in what it says on. */
function says(pattern, from = 0) {
  return new Promise((found, ended) => {
    const look = () => {
      const match = pattern.exec(said.slice(from));
      if (match) found(match);
    };
    look();
    watching.stdout.on("data", look);
    watching.stderr.on("data", look);
    watching.once("exit", () => ended(new Error(`it ended: ${said}`)));
  });
}

const page = async (name) => (await fetch(`${url}${name}`)).text();

/** Changes a file of the copy, and waits until that is shown. */
async function change(file, edit, pattern) {
  const from = said.length;
  writeFileSync(join(copy, file), edit(readFileSync(join(copy, file), "utf8")));
  await says(pattern, from);
}

before(async () => {
  const files = execFileSync("git", ["ls-files", "-co", "--exclude-standard"], { cwd: root, encoding: "utf8" });
  for (const file of files.split("\n").filter(Boolean)) {
    mkdirSync(dirname(join(copy, file)), { recursive: true });
    cpSync(join(root, file), join(copy, file));
  }
  for (const folder of ["bindings", "site"])
    symlinkSync(join(root, folder, "node_modules"), join(copy, folder, "node_modules"));
  watching = spawn("node", ["tools/watch.mjs", "0"], { cwd: copy });
  for (const stream of [watching.stdout, watching.stderr])
    stream.setEncoding("utf8").on("data", (text) => {
      said += text;
    });
  [, url] = await says(/Faultlab is at (\S+)/);
});

after(() => {
  watching?.kill();
  rmSync(copy, { recursive: true, force: true });
});

test("a sentence that is changed is on its page, and the page listens for it", async () => {
  assert.match(await page("ordering.html"), /faultlab-watch\/page\.js/);
  await change(
    "site/pages/ordering.md",
    (text) => text.replace("## All, or none", "## All of it, or nothing"),
    /ordering\.md: shown/,
  );
  assert.match(await page("ordering.html"), /All of it, or nothing/);
});

test("a style that is changed is served", async () => {
  await change("site/style/base.css", (text) => `${text}\n.seen-by-a-test { color: inherit; }\n`, /base\.css: shown/);
  const [, sheet] = /href="([^"]+\.css)"/.exec(await page("index.html"));
  assert.match(await page(sheet), /seen-by-a-test/);
});

test("a mistake is told, and the last good page stands; then it is put right", async () => {
  await change(
    "site/pages/ordering.md",
    (text) => text.replace("::: figure multicast/order-crash", "::: figure multicast/order-crush"),
    /The companion can’t be built:[\s\S]*order-crush/,
  );
  assert.match(await page("ordering.html"), /All of it, or nothing/);
  await change(
    "site/pages/ordering.md",
    (text) =>
      text
        .replace("multicast/order-crush", "multicast/order-crash")
        .replace("All of it, or nothing", "All of it, or none of it"),
    /The companion is built again/,
  );
  assert.match(await page("ordering.html"), /All of it, or none of it/);
});

test("a word of a figure is in the package that pages load", async () => {
  await change(
    "bindings/src/element/figure/transport.ts",
    (text) => text.replace("What else could happen now?", "What else might happen now?"),
    /transport\.ts: loaded again/,
  );
  const scripts = [...(await page("ordering.html")).matchAll(/src="([^"]+\.js)"/g)].map(([, src]) => src);
  const texts = await Promise.all(["assets/faultlab.js", ...scripts].map(page));
  assert.ok(texts.some((text) => text.includes("What else might happen now?")));
});
