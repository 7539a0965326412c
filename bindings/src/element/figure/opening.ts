// What a figure begins with: what the fragment of the page's address says to it, else its attributes and its child.

import { askedOf } from "../../operations/asked.ts";
import { readTotalsLink } from "../../sources/link.ts";
import { checkAttributes, type FigureAttributes } from "../shared/attributes.ts";
import { anyFigure, builtin, linkFor, type Sourced, sourceOf } from "../shared/source.ts";
import type { Opening } from "./surroundings.ts";

type Figure = Sourced & FigureAttributes & { readonly knows: string | null; readonly explore: string | null };

/** Throws if an attribute or the address can't be meant. */
export function openingOf(lab: Figure, linked: boolean): Opening {
  checkAttributes(lab);
  const asked = askedOf(lab.explore ?? "");
  // Such a link is read once more, by the instrument that counts.
  const counted = linked ? (readTotalsLink(lab.id || anyFigure, location.hash)?.document ?? null) : null;
  const link = linked && !counted ? linkFor(lab) : null;
  const { step } = lab;
  if (!link)
    return { asked, counted, source: () => sourceOf(lab), choices: null, step: step ?? undefined, knows: lab.knows };
  const { scenario, document, choices } = link;
  const source = async () => (scenario !== null ? builtin(scenario) : { scenario: null, document: document! });
  return { asked, counted, source, choices, step: link.step, knows: null };
}

/** Whether the page's address speaks to a figure. Throws if it can't be read. */
export const isAddressed = (lab: Sourced): boolean =>
  readTotalsLink(lab.id || anyFigure, location.hash) !== null || linkFor(lab) !== null;
