// The strip under a diagram that is longer than the screen: the whole run in one line, how many messages are on their
// way at each time of it, and a frame around what is shown. What doesn't depend on the step is worked out once; however
// long the run is, there is no more of it than the strip has pixels.

import type { Run } from "../operations/run.ts";
import { facts, type NotableKind } from "./facts.ts";
import { short } from "./marks.ts";
import { h, type Plain } from "./plain.ts";
import type { Layout } from "./space-time-layout.ts";
import { type Timeline, timeline } from "./timeline.ts";

const rows: Record<NotableKind, number> = { violated: 0, lie: 0, altered: 0, drop: 1, copy: 1, crash: 1, decide: 2 };
const tall = 20;
/** Below this width a round is too narrow to be told from its neighbour. */
const leastBand = 2;

export function overview(run: Run, at: number, lay: Layout, y: number): Plain {
  const left = lay.turned ? 2 : lay.from;
  const right = lay.turned ? lay.width - 2 : lay.to;
  const top = y + 8;
  const wide = right - left;
  const scale = wide / lay.units;
  const x = (unit: number): number => short(left + unit * scale);
  const now = short((lay.unit(at) + 1) * scale);
  const { bands, flying, ticks } = strip(run, wide);
  return h(
    "g",
    { class: "overview" },
    h("rect", { class: "band", x: left, y: top, width: wide, height: tall }),
    h("svg", { x: left, y: top, width: wide, height: tall, viewBox: `0 0 ${wide} ${tall}` }, bands, flying),
    // What has not happened yet is not marked: the marks are cut off at now.
    h("svg", { x: left, y: top, width: now, height: tall, viewBox: `0 0 ${now} ${tall}` }, ticks),
    h("line", { class: "overview-now", x1: short(left + now), x2: short(left + now), y1: top, y2: top + tall }),
    h("rect", {
      class: "overview-frame",
      x: x(lay.first),
      y: top - 2,
      width: short(lay.visible * scale),
      height: tall + 4,
      rx: 3,
    }),
    h("rect", { class: "hit", "data-units": lay.units, x: left, y: top - 4, width: wide, height: tall + 8 }),
  );
}

interface Strip {
  readonly bands: Plain | null;
  readonly flying: Plain | null;
  readonly ticks: readonly Plain[];
}

const kept = new WeakMap<Run, { wide: number; strip: Strip }>();

function strip(run: Run, wide: number): Strip {
  let known = kept.get(run);
  if (known?.wide !== wide) kept.set(run, (known = { wide, strip: makeStrip(run, wide) }));
  return known.strip;
}

function makeStrip(run: Run, wide: number): Strip {
  const time = timeline(run);
  const scale = wide / time.total;
  return { bands: oddBands(time, scale), flying: silhouette(time, wide), ticks: tickPaths(run, time, scale) };
}

function oddBands(time: Timeline, scale: number): Plain | null {
  if (time.bands.length * leastBand > time.total * scale) return null;
  let d = "";
  for (let i = 1; i < time.bands.length; i += 2) {
    const { first, last } = time.bands[i]!;
    const from = short(time.unit(first) * scale);
    d += `M${from} 0H${short(time.unit(last + 1) * scale)}V${tall}H${from}Z`;
  }
  return d ? h("path", { class: "band odd", d }) : null;
}

// Of the columns that share a pixel the busiest counts.
function silhouette(time: Timeline, wide: number): Plain | null {
  const most = time.flying.reduce((a, b) => Math.max(a, b), 0);
  if (most === 0) return null;
  const pixels = Math.floor(wide);
  const busiest = new Int32Array(pixels);
  for (let column = 0; column < time.flying.length; column++) {
    const from = Math.floor((time.unit(column) / time.total) * pixels);
    const to = Math.max(from + 1, Math.floor((time.unit(column + 1) / time.total) * pixels));
    for (let px = from; px < Math.min(to, pixels); px++) busiest[px] = Math.max(busiest[px]!, time.flying[column]!);
  }
  let d = `M0 ${tall}`;
  let last = -1;
  for (const [px, count] of busiest.entries()) {
    if (count === last) continue;
    d += `H${px}V${short(tall - (count / most) * (tall - 2))}`;
    last = count;
  }
  return h("path", { class: "on-their-way", d: `${d}H${pixels}V${tall}Z` });
}

// A path for each kind; marks that fall on one another are one.
function tickPaths(run: Run, time: Timeline, scale: number): Plain[] {
  const paths = new Map<NotableKind, { d: string; last: number }>();
  for (const { step, kind } of facts(run).notable) {
    const path = paths.get(kind) ?? { d: "", last: -1 };
    paths.set(kind, path);
    const px = Math.round((time.unit(step + 1) + 0.5) * scale * 2) / 2;
    if (px === path.last) continue;
    path.last = px;
    path.d += `M${px} ${2 + rows[kind] * 6}v5`;
  }
  return [...paths].map(([kind, { d }]) => h("path", { class: `tick tick-${kind}`, d }));
}
