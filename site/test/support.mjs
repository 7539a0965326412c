// What the tests of the site share: one engine, and one build in a folder that is
// gone afterwards.

import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { drawStill, drawTotals, openEngine } from "../generator/bindings.mjs";
import { Lab, readScenarios } from "../generator/lab.mjs";
import { parsePage } from "../generator/page.mjs";
import { buildSite, forms, renderPages } from "../generator/site.mjs";

export { forms };
export const siteFolder = fileURLToPath(new URL("..", import.meta.url));
const testdata = path.join(siteFolder, "..", "testdata");

/** Opens an engine with all scenarios; `close` it when done. */
export async function openLab() {
  const engine = await openEngine();
  const scenarios = await readScenarios(path.join(testdata, "scenarios"));
  return { engine, lab: new Lab(engine, scenarios), scenarios, close: () => engine.close() };
}

/** Builds the site into a new temporary folder. */
export async function build({ lab, scenarios }) {
  const out = await mkdtemp(path.join(os.tmpdir(), "faultlab-site-"));
  const schema = JSON.parse(await readFile(path.join(testdata, "schema", "scenario.schema.json"), "utf8"));
  await buildSite({ siteFolder, out, lab, still: drawStill, totalsStill: drawTotals, scenarios, schema });
  return { out, remove: () => rm(out, { recursive: true, force: true }) };
}

/** Renders one page from its Markdown, without the lines at its top. */
export async function render(body, lab, still = drawStill) {
  const page = parsePage("test", `---\ntitle: Test\ndescription: A test.\nkind: chapter\n---\n${body}`);
  page.number = 1;
  const { rendered, formulas } = await renderPages([page], { lab, still, totalsStill: drawTotals, schema: {} });
  return { content: rendered[0].content, formulas };
}

/** All files below a folder, as a map from path to bytes. */
export async function filesBelow(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = new Map();
  for (const entry of entries.filter((e) => e.isFile())) {
    const full = path.join(entry.parentPath ?? entry.path, entry.name);
    files.set(path.relative(folder, full).split(path.sep).join("/"), await readFile(full));
  }
  return files;
}

/** The tags of a page as { name, attributes }: enough of a parser for HTML that we wrote ourselves. */
export function tagsOf(page) {
  const tags = [];
  const withoutScripts = page.replace(/<!--[\s\S]*?-->/g, "").replace(/(<script[^>]*>)[\s\S]*?<\/script>/g, "$1");
  for (const [, name, rest] of withoutScripts.matchAll(
    /<([a-zA-Z][\w-]*)((?:\s+[^\s=>/]+(?:\s*=\s*(?:"[^"]*"|[^\s">]+))?)*)\s*\/?>/g,
  )) {
    const attributes = {};
    for (const [, key, value] of rest.matchAll(/([^\s=>/]+)(?:\s*=\s*"([^"]*)")?/g)) attributes[key] = value ?? "";
    tags.push({ name: name.toLowerCase(), attributes });
  }
  return tags;
}
