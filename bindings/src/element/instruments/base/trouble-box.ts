// What is wrong, as an instrument says it.

import { html, nothing, type TemplateResult } from "lit";
import type { Trouble } from "../../shared/experiment.ts";

interface Told {
  /** What a press on "Try again" does; without it there is none. */
  readonly again?: () => void;
  /** Whether what is allowed has a line of its own. */
  readonly listed?: boolean;
}

export function troubleBox({ path, message, allowed }: Trouble, { again, listed = false }: Told = {}): TemplateResult {
  return html`<div class="error" role="alert">
    <p>${path ? html`<code>${path}</code> ` : nothing}${message}${allowed.length && !listed ? ` (allowed: ${allowed.join(", ")})` : ""}</p>
    ${allowed.length && listed ? html`<p>Allowed: ${allowed.map((one, i) => html`${i ? ", " : ""}<code>${one}</code>`)}</p>` : nothing}
    ${again ? html`<p><button class="button" type="button" @click=${again}>Try again</button></p>` : nothing}
  </div>`;
}
