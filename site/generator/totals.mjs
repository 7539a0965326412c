// The instrument that counts runs too big to be watched, and what it would say, for prose.

import { compare } from "./figure.mjs";
import { escapeText, html, raw } from "./html.mjs";

const attributes = ["n", "m", "order", "traitors", "rule", "seed", "heading"];
const verdictWords = { holds: "holds", violated: "violated", void: "asks nothing" };

/** Asks the engine what the element will ask it with the same attributes. */
async function count({ n, m, order = "attack", traitors = "", rule = "honest", seed = "1" }, context) {
  const document = {
    faultlab: 1,
    protocol: "byzantine/oral",
    processes: Number(n),
    params: { m: Number(m), order },
    faults: traitors
      .split(/\s+/)
      .filter(Boolean)
      .map((process) => ({ process, model: "arbitrary" })),
  };
  const totals = await context.lab.totals(document, rule, Number(seed));
  return { totals, found: Object.fromEntries(totals.claims.map((c) => [c.name, verdictWords[c.verdict]])) };
}

/** ::: totals n=13 m=4 traitors="L11 L12" rule=split expect="IC1 holds, IC2 holds" */
export async function totals({ named, id, label }, context) {
  if (!named.expect) throw new Error('expect="claim status, ..." is missing: a figure states what it shows');
  const { totals: counted, found } = await count(named, context);
  compare("the page", named.expect, found);
  const written = attributes
    .filter((key) => key in named)
    .map((key) => ` ${key}="${escapeText(named[key])}"`)
    .join("");
  return {
    before: html`<figure class="lab-figure">
<fault-lab-totals id="${id}"${raw(written)}>
${raw(await context.totalsStill(counted))}
</fault-lab-totals>
<figcaption><span class="label">${label}</span> \n`,
    after: "</figcaption>\n</figure>\n",
  };
}

/** {{outcome IC1 n=12 m=4 traitors="L8 L9" rule=split}}: "holds", "violated" or "asks nothing". */
export async function outcome({ list: [claim], named }, context) {
  const { found } = await count(named, context);
  if (!(claim in found)) throw new Error(`there is no claim "${claim}"; there are ${Object.keys(found).join(", ")}`);
  return found[claim];
}
