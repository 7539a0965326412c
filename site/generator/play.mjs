// The game of the traitor and the table of proofs: the elements, and what stands in for them where nothing runs.

import { levelsOf, levelWords } from "./bindings.mjs";
import { escapeText, grouped, html, raw } from "./html.mjs";

/**
 * ::: traitor byzantine/oral-3-1-lieutenant step=4 views="space-time" levels="oral-3-1-1 oral-4-1-1" : the scenario is
 * the still picture. Sizes that are no levels stop the build.
 */
export async function traitor({ list: [scenario], named, id, label }, context) {
  if (named.levels) levelsOf(named.levels);
  const still = await context.still(await context.lab.run(scenario), { step: named.step, views: named.views });
  return {
    before: html`<figure class="lab-figure">
<fault-lab-traitor id="${id}"${raw(attributesOf(named, ["levels", "heading"]))}>
${raw(still)}
</fault-lab-traitor>
<figcaption><span class="label">${label}</span> \n`,
    after: "</figcaption>\n</figure>\n",
  };
}

/**
 * ::: proof holds="oral-4-1 oral-7-2" breaks="oral-3-1 oral-6-2" : sizes, in the order of n. All are decided by the
 * build, too: it stops where the page says something else, and leaves what it found as the text that stands in.
 */
export async function proof({ named, id, label }, context) {
  const stated = ["holds", "breaks"].flatMap((word) =>
    (named[word] ?? "")
      .split(/\s+/)
      .filter(Boolean)
      .map((size) => ({ size, level: levelsOf(size)[0], holds: word === "holds" })),
  );
  const algorithm = ({ level: { signed } }) => (signed ? 1 : 0);
  stated.sort((a, b) => algorithm(a) - algorithm(b) || a.level.n - b.level.n || a.level.m - b.level.m);
  const items = [];
  for (const { size, level, holds } of stated) {
    const { broken, sets } = await context.lab.prove(size);
    const claims = broken.map(({ claim }) => claim).join(" and ");
    if ((broken.length === 0) !== holds)
      throw new Error(`the page says that ${size} ${holds ? "holds" : "breaks"}; broken: ${claims || "nothing"}`);
    items.push(
      html`<li>${levelWords(level)} at most, in ${grouped(String(sets))} sets: ${holds ? "IC1 and IC2 are proved" : `${claims} can be broken`}.</li>\n`,
    );
  }
  return {
    before: html`<figure class="lab-figure">
<fault-lab-proof id="${id}" sizes="${stated.map(({ size }) => size).join(" ")}"${raw(attributesOf(named, ["heading"]))}>
<ul>
${items}</ul>
</fault-lab-proof>
<figcaption><span class="label">${label}</span> \n`,
    after: "</figcaption>\n</figure>\n",
  };
}

const attributesOf = (named, names) =>
  names
    .filter((key) => key in named)
    .map((key) => ` ${key}="${escapeText(named[key])}"`)
    .join("");
