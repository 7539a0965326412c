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

const round = (n) => Math.round(n * 100) / 100;

/**
 * Each axis runs from 0 to its last tick; without ticks of its own, to 1. A line is
 * { name, role, points: [[x, y], ...], label: { x, y, anchor } }, all in units of the axes.
 */
export function chart({ id, title, x, y, xTicks = ticks, yTicks = ticks, lines, marks = [] }) {
  const across = xTicks.at(-1);
  const up = yTicks.at(-1);
  const px = (v) => round(left + (v / across) * (width - left - right));
  const py = (v) => round(height - bottom - (v / up) * (height - top - bottom));
  const middle = { x: px(across / 2), y: py(up / 2) };
  return html`<svg class="chart" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="${id}-title" preserveAspectRatio="xMidYMid meet">
<title id="${id}-title">${title}</title>
<g class="grid">${xTicks.map((t) => html`<path d="M${px(t)} ${py(0)}V${py(up)}"/>`)}${yTicks.map((t) => html`<path d="M${px(0)} ${py(t)}H${px(across)}"/>`)}</g>
<g class="axis"><path d="M${px(0)} ${py(up)}V${py(0)}H${px(across)}"/>
${xTicks.map((t) => html`<text x="${px(t)}" y="${py(0) + 18}" text-anchor="middle">${t}</text>`)}${yTicks.map((t) => html`<text x="${left - 8}" y="${py(t) + 4}" text-anchor="end">${t}</text>`)}
<text class="axis-name" x="${middle.x}" y="${height - 8}" text-anchor="middle">${x}</text>
<text class="axis-name" transform="translate(20 ${middle.y}) rotate(-90)" text-anchor="middle">${y}</text></g>
${lines.map((l) => line(l, px, py))}
${marks.map((m) => html`<circle class="point" cx="${px(m.x)}" cy="${py(m.y)}" r="4.5"/>${m.name && html`<text class="point-name" x="${px(m.x) + (m.dx ?? 10)}" y="${py(m.y) + (m.dy ?? 4)}" text-anchor="${m.anchor ?? "start"}">${m.name}</text>`}`)}
</svg>`;
}

function line({ name, role, points, label }, px, py) {
  const d = points.map(([x, y], i) => `${i ? "L" : "M"}${px(x)} ${py(y)}`).join("");
  return html`<g class="line line-${role}"><path d="${d}"/>${label && html`<text x="${px(label.x)}" y="${py(label.y)}" text-anchor="${label.anchor ?? "start"}">${name}</text>`}</g>`;
}
