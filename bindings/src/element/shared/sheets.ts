// The style sheets of a shadow root. Each is parsed once, however many elements have it.

import { type CSSResult, unsafeCSS } from "lit";
import { baseSheet } from "../../style/index.ts";

const parsed = new Map<string, CSSResult>();

/** What all elements share, and the sheets that one has besides. */
export function sheets(...own: readonly string[]): CSSResult[] {
  return [baseSheet, ...own].map((text) => {
    let sheet = parsed.get(text);
    if (!sheet) parsed.set(text, (sheet = unsafeCSS(text)));
    return sheet;
  });
}
