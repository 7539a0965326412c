// Markdown with four small additions:
//
//   {{count om 7 2 total}}     a number that the engine computes during the build
//   ::: figure a/name ... :::  a block: figure, table, note, question (directives.mjs)
//   $3r^2-2r^3$  $$...$$       a formula
//   [traitor]{faulty}          a word in the colour of its object
//
// Parsing is synchronous and the engine is not. So a directive becomes a token
// that only records its name and arguments; `evaluate` then asks for its HTML, and
// rendering finds it ready.

import MarkdownIt from "markdown-it";
import { escapeText, slug } from "./html.mjs";

/** Makes a parser whose formulas go to `formulas`. */
export function createMarkdown(formulas) {
  const md = new MarkdownIt({ html: true, linkify: false, typographer: true });
  md.inline.ruler.before("text", "value", valueRule);
  md.inline.ruler.before("link", "term", termRule);
  md.inline.ruler.before("escape", "formula", formulaRule);
  md.block.ruler.before("fence", "directive", directiveRule, { alt: ["paragraph", "reference", "blockquote", "list"] });
  md.block.ruler.before("fence", "formula-block", formulaBlockRule, { alt: ["paragraph"] });
  md.renderer.rules.value = (tokens, i) => tokens[i].meta.html;
  md.renderer.rules.term = (tokens, i) =>
    `<span class="term-${tokens[i].meta.role}">${escapeText(tokens[i].content)}</span>`;
  md.renderer.rules.formula = (tokens, i) => formulas.render(tokens[i].content, false);
  md.renderer.rules.formula_block = (tokens, i) =>
    `<div class="formula">${formulas.render(tokens[i].content, true)}</div>\n`;
  md.renderer.rules.directive_open = (tokens, i) => tokens[i].meta.before;
  md.renderer.rules.directive_close = (tokens, i) => tokens[i].meta.after;
  md.renderer.rules.table_open = () => '<div class="table"><table>\n';
  md.renderer.rules.table_close = () => "</table></div>\n";
  return md;
}

/** Gives every h2 and h3 an id, and returns the h2s for the contents of the page. */
export function nameHeadings(tokens) {
  const sections = [];
  const used = new Set();
  tokens.forEach((token, i) => {
    if (token.type !== "heading_open" || !["h2", "h3"].includes(token.tag)) return;
    const text = tokens[i + 1].children.map((c) => c.content).join("");
    let id = slug(text);
    for (let n = 2; used.has(id); n++) id = `${slug(text)}-${n}`;
    used.add(id);
    token.attrSet("id", id);
    if (token.tag === "h2") sections.push({ id, text });
  });
  return sections;
}

/** Calls `visit` for each directive and value, in the order of the page. */
export async function evaluate(tokens, visit) {
  for (const token of tokens) {
    if (token.type === "value" || token.type === "directive_open") await visit(token);
    if (token.children) await evaluate(token.children, visit);
  }
}

/** Splits arguments at spaces; `name="several words"` stays together. */
export function parseArguments(text) {
  const list = [];
  const named = {};
  for (const [, key, quoted, bare] of text.matchAll(/(?:([\w-]+)=)?(?:"([^"]*)"|(\S+))/g)) {
    const value = quoted ?? bare;
    if (key) named[key] = value;
    else list.push(value);
  }
  return { list, named };
}

function valueRule(state, silent) {
  if (!state.src.startsWith("{{", state.pos)) return false;
  const end = state.src.indexOf("}}", state.pos);
  if (end < 0) return false;
  if (!silent) {
    const [, name, rest] = /^\s*([\w-]+)\s*(.*?)\s*$/.exec(state.src.slice(state.pos + 2, end)) ?? [];
    if (!name) throw new Error(`{{...}} without a name near "${state.src.slice(state.pos, state.pos + 40)}"`);
    state.push("value", "", 0).meta = { name, args: parseArguments(rest), html: "" };
  }
  state.pos = end + 2;
  return true;
}

function termRule(state, silent) {
  const match = /^\[([^\]]+)\]\{([a-z-]+)\}/.exec(state.src.slice(state.pos, state.pos + 120));
  if (!match) return false;
  if (!silent) {
    const token = state.push("term", "", 0);
    token.content = match[1];
    token.meta = { role: match[2] };
  }
  state.pos += match[0].length;
  return true;
}

// As in Pandoc: no space inside the dollars, no digit after them, so that prices stay prices.
function formulaRule(state, silent) {
  if (state.src[state.pos] !== "$") return false;
  const match = /^\$([^\s$](?:[^$\n]*[^\s$])?)\$(?!\d)/.exec(state.src.slice(state.pos));
  if (!match) return false;
  if (!silent) state.push("formula", "", 0).content = match[1];
  state.pos += match[0].length;
  return true;
}

function line(state, n) {
  return state.src.slice(state.bMarks[n] + state.tShift[n], state.eMarks[n]);
}

function formulaBlockRule(state, start, end, silent) {
  if (line(state, start).trim() !== "$$") return false;
  let last = start + 1;
  while (last < end && line(state, last).trim() !== "$$") last++;
  if (last >= end) return false;
  if (!silent) state.push("formula_block", "", 0).content = state.getLines(start + 1, last, 0, false).trim();
  state.line = last + 1;
  return true;
}

// Directives nest: each `::: name` needs its own closing `:::`.
function directiveRule(state, start, end, silent) {
  const match = /^:::\s+([\w-]+)\s*(.*)$/.exec(line(state, start).trim());
  if (!match) return false;
  let depth = 1;
  let last = start + 1;
  for (; last < end; last++) {
    const text = line(state, last).trim();
    if (text === ":::") depth--;
    else if (/^:::\s+\w/.test(text)) depth++;
    if (depth === 0) break;
  }
  if (depth) throw new Error(`::: ${match[1]} ${match[2]} is never closed`);
  if (silent) return true;

  const open = state.push("directive_open", "", 1);
  const meta = { name: match[1], args: parseArguments(match[2]), rest: match[2].trim(), before: "", after: "" };
  open.block = true;
  open.meta = meta;
  const { parentType, lineMax } = state;
  state.parentType = "directive";
  state.lineMax = last;
  state.md.block.tokenize(state, start + 1, last);
  state.parentType = parentType;
  state.lineMax = lineMax;
  const close = state.push("directive_close", "", -1);
  close.block = true;
  close.meta = meta;
  state.line = last + 1;
  return true;
}
