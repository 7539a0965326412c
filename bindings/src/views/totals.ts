// The two pictures of a run that was only counted: the generals with the order that each ends with, and how many
// messages each round has.

import type { Totals } from "../operations/totals.ts";
import { none } from "./codes.ts";
import { hasRing } from "./facts.ts";
import { glyph, processMark, short, valueSign } from "./marks.ts";
import { classes, h, type Plain } from "./plain.ts";
import { Boxes, fit, textWidth, type View } from "./view.ts";
import { grouped } from "./words.ts";

export interface TotalsOptions {
  /** The room there is, in CSS pixels. */
  readonly width: number;
  /** The process that has the keyboard's attention. */
  readonly focus: number;
}

interface Cell {
  readonly wide: number;
  readonly high: number;
  readonly radius: number;
}
const roomy: Cell = { wide: 54, high: 62, radius: 15 };
/** Where there are many; a finger still finds each of them. */
const close: Cell = { wide: 46, high: 54, radius: 13 };
const manyFrom = 24;
/** The commander stands apart. */
const apart = 10;
const nameSize = 13;
const titleHigh = 24;

/** The commander above, the lieutenants in rows below. A touch on one makes it a traitor, or loyal again. */
export function muster(totals: Totals, { width, focus }: TotalsOptions): View {
  const boxes = new Boxes();
  const lieutenants = totals.processes.length - 1;
  const cell = lieutenants < manyFrom ? roomy : close;
  const most = Math.max(1, Math.floor(width / cell.wide));
  const rows = Math.ceil(lieutenants / most);
  const across = Math.ceil(lieutenants / rows);
  const left = Math.floor((width - across * cell.wide) / 2);
  const place = (p: number): [number, number] => {
    if (p === 0) return [Math.round(width / 2), cell.high / 2];
    const i = p - 1;
    const row = Math.floor(i / across);
    // What is left for the last row stands in its middle.
    const short = row === rows - 1 ? Math.floor(((rows * across - lieutenants) * cell.wide) / 2) : 0;
    return [left + short + ((i % across) + 0.5) * cell.wide, (row + 1.5) * cell.high + apart];
  };
  const height = (rows + 1) * cell.high + apart;
  const tree = h(
    "svg",
    {
      class: "view muster",
      viewBox: `0 0 ${width} ${height}`,
      width,
      height,
      role: "group",
      "aria-label": "The generals: choose one to make it a traitor, or loyal again",
    },
    totals.processes.map((_, p) => general(totals, p, place(p), cell, p === focus, boxes)),
  );
  return { tree, width, height, boxes: boxes.list };
}

function general(
  totals: Totals,
  p: number,
  [x, y]: [number, number],
  { wide, high, radius }: Cell,
  tabbed: boolean,
  boxes: Boxes,
): Plain {
  const process = totals.processes[p]!;
  const commands = p === 0;
  // Of a traitor nothing is asked, so what the algorithm would have it do is not shown.
  const end = commands ? (totals.params.order ?? none) : process.faulty ? none : totals.ends[p]!;
  const sign = valueSign(totals, end);
  const top = y - 9;
  const below = top + radius + 15;
  const name = fit(process.name, nameSize, commands ? 160 : wide - 2);
  boxes.centred(`process ${process.name}`, x, top, radius * 2 + 6);
  boxes.centred(`label ${process.name}`, x, below, textWidth(name, nameSize), 14);
  const does = sign ? `, ${commands ? "is told to order" : "obeys"} ${sign.name}` : "";
  return h(
    "g",
    {
      class: classes("member", !commands && sign && "decided"),
      "data-part": p,
      role: "button",
      tabindex: tabbed ? 0 : -1,
      "aria-pressed": process.faulty ? "true" : "false",
      "aria-label": `${process.name}, ${process.faulty ? "a traitor" : "loyal"}${does}`,
    },
    h("rect", { class: "hit", x: x - wide / 2, y: y - high / 2, width: wide, height: high }),
    processMark(x, top, radius, {
      standing: process.faulty ? "faulty" : "correct",
      crashed: false,
      ring: hasRing(process.role),
    }),
    sign && h("circle", { class: "holder", cx: x, cy: top, r: short(radius * 0.68) }),
    sign && glyph(sign, x, top, 12),
    h("text", { class: "lane-name", x, y: below, "text-anchor": "middle", "font-size": nameSize }, name),
  );
}

const barHigh = 26;
const labelWide = 62;

/** A bar for each round. They share one scale, so that what the last round costs is seen for what it is. */
export function rounds(totals: Totals, { width }: Pick<TotalsOptions, "width">): View {
  const boxes = new Boxes();
  const size = 13;
  const numbers = totals.rounds.map(grouped);
  const amounts = totals.rounds.map(Number);
  const widest = Math.max(...numbers.map((text) => textWidth(text, size)));
  const room = Math.max(40, width - labelWide - widest - 10);
  const most = Math.max(...amounts, 1);
  const title = "Messages in each round";
  boxes.at("label title", 1, 4, textWidth(title, size), 14);
  const height = titleHigh + numbers.length * barHigh + 4;
  const tree = h(
    "svg",
    {
      class: "view rounds",
      viewBox: `0 0 ${width} ${height}`,
      width,
      height,
      role: "img",
      "aria-label": spoken(numbers),
    },
    h("text", { class: "view-title", x: 1, y: 15, "font-size": size }, title),
    numbers.map((text, i) => {
      const y = titleHigh + i * barHigh;
      const wide = Math.max(1.5, short((amounts[i]! / most) * room));
      const label = `round ${i + 1}`;
      boxes.at(`label ${label}`, 1, y + 6, textWidth(label, size), 14);
      boxes.at(`bar ${i + 1}`, labelWide, y + 5, wide, 16);
      boxes.at(`label ${text}, ${label}`, labelWide + wide + 6, y + 6, textWidth(text, size), 14);
      return [
        h("text", { class: "round-name", x: 1, y: y + 13, "font-size": size }, label),
        h("rect", { class: "bar-of-round", x: labelWide, y: y + 5, width: wide, height: 16 }),
        h("text", { x: short(labelWide + wide + 6), y: y + 13, "font-size": size }, text),
      ];
    }),
  );
  return { tree, width, height, boxes: boxes.list };
}

const spoken = (numbers: readonly string[]): string =>
  `Messages in each round: ${numbers.map((text, i) => `round ${i + 1}, ${text}`).join("; ")}`;

/** How the two stand beside each other, or below. */
export function totalsColumns(width: number): { muster: number; rounds: number } {
  if (width < 620) return { muster: width, rounds: width };
  const beside = Math.min(360, Math.floor(width * 0.42));
  return { muster: width - beside - 28, rounds: beside };
}
