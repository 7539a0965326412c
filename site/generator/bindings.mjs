// The one place where the generator touches the npm package beside it: the engine
// client, the views that draw still pictures, and the style that goes with them.

import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

export const packageFolder = fileURLToPath(new URL("../../bindings", import.meta.url));

/** A file of the package as it was built: in its folder dist, unless somebody builds it elsewhere (tools/watch.mjs). */
export const bundle = (name) => path.join(process.env.FAULTLAB_BUNDLES ?? path.join(packageFolder, "dist"), name);

const faultlab = await import(pathToFileURL(bundle("faultlab.js")));
const { trySide } = faultlab;

/** The engine under Node: the same client and the same WebAssembly as in a page. */
export function openEngine(options) {
  return faultlab.createEngine(options);
}

/** What trying everything in a group of so many members comes to. */
export const boundaryOf = (lab, purpose, k, members) =>
  lab.with(`boundary ${purpose.name} ${k} ${members}`, async (engine) => {
    return (await trySide(engine, purpose, k, members)).outcome;
  });

/** How a page writes the link to a run, what a claim comes to, and what the attribute "explore" asks for. */
export const { askedOf, levelsOf, levelWords, logExamples, prove, Status, searchOptions, writeLink } = faultlab;

// Stills and their style are not part of what the package ships to pages, so they
// are taken from its sources, with the bundler that the package itself uses.
let drawing;
export function drawingTools() {
  drawing ??= (async () => {
    const esbuild = createRequire(path.join(packageFolder, "package.json"))("esbuild");
    const { outputFiles } = await esbuild.build({
      stdin: {
        contents:
          'export { matrixStill, outcomesStill, rulesStill, still, totalsStill } from "./src/views/still.ts"; export { agreed } from "./src/views/outcomes.ts"; export { statusAt } from "./src/views/facts.ts"; export { signs } from "./src/views/signs.ts"; export { ask as askTable } from "./src/element/instruments/matrix/tables.ts"; export { printerCounts, printerTried } from "./src/views/printer.ts"; export { sightsOf } from "./src/views/sights.ts"; export { stillSheet, pageTokens } from "./src/style/index.ts";',
        resolveDir: packageFolder,
        loader: "ts",
      },
      bundle: true,
      write: false,
      format: "esm",
      platform: "node",
      target: "node20",
      logLevel: "error",
    });
    return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].text).toString("base64")}`);
  })();
  return drawing;
}

/**
 * The still picture of a run, as HTML. Attributes of the directive may ask for a step and for views; the table of all
 * runs comes with it if there is one.
 */
export async function drawStill(run, { step, views, knows, wide = 880 } = {}, grid = null) {
  const { outcomesStill, still } = await drawingTools();
  const knower = run.processes.findIndex(({ name }) => name === knows);
  const options = { wide, knows: knower >= 0 ? knower : null };
  const picture = still(run, step === undefined ? undefined : Number(step), views?.split(/\s+/), options);
  return grid ? `${picture}\n${outcomesStill(run, grid, options)}` : picture;
}

/** The value that all correct processes decide in a run of a table; null: none does, false: they don't agree. */
export async function agreedOn(gridRun, run) {
  const { agreed } = await drawingTools();
  return agreed(gridRun, run);
}

/** The still picture of all pairs of rules for three generals, as HTML. */
export async function drawRules(refutations, pair) {
  const { rulesStill } = await drawingTools();
  return rulesStill(refutations, pair);
}

/** A table of what can happen, as HTML. */
export async function drawTable({ matrix, says }) {
  const { matrixStill } = await drawingTools();
  return matrixStill(matrix, says);
}

/** A table of <fault-lab-matrix>, what its words count, and the moments of worlds, by the very code of the elements. */
export async function tableTools() {
  const { askTable, printerCounts, printerTried, sightsOf } = await drawingTools();
  return { askTable, printerCounts, printerTried, sightsOf };
}

/** The still picture of a run that was counted, as HTML. */
export async function drawTotals(totals) {
  const { totalsStill } = await drawingTools();
  return totalsStill(totals, { wide: 880 });
}

/** The colour tokens of the page, and the style of the stills. */
export async function drawingCss() {
  const { pageTokens, stillSheet } = await drawingTools();
  return `${pageTokens(":root")}\n${stillSheet}`;
}
