// The scripts of each form. The web form loads modules, with the engine and its
// worker as files of the same origin. The folder form has classic scripts only,
// with the engine packed inside one of them: on file:// nothing else loads, and
// neither does it in a frame without an origin of its own, which embed.html may be in.

import { copyFile, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { bundle } from "./bindings.mjs";

const packageFiles = {
  web: ["define.js", "faultlab.js", "faultlab.worker.js", "faultlab.wasm", "faultlab.wasm.js", "embed.js"],
  folder: ["faultlab.wasm.js", "embed.js"],
};

/** The scripts of embed.html: classic ones in both forms, for a frame without an origin of its own loads no others. */
export function scriptsOfEmbed(form) {
  return [form === "web" ? "figures.classic.js" : "figures.js", "embed.js"];
}

/** The scripts of a page, in the order in which it loads them. */
export function scriptsOf({ hasFigures, hasPlayground }) {
  if (!hasFigures && !hasPlayground) return [];
  return ["figures.js", ...(hasPlayground ? ["playground.js"] : [])];
}

/** Copies the package's files, and writes figures.js with all scenarios and playground.js. */
export async function writeScripts(out, { siteFolder, form, scenarios }) {
  for (const file of packageFiles[form]) await copyFile(bundle(file), path.join(out, file));
  const write = (name, text) => writeFile(path.join(out, name), text);
  const read = (name) => readFile(path.join(siteFolder, "script", name), "utf8");
  const assemble = form === "web" ? asModule : asClassic;
  const figures = await read("figures.js");
  const call = `wakeFigures(faultlab, ${JSON.stringify(Object.fromEntries(scenarios))});`;
  if (form === "web") await write("figures.js", asModule(figures, call));
  // A classic script has the package in the same file: between two a figure could ask for its scenario too early.
  const library = await readFile(bundle("faultlab.iife.js"), "utf8");
  await write(scriptsOfEmbed(form)[0], `${library}\n${asClassic(figures, call)}`);
  await write("playground.js", assemble(await read("playground.js"), "setUpPlaygrounds(faultlab);"));
}

const asModule = (source, call) =>
  `import './define.js';\nimport * as faultlab from './faultlab.js';\n\n${source}\n${call}\n`;

const asClassic = (source, call) =>
  `((faultlab) => {\n${source.replace(/^export /gm, "")}\n${call}\n})(globalThis.faultlab);\n`;
