// A table whose cells say what can happen, each with a run that shows it: a sign and a word, and never colour alone. It
// is a table of the page, not a picture, so that its words wrap and are read by row and column.

import type { Choice } from "../operations/run.ts";
import { classes, h, type Plain } from "./plain.ts";

/** A scenario document. */
export type RunDocument = Readonly<Record<string, unknown>>;

/** What can be seen in a cell. */
export interface Mark {
  /** Its sign: so many pages on paper, a ring that is full, broken or missing, a verdict; of a number, none. */
  readonly sign: "once" | "twice" | "nothing" | "can" | "cut-off" | "never" | "good" | "bad" | "number";
  readonly word: string;
  /** Whether it is as one would wish; null: neither nor. */
  readonly good: boolean | null;
  /** All that is said of it, for who does not see where it stands. */
  readonly says: string;
  /** A run in which it happens, or null. */
  readonly run: { readonly document: RunDocument; readonly choices: readonly Choice[] } | null;
}

export interface MatrixRow {
  readonly name: string;
  readonly more?: string;
  readonly cells: readonly (readonly Mark[])[];
  /** A row that sums up the ones above it, and one that stands aside of what is summed up. */
  readonly look?: "sum" | "aside";
}

export interface Matrix {
  /** What is in it. */
  readonly label: string;
  /** What stands above the names of the rows. */
  readonly corner: string;
  readonly columns: readonly { readonly name: string; readonly own?: boolean }[];
  /** Names of several columns at once, each with how many. */
  readonly spans?: readonly (readonly [name: string, columns: number])[];
  readonly groups: readonly { readonly title: string; readonly rows: readonly MatrixRow[] }[];
  /** Whether the names of the rows are whole phrases, which stand above their rows where it is narrow. */
  readonly phrases?: boolean;
  /** Whether, where it is narrow, the cells of a row stand below its name, three beside each other, each with its column's. */
  readonly stacked?: boolean;
}

/** Where a mark stands: the number of its row, over all groups, that of its column, and which of its cell it is. */
export type Place = readonly [row: number, column: number, mark: number];

export interface MatrixOptions {
  readonly narrow: boolean;
  /** The place that has the keyboard's attention. Null: there is no reader, and nothing can be pressed. */
  readonly focus: Place | null;
  /** The place whose run is shown. */
  readonly shown: Place | null;
}

export const rowsOf = ({ groups }: Matrix): MatrixRow[] => groups.flatMap(({ rows }) => rows);

export const markAt = (matrix: Matrix, [row, column, mark]: Place): Mark | undefined =>
  rowsOf(matrix)[row]?.cells[column]?.[mark];

const same = (a: Place | null, b: Place): boolean => a?.every((n, i) => n === b[i]) ?? false;

export function matrixTable(matrix: Matrix, options: MatrixOptions): Plain {
  const { columns, groups, spans } = matrix;
  if (stacks(matrix, options)) return stackedTable(matrix, options);
  const wide = above(matrix, options) ? 0 : 1;
  const live = options.focus !== null;
  let row = 0;
  return h(
    "table",
    {
      class: classes("matrix", above(matrix, options) && "tight"),
      role: live ? "grid" : undefined,
      "aria-label": matrix.label,
    },
    h(
      "thead",
      {},
      spans &&
        h(
          "tr",
          {},
          wide > 0 && h("td", {}),
          spans.map(([name, colspan]) => h("th", { class: "span", colspan, scope: "colgroup" }, name)),
        ),
      h(
        "tr",
        {},
        wide > 0 && h("th", { class: "corner", scope: "col" }, matrix.corner),
        columns.map(({ name, own }) => h("th", { scope: "col", class: own ? "own" : undefined }, name)),
      ),
    ),
    groups.map(({ title, rows }) =>
      h(
        "tbody",
        {},
        title && h("tr", {}, h("th", { class: "group", scope: "rowgroup", colspan: columns.length + wide }, title)),
        rows.map((one) => tableRow(matrix, one, row++, options)),
      ),
    ),
  );
}

const stacks = ({ stacked }: Matrix, { narrow }: MatrixOptions): boolean => narrow && stacked === true;

/** How many cells stand beside each other where they are stacked. */
const abreast = 3;

function stackedTable(matrix: Matrix, options: MatrixOptions): Plain {
  const { columns } = matrix;
  const live = options.focus !== null;
  const cell = (marks: readonly Mark[], i: number, column: number): Plain =>
    h(
      "td",
      { role: live ? "gridcell" : undefined },
      marks.map((mark, k) => markOf(mark, [i, column, k], options, columns[column]!.name)),
    );
  return h(
    "table",
    { class: "matrix stacked", role: live ? "grid" : undefined, "aria-label": matrix.label },
    rowsOf(matrix).map(({ name, cells }, i) =>
      h(
        "tbody",
        {},
        h("tr", {}, h("th", { class: "group", scope: "rowgroup", colspan: abreast }, name)),
        Array.from({ length: Math.ceil(cells.length / abreast) }, (_, r) =>
          h(
            "tr",
            {},
            cells.slice(r * abreast, (r + 1) * abreast).map((marks, c) => cell(marks, i, r * abreast + c)),
          ),
        ),
      ),
    ),
  );
}

const above = ({ phrases }: Matrix, { narrow }: MatrixOptions): boolean => narrow && phrases === true;

function tableRow(matrix: Matrix, row: MatrixRow, i: number, options: MatrixOptions): Plain | Plain[] {
  const { columns } = matrix;
  const split = above(matrix, options);
  const name = h(
    "th",
    split ? { class: "group", scope: "rowgroup", colspan: columns.length } : { scope: "row" },
    row.name,
    row.more ? h("span", { class: "more" }, ` ${row.more}`) : null,
  );
  const cells = h(
    "tr",
    { class: row.look },
    split ? null : name,
    row.cells.map((marks, column) =>
      h(
        "td",
        { role: options.focus ? "gridcell" : undefined, class: columns[column]!.own ? "own" : undefined },
        marks.map((mark, k) => markOf(mark, [i, column, k], options)),
      ),
    ),
  );
  return split ? [h("tr", {}, name), cells] : cells;
}

function markOf(mark: Mark, place: Place, { focus, shown }: MatrixOptions, about?: string): Plain {
  const parts = [
    mark.sign === "number" ? null : signOf(mark.sign),
    h("span", { class: "word" }, mark.word),
    about ? h("span", { class: "about" }, about) : null,
  ];
  const look = mark.good === null ? "" : mark.good ? "good" : "bad";
  const sums = mark.sign === "good" || mark.sign === "bad";
  if (!focus || sums) return h("span", { class: classes("mark", mark.sign, look, sums && "ticked") }, parts);
  return h(
    "button",
    {
      class: classes("mark", mark.sign, look, same(shown, place) && "shown"),
      type: "button",
      "data-place": place.join(" "),
      tabindex: same(focus, place) ? 0 : -1,
      "aria-label": mark.says,
      "aria-pressed": mark.run ? String(same(shown, place)) : undefined,
      "aria-disabled": mark.run ? undefined : "true",
    },
    parts,
  );
}

const sheet = (x: number, y: number, look = ""): Plain =>
  h("path", { class: classes("sheet", look), d: `M${x} ${y}h7.5l3 3v10h-10.5z` });

const lines = (x: number, y: number): Plain => h("path", { class: "lines", d: `M${x} ${y}h5.5m-5.5 3h5.5` });

// What lies in front of the reader in the end: a page, two of them, or the place where one should be.
function signOf(sign: Exclude<Mark["sign"], "number">): Plain {
  const inside = {
    once: [sheet(4.5, 2.5), lines(7, 9)],
    twice: [sheet(2, 1), sheet(7, 4), lines(9.5, 10.5)],
    nothing: [sheet(4.5, 2.5, "lacking")],
    can: [h("circle", { class: "full", cx: 10, cy: 9, r: 5 })],
    "cut-off": [h("circle", { class: "ring", cx: 10, cy: 9, r: 4.5 })],
    never: [h("path", { class: "dash", d: "M6 9h8" })],
    good: [h("path", { class: "tick", d: "M5 9l3.5 4l6.5 -8" })],
    bad: [h("path", { class: "tick", d: "M6 5l8 8m0 -8l-8 8" })],
  }[sign];
  return h("svg", { class: "sign", viewBox: "0 0 20 18", width: 20, height: 18, "aria-hidden": "true" }, inside);
}

/** Where a key leads from a place; null if it means nothing here. */
export function moved(matrix: Matrix, [row, column, mark]: Place, key: string): Place | null {
  const rows = rowsOf(matrix);
  const can = (r: number, c: number): number =>
    (rows[r]?.cells[c] ?? []).filter(({ sign }) => sign !== "good" && sign !== "bad").length;
  const width = matrix.columns.length;
  // The nearest place in a direction which has something to press.
  const seek = (r: number, c: number, dr: number, dc: number, last: boolean): Place | null => {
    for (; r >= 0 && r < rows.length && c >= 0 && c < width; r += dr, c += dc)
      if (can(r, c) > 0) return [r, c, last ? can(r, c) - 1 : Math.min(dr ? mark : 0, can(r, c) - 1)];
    return null;
  };
  const here: Place = [row, column, mark];
  switch (key) {
    case "ArrowRight":
      return mark + 1 < can(row, column) ? [row, column, mark + 1] : (seek(row, column + 1, 0, 1, false) ?? here);
    case "ArrowLeft":
      return mark > 0 ? [row, column, mark - 1] : (seek(row, column - 1, 0, -1, true) ?? here);
    case "ArrowDown":
      return seek(row + 1, column, 1, 0, false) ?? here;
    case "ArrowUp":
      return seek(row - 1, column, -1, 0, false) ?? here;
    case "Home":
      return seek(row, 0, 0, 1, false);
    case "End":
      return seek(row, width - 1, 0, -1, true);
    case "PageUp":
      return seek(0, column, 1, 0, false);
    case "PageDown":
      return seek(rows.length - 1, column, -1, 0, false);
    default:
      return null;
  }
}
