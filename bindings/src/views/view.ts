import type { Run } from "../operations/run.ts";
import type { Plain } from "./plain.ts";

/** What a reader has set: these, the run and the step are all that a view may depend on. */
export interface ViewOptions {
  /** The room there is, in CSS pixels. */
  readonly width: number;
  /** Below about 520 pixels pictures turn: time runs downward. */
  readonly narrow: boolean;
  /** The process whose knowledge is shown, or null for what really happened. */
  readonly knows: number | null;
  /** The event that was picked, or null: its causal past and future stay lit, the rest is dimmed. */
  readonly selected: number | null;
  /** The event that is pointed at or focused, or null: it is marked. */
  readonly pointed: number | null;
  /** The process whose message tree is shown. */
  readonly lieutenant: number | null;
  /** The node, part or process that has the keyboard's attention. */
  readonly focus: string | null;
  /** Which branches of a folded tree are open. */
  readonly open: ReadonlySet<number>;
}

/** The rectangle that a mark or a label occupies; a test asserts that no two of a view overlap. */
export interface Box {
  readonly what: string;
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

export interface View {
  readonly tree: Plain;
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly Box[];
}

/** A view draws the world after `at` steps. A fraction is on its way from one step to the next. */
export type ViewFunction = (run: Run, at: number, options: ViewOptions) => View;

export const defaultOptions: ViewOptions = {
  width: 720,
  narrow: false,
  knows: null,
  selected: null,
  pointed: null,
  lieutenant: null,
  focus: null,
  open: new Set(),
};

/** Collects boxes while a view draws. */
export class Boxes {
  readonly list: Box[];
  readonly #dx: number;
  readonly #dy: number;

  constructor(list: Box[] = [], dx = 0, dy = 0) {
    this.list = list;
    this.#dx = dx;
    this.#dy = dy;
  }

  /** The same boxes, for a part of the picture that is drawn in coordinates of its own. */
  scrolled(dx: number, dy: number): Boxes {
    return new Boxes(this.list, dx, dy);
  }

  centred(what: string, x: number, y: number, w: number, h = w): void {
    this.at(what, x - w / 2, y - h / 2, w, h);
  }

  at(what: string, x: number, y: number, w: number, h: number): void {
    this.list.push({ what, x: x - this.#dx, y: y - this.#dy, w, h });
  }

  /** Whether a rectangle around a point would touch what is there already. */
  free(x: number, y: number, w: number, h = w): boolean {
    const box = { what: "", x: x - w / 2 - this.#dx, y: y - h / 2 - this.#dy, w, h };
    return !this.list.some((other) => overlap(box, other));
  }
}

export function overlap(a: Box, b: Box): boolean {
  // Half a pixel is given away, so that neighbours may share an edge.
  const slack = 0.5;
  return a.x + a.w - slack > b.x && b.x + b.w - slack > a.x && a.y + a.h - slack > b.y && b.y + b.h - slack > a.y;
}

/** The pairs of boxes that overlap, in words. */
export function overlaps(boxes: readonly Box[]): string[] {
  const found: string[] = [];
  for (const [i, a] of boxes.entries()) {
    for (const b of boxes.slice(i + 1)) if (overlap(a, b)) found.push(`${a.what} over ${b.what}`);
  }
  return found;
}

/** How wide a text will be, near enough to keep labels apart without a browser: generous for a sans-serif face. */
export function textWidth(text: string, size: number): number {
  let units = 0;
  for (const letter of text)
    units += /[iljtfrI.,:;'| ]/.test(letter)
      ? 0.36
      : /[mwMW@—]/.test(letter)
        ? 0.9
        : /[A-Z0-9]/.test(letter)
          ? 0.66
          : 0.58;
  return Math.ceil(units * size);
}

/** Shortens a text to a width; the whole of it belongs into a title. */
export function fit(text: string, size: number, width: number): string {
  if (textWidth(text, size) <= width) return text;
  let short = text;
  while (short.length > 1 && textWidth(`${short}…`, size) > width) short = short.slice(0, -1);
  return `${short}…`;
}
