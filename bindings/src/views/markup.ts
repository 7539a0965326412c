// Writes a plain tree as text, for still pictures that are made without a browser.

import type { Child } from "./plain.ts";

const escapes: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
export const escapeText = (text: string): string => text.replace(/[&<>"]/g, (sign) => escapes[sign]!);

export function markup(node: Child): string {
  if (typeof node === "string") return escapeText(node);
  let attrs = "";
  for (const [name, value] of Object.entries(node.attrs)) {
    if (value === null || value === undefined || value === false) continue;
    attrs += value === true ? ` ${name}=""` : ` ${name}="${escapeText(String(value))}"`;
  }
  const inside = node.children.map(markup).join("");
  return inside ? `<${node.tag}${attrs}>${inside}</${node.tag}>` : `<${node.tag}${attrs}></${node.tag}>`;
}
