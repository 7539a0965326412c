// A figure inside of another element, and how a run that was found there is shown in it.

import type { ScenarioDocument } from "../../../engine/index.ts";
import type { Choice, Run } from "../../../operations/run.ts";
import type { FaultLab } from "../../figure/fault-lab.ts";

/** A run that an instrument has found, to be looked at in a figure of its own. */
export interface Shown {
  readonly document: ScenarioDocument;
  /** Null: the step that the document says. */
  readonly step: number | null;
}

/** A document with the choices of a run written into it, in words, beginning at a step. */
export function shownAt(document: ScenarioDocument, { choices }: Run, step: number): Shown {
  const { expect: _, ...rest } = document;
  const told = choices.filter(({ fits }) => fits).map(({ choice: [at], text }) => `${at}: ${text}`);
  return { document: { ...rest, choices: told }, step };
}

/** Resolves when the figure has come to a run of its own. */
function awake(lab: FaultLab): Promise<unknown> {
  if (lab.experiment.run) return Promise.resolve();
  return new Promise((ready) => lab.addEventListener("faultlab-ready", ready, { once: true }));
}

/** Shows a run at a step. Of the document that the figure has already, Undo brings back the run before. */
export async function showRun(
  lab: FaultLab,
  document: ScenarioDocument,
  choices: readonly Choice[],
  step: number,
): Promise<void> {
  await awake(lab);
  await lab.pause();
  lab.state.select(null);
  const { experiment } = lab;
  const same = JSON.stringify(experiment.source?.document) === JSON.stringify(document);
  if (same) await experiment.adopt({}, choices, step);
  else await experiment.open({ scenario: null, document }, choices, step);
}
