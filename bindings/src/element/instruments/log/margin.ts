// The margin of a text: the numbers of the lines that are on screen, and the marks of those that are spoken of. It lies
// behind the text and is as long as what can be seen, however long the text is.

import { html, svg, type TemplateResult } from "lit";

/** In pixels; the style sheet has the same. */
export const lineHeight = 20;
const padding = 8;
const rows = 24;

let counted: { text: string; lines: number } = { text: "", lines: 1 };

/** How many lines a text has. */
export function linesOf(text: string): number {
  if (counted.text !== text) {
    let lines = 1;
    for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) lines++;
    counted = { text, lines };
  }
  return counted.lines;
}

export function margin(lines: number, top: number, marked: ReadonlyMap<number, string>): TemplateResult {
  const first = Math.max(1, Math.floor((top - padding) / lineHeight) + 1);
  const seen = Array.from({ length: Math.max(0, Math.min(rows, lines - first + 1)) }, (_, i) => first + i);
  return html`<svg class="log-margin" aria-hidden="true">${seen.map((line) => {
    const y = padding + (line - 1) * lineHeight - top;
    const mark = marked.get(line);
    return svg`${mark ? svg`<rect class="line-${mark}" x="0" y=${y} width="100%" height=${lineHeight}></rect><rect class="line-edge line-${mark}-edge" x="0" y=${y} width="4" height=${lineHeight}></rect>` : ""}<text class=${mark ? "marked" : ""} x="44" y=${y + lineHeight / 2}>${line}</text>`;
  })}</svg>`;
}
