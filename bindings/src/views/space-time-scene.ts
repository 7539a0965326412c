// What the parts of a space-time diagram draw with.

import type { Run } from "../operations/run.ts";
import type { Marked } from "./causality.ts";
import type { Facts, Message } from "./facts.ts";
import { h, type Plain } from "./plain.ts";
import type { Layout } from "./space-time-layout.ts";
import type { Boxes, ViewOptions } from "./view.ts";
import { saidOf } from "./words.ts";

/** A lie where it is heard, and whether its arrow comes from lanes before that one, so that there is room behind it. */
export interface Lie {
  readonly m: Message;
  readonly x: number;
  readonly y: number;
  readonly after: boolean;
}

export interface Scene {
  readonly run: Run;
  readonly known: Facts;
  readonly at: number;
  readonly options: ViewOptions;
  readonly lay: Layout;
  /** Of what is inside the window. */
  readonly boxes: Boxes;
  /** Of what stands around it. */
  readonly frame: Boxes;
  /** Filled while arrows are drawn: the pieces of their shafts, and the lies that arrived. */
  readonly shafts: (readonly [x1: number, y1: number, x2: number, y2: number])[];
  readonly lies: Lie[];
  /** The events that show how a claim is broken. */
  readonly witness: ReadonlySet<number>;
  /** The events that stay lit when one is selected; null lights all. */
  readonly lit: Marked | null;
}

/** Now is between the last step done and the next one. */
export const nowAt = (lay: Layout, at: number): number => lay.along(at) + lay.step / 2;

export const inWindow = (lay: Layout, along: number): boolean =>
  along > lay.from + lay.scroll + 8 && along < lay.to + lay.scroll - 8;

export function titleOf({ run, options }: Scene, event: number): Plain | null {
  const words = event >= 0 ? saidOf(run, event, options.knows) : "";
  return words ? h("title", {}, words) : null;
}
