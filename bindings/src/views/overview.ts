// The strip under a diagram that is longer than the screen: the whole run in one line, and a frame around what is shown.

import type { Run } from "../run.ts";
import { facts, type NotableKind, position } from "./facts.ts";
import { short } from "./marks.ts";
import { h, type Plain } from "./plain.ts";
import type { Layout } from "./space-time-layout.ts";

const rows: Record<NotableKind, number> = { violated: 0, lie: 0, drop: 1, crash: 1, decide: 2 };

export function overview(run: Run, at: number, lay: Layout, y: number): Plain {
  const known = facts(run);
  const left = lay.turned ? 2 : lay.from;
  const right = lay.turned ? lay.width - 2 : lay.to;
  const scale = (right - left) / lay.units;
  const x = (unit: number): number => short(left + unit * scale);
  const start = (column: number): number => x(column < lay.columns ? lay.unit(column) : lay.units);
  const top = y + 8;
  const tall = 20;
  const bands: Plain[] = [];
  for (let column = 0, from = 0, odd = false; column <= lay.columns; column++) {
    if (column < lay.columns && known.times[column] === known.times[from]) continue;
    bands.push(
      h("rect", {
        class: odd ? "band odd" : "band",
        x: start(from),
        y: top,
        width: short(start(column) - start(from)),
        height: tall,
      }),
    );
    from = column;
    odd = !odd;
  }
  const ticks = known.notable
    .filter((one) => position(one.step) <= at)
    .map((one) => {
      const mid = x(lay.unit(one.step + 1) + 0.5);
      const row = top + 2 + rows[one.kind] * 6;
      return h("line", { class: `tick tick-${one.kind}`, x1: mid, x2: mid, y1: row, y2: row + 5 });
    });
  const targets = Array.from({ length: Math.min(lay.columns, 400) }, (_, i) => {
    const column = Math.floor((i * lay.columns) / Math.min(lay.columns, 400));
    return h("rect", {
      class: "hit",
      "data-step": column,
      x: start(column),
      y: top - 4,
      width: short(Math.max(scale, 1)),
      height: tall + 8,
    });
  });
  return h(
    "g",
    { class: "overview" },
    bands,
    ticks,
    h("line", { class: "overview-now", x1: x(lay.unit(at) + 1), x2: x(lay.unit(at) + 1), y1: top, y2: top + tall }),
    h("rect", {
      class: "overview-frame",
      x: x(lay.first),
      y: top - 2,
      width: short(lay.visible * scale),
      height: tall + 4,
      rx: 3,
    }),
    targets,
  );
}
