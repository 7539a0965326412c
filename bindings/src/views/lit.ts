// Shows a plain tree with Lit. Templates need their tags written down, so there is one for each tag that a picture
// may use; attributes are spread by a directive.

import { html, noChange, nothing, svg, type TemplateResult } from "lit";
import { Directive, directive, type ElementPart, type PartInfo, PartType } from "lit/directive.js";
import { repeat } from "lit/directives/repeat.js";
import type { Attribute, Child, Plain } from "./plain.ts";

type Attributes = Readonly<Record<string, Attribute>>;

class Spread extends Directive {
  #before: Attributes = {};

  constructor(part: PartInfo) {
    super(part);
    if (part.type !== PartType.ELEMENT) throw new Error("attributes are spread on an element");
  }

  render(_attrs: Attributes): typeof noChange {
    return noChange;
  }

  override update({ element }: ElementPart, [attrs]: [Attributes]): typeof noChange {
    for (const [name, value] of Object.entries(attrs)) {
      if (Object.is(this.#before[name], value)) continue;
      if (value === null || value === undefined || value === false) element.removeAttribute(name);
      else element.setAttribute(name, value === true ? "" : String(value));
    }
    for (const name of Object.keys(this.#before)) if (!(name in attrs)) element.removeAttribute(name);
    this.#before = attrs;
    return noChange;
  }
}

const spread = directive(Spread);

const templates: Record<string, (node: Plain) => TemplateResult> = {
  svg: (node) => svg`<svg ${spread(node.attrs)}>${inside(node)}</svg>`,
  g: (node) => svg`<g ${spread(node.attrs)}>${inside(node)}</g>`,
  line: (node) => svg`<line ${spread(node.attrs)}></line>`,
  path: (node) => svg`<path ${spread(node.attrs)}></path>`,
  circle: (node) => svg`<circle ${spread(node.attrs)}></circle>`,
  rect: (node) => svg`<rect ${spread(node.attrs)}></rect>`,
  text: (node) => svg`<text ${spread(node.attrs)}>${inside(node)}</text>`,
  title: (node) => svg`<title>${inside(node)}</title>`,
  // Tables are of the page, and may have pictures inside.
  table: (node) => html`<table ${spread(node.attrs)}>${inside(node)}</table>`,
  thead: (node) => html`<thead ${spread(node.attrs)}>${inside(node)}</thead>`,
  tbody: (node) => html`<tbody ${spread(node.attrs)}>${inside(node)}</tbody>`,
  tr: (node) => html`<tr ${spread(node.attrs)}>${inside(node)}</tr>`,
  th: (node) => html`<th ${spread(node.attrs)}>${inside(node)}</th>`,
  td: (node) => html`<td ${spread(node.attrs)}>${inside(node)}</td>`,
  span: (node) => html`<span ${spread(node.attrs)}>${inside(node)}</span>`,
  button: (node) => html`<button ${spread(node.attrs)}>${inside(node)}</button>`,
};

function inside({ children }: Plain): unknown {
  const [first] = children;
  if (first === undefined) return nothing;
  if (typeof first === "string" || first.key === undefined) return children.map(draw);
  return repeat(children as readonly Plain[], ({ key }) => key, draw);
}

export function draw(node: Child): unknown {
  if (typeof node === "string") return node;
  const template = templates[node.tag];
  if (!template) throw new Error(`no template for <${node.tag}>`);
  return template(node);
}
