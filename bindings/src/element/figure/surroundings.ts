// What a figure is given by where it stands: by its page, and by the browser.

import type { Engine, ScenarioDocument } from "../../engine/index.ts";
import type { Asked } from "../../operations/asked.ts";
import type { Link } from "../../sources/link.ts";
import type { Source } from "../shared/experiment.ts";

/** What a page gives a figure: its attributes, and room. It is read when it is needed, so what a page sets counts at once. */
export interface Given {
  readonly scenario: string | null;
  readonly step: number | null;
  readonly from: number | null;
  readonly to: number | null;
  readonly knows: string | null;
  readonly views: string | null;
  readonly locked: string | null;
  readonly explore: string | null;
  /** In pixels; 0 until it is known. */
  readonly width: number;
}

/** What a figure begins with. */
export interface Opening {
  /** A document that is counted instead of run. */
  readonly counted: ScenarioDocument | null;
  /** Where the document comes from. */
  readonly source: () => Promise<Source>;
  /** The link that is followed; null: the document's own choices, and where its author and the page want it to begin. */
  readonly link: Pick<Link, "choices" | "step"> | null;
  /** What "Try everything" begins with. */
  readonly asked: Asked;
}

/** What a figure needs of where it stands. */
export interface Surroundings {
  readonly engine: () => Promise<Engine>;
  /** Finds out what to begin with, and throws if the page says what can't be meant. */
  readonly opening: (linked: boolean) => Opening;
  /** Hands out a link to the run as it is, and says in words what became of it. */
  readonly handOut: () => Promise<string>;
  /** Calls once, after so many milliseconds. What it returns calls that off. */
  readonly after: (milliseconds: number, call: () => void) => () => void;
}
