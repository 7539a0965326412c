// What keys mean in a figure: the arrows step wherever they mean nothing else, space plays, Home and End go to the ends.

import type { FaultLab } from "./fault-lab.ts";
import { onStageKey } from "./stage.ts";

/** Says whether the key meant something. */
export function onKey(lab: FaultLab, event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || !lab.experiment.run) return false;
  const target = event.composedPath()[0] as HTMLElement;
  if (event.key === "Escape") return closeWhatIsOpen(lab);
  if (target.closest?.(".menu, select, .log") || !lab.has("transport")) return false;
  const pressable = target.closest?.("button, summary, a, [data-node], [data-part]");
  if (event.key === " " && !pressable) {
    void (lab.playing ? lab.pause() : lab.play());
    return true;
  }
  // The scrubber knows its keys itself, and so do the parts of a picture.
  if (target instanceof HTMLInputElement) return false;
  if (onStageKey(event, target)) return true;
  const { at } = lab.experiment;
  const to: Record<string, number> = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: lab.first, End: lab.last };
  const position = to[event.key];
  if (position === undefined) return false;
  void lab.pause();
  void lab.goTo(position);
  return true;
}

/** The same for runs side by side, which go through their moments together. */
export function onMomentKey(
  runs: { readonly at: number; readonly last: number; goTo(moment: number): unknown },
  event: KeyboardEvent,
): void {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  const target = event.composedPath()[0] as HTMLElement;
  if (target.closest?.("select, input")) return;
  const to: Record<string, number> = { ArrowRight: runs.at + 1, ArrowLeft: runs.at - 1, Home: 0, End: runs.last };
  const moment = to[event.key];
  if (moment === undefined) return;
  runs.goTo(moment);
  event.preventDefault();
}

function closeWhatIsOpen(lab: FaultLab): boolean {
  if (lab.menu) lab.closeMenu();
  else if (lab.selected !== null) lab.selected = null;
  else if (lab.told !== null) lab.told = null;
  else return false;
  return true;
}
