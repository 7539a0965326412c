// The scripts of each form. The web form loads modules, with the engine and its
// worker as files of the same origin. The folder form has classic scripts only,
// with the engine packed inside one of them: on file:// nothing else loads.

import { copyFile, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { packageFolder } from "./bindings.mjs";

const packageFiles = {
  web: ["define.js", "faultlab.js", "faultlab.worker.js", "faultlab.wasm"],
  folder: ["faultlab.iife.js", "faultlab.wasm.js"],
};

/** The scripts of a page, in the order in which it loads them. */
export function scriptsOf({ form, hasFigures, hasPlayground }) {
  if (!hasFigures && !hasPlayground) return [];
  return [
    ...(form === "folder" ? ["faultlab.iife.js"] : []),
    "figures.js",
    ...(hasPlayground ? ["playground.js"] : []),
  ];
}

/** Copies the package's files, and writes figures.js with all scenarios and playground.js. */
export async function writeScripts(out, { siteFolder, form, scenarios }) {
  for (const file of packageFiles[form]) await copyFile(path.join(packageFolder, "dist", file), path.join(out, file));
  const read = (name) => readFile(path.join(siteFolder, "script", name), "utf8");
  const documents = JSON.stringify(Object.fromEntries(scenarios));
  const write = (name, source, call) => writeFile(path.join(out, name), assemble[form](source, call));
  await write("figures.js", await read("figures.js"), `wakeFigures(faultlab, ${documents});`);
  await write("playground.js", await read("playground.js"), "setUpPlaygrounds(faultlab);");
}

const assemble = {
  web: (source, call) => `import './define.js';\nimport * as faultlab from './faultlab.js';\n\n${source}\n${call}\n`,
  folder: (source, call) =>
    `((faultlab) => {\n${source.replace(/^export /gm, "")}\n${call}\n})(globalThis.faultlab);\n`,
};
