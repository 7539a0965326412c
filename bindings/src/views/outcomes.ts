// The table of all runs of a small system: one cell a run, with what was decided and how each claim ends. Where every
// run has the same points of choice, the first of them go down and the others across, one inside of the other.

import type { Axis, Grid, GridRun } from "../operations/explored.ts";
import { Status } from "../operations/run.ts";
import { none, statusNames, statusWords } from "./codes.ts";
import { cross, glyph, short, type ValueSign, valueSign } from "./marks.ts";
import { classes, h, type Plain } from "./plain.ts";
import { Boxes, textWidth, type View } from "./view.ts";
import type { Scene } from "./words.ts";

export interface OutcomesOptions {
  /** The room there is, in CSS pixels. */
  readonly width: number;
  readonly narrow: boolean;
  /** The run that has the keyboard's attention, and the one that is shown, if it is one of them. */
  readonly focus: number;
  readonly shown: number | null;
}

/** Which axes go down and which across, and how large a cell is. */
export interface Layout {
  readonly columns: number;
  readonly down: readonly Axis[];
  readonly across: readonly Axis[];
  readonly cell: number;
}

/** A finger's width; a mouse does with less where there are many. */
const roomy = 44;
const close = 30;
const gap = 8;
const header = 24;
const size = 13;

export function layoutOf(
  grid: Grid,
  scene: Scene,
  { width, narrow }: Pick<OutcomesOptions, "width" | "narrow">,
): Layout {
  const { axes, runs } = grid;
  for (const cell of narrow ? [roomy] : [roomy, close]) {
    if (axes.length === 0) {
      const columns = Math.min(runs.length, Math.floor(width / cell));
      if (cell === close || narrow || Math.ceil(runs.length / columns) <= 6)
        return { columns, down: [], across: [], cell };
      continue;
    }
    for (let a = Math.floor(axes.length / 2); a <= axes.length; a++) {
      const [down, across] = [axes.slice(0, a), axes.slice(a)];
      const columns = product(across);
      const layout = { columns, down, across, cell };
      // Two steps beyond the half would make a tower of it.
      if (columnAt(layout, scene, grid, columns - 1) + cell <= width && (a <= axes.length / 2 + 1 || narrow))
        return layout;
    }
  }
  const columns = Math.max(1, Math.floor(width / roomy));
  return { columns, down: [], across: [], cell: roomy };
}

const product = (axes: readonly Axis[]): number => axes.reduce((n, { options }) => n * options.length, 1);

/** How many cells lie between two gaps, for each axis but the innermost. */
const groups = (axes: readonly Axis[]): number[] => axes.slice(1).map((_, i) => product(axes.slice(i + 1)));

const offset = (axes: readonly Axis[], cell: number, i: number): number =>
  i * cell + groups(axes).reduce((sum, n) => sum + gap * Math.floor(i / n), 0);

function columnAt(layout: Layout, scene: Scene, grid: Grid, i: number): number {
  return besideWidth(layout, scene, grid) + offset(layout.across, layout.cell, i);
}

const nameWidth = (axis: Axis, scene: Scene, grid: Grid): number => textWidth(axisName(axis, scene, grid), size) + 8;

/** The room for what stands beside the rows. */
function besideWidth({ down, across }: Layout, scene: Scene, grid: Grid): number {
  const own = down.reduce((sum, axis) => sum + Math.max(30, nameWidth(axis, scene, grid)), 0);
  return Math.max(own, ...across.map((axis) => nameWidth(axis, scene, grid)), 0);
}

/** Whose choice it is, as short as can be: who speaks, and when, is said only where it is not clear. */
function axisName(axis: Axis, scene: Scene, { axes }: Grid): string {
  const same = axes.every(({ options }) => options[0]!.choice[2] === axis.options[0]!.choice[2]);
  const name = (one: Axis): string => {
    const [, , who = none, to = none] = one.options[0]!.choice;
    const hearer = to !== none && to !== who ? `to ${scene.processes[to]?.name ?? ""}` : "";
    return same && hearer ? hearer : `${scene.processes[who]?.name ?? ""} ${hearer}`.trim();
  };
  const own = name(axis);
  const clear = axes.filter((one) => name(one) === own).length === 1;
  return clear ? own : `${axis.step + 1}: ${own}`;
}

/** An option in one sign: the value that is said, a dash for silence, a dot for what happens by itself, else a cross. */
function optionMark(text: string, usual: boolean, scene: Scene, x: number, y: number): Plain {
  const words = new Set(text.split(/[^\w-]+/));
  const value = scene.values.findIndex((name) => words.has(name));
  const sign = value >= 0 ? valueSign(scene, value) : null;
  if (sign) return glyph(sign, x, y, 13);
  if (/nothing|silent/.test(text)) return h("path", { class: "unsaid", d: `M${short(x - 5)} ${short(y)}h10` });
  return usual ? h("circle", { class: "dot", cx: short(x), cy: short(y), r: 3 }) : cross(x, y, 8);
}

/** The value that all correct processes which decide agree on; null if none decides, false if they don't agree. */
export function agreed(run: GridRun, { processes }: Scene): number | null | false {
  const decided = new Set([...run.values].filter((value, p) => value !== none && !processes[p]?.faulty));
  if (decided.size > 1) return false;
  return decided.size === 1 ? [...decided][0]! : null;
}

/** The runs of a grid. Without a reader's options nothing in it can be pressed. */
export function outcomes(grid: Grid, scene: Scene, options: OutcomesOptions): View {
  const layout = layoutOf(grid, scene, options);
  const { columns, down, across, cell } = layout;
  const boxes = new Boxes();
  const left = besideWidth(layout, scene, grid);
  const top = across.length * header + (down.length ? header : 0);
  const rows = Math.ceil(grid.runs.length / columns);
  const x = (i: number): number => left + offset(across, cell, i);
  const y = (i: number): number => top + offset(down, cell, i);
  const width = x(columns - 1) + cell;
  const height = y(rows - 1) + cell;
  const tree = h(
    "svg",
    {
      class: "view outcomes",
      viewBox: `0 0 ${width} ${height}`,
      width,
      height,
      role: "grid",
      "aria-label": `${grid.runs.length} runs: choose one to see it`,
    },
    heads(grid, scene, layout, { x, y, left, top }, boxes),
    Array.from({ length: rows }, (_, row) =>
      h(
        "g",
        { role: "row" },
        grid.runs
          .slice(row * columns, (row + 1) * columns)
          .map((_, column) => outcome(grid, scene, row * columns + column, [x(column), y(row)], cell, options, boxes)),
      ),
    ),
  );
  return { tree, width, height, boxes: boxes.list };
}

interface Places {
  readonly x: (column: number) => number;
  readonly y: (row: number) => number;
  readonly left: number;
  readonly top: number;
}

// The cells carry all that is said here in their names.
function heads(grid: Grid, scene: Scene, layout: Layout, { x, y, left, top }: Places, boxes: Boxes): Plain {
  const { down, across, cell } = layout;
  const marks: Plain[] = [];
  const name = (text: string, at: number, line: number, anchor: string): void => {
    const wide = textWidth(text, size);
    boxes.at(`label ${text}`, anchor === "end" ? at - wide : at - wide / 2, line - 7, wide, 14);
    marks.push(
      h("text", { class: "axis-name", x: short(at), y: line, "text-anchor": anchor, "font-size": size }, text),
    );
  };
  const sign = ({ options }: Axis, group: number, at: number, line: number): void => {
    const { text } = options[group % options.length]!;
    boxes.centred(`sign ${text}`, at, line, 16);
    marks.push(optionMark(text, group % options.length === 0, scene, at, line));
  };
  for (const [i, axis] of across.entries()) {
    const span = product(across.slice(i + 1));
    const line = i * header + header / 2;
    name(axisName(axis, scene, grid), left - 8, line, "end");
    for (let group = 0; group * span < layout.columns; group++) {
      const [from, to] = [x(group * span), x((group + 1) * span - 1) + cell];
      sign(axis, group, (from + to) / 2, line);
    }
  }
  let at = left - down.reduce((sum, axis) => sum + Math.max(30, nameWidth(axis, scene, grid)), 0);
  for (const [i, axis] of down.entries()) {
    const span = product(down.slice(i + 1));
    const wide = Math.max(30, nameWidth(axis, scene, grid));
    name(axisName(axis, scene, grid), at + wide - 8, top - header / 2, "end");
    for (let group = 0; group * span < product(down); group++) {
      const [from, to] = [y(group * span), y((group + 1) * span - 1) + cell];
      sign(axis, group, at + wide - 16, (from + to) / 2);
    }
    at += wide;
  }
  return h("g", { class: "heads", "aria-hidden": "true" }, marks);
}

function outcome(
  grid: Grid,
  scene: Scene,
  i: number,
  [left, top]: readonly [number, number],
  cell: number,
  { focus, shown }: OutcomesOptions,
  boxes: Boxes,
): Plain {
  const run = grid.runs[i]!;
  const broken = run.statuses.includes(Status.violated);
  const x = left + cell / 2;
  const value = agreed(run, scene);
  const signs = value === null ? [] : value === false ? distinct(run, scene) : [valueSign(scene, value)!];
  // What asks nothing in any run is not asked here. In a close cell the claims are said by the worst of them alone.
  const asking = run.statuses.filter((_, c) => grid.runs.some(({ statuses }) => statuses[c] !== Status.void));
  const statuses = cell < roomy ? [worst(asking)] : asking;
  const upper = signs.length > 0 && statuses.length > 0;
  const line = top + cell / 2;
  boxes.at(`run ${i}`, left + 1, top + 1, cell - 2, cell - 2);
  const small = signs.length > 1 || cell < roomy;
  return h(
    "g",
    {
      class: classes("outcome", broken && "broken", i === shown && "shown"),
      "data-run": i,
      role: "gridcell",
      tabindex: i === focus ? 0 : -1,
      "aria-selected": i === shown ? "true" : "false",
      "aria-label": outcomeWords(grid, scene, i),
    },
    h("rect", { class: "hit", x: left, y: top, width: cell, height: cell }),
    h("rect", { class: "body", x: left + 1.5, y: top + 1.5, width: cell - 3, height: cell - 3, rx: 4 }),
    signs.map((sign, k) =>
      glyph(sign, x + (k - (signs.length - 1) / 2) * 14, upper ? line - cell * 0.16 : line, small ? 11 : 14),
    ),
    statuses.map((status, k) =>
      claimMark(
        status,
        x + (k - (statuses.length - 1) / 2) * 12,
        upper ? line + cell * 0.24 : line,
        cell < roomy ? 7 : 8,
      ),
    ),
  );
}

function distinct(run: GridRun, scene: Scene): ValueSign[] {
  const found = new Set([...run.values].filter((value, p) => value !== none && !scene.processes[p]?.faulty));
  return [...found].slice(0, 2).map((value) => valueSign(scene, value)!);
}

const order: readonly Status[] = [
  Status.violated,
  Status.unknown,
  Status.open,
  Status.holdsSoFar,
  Status.holds,
  Status.void,
];
const worst = (statuses: readonly Status[]): Status => order.find((status) => statuses.includes(status)) ?? Status.open;

/** How a claim ends, as a shape: a tick, a cross, a dash, a ring, or a question. */
function claimMark(status: Status, x: number, y: number, wide: number): Plain {
  const name = `claim-mark mark-${statusNames[status]}`;
  const r = wide / 2;
  switch (status) {
    case Status.violated:
      return cross(x, y, wide, name);
    case Status.holds:
    case Status.holdsSoFar:
      return h("path", {
        class: name,
        d: `M${short(x - r)} ${short(y)}l${short(r * 0.8)} ${short(r * 0.8)}l${short(r * 1.2)} ${short(-r * 1.6)}`,
      });
    case Status.void:
      return h("path", { class: name, d: `M${short(x - r * 0.8)} ${short(y)}h${short(r * 1.6)}` });
    case Status.open:
      return h("circle", { class: name, cx: short(x), cy: short(y), r: short(r * 0.8) });
    default:
      return h("text", { class: name, x: short(x), y: short(y), "text-anchor": "middle", "font-size": wide + 4 }, "?");
  }
}

/** What is chosen in a run of a grid, and how it ends. */
export function outcomeWords(grid: Grid, scene: Scene, i: number): string {
  const run = grid.runs[i]!;
  const chosen = chosenIn(grid, i).map(({ text }) => text);
  const value = agreed(run, scene);
  const decided = value === null ? "" : value === false ? "they disagree, " : `${scene.values[value]}, `;
  const claims = grid.claims.map((name, c) => `${name} ${statusWords[run.statuses[c]!]}`).join(", ");
  return `${chosen.length ? chosen.join("; ") : `run ${i + 1}`}: ${decided}${claims}`;
}

/** The options that a run of a grid with axes takes: the digits of its number. */
function chosenIn({ axes }: Grid, i: number): Axis["options"][number][] {
  let rest = i;
  return [...axes]
    .reverse()
    .map(({ options }) => {
      const digit = rest % options.length;
      rest = Math.floor(rest / options.length);
      return options[digit]!;
    })
    .reverse();
}

/** The table in sentences: how often each claim ends how, and what is decided. */
export function gridWords(grid: Grid, scene: Scene): string[] {
  const n = grid.runs.length;
  const times = (count: number): string => (count === n ? (n === 1 ? "the one run" : `all ${n}`) : String(count));
  const claims = grid.claims.map((name, c) => {
    const counts = new Map<Status, number>();
    for (const { statuses } of grid.runs) counts.set(statuses[c]!, (counts.get(statuses[c]!) ?? 0) + 1);
    const parts = [...counts].sort(([a], [b]) => order.indexOf(a) - order.indexOf(b));
    if (parts.length === 1 && parts[0]![0] === Status.void) return `${name} asks nothing.`;
    return `${name} ${parts.map(([status, count]) => `${past[statusNames[status]] ?? statusWords[status]} in ${times(count)}`).join(", and ")}.`;
  });
  const decided = new Map<string, number>();
  let apart = 0;
  for (const run of grid.runs) {
    const value = agreed(run, scene);
    if (value === null) continue;
    if (value === false) apart++;
    else decided.set(scene.values[value]!, (decided.get(scene.values[value]!) ?? 0) + 1);
  }
  const ends = [
    ...(decided.size
      ? [`all decide ${[...decided].map(([name, count]) => `${name} in ${times(count)}`).join(", ")}`]
      : []),
    ...(apart ? [`they disagree in ${times(apart)}`] : []),
  ].join("; ");
  return [
    `${n} ${n === 1 ? "run" : "runs"}.`,
    ...claims,
    ...(ends ? [`${ends.charAt(0).toUpperCase()}${ends.slice(1)}.`] : []),
  ];
}

const past: Readonly<Record<string, string>> = {
  violated: "is violated",
  open: "is open",
  unknown: "is unknown",
  void: "asks nothing",
};
