// A key to the pictures: what the signs of processes and of messages mean, each drawn as the views draw it.

import { alteration, cross, head, processMark } from "./marks.ts";
import { escapeText, markup } from "./markup.ts";
import { classes, h, type Loose, type Plain } from "./plain.ts";
import type { Standing } from "./standing.ts";

const wide = 56;
const high = 30;
const middle = high / 2;

const picture = (...parts: Loose[]): Plain =>
  h(
    "svg",
    { class: "view", viewBox: `0 0 ${wide} ${high}`, width: wide, height: high, "aria-hidden": "true" },
    h("g", {}, ...parts),
  );

const process = (standing: Standing, crashed = false): Plain =>
  picture(processMark(wide / 2, middle, 11, { standing, crashed, ring: false }));

function arrow(look: string, ...parts: Loose[]): Plain {
  const end = look === "lost" ? wide * 0.6 : wide - 4;
  const shaft = h("path", { class: "shaft", d: `M4 ${middle}H${end - 2}` });
  return picture(
    h("g", { class: classes("arrow", look) }, shaft, look !== "lost" && head(4, middle, end, middle), ...parts),
  );
}

const all: readonly (readonly [Plain, string])[] = [
  [process("correct"), "correct"],
  [process("may-fail"), "may fail, and has not"],
  [process("faulty"), "faulty: it has lied, kept silent, been late or wrong"],
  [process("may-fail", true), "has crashed"],
  [arrow(""), "a message"],
  [arrow("lie"), "a lie of its sender"],
  [arrow("altered", alteration(wide / 2, middle, 12)), "altered on its way, by the link"],
  [arrow("lost", cross(wide * 0.6, middle, 8)), "lost"],
];

/** The key as HTML, for a page of stills. */
export function signs(): string {
  const items = all.map(([tree, words]) => `<li>${markup(tree)} <span>${escapeText(words)}</span></li>`);
  return `<ul class="faultlab-still signs">${items.join("")}</ul>`;
}
