// The true value of a lie, small and struck out beside the false one: where there is room for it, away from marks and
// from the shafts of arrows.

import { glyph, short, valueSign } from "./marks.ts";
import { classes, h, keyed, type Plain } from "./plain.ts";
import type { Lie, Scene } from "./space-time-scene.ts";

const size = 11;
/** How near the middle of a true value may be to a shaft: half of the strike through it, and some air. */
const clearance = 9;

/** Places around a mark, the best first: beyond it as seen from the arrow, then on the other side, then aslant. */
const places: readonly (readonly [along: number, across: number])[] = [
  [0, 19],
  [0, -19],
  [-13, 17],
  [13, 17],
  [-13, -17],
  [13, -17],
  [-17, 15],
  [17, 15],
  [-17, -15],
  [17, -15],
];

export function truths(scene: Scene): Plain[] {
  return scene.lies.flatMap((lie) => truth(scene, lie));
}

function truth(scene: Scene, { m, x, y, after }: Lie): Plain[] {
  const { run, lay, boxes, lit } = scene;
  const sign = valueSign(run, m.truth);
  if (!sign || m.truth === m.value) return [];
  for (const [along, across] of places) {
    const side = after ? across : -across;
    const [tx, ty] = lay.turned ? [x + side, y + along] : [x + along, y + side];
    if (!boxes.free(tx, ty, size + 4, size) || !clear(scene, tx, ty) || !inside(scene, tx, ty)) continue;
    boxes.centred(`truth ${m.end}`, tx, ty, size);
    const shown = h(
      "g",
      { class: classes("truth", lit && !lit.has(m.end) && "dim"), "data-event": m.end },
      glyph(sign, tx, ty, size),
      h("line", { class: "strike", x1: short(tx - 8), y1: short(ty), x2: short(tx + 8), y2: short(ty) }),
    );
    return [keyed(String(m.end), shown)];
  }
  return [];
}

function clear({ shafts }: Scene, x: number, y: number): boolean {
  return shafts.every(([x1, y1, x2, y2]) => {
    const [dx, dy] = [x2 - x1, y2 - y1];
    const t = Math.max(0, Math.min(1, ((x - x1) * dx + (y - y1) * dy) / (dx * dx + dy * dy || 1)));
    return Math.hypot(x - x1 - t * dx, y - y1 - t * dy) >= clearance;
  });
}

// Among the lanes, and in the part of the run that is seen.
function inside({ lay, known }: Scene, x: number, y: number): boolean {
  const [along, across] = lay.turned ? [y, x] : [x, y];
  const [from, to] = [lay.from + lay.scroll + 8, lay.to + lay.scroll - 8];
  const least = lay.turned ? 8 : lay.header + 6;
  const most = lay.turned ? lay.width - 8 : lay.header + lay.laneGap * known.count - 6;
  return along > from && along < to && across > least && across < most;
}
