// The scripts of each form. The web form loads modules, with the engine and its
// worker as files of the same origin. The folder form has classic scripts only,
// with the engine packed inside one of them: on file:// nothing else loads.

import { copyFile, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { packageFolder } from "./bindings.mjs";

const packageFiles = {
  web: ["define.js", "faultlab.js", "faultlab.worker.js", "faultlab.wasm", "embed.js"],
  folder: ["faultlab.wasm.js", "embed.js"],
};

/** The scripts of a page, in the order in which it loads them. */
export function scriptsOf({ hasFigures, hasPlayground }) {
  if (!hasFigures && !hasPlayground) return [];
  return ["figures.js", ...(hasPlayground ? ["playground.js"] : [])];
}

/** Copies the package's files, and writes figures.js with all scenarios and playground.js. */
export async function writeScripts(out, { siteFolder, form, scenarios }) {
  const packed = (name) => path.join(packageFolder, "dist", name);
  for (const file of packageFiles[form]) await copyFile(packed(file), path.join(out, file));
  const read = (name) => readFile(path.join(siteFolder, "script", name), "utf8");
  const documents = JSON.stringify(Object.fromEntries(scenarios));
  const figures = assemble[form](await read("figures.js"), `wakeFigures(faultlab, ${documents});`);
  // In the folder the package comes in the same file: between two scripts a figure could ask for its scenario too early.
  const library = form === "folder" ? `${await readFile(packed("faultlab.iife.js"), "utf8")}\n` : "";
  await writeFile(path.join(out, "figures.js"), library + figures);
  const playground = assemble[form](await read("playground.js"), "setUpPlaygrounds(faultlab);");
  await writeFile(path.join(out, "playground.js"), playground);
}

const assemble = {
  web: (source, call) => `import './define.js';\nimport * as faultlab from './faultlab.js';\n\n${source}\n${call}\n`,
  folder: (source, call) =>
    `((faultlab) => {\n${source.replace(/^export /gm, "")}\n${call}\n})(globalThis.faultlab);\n`,
};
