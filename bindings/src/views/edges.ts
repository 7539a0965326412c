// A graph to be edited: processes on a circle, the links between them, and the gaps where there could be one.

import { processMark, short, shorten } from "./marks.ts";
import { classes, h, type Plain } from "./plain.ts";
import { Boxes, textWidth, type View } from "./view.ts";

/** By pair, whether it is linked. */
export type Edges = readonly boolean[];

/** All pairs of so many processes, in the order in which they are read. */
export function pairsOf(n: number): readonly (readonly [number, number])[] {
  return Array.from({ length: n }, (_, p) => p).flatMap((p) =>
    Array.from({ length: n - p - 1 }, (_, k) => [p, p + k + 1] as const),
  );
}

/** Around the circle so that neighbours of a cube's corners stand beside each other, where it is one. */
export const cubeOrder: readonly number[] = [0, 1, 3, 2, 6, 7, 5, 4];

export interface EdgesOptions {
  readonly names: readonly string[];
  readonly edges: Edges;
  /** Around the circle; left out: as they come. */
  readonly order?: readonly number[] | undefined;
  /** Who is faulty; -1: nobody. */
  readonly traitor: number;
  readonly width: number;
  /** The pair that the keyboard goes to. */
  readonly focused: number;
}

const nameSize = 14;
const gap = 9;

export function edgesPicture({ names, edges, order, traitor, width, focused }: EdgesOptions): View {
  const n = names.length;
  const boxes = new Boxes();
  const r = 13;
  const around = order?.length === n ? order : names.map((_, p) => p);
  const angles = names.map(
    (_, p) => (around.indexOf(p) / n) * 2 * Math.PI - Math.PI / 2 + (n % 2 === 0 ? Math.PI / n : 0),
  );
  const sideways = (angle: number): boolean => Math.abs(Math.cos(angle)) > 0.5;
  // As wide as it may be with all names inside.
  const rooms = names.map((name, p) => {
    const wide = textWidth(name, nameSize);
    const room = width / 2 - (sideways(angles[p]!) ? wide + r + gap : Math.max(r + 3, wide / 2)) - 1;
    return room / Math.max(0.01, Math.abs(Math.cos(angles[p]!)));
  });
  const reach = Math.max(30, Math.min(140, ...rooms));
  const height = 2 * (reach + r + 26);
  const [cx, cy] = [width / 2, height / 2];
  const places = angles.map((angle) => ({
    x: cx + reach * Math.cos(angle),
    y: cy + reach * Math.sin(angle),
    angle,
  }));
  // What is linked lies above what isn't, so that a press near both means the link.
  const drawn = pairsOf(n).map(([p, q], i) => {
    const [a, b] = [places[p]!, places[q]!];
    const [x1, y1, x2, y2] = shorten(a.x, a.y, b.x, b.y, r + 3, r + 3).map(short) as [number, number, number, number];
    const on = edges[i] ?? false;
    return h(
      "g",
      {
        class: classes("link", !on && "off"),
        "data-edge": i,
        role: "button",
        tabindex: i === focused ? 0 : -1,
        "aria-pressed": on ? "true" : "false",
        "aria-label": `${names[p]} and ${names[q]}: ${on ? "linked. Cut" : "not linked. Join"}`,
      },
      h("line", { class: "reach", x1, y1, x2, y2 }),
      h("line", { class: "drawn", x1, y1, x2, y2 }),
    );
  });
  const members: Plain[] = names.map((name, p) => {
    const { x, y, angle } = places[p]!;
    const out = r + gap;
    const beside = sideways(angle);
    const lx = beside ? x + Math.sign(Math.cos(angle)) * out : x;
    const ly = beside ? y + 5 : y + Math.sign(Math.sin(angle)) * (out + 6) + 5;
    const anchor = beside ? (Math.cos(angle) > 0 ? "start" : "end") : "middle";
    const wide = textWidth(name, nameSize);
    boxes.centred(`process ${name}`, x, y, r * 2);
    boxes.at(
      `label ${name}`,
      anchor === "start" ? lx : anchor === "end" ? lx - wide : lx - wide / 2,
      ly - 11,
      wide,
      14,
    );
    return h(
      "g",
      { class: "member" },
      processMark(short(x), short(y), r, {
        standing: p === traitor ? "faulty" : "correct",
        crashed: false,
        ring: p === 0,
        dim: false,
      }),
      h("text", { class: "lane-name", x: short(lx), y: short(ly), "text-anchor": anchor, "font-size": nameSize }, name),
    );
  });
  return {
    tree: h(
      "svg",
      {
        class: "view graph-edges",
        viewBox: `0 0 ${width} ${short(height)}`,
        width,
        height: short(height),
        role: "group",
        "aria-label": "The graph",
      },
      drawn.filter((_, i) => !edges[i]),
      drawn.filter((_, i) => edges[i]),
      members,
    ),
    width,
    height,
    boxes: boxes.list,
  };
}
