// A figure on a page: the element, inside it the still picture that a reader sees
// in print and without JavaScript, and the caption. The picture is drawn from a
// real run by the very views that draw it in the page.

import { drawingTools } from "./bindings.mjs";
import { outcomesOf } from "./explored.mjs";
import { escapeText, grouped, html, raw } from "./html.mjs";

// The engine's numbers for where a claim stands.
const statusNames = ["open", "holds so far", "holds", "violated", "unknown", "asks nothing"];
const statusSigns = ["○", "✓", "✓", "✕", "?", "–"];

// Attributes of the element that a page may set through the directive.
const passedOn = ["step", "from", "to", "knows", "views", "locked", "loading", "explore"];

/** Where every claim of a run stands at its end: { IC1: 'holds', ... }. */
export function finalStatuses(run) {
  return Object.fromEntries(run.claims.map(({ name, changes }) => [name, statusNames[changes.at(-1)[2]]]));
}

/**
 * Holds a run against what the page says of it ("IC1 holds, IC2 violated"), and
 * against what its document expects. A page must state what it shows, so that prose
 * and engine can't drift apart.
 */
export function checkExpectations(run, text, expected = {}) {
  if (!text) throw new Error('expect="claim status, ..." is missing: a figure states what it shows');
  const found = finalStatuses(run);
  compare("the page", text, found);
  for (const [claim, status] of Object.entries(expected)) {
    // To a monitor, what asks nothing is fulfilled.
    if (!(found[claim] === "asks nothing" && status === "holds")) same("the document", claim, status, found);
  }
  const lost = run.choices.find((choice) => !choice.fits);
  if (lost) throw new Error(`a choice of the document does not fit: ${lost.text}: ${lost.why}`);
}

/**
 * Holds the step on which a figure opens against what the page says of it: a reader sees the verdicts that the caption
 * speaks of. What the page says is violated is so by then, and what it says holds is not open any more. An author who
 * wants the reader to get there alone writes verdict=ahead, which then has to be true.
 */
export async function checkOpening(run, { expect, step, from = 0, to = run.steps, verdict }) {
  if (verdict !== undefined && verdict !== "ahead") throw new Error(`verdict="${verdict}": the only one is "ahead"`);
  const { statusAt } = await drawingTools();
  const at = Math.max(Number(from), Math.min(Number(to), run.steps, Number(step ?? run.show.step)));
  const open = stated(expect).filter(({ claim, status }) => {
    const now = statusNames[statusAt(claimOf(run, claim), at)];
    return status === "violated" ? now !== "violated" : status === "holds" && now === "open";
  });
  if (verdict) {
    if (!open.length) throw new Error(`verdict=ahead: at step ${at} all that the page says is to be seen already`);
    return;
  }
  if (!open.length) return;
  const words = open.map(({ claim, status }) => `${claim} ${status} (from step ${turns(claimOf(run, claim), status)})`);
  throw new Error(
    `the figure opens on step ${at}, where it is not to be seen yet that ${words.join(", ")}: open it later (step=, or show.step of the scenario), or say verdict=ahead`,
  );
}

const claimOf = (run, name) => run.claims.find((claim) => claim.name === name);

/** The position from which a claim is seen to stand so. */
function turns({ changes }, status) {
  const seen = status === "violated" ? ["violated"] : ["holds so far", "holds"];
  return changes.find(([, , to]) => seen.includes(statusNames[to]))[0] + 1;
}

/** What a page states, "IC1 holds, IC2 violated", claim by claim. */
const stated = (text) =>
  text.split(",").map((part) => {
    const [claim, ...status] = part.trim().split(" ");
    return { claim, status: status.join(" ") };
  });

/** Holds what a page states, "IC1 holds, IC2 violated", against what the engine found. */
export function compare(who, text, found) {
  for (const { claim, status } of stated(text)) same(who, claim, status, found);
}

function same(who, claim, status, found) {
  if (!(claim in found)) throw new Error(`the run has no claim "${claim}"; it has ${Object.keys(found).join(", ")}`);
  if (found[claim] !== status)
    throw new Error(`${who} says ${claim} ${status}, the engine says ${claim} ${found[claim]}`);
}

async function element({ list: [name], named }, id, context) {
  const run = await context.lab.run(name);
  checkExpectations(run, named.expect, context.lab.document(name).expect);
  await checkOpening(run, named);
  const attributes = passedOn
    .filter((key) => key in named)
    .map((key) => ` ${key}="${escapeText(named[key])}"`)
    .join("");
  const grid = await everything(name, named, context);
  const still = await context.still(run, named, grid);
  return html`<fault-lab id="${id}" scenario="${name}"${raw(attributes)}>
${raw(still)}
</fault-lab>`;
}

/** Tries everything as a reader would with one click, holds it against what the page says, and gets the table. */
async function everything(name, { explore = "", finds }, { lab }) {
  const words = explore.split(/\s+/).filter((word) => word && word !== "runs");
  if (words.length && !finds)
    throw new Error('finds="claim outcome, ..." is missing: a page states what trying everything comes to');
  if (finds) compare("the page", finds, outcomesOf(await lab.explore(name, words.join(" "))));
  return /\bruns\b/.test(explore) ? lab.grid(name) : null;
}

/** ::: figure byzantine/oral-4-1 expect="IC1 holds, IC2 holds", and explore="any-1 arbitrary" finds="IC1 proved" */
export async function figure(directive, context) {
  return {
    before: html`<figure class="lab-figure">
${await element(directive, directive.id, context)}
<figcaption><span class="label">${directive.label}</span> \n`,
    after: html`<p class="edit"><a href="playground.html?scenario=${directive.list[0]}">Edit this scenario</a></p></figcaption>\n</figure>\n`,
  };
}

/** The figure of the start page: without a number, the caption below in one line. */
export async function hero(directive, context) {
  return {
    before: html`<h2 class="visually-hidden">A system to try</h2>
<figure class="lab-figure hero">
${await element(directive, "hero", context)}
<figcaption>`,
    after: "</figcaption>\n</figure>\n",
  };
}

/** {{verdict byzantine/oral-4-1 IC2}}; with "word" after it, only "holds" or "violated", for the middle of a sentence. */
export async function verdict({ list: [name, claim, form] }, context) {
  const run = await context.lab.run(name);
  const status = finalStatuses(run)[claim];
  if (!status) throw new Error(`the run has no claim "${claim}"`);
  if (form === "word") return status;
  const sign = statusSigns[statusNames.indexOf(status)];
  return html`<span class="verdict verdict-${status.replaceAll(" ", "-")}"><span aria-hidden="true">${sign}</span> ${claim} ${status}</span>`;
}

/** {{cost byzantine/oral-7-2 messages}} */
export async function cost({ list: [name, what] }, context) {
  const { costs } = await context.lab.run(name);
  if (!Object.hasOwn(costs, what)) {
    throw new Error(`the run has no cost "${what}"; it has ${Object.keys(costs).join(", ")}`);
  }
  return grouped(costs[what]);
}
