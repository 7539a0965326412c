// The figure inside of an instrument has links of its own: they name the instrument's id with "-run" behind it. Whoever
// follows one sees that run below the instrument, until a press there shows another.

import type { ReactiveController, ReactiveControllerHost } from "lit";
import { readLink } from "../../../sources/link.ts";

/** The id in links to the figure inside of an instrument. */
export const innerId = ({ id, localName }: HTMLElement): string => `${id || localName.replace(/^fault-lab-/, "")}-run`;

export class LinkedRun implements ReactiveController {
  /** Whether the figure inside shows what the page's address says. */
  shown = false;
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #begin: () => void;

  constructor(host: ReactiveControllerHost & HTMLElement, begin: () => void) {
    this.#host = host;
    this.#begin = begin;
    host.addController(this);
  }

  hostConnected(): void {
    addEventListener("hashchange", this.#look);
    this.#look();
  }

  hostDisconnected(): void {
    removeEventListener("hashchange", this.#look);
  }

  /** Another run takes the place of the linked one. */
  leave(): void {
    this.shown = false;
  }

  readonly #look = (): void => {
    if (!addressed(innerId(this.#host))) return;
    const first = !this.shown;
    this.shown = true;
    // What was linked to is to be seen, as soon as it is there; the events inside are not told to the page.
    this.#host.addEventListener("faultlab-ready", this.#lead, { capture: true });
    this.#host.requestUpdate();
    if (first) this.#begin();
  };

  readonly #lead = (event: Event): void => {
    const inner = event.composedPath()[0] as HTMLElement;
    if (inner.id !== innerId(this.#host)) return;
    this.#host.removeEventListener("faultlab-ready", this.#lead, { capture: true });
    inner.scrollIntoView({ block: "nearest" });
  };
}

// A damaged link is the inner figure's to complain of.
function addressed(id: string): boolean {
  try {
    return readLink(id, location.hash) !== null;
  } catch {
    return true;
  }
}
