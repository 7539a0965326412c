// What trying everything comes to, for prose. Every verdict is stated in the page's source, and what is no longer true
// stops the build.

import { agreedOn } from "./bindings.mjs";
import { grouped, html } from "./html.mjs";

const signs = { proved: "∎", refuted: "✕", unknown: "?", untested: "?" };
const holds = 2; // the engine's number of the status

/** What is found of every claim: { IC1: 'proved', ... }. A proof of what was never asked for is none. */
export function outcomesOf({ findings }) {
  const word = ({ outcome, ends, void: reason }) =>
    reason ? "asks nothing" : outcome === "proved" && !ends[holds] ? "untested" : outcome;
  return Object.fromEntries(findings.map((finding) => [finding.claim, word(finding)]));
}

/**
 * {{explore byzantine/oral-4-1 IC2 proved}} gives the verdict with its number of states, with form=word the one word.
 * Instead of a verdict stands "faulty" (who it takes), "faults" or "steps" (how many) of a refutation, and instead of
 * claim and verdict "states" or "sets" of the whole search. Words of the element's attribute "explore" come last:
 * {{explore tmr/no-fault masked refuted any-2 value}}.
 */
export async function explore({ list: [name, what, ...rest], named }, { lab }) {
  if (what === "states" || what === "sets") {
    const found = await lab.explore(name, rest.join(" "));
    return grouped(what === "states" ? found.states : found.cases);
  }
  const [stated, ...words] = rest;
  const found = await lab.explore(name, words.join(" "));
  const finding = found.findings.find(({ claim }) => claim === what);
  if (!finding)
    throw new Error(`there is no claim "${what}"; there are ${found.findings.map((f) => f.claim).join(", ")}`);
  const outcome = outcomesOf(found)[what];
  if (["faulty", "faults", "steps"].includes(stated)) {
    if (outcome !== "refuted") throw new Error(`${what} is ${outcome}: there is no run that refutes it`);
    return stated === "faulty" ? finding.faulty.join(" and ") : finding[stated];
  }
  if (!(stated in signs))
    throw new Error(`"${stated}" is no verdict; say what ${what} comes to: ${Object.keys(signs).join(", ")}`);
  if (stated !== outcome) throw new Error(`the page says ${what} ${stated}, the engine says ${what} ${outcome}`);
  if (named.form === "word") return outcome;
  const states = grouped(found.states);
  return html`<span class="verdict verdict-${outcome.replaceAll(" ", "-")}"><span aria-hidden="true">${signs[outcome]}</span> ${what} ${outcome}</span> in ${states} states`;
}

const statusWords = ["open", "holds so far", "holds", "violated", "unknown", "asks nothing"];

/**
 * {{runs byzantine/oral-4-1-orders}}: how many runs a small scenario has. With a claim and a status, in how many of
 * them it ends so; with the name of a value, in how many all correct processes decide it.
 */
export async function runs({ list: [name, what, ...status] }, { lab }) {
  const grid = await lab.grid(name);
  if (!what) return grouped(grid.runs.length);
  const run = await lab.run(name);
  const value = run.values.indexOf(what);
  if (value >= 0) {
    const agreed = await Promise.all(grid.runs.map((one) => agreedOn(one, run)));
    return grouped(agreed.filter((one) => one === value).length);
  }
  const claim = grid.claims.indexOf(what);
  const wanted = statusWords.indexOf(status.join(" "));
  if (claim < 0 || wanted < 0)
    throw new Error(
      `"${[what, ...status].join(" ")}" is neither a value (${run.values.join(", ")}) nor a claim (${grid.claims.join(", ")}) with a status`,
    );
  return grouped(grid.runs.filter(({ statuses }) => statuses[claim] === wanted).length);
}
