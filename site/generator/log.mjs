// Logs that are judged: the instrument, and what prose says of its examples. All verdicts are the engine's.

import { logExamples } from "./bindings.mjs";
import { escapeText, html, raw } from "./html.mjs";

const words = { 2: "holds", 3: "violated", 4: "unknown" };
const signs = { 2: "✓", 3: "✕", 4: "?" };

function exampleOf(name) {
  const found = logExamples.find((one) => one.name === name);
  if (!found)
    throw new Error(`there is no example "${name}"; there are: ${logExamples.map((one) => one.name).join(", ")}`);
  return found;
}

/** What the engine says of an example, by property: { title, doc, status, cases, says }. */
async function verdictsOf(name, context) {
  const { format, log: text } = exampleOf(name);
  const { verdicts } = await context.lab.ask("history.check", { format, log: text, whole: true });
  return new Map(verdicts.map((verdict) => [verdict.name, verdict]));
}

function verdictOf(verdicts, property) {
  const found = verdicts.get(property);
  if (!found) throw new Error(`there is no property "${property}"; there are: ${[...verdicts.keys()].join(", ")}`);
  return found;
}

/** ::: log cycle finds="total-pairwise holds, total violated": a log, and what the page states about it. */
export async function log({ list: [name], named, id, label }, context) {
  if (!named.finds) throw new Error('finds="property status, ..." is missing: a page states what it shows');
  const verdicts = await verdictsOf(name, context);
  for (const part of named.finds.split(",").map((one) => one.trim().split(" "))) {
    const { status } = verdictOf(verdicts, part[0]);
    if (words[status] !== part[1]) throw new Error(`the page says ${part.join(" ")}, the engine says ${words[status]}`);
  }
  const heading = named.heading ? ` heading="${escapeText(named.heading)}"` : "";
  return {
    before: html`<figure class="lab-figure">
<fault-lab-log id="${id}" example="${name}"${raw(heading)}>
<pre>${exampleOf(name).log}</pre>
</fault-lab-log>
<figcaption><span class="label">${label}</span> \n`,
    after: "</figcaption>\n</figure>\n",
  };
}

/** {{judged cycle total}}: the sentence that the engine says of a violation. */
export async function judged({ list: [name, property] }, context) {
  const { status, says } = verdictOf(await verdictsOf(name, context), property);
  if (words[status] !== "violated") throw new Error(`${property} is not violated in ${name}`);
  return says;
}

/** ::: log-table before never behind split properties="virtual-synchrony same-view": one row for each property. */
export async function logTable({ list, named, id, label }, context) {
  const all = await Promise.all(list.map((name) => verdictsOf(name, context)));
  const heads = list.map((name) => html`<th scope="col">${exampleOf(name).title}</th>`);
  const rows = named.properties.split(/\s+/).map((property) => {
    const cells = all.map((verdicts) => {
      const { status } = verdictOf(verdicts, property);
      return html`<td>${signs[status]} ${words[status]}</td>`;
    });
    return html`<tr><th scope="row">${verdictOf(all[0], property).title}</th>${cells}</tr>\n`;
  });
  return {
    before: html`<figure class="table-figure" id="${id}"><div class="table"><table>
<thead><tr><th scope="col">property</th>${heads}</tr></thead>
<tbody>${rows}</tbody></table></div><figcaption><span class="label">${label}</span> \n`,
    after: "</figcaption></figure>\n",
  };
}
