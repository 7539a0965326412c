// The vectors of Byzantine agreement: for each process what it was told, what others say that they were told, and what
// it makes of that; for a faulty one instead what it tells whom. One and the same message is a cell at its sender and
// one at its receiver. What the step at hand brings is emphasised.

import type { Run } from "../operations/run.ts";
import { none } from "./codes.ts";
import { alteration, glyph, processMark, short, standingClass, valueSign } from "./marks.ts";
import { classes, h, type Plain } from "./plain.ts";
import { standing, standings } from "./standing.ts";
import { minds } from "./vector-facts.ts";
import { type Cell, type Line, type Panel, panelsOf } from "./vector-panels.ts";
import { Boxes, fit, textWidth, type View, type ViewOptions } from "./view.ts";

const size = 13;
const small = 12;
const rowHeight = 25;
const headHeight = 30;
const namesHeight = 18;
const phaseHeight = 20;

interface Scene {
  readonly run: Run;
  readonly at: number;
  readonly options: ViewOptions;
  readonly boxes: Boxes;
  readonly label: number;
  readonly cell: number;
  readonly tabbed: number | null;
}

export function vectors(run: Run, at: number, options: ViewOptions): View {
  const boxes = new Boxes();
  const shown = panelsOf(run, minds(run), at, options);
  const { columns, cell, label } = room(run, shown.length, options.width);
  const wide = label + run.processes.length * cell;
  const gap = columns > 1 ? Math.min(72, Math.floor((options.width - columns * wide) / (columns - 1))) : 0;
  const heights = shown.map(heightOf);
  const tallest = (row: number): number => Math.max(...heights.slice(row * columns, (row + 1) * columns));
  const ids = shown.flatMap((panel, i) => cellIds(panel, i));
  const focused = Number(options.focus?.startsWith("node-") ? options.focus.slice(5) : Number.NaN);
  const scene: Scene = {
    run,
    at,
    options,
    boxes,
    label,
    cell,
    tabbed: ids.includes(focused) ? focused : (ids[0] ?? null),
  };
  let y = 0;
  const parts: Plain[] = [];
  for (let row = 0; row * columns < shown.length; row++) {
    for (const [column, panel] of shown.slice(row * columns, (row + 1) * columns).entries())
      parts.push(drawPanel(scene, panel, row * columns + column, column * (wide + gap), y));
    y += tallest(row) + 14;
  }
  const height = y - 10;
  const tree = h(
    "svg",
    {
      class: "view vectors",
      viewBox: `0 0 ${options.width} ${height}`,
      width: options.width,
      height,
      role: "group",
      "aria-label": `What each process is told, and what it makes of it${standings(run, at, options.knows)}`,
    },
    parts,
  );
  return { tree, width: options.width, height, boxes: boxes.list };
}

/** As many panels in a row as leave room for cells that can be hit. */
function room(run: Run, count: number, width: number): { columns: number; cell: number; label: number } {
  const n = run.processes.length;
  const widest = Math.max(textWidth("vector", small), ...run.processes.map((p) => textWidth(p.name, small) + 16));
  const label = Math.min(84, widest + 8);
  for (let columns = count; columns > 1; columns--) {
    const cell = Math.floor(((width - (columns - 1) * 18) / columns - label) / n);
    if (cell >= 25) return { columns, cell: Math.min(cell, 36), label };
  }
  return { columns: 1, cell: Math.max(12, Math.min(36, Math.floor((width - label) / n))), label };
}

function heightOf({ phases }: Panel): number {
  const lines = phases.reduce((sum, phase) => sum + phaseHeight + phase.lines.length * rowHeight, 0);
  return headHeight + namesHeight + lines;
}

const idOf = (panel: number, line: number, column: number): number => (panel * 64 + line) * 64 + column + 1;

function cellIds(panel: Panel, i: number): number[] {
  const ids: number[] = [];
  let l = 0;
  for (const { lines } of panel.phases)
    for (const line of lines) {
      if (line.opens) ids.push(idOf(i, l, -1));
      for (const [j, cell] of line.cells.entries()) if (cell && presses(cell)) ids.push(idOf(i, l, j));
      l++;
    }
  return ids;
}

const presses = ({ event, choose }: Cell): boolean => event !== null || typeof choose === "number";

function drawPanel(scene: Scene, panel: Panel, i: number, x: number, y: number): Plain {
  const { run, options, boxes, label, cell } = scene;
  const n = run.processes.length;
  const wide = label + n * cell;
  const process = panel.process === null ? null : run.processes[panel.process]!;
  const stands = panel.process === null ? "correct" : standing(run, panel.process, scene.at, options.knows);
  const middle = y + 13;
  const left = x + (process ? 24 : 1);
  const parts: Plain[] = [];
  if (process)
    parts.push(
      processMark(x + 10, middle, 8, { standing: stands, crashed: false, ring: false, dim: panel.phases.length === 0 }),
    );
  const title = fit(panel.title, 14, wide - 26);
  boxes.at(`label ${panel.title} ${i}`, left, middle - 8, textWidth(title, 14), 16);
  parts.push(
    h(
      "text",
      { class: classes("view-title panel-name", standingClass(stands)), x: left, y: middle + 5, "font-size": 14 },
      title,
    ),
  );
  let line = 0;
  let top = y + headHeight;
  if (panel.phases.length > 0)
    for (const [j, { name }] of run.processes.entries()) {
      const text = fit(name, 11, cell - 2);
      const cx = short(x + label + (j + 0.5) * cell);
      boxes.centred(`label column ${i} ${name}`, cx, top + 8, Math.min(cell - 2, textWidth(text, 11)), 12);
      parts.push(h("text", { class: "column-name", x: cx, y: top + 8, "font-size": 11 }, text));
    }
  top += namesHeight;
  for (const phase of panel.phases) {
    if (phase.title) {
      boxes.at(`label ${phase.title} ${i}`, x + 1, top + 3, Math.min(wide, textWidth(phase.title, 11)), 13);
      parts.push(
        h("path", { class: "phase-rule", d: `M${x} ${top + 1.5}H${x + wide}` }),
        h("text", { class: "band-label", x: x + 1, y: top + 14, "font-size": 11 }, fit(phase.title, 11, wide)),
      );
    }
    top += phaseHeight;
    for (const one of phase.lines) {
      parts.push(drawLine(scene, one, i, line++, x, top));
      top += rowHeight;
    }
  }
  return h("g", { class: classes("pane", standingClass(stands)) }, parts);
}

function drawLine(scene: Scene, line: Line, i: number, l: number, x: number, y: number): Plain {
  const { run, options, boxes, label, cell } = scene;
  const process = line.process === null ? null : run.processes[line.process]!;
  const stands = line.process === null ? "correct" : standing(run, line.process, scene.at, options.knows);
  const middle = Math.round(y + rowHeight / 2);
  const text = fit(line.name, small, label - (process ? 20 : 6));
  const left = x + (process ? 15 : 1);
  boxes.at(`label line ${i} ${l}`, x, middle - 7, (process ? 15 : 1) + textWidth(text, small), 14);
  const id = idOf(i, l, -1);
  return h(
    "g",
    { class: "vector-line" },
    h(
      "g",
      line.opens
        ? {
            "data-node": id,
            "data-process": line.process,
            role: "button",
            tabindex: scene.tabbed === id ? 0 : -1,
            "aria-label": `Show what ${line.name} was told`,
          }
        : {},
      line.opens &&
        h("rect", {
          class: "hit node-box bare",
          x: x + 0.5,
          y: y + 1.5,
          width: label - 5,
          height: rowHeight - 3,
          rx: 4,
        }),
      process && processMark(x + 6, middle, 4.5, { standing: stands, crashed: false, ring: false }),
      h("text", { class: classes("line-name", standingClass(stands)), x: left, y: middle, "font-size": small }, text),
    ),
    line.cells.map((one, j) => one && drawCell(scene, one, idOf(i, l, j), x + label + j * cell, y)),
  );
}

function drawCell(scene: Scene, one: Cell, id: number, x: number, y: number): Plain {
  const { run, at, options, boxes, cell } = scene;
  const sign = valueSign(run, one.value);
  const stand = valueSign(run, one.instead ?? none);
  const differs = one.look?.includes("differs") ?? false;
  const cx = short(x + cell / 2 - (differs ? 4 : 0));
  const cy = y + rowHeight / 2;
  const fresh = one.step === Math.ceil(at) - 1 && one.event !== null;
  const here = (event: number | null): boolean => event !== null && event === one.event;
  boxes.at(`cell ${id}`, x + 0.5, y + 0.5, cell - 1, rowHeight - 1);
  const pressed = presses(one);
  return h(
    "g",
    {
      class: classes(
        "node cell",
        one.look,
        one.lie && "false",
        one.altered && "altered",
        fresh && "fresh",
        here(options.selected) && "selected",
        here(options.pointed) && "pointed",
        typeof one.choose === "number" && "open",
      ),
    },
    // The words of a button are its own; what is drawn over it only looks like it.
    h(
      "g",
      pressed
        ? {
            "data-node": id,
            "data-event": one.event ?? undefined,
            "data-choose": one.choose ?? undefined,
            role: "button",
            tabindex: scene.tabbed === id ? 0 : -1,
            "aria-label": one.words,
          }
        : {},
      h("rect", { class: "node-box", x: x + 1.5, y: y + 1.5, width: cell - 3, height: rowHeight - 3, rx: 3 }),
    ),
    !pressed && h("title", {}, one.words),
    sign
      ? mark(sign, cx, cy, one.look?.includes("result") ?? false)
      : one.event !== null
        ? [h("circle", { class: "missing", cx, cy, r: 7 }), stand && mark(stand, cx, cy, false, 9)]
        : null,
    one.altered && alteration(x + cell - 7, y + 6, 8),
    differs && h("text", { class: "differs-sign", x: x + cell - 8, y: cy, "font-size": 12 }, "≠"),
  );
}

// A letter or a number needs no disc around it in a table; UNKNOWN has one everywhere.
function mark(
  sign: NonNullable<ReturnType<typeof valueSign>>,
  x: number,
  y: number,
  result: boolean,
  most = 13,
): Plain {
  if (sign.shape !== "letter") return glyph(sign, x, y, Math.min(most, 12));
  return h(
    "text",
    { class: classes("cell-value", result && "strong"), x, y, "font-size": Math.min(most, size + 1) },
    sign.letter,
  );
}
