// The build: pages in, two folders out. Both are written from the same content;
// only the way in which scripts and the engine are loaded differs.

import { mkdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { writeSharedAssets } from "./assets.mjs";
import { fill, numberBlocks } from "./directives.mjs";
import { FormulaSheet } from "./formula.mjs";
import { html, raw } from "./html.mjs";
import { embedPage, layout } from "./layout.mjs";
import { createMarkdown, evaluate, nameHeadings } from "./markdown.mjs";
import { readPages } from "./page.mjs";
import { writeScripts } from "./scripts.mjs";

export const forms = ["web", "folder"];

/**
 * Turns pages into HTML fragments: all of them, or some by their names. The lab answers what their directives ask, and a
 * sheet takes the styles of their formulas.
 */
export async function renderPages(pages, { lab, still, totalsStill, schema, only, formulas = new FormulaSheet() }) {
  const md = createMarkdown(formulas);
  const asked = pages.filter((page) => !only || only.includes(page.name));
  const parsed = asked.map((page) => {
    const tokens = md.parse(page.body, {});
    return { page, tokens, sections: nameHeadings(tokens), labels: numberBlocks(tokens, page) };
  });
  const rendered = [];
  for (const { page, tokens, sections, labels } of parsed) {
    const context = {
      page,
      pages,
      lab,
      still,
      totalsStill,
      schema,
      reference: referenceTo(labels),
      inline: (text) => raw(md.renderInline(text)),
    };
    await evaluate(tokens, (token) => fill(token, context));
    const content = md.renderer.render(tokens, md.options, {});
    rendered.push({
      page,
      content,
      sections,
      hasFormulas: content.includes('class="katex'),
      hasFigures: /<fault-lab|class="language-faultlab"/.test(content),
      hasPlayground: content.includes("data-playground"),
    });
  }
  return { rendered, formulas };
}

function referenceTo(labels) {
  return (id) => {
    if (!labels.has(id))
      throw new Error(`no figure or table of this page has the id "${id}"; it has ${[...labels.keys()].join(", ")}`);
    return html`<a class="reference" href="#${id}">${labels.get(id)}</a>`;
  };
}

/** The HTML of a page that was rendered. */
export function pageText(part, { pages, form }) {
  return String(layout(part.page, { ...part, pages, form }));
}

/** Writes all that pages load, and the page for frames. */
export async function writeAssets(folder, { siteFolder, form, formulas, scenarios, schema }) {
  const assets = path.join(folder, "assets");
  await mkdir(assets, { recursive: true });
  await writeFile(path.join(folder, "embed.html"), String(embedPage(form)));
  await writeSharedAssets(assets, { siteFolder, formulas });
  await writeFile(path.join(assets, "scenario.schema.json"), `${JSON.stringify(schema, null, 2)}\n`);
  await writeScripts(assets, { siteFolder, form, scenarios });
}

/** Builds both forms into `out`. */
export async function buildSite({ siteFolder, out, lab, still, totalsStill, scenarios, schema }) {
  const pages = await readPages(path.join(siteFolder, "pages"));
  const { rendered, formulas } = await renderPages(pages, { lab, still, totalsStill, schema });
  for (const form of forms) {
    const folder = path.join(out, form);
    await rm(folder, { recursive: true, force: true });
    await writeAssets(folder, { siteFolder, form, formulas, scenarios, schema });
    for (const part of rendered) await writeFile(path.join(folder, part.page.file), pageText(part, { pages, form }));
  }
  return rendered;
}
