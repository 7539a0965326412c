// A claim as it looks above all pictures: its sign, its name, and the word for how it stands.

import { html, type TemplateResult } from "lit";
import { Status } from "../../operations/run.ts";
import type { Verdict } from "../../views/words.ts";

/** A claim of which nothing is known yet. */
export const unclear: Verdict = {
  name: "",
  title: "",
  status: Status.open,
  word: "open",
  sign: "○",
  look: "open",
  witness: null,
  why: "",
};

/** What is claimed, and if that is nothing here, why. */
export const claimed = ({ title, why }: Verdict): string => (why ? `${title}. ${why}` : title);

/** A claim with its sign and its word. */
export function chip(verdict: Verdict, show: () => void, absent = false): TemplateResult {
  // The chip is as wide as it will ever be: its longest word is counted, and not shown.
  return html`<li ?data-absent=${absent}><button class="chip ${verdict.look}" type="button" title=${claimed(verdict)} data-name=${verdict.name} @click=${show}>
    <span class="shown"><span class="sign" aria-hidden="true">${verdict.sign}</span> <span class="name">${verdict.name}</span>
    <span class="word">${verdict.word}</span></span><span class="hidden">: ${claimed(verdict)}</span>
  </button></li>`;
}
