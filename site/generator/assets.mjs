// Everything a page loads besides itself: style sheets, fonts, scripts, scenarios.

import { copyFile, mkdir, readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { drawingCss } from "./bindings.mjs";
import { katexAssets } from "./formula.mjs";

const require = createRequire(import.meta.url);

const sheets = ["base", "layout", "article", "tables", "chain", "home", "playground", "print"];

// Latin only: pages are in English, and signs beyond Latin are drawn, not typed.
const fonts = {
  "source-serif-4.woff2": "@fontsource-variable/source-serif-4/files/source-serif-4-latin-wght-normal.woff2",
  "source-serif-4-italic.woff2": "@fontsource-variable/source-serif-4/files/source-serif-4-latin-wght-italic.woff2",
  "source-sans-3.woff2": "@fontsource-variable/source-sans-3/files/source-sans-3-latin-wght-normal.woff2",
};

/** Writes the style of all pages. */
export async function writeStyle(out, { siteFolder }) {
  const parts = await Promise.all(sheets.map((s) => readFile(path.join(siteFolder, "style", `${s}.css`), "utf8")));
  await writeFile(path.join(out, "site.css"), `${[await drawingCss(), ...parts].join("\n")}`);
}

/** Writes the style of the formulas that have been set so far. */
export async function writeFormulaStyle(out, { formulas }) {
  const { css } = await katexAssets();
  await writeFile(path.join(out, "katex.css"), `${css}\n${formulas.css()}\n`);
}

/** Writes the assets that both forms share. */
export async function writeSharedAssets(out, { siteFolder, formulas }) {
  const fontFolder = path.join(out, "fonts");
  await mkdir(fontFolder, { recursive: true });
  await writeStyle(out, { siteFolder });
  await writeFormulaStyle(out, { formulas });
  for (const font of (await katexAssets()).fonts) await copyFile(font.from, path.join(fontFolder, font.name));
  for (const [name, from] of Object.entries(fonts)) await copyFile(require.resolve(from), path.join(fontFolder, name));

  await copyFile(path.join(siteFolder, "style", "icon.svg"), path.join(out, "icon.svg"));
  await copyFile(path.join(siteFolder, "script", "page.js"), path.join(out, "page.js"));
}
