// Sentences as they look in all elements.

import { html, type TemplateResult } from "lit";
import { pieces, type Scene } from "../../views/words.ts";

/** A sentence in which values and processes look as they do in the pictures. It is text, whatever stands in it. */
export function looking(scene: Scene, sentence: string, knows: number | null = null): TemplateResult {
  const parts = pieces(scene, sentence, knows);
  return html`${parts.map(({ text, look }) => (look ? html`<span class=${look}>${text}</span>` : text))}`;
}
