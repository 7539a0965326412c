// Sentences as they look in all elements.

import { html, type TemplateResult } from "lit";
import { cut, type Piece, pieces, type Scene } from "../../views/words.ts";

/** A sentence in which values and processes look as they do in the pictures after `at` steps. It is text, whatever stands in it. */
export function looking(scene: Scene, sentence: string, at: number, knows: number | null = null): TemplateResult {
  return looked(pieces(scene, sentence, at, knows));
}

/** A word or some, out of a sentence, that look so. */
export function lookingWord(scene: Scene, words: string, at: number, knows: number | null = null): TemplateResult {
  return looked(cut(scene, words, at, knows));
}

function looked(parts: readonly Piece[]): TemplateResult {
  return html`${parts.map(({ text, look }) => (look ? html`<span class=${look}>${text}</span>` : text))}`;
}
