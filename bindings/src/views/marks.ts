// The signs of the visual language, each with a shape besides its colour: values, processes, crosses, arrows.

import type { Run } from "../operations/run.ts";
import { none } from "./codes.ts";
import { classes, h, type Plain } from "./plain.ts";
import type { Standing } from "./standing.ts";

/** Coordinates on half pixels make lines of one pixel crisp. */
export const crisp = (x: number): number => Math.round(x) + 0.5;
export const short = (x: number): number => Math.round(x * 100) / 100;

export type Shape = "up" | "down" | "diamond" | "square" | "disc" | "unknown" | "letter";
export interface ValueSign {
  readonly name: string;
  readonly shape: Shape;
  readonly tone: "a" | "b" | "c" | "d" | "u";
  /** The sign inside a text. */
  readonly letter: string;
}

const byName: Record<string, Pick<ValueSign, "shape" | "tone" | "letter">> = {
  attack: { shape: "up", tone: "a", letter: "▲" },
  retreat: { shape: "down", tone: "b", letter: "▽" },
  undefined: { shape: "unknown", tone: "u", letter: "?" },
  UNKNOWN: { shape: "unknown", tone: "u", letter: "?" },
};
const byPlace: readonly Pick<ValueSign, "shape" | "tone" | "letter">[] = [
  { shape: "up", tone: "a", letter: "▲" },
  { shape: "down", tone: "b", letter: "▽" },
  { shape: "diamond", tone: "c", letter: "◆" },
  { shape: "square", tone: "d", letter: "■" },
];

/** The sign of a value: the same one everywhere. Attack and retreat have theirs by name, others by their place. */
export function valueSign(run: Pick<Run, "values">, value: number): ValueSign | null {
  if (value === none) return null;
  const name = run.values[value] ?? String(value);
  const sign =
    byName[name] ??
    (name.length <= 2
      ? { shape: "letter" as const, tone: byPlace[value % 4]!.tone, letter: name }
      : byPlace[value % 4]!);
  return { name, ...sign };
}

/** A value's sign, drawn `size` wide around a point. */
export function glyph(sign: ValueSign, x: number, y: number, size: number, extra = ""): Plain {
  const r = size / 2;
  const name = classes("value", `value-${sign.tone}`, `shape-${sign.shape}`, extra);
  switch (sign.shape) {
    case "up":
      return h("path", {
        class: name,
        d: `M${short(x)} ${short(y - r)}L${short(x + r)} ${short(y + r * 0.8)}H${short(x - r)}Z`,
      });
    case "down":
      return h("path", {
        class: name,
        d: `M${short(x)} ${short(y + r)}L${short(x + r)} ${short(y - r * 0.8)}H${short(x - r)}Z`,
      });
    case "diamond":
      return h("path", {
        class: name,
        d: `M${short(x)} ${short(y - r)}L${short(x + r)} ${short(y)}L${short(x)} ${short(y + r)}L${short(x - r)} ${short(y)}Z`,
      });
    case "square":
      return h("rect", {
        class: name,
        x: short(x - r * 0.85),
        y: short(y - r * 0.85),
        width: short(r * 1.7),
        height: short(r * 1.7),
      });
    case "disc":
      return h("circle", { class: name, cx: short(x), cy: short(y), r: short(r) });
    case "unknown":
    case "letter":
      // Whoever can't see the letter is told the value's name by what bears the mark.
      return h(
        "g",
        { class: name, "aria-hidden": "true" },
        sign.letter.length === 1
          ? h("circle", { class: "value-disc", cx: short(x), cy: short(y), r: short(r) })
          : h("rect", {
              class: "value-disc",
              x: short(x - r * 1.45),
              y: short(y - r * 1.05),
              width: short(r * 2.9),
              height: short(r * 2.1),
              rx: short(r * 0.5),
            }),
        h(
          "text",
          {
            class: "value-letter",
            x: short(x),
            y: short(y),
            "font-size": short(size * (sign.letter.length === 1 ? 0.78 : 0.84)),
          },
          sign.letter,
        ),
      );
  }
}

export function cross(x: number, y: number, size: number, name = "cross"): Plain {
  const r = size / 2;
  return h("path", {
    class: name,
    d: `M${short(x - r)} ${short(y - r)}l${short(size)} ${short(size)}M${short(x + r)} ${short(y - r)}l${short(-size)} ${short(size)}`,
  });
}

export interface ProcessLook {
  readonly standing: Standing;
  readonly crashed: boolean;
  readonly ring: boolean;
  readonly dim?: boolean;
}

type Point = readonly [number, number];

function hexagon(x: number, y: number, r: number): Point[] {
  return [0, 1, 2, 3, 4, 5].map(
    (i) => [x + r * Math.cos((i * Math.PI) / 3), y + r * Math.sin((i * Math.PI) / 3)] as const,
  );
}

const outline = (points: readonly Point[]): string =>
  `M${points.map(([x, y]) => `${short(x)} ${short(y)}`).join("L")}Z`;

// Diagonal strokes inside a polygon. They are computed, because a pattern would need an id, and ids of several
// pictures on a page are in each other's way.
function hatching(points: readonly Point[], gap: number): string {
  const sums = points.map(([x, y]) => x + y);
  let strokes = "";
  for (let c = Math.ceil((Math.min(...sums) + gap / 2) / gap) * gap; c < Math.max(...sums); c += gap) {
    const cuts: Point[] = [];
    for (const [i, [x1, y1]] of points.entries()) {
      const [x2, y2] = points[(i + 1) % points.length]!;
      const s1 = x1 + y1 - c;
      const s2 = x2 + y2 - c;
      if (s1 < 0 === s2 < 0) continue;
      const t = s1 / (s1 - s2);
      cuts.push([x1 + t * (x2 - x1), y1 + t * (y2 - y1)]);
    }
    if (cuts.length === 2)
      strokes += `M${short(cuts[0]![0])} ${short(cuts[0]![1])}L${short(cuts[1]![0])} ${short(cuts[1]![1])}`;
  }
  return strokes;
}

/**
 * A process: a plain circle when correct, with a dotted outline when it may fail, hatched and angular when faulty, grey
 * when crashed; a ring for a leader.
 */
export function processMark(x: number, y: number, r: number, look: ProcessLook): Plain {
  const faulty = look.standing === "faulty";
  const name = classes("process", standingClass(look.standing), look.crashed && "crashed", look.dim && "dim");
  const points = hexagon(x, y, r * 1.12);
  return h(
    "g",
    { class: name },
    look.ring &&
      (faulty
        ? h("path", { class: "ring", d: outline(hexagon(x, y, r * 1.12 + Math.max(3, r * 0.2))) })
        : h("circle", { class: "ring", cx: short(x), cy: short(y), r: short(r + Math.max(3, r * 0.2)) })),
    faulty
      ? [
          h("path", { class: "body", d: outline(points) }),
          !look.crashed && h("path", { class: "hatch", d: hatching(points, r > 12 ? 6 : 4) }),
        ]
      : h("circle", { class: "body", cx: short(x), cy: short(y), r: short(r) }),
    look.crashed && cross(x, y, r < 10 ? r * 1.9 : r, "cross crash-cross"),
  );
}

/** The class of what stands so; a correct process has none. */
export const standingClass = (standing: Standing): string => (standing === "correct" ? "" : standing);

/** The outline of a faulty part that is a box: cut corners, and the same hatching. */
export function faultyBox(x: number, y: number, w: number, hgt: number): Plain[] {
  const c = 7;
  const points: Point[] = [
    [x + c, y],
    [x + w - c, y],
    [x + w, y + c],
    [x + w, y + hgt - c],
    [x + w - c, y + hgt],
    [x + c, y + hgt],
    [x, y + hgt - c],
    [x, y + c],
  ];
  return [h("path", { class: "body", d: outline(points) }), h("path", { class: "hatch", d: hatching(points, 6) })];
}

/** The head of an arrow that points from one point to another, its tip at the second. */
export function head(x1: number, y1: number, x2: number, y2: number, size = 7): Plain {
  const a = Math.atan2(y2 - y1, x2 - x1);
  const at = (turn: number): string =>
    `${short(x2 - size * Math.cos(a + turn))} ${short(y2 - size * Math.sin(a + turn))}`;
  return h("path", { class: "arrow-head", d: `M${short(x2)} ${short(y2)}L${at(0.42)}L${at(-0.42)}Z` });
}

/** What somebody on the way does to a message: ≠, in the middle of its arrow or on the frame of what was heard. */
export function alteration(x: number, y: number, size = 10): Plain {
  const r = size / 2;
  const [left, right] = [short(x - r * 0.7), short(x + r * 0.7)];
  const bars = [-0.28, 0.28].map((off) => `M${left} ${short(y + r * off)}H${right}`).join("");
  const stroke = `M${short(x - r * 0.45)} ${short(y + r * 0.8)}L${short(x + r * 0.45)} ${short(y - r * 0.8)}`;
  return h(
    "g",
    { class: "alteration" },
    h("circle", { class: "halo", cx: short(x), cy: short(y), r: short(r + 1) }),
    h("path", { class: "unequal", d: bars + stroke }),
  );
}

/** Cuts a line short at both ends. */
export function shorten(
  x1: number,
  y1: number,
  x2: number,
  y2: number,
  start: number,
  end: number,
): [number, number, number, number] {
  const length = Math.hypot(x2 - x1, y2 - y1) || 1;
  const ux = (x2 - x1) / length;
  const uy = (y2 - y1) / length;
  return [x1 + ux * start, y1 + uy * start, x2 - ux * end, y2 - uy * end];
}

/** The seal of a signer: round when its signer is correct, dotted, or angular and hatched like its signer, struck through when forged. */
export function sealMark(
  x: number,
  y: number,
  width: number,
  name: string,
  { standing, forged }: { readonly standing: Standing; readonly forged: boolean },
): Plain {
  const [w, high] = [width, 20];
  const top = y - high / 2;
  return h(
    "g",
    { class: classes("seal", standingClass(standing), forged && "forged") },
    standing === "faulty"
      ? faultyBox(x, top, w, high)
      : h("rect", { class: "body", x, y: top, width: w, height: high, rx: high / 2 }),
    h("rect", { class: "seal-plate", x: x + 5, y: y - 6, width: w - 10, height: 12, rx: 2 }),
    h("text", { class: "seal-name", x: short(x + w / 2), y, "font-size": 11 }, name),
    forged && h("path", { class: "forgery", d: `M${x + 2} ${top + high - 2}L${x + w - 2} ${top + 2}` }),
  );
}
