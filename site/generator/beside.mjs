// Two runs beside each other, and why three generals can't: the elements, their stills, and what prose says of them.

import { drawRules, tableTools } from "./bindings.mjs";
import { checkExpectations } from "./figure.mjs";
import { escapeText, grouped, html, raw } from "./html.mjs";

const pairAttributes = ["first-views", "second-views", "knows", "moment", "heading"];
const attributesOf = (named, names) =>
  names
    .filter((key) => key in named)
    .map((key) => ` ${key}="${escapeText(named[key])}"`)
    .join("");

/**
 * ::: pair byzantine/oral-3-1-lieutenant byzantine/signed-3-1-lieutenant first="IC2 violated" second="IC2 holds"
 * With alike=L1 the two must look the same to L1; with strategy=yes a reader plays one traitor in both.
 */
export async function pair({ list: [first, second], named, id, label }, context) {
  const runs = [await context.lab.run(first), await context.lab.run(second)];
  checkExpectations(runs[0], named.first, context.lab.document(first).expect);
  checkExpectations(runs[1], named.second, context.lab.document(second).expect);
  if (named.alike && !(await compare(first, second, named.alike, context)).alike)
    throw new Error(`to ${named.alike} the two runs do not look alike`);
  const stills = await Promise.all(
    runs.map((run, i) =>
      context.still(run, {
        step: run.steps,
        views: named[i === 0 ? "first-views" : "second-views"],
        knows: named.knows,
        wide: 420,
      }),
    ),
  );
  const strategy = named.strategy ? " strategy" : "";
  return {
    before: html`<figure class="lab-figure">
<fault-lab-pair id="${id}" first="${first}" second="${second}"${raw(attributesOf(named, pairAttributes) + strategy)}>
<div class="faultlab-stills">${raw(stills.join(""))}</div>
</fault-lab-pair>
<figcaption><span class="label">${label}</span> \n`,
    after: "</figcaption>\n</figure>\n",
  };
}

/**
 * ::: worlds rpc/class-lost-request rpc/class-lost-reply knows=client moment=1 expect="exactly-once violated | exactly-once holds"
 * Up to that moment all of them must look the same to who is named; expect has a part for each.
 */
export async function worlds({ list, named, id, label }, context) {
  const { knows, moment, expect = "" } = named;
  const stated = expect.split("|").map((part) => part.trim());
  if (stated.length !== list.length)
    throw new Error(`expect="… | …" needs a part for each of the ${list.length} worlds`);
  const runs = await Promise.all(list.map((name) => context.lab.run(name)));
  for (const [w, run] of runs.entries()) checkExpectations(run, stated[w], context.lab.document(list[w]).expect);
  const p = runs[0].processes.findIndex(({ name }) => name === knows);
  if (p < 0) throw new Error(`there is no process "${knows}"`);
  const { sightsOf } = await tableTools();
  const { at } = sightsOf(runs, p);
  const steps = at[Number(moment ?? at.length - 1)];
  if (!steps) throw new Error(`moments are 0 to ${at.length - 1}`);
  for (const [w, name] of list.entries()) {
    const { alike: same } = await context.lab.ask("three.alike", {
      first: context.lab.document(list[0]),
      firstChoices: null,
      second: context.lab.document(name),
      secondChoices: null,
      process: p,
      firstSteps: steps[0],
      secondSteps: steps[w],
    });
    if (!same) throw new Error(`to ${knows}, ${name} does not look like ${list[0]}`);
  }
  const drawn = (run, step, knows) => context.still(run, { step, views: "space-time", knows, wide: 420 });
  const seen = await drawn(runs[0], steps[0], knows);
  const real = await Promise.all(runs.map((run, w) => drawn(run, steps[w])));
  return {
    before: html`<figure class="lab-figure">
<fault-lab-worlds id="${id}" of="${list.join(" ")}"${raw(attributesOf(named, ["knows", "moment", "heading"]))}>
${raw(seen)}
<div class="faultlab-stills">${raw(real.join(""))}</div>
</fault-lab-worlds>
<figcaption><span class="label">${label}</span> \n`,
    after: "</figcaption>\n</figure>\n",
  };
}

async function compare(first, second, name, context) {
  const { processes } = await context.lab.run(first);
  const p = processes.findIndex((process) => process.name === name);
  if (p < 0) throw new Error(`there is no process "${name}"`);
  const likeness = await context.lab.ask("three.alike", {
    first: context.lab.document(first),
    firstChoices: null,
    second: context.lab.document(second),
    secondChoices: null,
    process: p,
  });
  return { alike: likeness.alike, count: likeness.first };
}

/** {{alike byzantine/oral-3-1-lieutenant byzantine/oral-3-1-commander L1}}: how many events look the same. */
export async function alike({ list: [first, second, name] }, context) {
  const { alike: same, count } = await compare(first, second, name, context);
  if (!same) throw new Error(`to ${name} the two runs do not look alike`);
  return grouped(String(count));
}

/** ::: rules : all pairs of rules of two lieutenants, each with the situation that refutes it. */
export async function rules({ named, id, label }, context) {
  const refutations = await context.lab.ask("three.rules");
  const standing = refutations.pairs.filter((situation) => situation < 0).length;
  if (standing > 0) throw new Error(`${standing} pairs of rules are not refuted`);
  const still = await drawRules(refutations, named.pair === undefined ? undefined : Number(named.pair));
  return {
    before: html`<figure class="lab-figure">
<fault-lab-rules id="${id}"${raw(attributesOf(named, ["pair", "heading"]))}>
${raw(still)}
</fault-lab-rules>
<figcaption><span class="label">${label}</span> \n`,
    after: "</figcaption>\n</figure>\n",
  };
}

/** {{refuted all}} pairs in all, {{refuted 1}} of which situation 1 is the first to refute. */
export async function refuted({ list: [which] }, context) {
  const { situations, pairs } = await context.lab.ask("three.rules");
  if (which === "all") return grouped(String(pairs.filter((situation) => situation >= 0).length));
  const number = Number(which);
  if (!(number >= 1 && number <= situations.length))
    throw new Error(`situations are 1 to ${situations.length}, or all`);
  return grouped(String(pairs.filter((situation) => situation === number - 1).length));
}

/** {{splits 4 2 book}}: behaviours that leave different vectors; {{splits 4 2 book of}}: how many behaviours there are. */
export async function splits({ list: [n, values, vote, form] }, context) {
  const found = await context.lab.ask("vector.splits", { n: Number(n), values: Number(values), vote });
  return grouped(String(form === "of" ? found.behaviours : found.splits));
}
