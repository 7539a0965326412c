// Where things are in a space-time diagram. Time steps are even and lanes are even; both lie on whole pixels. On a
// narrow screen the diagram turns: the same two axes, exchanged.

import { cameBack, type Run } from "../operations/run.ts";
import { hasRing } from "./facts.ts";
import { timeline } from "./timeline.ts";
import { textWidth, type ViewOptions } from "./view.ts";

export interface Layout {
  readonly turned: boolean;
  readonly width: number;
  readonly height: number;
  /** Number of columns: one in front of the first step, and one a step. */
  readonly columns: number;
  /** Pixels of one unit of time. A step takes one, and one is left free where a round begins. */
  readonly step: number;
  readonly units: number;
  /** The first unit of the window, and how many it shows. */
  readonly first: number;
  readonly visible: number;
  readonly windowed: boolean;
  /** Where the time axis begins and ends in the picture, in pixels along it. */
  readonly from: number;
  readonly to: number;
  /**
   * How far the window is scrolled, in pixels. What is inside of it has its place in the run, whatever part of that is
   * shown: from a step to the next only the window moves.
   */
  readonly scroll: number;
  readonly laneGap: number;
  /** Room in front of the lanes: for the names when time runs to the right, for the rounds when it runs down. */
  readonly gutter: number;
  readonly header: number;
  readonly names: readonly { text: string; x: number; y: number }[];
  /** The unit at which a column stands; a part of a column is on its way to the next. */
  unit(column: number): number;
  /** The first and the last column that can be seen, or nearly so. */
  readonly seen: readonly [number, number];
  /** Pixel along the time axis of a column's middle, before scrolling. */
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
  const time = timeline(run);
  const units = time.total;
  const unit = (column: number): number => time.unit(column);
  const widest = Math.max(...run.processes.map((p) => textWidth(p.name, nameSize)));
  const gutter = 38 + widest;
  const header = 30;
  const room = Math.max(leastStep * 4, options.width - gutter - 12);
  const windowed = units * leastStep > room;
  const visible = windowed ? Math.floor(room / leastStep) : units;
  const step = Math.min(mostStep, Math.floor(room / visible));
  const laneGap = count <= 4 ? 70 : count <= 5 ? 60 : count <= 8 ? 46 : 36;
  const first = windowed ? clamp(unit(at) - visible * 0.7, 0, units - visible) : 0;
  const from = gutter;
  const to = from + step * visible;
  const bottom = header + laneGap * count;
  const along = (column: number): number => from + unit(column) * step + Math.floor(step / 2);
  const across = (process: number): number => header + Math.floor(laneGap / 2) + process * laneGap;
  return {
    turned: false,
    width: options.width,
    height: bottom + (cameBack(run) === null ? 12 : 18) + (windowed ? stripHeight : 0),
    columns,
    step,
    units,
    unit,
    first,
    visible,
    windowed,
    seen: [time.columnFrom(first - 1), Math.min(run.steps, time.columnFrom(first + visible + 1))],
    from,
    to,
    scroll: Math.round(first * step),
    laneGap,
    gutter,
    header,
    along,
    across,
    names: run.processes.map((p, i) => ({ text: p.name, x: 28, y: across(i) })),
    point: (column, process) => [along(column), across(process)],
  };
}

function turned(run: Run, at: number, options: ViewOptions): Layout {
  const count = run.processes.length;
  const columns = run.steps + 1;
  // A clock of many digits needs more room than the number of a round, so that it does not run into the lanes.
  const last = timeline(run).bands.at(-1)?.time ?? 0;
  const gutter = clamp(textWidth(`t = ${last}`, 12) + 2, 54, 92);
  // The way back of a run that never ends needs room beside the last lane.
  const laneGap = Math.floor((options.width - gutter - (cameBack(run) === null ? 8 : 20)) / count);
  const across = (process: number): number => gutter + Math.floor(laneGap / 2) + process * laneGap;
  // A name that would touch its neighbour stands in a second row.
  const ends = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
  const places = run.processes.map((process, p) => {
    const half = textWidth(process.name, nameSize) / 2;
    const x = clamp(across(p), half + 1, options.width - half - 1);
    const row = x - half > ends[0]! + 4 ? 0 : 1;
    ends[row] = x + half;
    return { text: process.name, x, row };
  });
  const rows = Math.max(...places.map(({ row }) => row)) + 1;
  const header = 18 * (rows + 1) + (run.processes.some((p) => hasRing(p.role)) ? 4 : 0);
  const time = timeline(run);
  const units = time.total;
  const unit = (column: number): number => time.unit(column);
  const windowed = units * stepDown > mostDown;
  const visible = windowed ? Math.floor(mostDown / stepDown) : units;
  const first = windowed ? clamp(unit(at) - visible * 0.7, 0, units - visible) : 0;
  const from = header + 14;
  const to = from + visible * stepDown;
  const along = (column: number): number => from + unit(column) * stepDown + stepDown / 2;
  return {
    turned: true,
    width: options.width,
    height: to + 8 + (windowed ? stripHeight : 0),
    columns,
    step: stepDown,
    units,
    unit,
    first,
    visible,
    windowed,
    seen: [time.columnFrom(first - 1), Math.min(run.steps, time.columnFrom(first + visible + 1))],
    from,
    to,
    scroll: Math.round(first * stepDown),
    laneGap,
    gutter,
    header,
    along,
    across,
    names: places.map(({ text, x, row }) => ({ text, x, y: 9 + 18 * row })),
    point: (column, process) => [across(process), along(column)],
  };
}

export function clamp(x: number, low: number, high: number): number {
  return Math.max(low, Math.min(high, x));
}
