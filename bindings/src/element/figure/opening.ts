// What a figure begins with: what the fragment of the page's address says to it, else its attributes and its child.

import { askedOf } from "../../operations/asked.ts";
import { type Link, readTotalsLink } from "../../sources/link.ts";
import { checkAttributes, type FigureAttributes } from "../shared/attributes.ts";
import type { Source } from "../shared/experiment.ts";
import { anyFigure, builtin, linkFor, type Sourced, sourceOf } from "../shared/source.ts";
import type { Opening } from "./surroundings.ts";

/** Throws if an attribute or the address can't be meant. */
export function openingOf(
  lab: Sourced & FigureAttributes & { readonly explore: string | null },
  linked: boolean,
): Opening {
  checkAttributes(lab);
  const asked = askedOf(lab.explore ?? "");
  // Such a link is read once more, by the instrument that counts.
  const counted = linked ? (readTotalsLink(lab.id || anyFigure, location.hash)?.document ?? null) : null;
  const link = linked && !counted ? linkFor(lab) : null;
  return { asked, counted, link, source: () => (link ? linkedSource(link) : sourceOf(lab)) };
}

const linkedSource = async ({ scenario, document }: Link): Promise<Source> =>
  scenario !== null ? builtin(scenario) : { scenario: null, document: document! };

/** Whether the page's address speaks to a figure. Throws if it can't be read. */
export const isAddressed = (lab: Sourced): boolean =>
  readTotalsLink(lab.id || anyFigure, location.hash) !== null || linkFor(lab) !== null;
