// The part of watching that has the generator in it: a thread, for another one is the way to load changed modules.
//
// It is told { id, task, name } and answers { id, answer } or { id, error }.

import { mkdir } from "node:fs/promises";
import { basename, join } from "node:path";
import { parentPort, workerData } from "node:worker_threads";
import { writeFormulaStyle, writeStyle } from "../../site/generator/assets.mjs";
import { drawStill, drawTotals, openEngine } from "../../site/generator/bindings.mjs";
import { FormulaSheet } from "../../site/generator/formula.mjs";
import { Lab, readScenarios } from "../../site/generator/lab.mjs";
import { readPages } from "../../site/generator/page.mjs";
import { pageText, renderPages, writeAssets } from "../../site/generator/site.mjs";
import { readJson, writeIfChanged } from "./files.mjs";

const { root, out, own } = workerData;
const form = "web";
const siteFolder = join(root, "site");
const assets = join(out, "assets");

const formulas = new FormulaSheet();
const scenarios = await readScenarios(join(root, "testdata", "scenarios"));
if (own) {
  for (const [file, document] of await readScenarios(join(own, "scenarios")))
    scenarios.set(`${basename(own)}/${file}`, document);
}
const schema = await readJson(join(root, "testdata", "schema", "scenario.schema.json"));

/** Opened for the first page that asks. */
let lab;
/** What stood at the top of the pages when they were listed last. */
let tops;

const tasks = {
  /** Everything that pages load. */
  async assets() {
    await mkdir(out, { recursive: true });
    await writeAssets(out, { siteFolder, form, formulas, scenarios, schema });
  },

  async style() {
    await writeStyle(assets, { siteFolder });
  },

  /** The names of all pages, and whether one has got another place or title, which the others have in their navigation. */
  async list() {
    const pages = await readPages(join(siteFolder, "pages"));
    const before = tops;
    tops = JSON.stringify(pages.map(({ body, ...top }) => top));
    return { names: pages.map(({ name }) => name), moved: tops !== before };
  },

  /** Renders the page with a name; its file if that is another one now. */
  async page(name) {
    lab ??= new Lab(await openEngine(), scenarios);
    const pages = await readPages(join(siteFolder, "pages"));
    const options = { lab, still: drawStill, totalsStill: drawTotals, schema, formulas, only: [name] };
    const [part] = (await renderPages(pages, options)).rendered;
    await writeFormulaStyle(assets, { formulas });
    const { file } = part.page;
    return (await writeIfChanged(join(out, file), pageText(part, { pages, form }))) ? file : undefined;
  },
};

let last = Promise.resolve();
parentPort.on("message", ({ id, task, name }) => {
  // One after the other, in their order.
  last = last.then(async () => {
    try {
      parentPort.postMessage({ id, answer: await tasks[task](name) });
    } catch (error) {
      parentPort.postMessage({ id, error: error.message });
    }
  });
});
parentPort.postMessage({ id: 0 });
