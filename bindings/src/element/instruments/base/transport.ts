// The transport of several runs that move together, from moment to moment.

import { html, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import { icons } from "../../shared/icons.ts";

/** What is moved: from the moment 0 to the last one. */
export interface Moving {
  readonly at: number;
  readonly last: number;
  goTo(moment: number): void;
}

interface Told {
  /** Whose moments they are. */
  readonly label: string;
  /** What is told of the moment: by the scrubber to those who hear it, and beside it. */
  readonly aloud: string;
  readonly count: string;
}

export function momentTransport(moving: Moving, { label, aloud, count }: Told): TemplateResult {
  const { at, last } = moving;
  const go = (moment: number) => (): void => moving.goTo(moment);
  return html`<div class="transport" part="transport" role="group" aria-label=${label}>
      <div class="buttons">
        <button class="button" type="button" aria-label="To the beginning" ?disabled=${at === 0} @click=${go(0)}>${icons.reset}</button>
        <button class="button" type="button" aria-label="One moment back" ?disabled=${at === 0} @click=${go(at - 1)}>${icons.back}</button>
        <button class="button" type="button" aria-label="One moment forward" ?disabled=${at === last} @click=${go(at + 1)}>${icons.forward}</button>
      </div>
      <div class="scrub"><input type="range" min="0" max=${last} step="1" .value=${live(String(at))} aria-label="Moment" aria-valuetext=${aloud}
        @input=${(event: Event) => moving.goTo(Number((event.target as HTMLInputElement).value))}></div>
      <span class="count">${count}</span>
    </div>`;
}
