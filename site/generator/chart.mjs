// A line chart as SVG: two axes, a few lines, each named where it runs. It is drawn
// once, during the build; its colours come from the page's style sheet.

import { html } from "./html.mjs";

const width = 640;
const height = 420;
const left = 76;
const right = 12;
const top = 12;
const bottom = 48;
const ticks = [0, 0.2, 0.4, 0.6, 0.8, 1];

const px = (x) => round(left + x * (width - left - right));
const py = (y) => round(height - bottom - y * (height - top - bottom));
const round = (n) => Math.round(n * 100) / 100;

/** Both axes run from 0 to 1. A line is { name, role, points: [[x, y], ...], at: x of its label, below }. */
export function chart({ id, title, x, y, lines, marks = [] }) {
  return html`<svg class="chart" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="${id}-title" preserveAspectRatio="xMidYMid meet">
<title id="${id}-title">${title}</title>
<g class="grid">${ticks.map((t) => html`<path d="M${px(t)} ${py(0)}V${py(1)}M${px(0)} ${py(t)}H${px(1)}"/>`)}</g>
<g class="axis"><path d="M${px(0)} ${py(1)}V${py(0)}H${px(1)}"/>
${ticks.map((t) => html`<text x="${px(t)}" y="${py(0) + 18}" text-anchor="middle">${t}</text><text x="${left - 8}" y="${py(t) + 4}" text-anchor="end">${t}</text>`)}
<text class="axis-name" x="${px(0.5)}" y="${height - 8}" text-anchor="middle">${x}</text>
<text class="axis-name" transform="translate(20 ${py(0.5)}) rotate(-90)" text-anchor="middle">${y}</text></g>
${lines.map(line)}
${marks.map((m) => html`<circle class="point" cx="${px(m.x)}" cy="${py(m.y)}" r="4.5"/><text class="point-name" x="${px(m.x) + (m.dx ?? 10)}" y="${py(m.y) + (m.dy ?? 4)}" text-anchor="${m.anchor ?? "start"}">${m.name}</text>`)}
</svg>`;
}

function line({ name, role, points, label }) {
  const d = points.map(([x, y], i) => `${i ? "L" : "M"}${px(x)} ${py(y)}`).join("");
  return html`<g class="line line-${role}"><path d="${d}"/>${label && html`<text x="${px(label.x)}" y="${py(label.y)}" text-anchor="${label.anchor ?? "start"}">${name}</text>`}</g>`;
}
