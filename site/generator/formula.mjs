// Formulas are set by KaTeX while the site is built; no page runs a line of it.
//
// KaTeX positions glyphs by style attributes. Our pages have none, so that a host
// may forbid them, so each distinct style becomes a class in one generated sheet.

import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import katex from "katex";

const require = createRequire(import.meta.url);

/** Collects the styles of all formulas of one build. */
export class FormulaSheet {
  #classes = new Map();

  /** Sets one formula. A mistake in it stops the build. */
  render(tex, displayMode) {
    const out = katex.renderToString(tex, {
      displayMode,
      output: "htmlAndMathml",
      strict: "error",
      throwOnError: true,
    });
    return this.#withoutStyles(out);
  }

  #withoutStyles(out) {
    return out.replace(/<([a-z]+)([^>]*?) style="([^"]*)"([^>]*)>/g, (_, tag, before, style, after) => {
      const name = this.#classFor(style);
      const rest = before + after;
      return / class="/.test(rest)
        ? `<${tag}${rest.replace(/ class="/, ` class="${name} `)}>`
        : `<${tag} class="${name}"${rest}>`;
    });
  }

  #classFor(style) {
    if (!this.#classes.has(style)) this.#classes.set(style, `f${this.#classes.size}`);
    return this.#classes.get(style);
  }

  /** The generated rules; `.katex` in front makes them win over KaTeX's own sheet. */
  css() {
    return [...this.#classes].map(([style, name]) => `.katex .${name}{${style}}`).join("\n");
  }
}

// The families that formulas of this book use. Leaving out script, fraktur and
// typewriter halves what has to be shipped.
const families = /KaTeX_(Main|Math|AMS|Size[1-4])-/;

/** KaTeX's own sheet, reduced to WOFF2, and the font files it then needs. */
export async function katexAssets() {
  const folder = path.dirname(require.resolve("katex/dist/katex.min.css"));
  const source = await readFile(path.join(folder, "katex.min.css"), "utf8");
  const fonts = [];
  const css = source.replace(/@font-face\{[^}]*\}/g, (face) => {
    const file = /fonts\/([^)]*\.woff2)/.exec(face)[1];
    if (!families.test(file)) return "";
    fonts.push({ name: file, from: path.join(folder, "fonts", file) });
    return face.replace(/src:[^;}]*/, `src:url(fonts/${file}) format("woff2")`);
  });
  return { css, fonts };
}
