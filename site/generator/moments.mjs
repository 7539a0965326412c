// The pictures of a multicast and a change of the view as one figure, in which the moments can be moved.

import { checkExpectations, finalStatuses } from "./figure.mjs";
import { escapeText, html, raw } from "./html.mjs";

/**
 * ::: moments vsync/picture-a vsync/picture-b … violated="0 0 2 5" : how many properties each picture breaks, as the page
 * says it and the engine counts.
 */
export async function moments({ list, named, id, label }, context) {
  if (list.length === 0) throw new Error("name the scenarios of the pictures");
  const stills = [];
  const violated = [];
  for (const name of list) {
    const run = await context.lab.run(name);
    const { expect } = context.lab.document(name);
    const stated = Object.entries(expect).map((one) => one.join(" "));
    checkExpectations(run, stated.join(", "), expect);
    violated.push(Object.values(finalStatuses(run)).filter((status) => status === "violated").length);
    stills.push(await context.still(run, { step: run.steps, views: "space-time", wide: 420 }));
  }
  if (named.violated !== violated.join(" "))
    throw new Error(`violated="${violated.join(" ")}" is what the engine says, and the page must say it`);
  const heading = named.heading ? ` heading="${escapeText(named.heading)}"` : "";
  return {
    before: html`<figure class="lab-figure">
<fault-lab-moments id="${id}" scenarios="${list.join(" ")}"${raw(heading)}>
<div class="faultlab-stills">${raw(stills.join(""))}</div>
</fault-lab-moments>
<figcaption><span class="label">${label}</span> \n`,
    after: "</figcaption>\n</figure>\n",
  };
}
