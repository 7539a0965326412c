// How a figure looks to its reader: what is open, selected and set, as one record. Whoever reads it cannot change it;
// state.ts puts another one in its place.

import type { ScenarioDocument } from "../../engine/index.ts";
import type { Option } from "../../operations/run.ts";
import type { Trouble } from "../shared/experiment.ts";

export type Menu = "choices" | "faults";

/** What a reader has opened, selected and set. */
export interface Look {
  readonly playing: boolean;
  /** In steps a second. */
  readonly speed: number;
  /** Events. */
  readonly selected: number | null;
  readonly pointed: number | null;
  /** The part of a picture that the tab key leads to: "node-3", "part-0". */
  readonly focused: string | null;
  /** The nodes of a tree that are not as its view would fold them. */
  readonly openNodes: ReadonlySet<number>;
  readonly menu: Menu | null;
  /** Null until the engine has said what could happen. */
  readonly options: readonly Option[] | null;
  /** The node of a picture that opened the menu; null: its button did. */
  readonly opener: number | null;
  /** Whether a choice leaves those of later steps as they are. */
  readonly keepsLater: boolean;
  /** Null until there is a run whose views could be shown. */
  readonly views: readonly string[] | null;
  /** Processes: what one knows is all that is shown, and one hears the messages of the tree. */
  readonly knower: number | null;
  readonly lieutenant: number | null;
  /** The part of a circuit that was touched last at this step. */
  readonly touchedPart: number | null;
  /** The claim whose words are told, by name. */
  readonly told: string | null;
  /** What became of a link that was handed out, in words; it is told for a while. */
  readonly copied: string;
  /** What went wrong beside the run. */
  readonly trouble: Trouble | null;
  /** A document that is too big to be watched, and is counted instead. */
  readonly counted: ScenarioDocument | null;
  readonly logOpen: boolean;
  /** Whether all of many claims are listed. */
  readonly allClaims: boolean;
}

/** Before anybody has done something. */
export const untouched: Look = {
  playing: false,
  speed: 1,
  selected: null,
  pointed: null,
  focused: null,
  openNodes: new Set(),
  menu: null,
  options: null,
  opener: null,
  keepsLater: false,
  views: null,
  knower: null,
  lieutenant: null,
  touchedPart: null,
  told: null,
  copied: "",
  trouble: null,
  counted: null,
  logOpen: false,
  allClaims: false,
};

/** Where the keyboard's focus goes: into a menu that has opened, or back to what had opened it. */
export interface Focus {
  readonly to: "menu" | "opener";
  readonly menu: Menu;
  readonly opener: number | null;
}
