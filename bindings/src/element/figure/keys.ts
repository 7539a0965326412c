// What keys mean in a figure: the arrows step wherever they mean nothing else, space plays, Home and End go to the ends.

import { isTaken, onStageKey, stepOf } from "../shared/keys.ts";
import type { FigureState } from "./state.ts";

/** Says whether the key meant something. */
export function onKey(figure: FigureState, event: KeyboardEvent): boolean {
  if (isTaken(event) || !figure.experiment.run) return false;
  const target = event.composedPath()[0] as HTMLElement;
  if (event.key === "Escape") return figure.escape();
  if (target.closest?.(".menu, select, .log") || !figure.has("transport")) return false;
  const pressable = target.closest?.("button, summary, a, [data-node], [data-part]");
  if (event.key === " " && !pressable) {
    figure.togglePlaying();
    return true;
  }
  // The scrubber knows its keys itself, and so do the parts of a picture.
  if (target instanceof HTMLInputElement) return false;
  if (onStageKey(event, target)) return true;
  const position = stepOf(event.key, figure.experiment.at, figure.first, figure.last);
  if (position === undefined) return false;
  figure.scrubTo(position);
  return true;
}
