// Where things are in a space-time diagram. Time steps are even and lanes are even; both lie on whole pixels. On a
// narrow screen the diagram turns: the same two axes, exchanged.

import type { Run } from "../run.ts";
import { hasRing } from "./facts.ts";
import { textWidth, type ViewOptions } from "./view.ts";

export interface Layout {
  readonly turned: boolean;
  readonly width: number;
  readonly height: number;
  /** Number of columns: one in front of the first step, and one a step. */
  readonly columns: number;
  readonly step: number;
  /** The first column of the window, and how many it shows. */
  readonly first: number;
  readonly visible: number;
  readonly windowed: boolean;
  /** Where the time axis begins and ends, in pixels along it. */
  readonly from: number;
  readonly to: number;
  readonly laneGap: number;
  /** Room in front of the lanes: for the names when time runs to the right, for the rounds when it runs down. */
  readonly gutter: number;
  readonly header: number;
  readonly names: readonly { text: string; x: number; y: number }[];
  /** Pixel along the time axis of a column's middle. */
  along(column: number): number;
  /** Pixel across it of a process's lane. */
  across(process: number): number;
  point(column: number, process: number): [number, number];
}

export const nameSize = 13;
export const stripHeight = 34;
const leastStep = 26;
const mostStep = 64;
const stepDown = 30;
const mostDown = 540;

export function layout(run: Run, at: number, options: ViewOptions): Layout {
  return options.narrow ? turned(run, at, options) : level(run, at, options);
}

function level(run: Run, at: number, options: ViewOptions): Layout {
  const count = run.processes.length;
  const columns = run.steps + 1;
  const widest = Math.max(...run.processes.map((p) => textWidth(p.name, nameSize)));
  const gutter = 34 + widest;
  const header = 30;
  const room = Math.max(leastStep * 4, options.width - gutter - 12);
  const windowed = columns * leastStep > room;
  const visible = windowed ? Math.floor(room / leastStep) : columns;
  const step = Math.min(mostStep, Math.floor(room / visible));
  const laneGap = count <= 5 ? 58 : count <= 8 ? 46 : 36;
  const first = windowed ? clamp(at - visible * 0.7, 0, columns - visible) : 0;
  const from = gutter;
  const to = from + step * visible;
  const bottom = header + laneGap * count;
  const along = (column: number): number => from + (column - first) * step + Math.floor(step / 2);
  const across = (process: number): number => header + Math.floor(laneGap / 2) + process * laneGap;
  return {
    turned: false, width: options.width, height: bottom + 4 + (windowed ? stripHeight : 0), columns, step, first, visible, windowed,
    from, to, laneGap, gutter, header, along, across,
    names: run.processes.map((p, i) => ({ text: p.name, x: 28, y: across(i) })),
    point: (column, process) => [along(column), across(process)],
  };
}

function turned(run: Run, at: number, options: ViewOptions): Layout {
  const count = run.processes.length;
  const columns = run.steps + 1;
  const gutter = 54;
  const laneGap = Math.floor((options.width - gutter) / count);
  // Names that are wider than their lane stand in two rows, each with twice the room.
  const crowded = run.processes.some((p) => textWidth(p.name, nameSize) > laneGap - 4);
  const header = 36 + (crowded ? 18 : 0) + (run.processes.some((p) => hasRing(p.role)) ? 4 : 0);
  const windowed = columns * stepDown > mostDown;
  const visible = windowed ? Math.floor(mostDown / stepDown) : columns;
  const first = windowed ? clamp(at - visible * 0.7, 0, columns - visible) : 0;
  const from = header + 14;
  const to = from + visible * stepDown;
  const along = (column: number): number => from + (column - first) * stepDown + stepDown / 2;
  const across = (process: number): number => gutter + Math.floor(laneGap / 2) + process * laneGap;
  return {
    turned: true, width: options.width, height: to + 4 + (windowed ? stripHeight : 0), columns, step: stepDown, first, visible, windowed,
    from, to, laneGap, gutter, header, along, across,
    names: run.processes.map((p, i) => {
      const half = textWidth(p.name, nameSize) / 2;
      return { text: p.name, x: clamp(across(i), half + 1, options.width - half - 1), y: 9 + (crowded && i % 2 ? 18 : 0) };
    }),
    point: (column, process) => [across(process), along(column)],
  };
}

export function clamp(x: number, low: number, high: number): number {
  return Math.max(low, Math.min(high, x));
}
