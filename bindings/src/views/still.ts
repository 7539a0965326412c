// A still picture: what stands inside the element's tag until it comes alive, in print, and without JavaScript. It is
// drawn by the very views that the live figure uses, once for wide screens and once, turned, for narrow ones.

import type { Grid } from "../operations/explored.ts";
import type { Refutations } from "../operations/rules.ts";
import type { Remark, Run } from "../operations/run.ts";
import type { Totals } from "../operations/totals.ts";
import { firstViews, views } from "./all.ts";
import { arrange } from "./arrange.ts";
import { outside } from "./codes.ts";
import { escapeText, markup } from "./markup.ts";
import { type Matrix, matrixTable } from "./matrix.ts";
import { gridWords, outcomes } from "./outcomes.ts";
import { classes, type Plain } from "./plain.ts";
import { firstPair, rulesGrid } from "./rules.ts";
import { muster, rounds, totalsColumns } from "./totals.ts";
import { defaultOptions, type ViewOptions } from "./view.ts";
import { costWords, narration, pieces, type Scene, totalVerdicts, type Verdict, verdicts } from "./words.ts";

export interface StillOptions {
  /** Widths in CSS pixels of the stage on a wide and on a narrow page. */
  readonly wide?: number;
  readonly narrow?: number;
  /** Leave out the sentence and the verdicts below the pictures. */
  readonly bare?: boolean;
  readonly knows?: number | null;
}

/**
 * The HTML of a still: pictures of a run after so many steps. Without a step or views it takes the ones that the
 * scenario shows first.
 */
export function still(
  run: Run,
  step: number = run.show.step,
  shown: readonly string[] = firstViews(run),
  options: StillOptions = {},
): string {
  const { wide = 760, narrow = 322, bare = false, knows = null } = options;
  const names = shown.filter((name) => name in views);
  const at = Math.max(0, Math.min(run.steps, step));
  const picture = (name: string, width: number, turned: boolean): string => {
    const seen: ViewOptions = { ...defaultOptions, width, narrow: turned, knows };
    return `<div class="picture">${markup(asImage(views[name]!(run, at, seen).tree))}</div>`;
  };
  const wideOnes = arrange(names, wide)
    .map(
      (column) =>
        `<div class="column">${column.names.map((name) => picture(name, column.width, false)).join("")}</div>`,
    )
    .join("");
  const narrowOnes = names.map((name) => picture(name, narrow, true)).join("");
  return `<div class="faultlab-still"><div class="pictures wide">${wideOnes}</div><div class="pictures narrow">${narrowOnes}</div>${bare ? "" : below(run, at, knows)}</div>`;
}

/** The HTML of the table of all runs, for the place that the live one takes. */
export function outcomesStill(run: Run, grid: Grid, { wide = 760, narrow = 322 }: StillOptions = {}): string {
  const picture = (width: number, turned: boolean): string =>
    markup(asImage(outcomes(grid, run, { width, narrow: turned, focus: 0, shown: null }).tree));
  return `<div class="faultlab-still" slot="runs"><p class="summary">${phrases(run, gridWords(grid, run), run.steps)}</p><div class="pictures wide">${picture(wide, false)}</div><div class="pictures narrow">${picture(narrow, true)}</div></div>`;
}

/** The HTML of a still of totals: the same two pictures that the instrument shows. */
export function totalsStill(totals: Totals, { wide = 760, narrow = 322 }: StillOptions = {}): string {
  const pictures = (room: number): string => {
    const columns = totalsColumns(room);
    return [muster(totals, { width: columns.muster, focus: 0 }), rounds(totals, { width: columns.rounds })]
      .map(({ tree }) => `<div class="column"><div class="picture">${markup(asImage(tree))}</div></div>`)
      .join("");
  };
  return `<div class="faultlab-still"><div class="pictures wide">${pictures(wide)}</div><div class="pictures narrow">${pictures(narrow)}</div>${told(totals, totals.says, 0)}${chips(totalVerdicts(totals))}<p class="why">${escapeText(totals.why)}</p>${remarked(totals.remarks)}</div>`;
}

/** The HTML of a still of all pairs of rules, one of them chosen. */
export function rulesStill(
  refutations: Refutations,
  pair: number = firstPair,
  { wide = 480, narrow = 322 }: StillOptions = {},
): string {
  const picture = (width: number): string =>
    `<div class="picture">${markup(asImage(rulesGrid(refutations, { width, pair }).tree))}</div>`;
  return `<div class="faultlab-still"><div class="pictures wide">${picture(wide)}</div><div class="pictures narrow">${picture(narrow)}</div></div>`;
}

/** The HTML of a table of what can happen, and what it comes to. */
export function matrixStill(matrix: Matrix, sentences: readonly string[]): string {
  const table = (narrow: boolean): string =>
    `<div class="matrix-place">${markup(matrixTable(matrix, { narrow, focus: null, shown: null }))}</div>`;
  return `<div class="faultlab-still"><p class="summary">${escapeText(sentences.join(" "))}</p><div class="pictures wide">${table(false)}</div><div class="pictures narrow">${table(true)}</div></div>`;
}

function below(run: Run, at: number, knows: number | null): string {
  const says = narration(run, at, knows)
    .slice(0, 2)
    .map((one) => one.text);
  const costs = costWords(run);
  return `${told(run, says, at, knows)}${chips(verdicts(run, at))}${remarked(run.remarks)}${costs ? `<p class="costs">${escapeText(costs)}</p>` : ""}`;
}

const told = (scene: Scene, sentences: readonly string[], at: number, knows: number | null = null): string =>
  `<p class="says">${phrases(scene, sentences, at, knows)}</p>`;

function phrases(scene: Scene, sentences: readonly string[], at: number, knows: number | null = null): string {
  const says = sentences.map((sentence) =>
    pieces(scene, sentence, at, knows)
      .map(({ text, look }) => (look ? `<span class="${look}">${escapeText(text)}</span>` : escapeText(text)))
      .join(""),
  );
  return says.join(" ");
}

const chips = (list: readonly Verdict[]): string =>
  `<ul class="verdicts">${list.map((v) => `<li class="${v.look}"><span class="sign">${v.sign}</span> <span class="name">${escapeText(v.name)}</span> ${v.word}</li>`).join("")}</ul>`;

// The live figure reads these before its first run, so that it keeps the room that they will take.
const remarked = (remarks: readonly Remark[]): string =>
  remarks
    .map(({ code, text }) => `<p class="${classes("remark", code === outside && outside)}">${escapeText(text)}</p>`)
    .join("");

// In a still nothing can be chosen, so nothing may say that it can.
function asImage(tree: Plain): Plain {
  const strip = (node: Plain): Plain => ({
    ...node,
    attrs: Object.fromEntries(
      Object.entries(node.attrs).filter(([name]) => !/^(role|tabindex|aria-|data-)/.test(name)),
    ),
    children: node.children.map((child) => (typeof child === "string" ? child : strip(child))),
  });
  const plain = strip(tree);
  return { ...plain, attrs: { ...plain.attrs, role: "img", "aria-label": tree.attrs["aria-label"] } };
}
