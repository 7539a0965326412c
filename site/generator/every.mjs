// What the engine has decided about all behaviours of all traitors at once, for prose and as a table.

import { Status, writeLink } from "./bindings.mjs";
import { grouped, html } from "./html.mjs";

/** The longest number that stands in a text with all its digits. */
const longest = 40;

/** A run with more steps than these is nothing to look at. */
const mostSteps = 160;

function whole(text, name) {
  const value = Number(text);
  if (text === undefined || !Number.isSafeInteger(value))
    throw new Error(`${name} must be a whole number, not "${text}"`);
  return value;
}

/**
 * {{every 7 2 2 behaviours}}: of OM(2) among 7 with any 2 traitors; also sets, formula (how the behaviours are counted),
 * digits (how many digits their number has), IC1 and IC2 (holds, violated, or asks nothing), and lies: the fewest that
 * violate either. model=crash asks about another failure model.
 */
export async function every({ list: [n, m, faulty, what], named }, context) {
  const sizes = [whole(n, "n"), whole(m, "m"), whole(faulty, "the number of traitors")];
  const proof = await context.lab.every(...sizes, named);
  switch (what) {
    case "sets":
      return grouped(proof.sets);
    case "behaviours": {
      const { decimal } = proof.behaviours;
      if (!decimal || decimal.length > longest)
        throw new Error("this number is too long for a text: ask for digits or formula");
      return grouped(decimal);
    }
    case "digits":
      if (!proof.behaviours.digits) throw new Error("the engine does not say how many digits this number has");
      return grouped(proof.behaviours.digits);
    case "formula":
      return context.inline(`$${formula(proof.behaviours)}$`);
    case "IC1":
    case "IC2":
      return proof.verdicts[what] === "void" ? "asks nothing" : proof.verdicts[what];
    case "lies": {
      const best = fewest(proof);
      if (!best) throw new Error("nothing violates anything here, and so no lies can be counted");
      return grouped(best.lies);
    }
    default:
      throw new Error(`"${what}" is not one of sets, behaviours, digits, formula, IC1, IC2, lies`);
  }
}

/** A sum of products of powers, as the source of a formula. */
function formula({ terms }) {
  const digits = (number) => grouped(number).replaceAll(",", "{,}");
  return terms
    .map(({ times, factors }) => {
      const powers = factors.map(({ base, exponent }) => `${base}^{${digits(exponent)}}`);
      return (times === "1" ? powers : [digits(times), ...powers]).join(" \\cdot ");
    })
    .join(" + ");
}

/** The counterexample with the fewest lies, if there is any. */
function fewest({ counterexamples }) {
  const order = (a, b) => (BigInt(a.lies) < BigInt(b.lies) ? -1 : 1);
  return counterexamples.filter(({ lies }) => /^\d+$/.test(lies)).toSorted(order)[0];
}

/**
 * ::: every-table t=1,2 n=3-8 m=1-6 opens=broken : for each number of traitors a table of sizes. A cell says how many
 * lies break OM(m), and opens such a run in the figure of that id. The build stops where the engine doesn't say what
 * the caption of such a table says: OM(m) withstands t traitors exactly when t <= m and n > 2t + m.
 */
export async function everyTable({ named, id, label }, context) {
  const [ns, ms] = [range(named.n, "n"), range(named.m, "m")];
  const tables = [];
  for (const t of (named.t ?? "").split(",")) {
    const faulty = whole(t, "t");
    const rows = [];
    for (const n of ns.filter((n) => n - 2 >= faulty)) {
      const cells = [];
      for (const m of ms) cells.push(await cell(n, m, faulty, named.opens, context));
      rows.push(html`<tr><th scope="row">${n}</th>${cells}</tr>\n`);
    }
    tables.push(html`<div class="table"><table>
<caption>${faulty === 1 ? "one traitor" : `${numerals[faulty] ?? faulty} traitors`}</caption>
<thead><tr><th scope="col">generals</th>${ms.map((m) => html`<th scope="col">OM(${m})</th>`)}</tr></thead>
<tbody>${rows}</tbody></table></div>\n`);
  }
  return {
    before: html`<figure class="table-figure withstood" id="${id}"><div class="tables">${tables}</div><figcaption><span class="label">${label}</span> \n`,
    after: "</figcaption></figure>\n",
  };
}

const numerals = { 2: "two", 3: "three", 4: "four" };

function range(text, name) {
  const [, first, last] = /^(\d+)-(\d+)$/.exec(text ?? "") ?? [];
  if (!first) throw new Error(`${name} must be a range like 3-8, not "${text}"`);
  return Array.from({ length: last - first + 1 }, (_, i) => Number(first) + i);
}

async function cell(n, m, t, opens, context) {
  // With more rounds than these nobody is left to be told anything.
  if (m > n - 2) return html`<td></td>`;
  const proof = await context.lab.every(n, m, t);
  const best = fewest(proof);
  const few = t > m;
  const many = n <= 2 * t + m;
  if (Boolean(best) !== (few || many))
    throw new Error(`n = ${n}, m = ${m}, t = ${t}: the engine says ${best?.lies ?? "that it holds"}`);
  if (!best)
    return html`<td class="holds"><span aria-hidden="true">–</span><span class="visually-hidden">withstands</span></td>`;
  const why = [few && "too few rounds", many && "too many rounds"].filter(Boolean).join(" and ");
  const number = html`${few && html`<span class="few" aria-hidden="true">‹</span>`}${grouped(best.lies)}${many && html`<span class="many" aria-hidden="true">›</span>`}<span class="visually-hidden"> ${best.lies === "1" ? "lie" : "lies"}, ${why}</span>`;
  const address = opens && (await openedIn(opens, best, context));
  return html`<td class="broken">${address ? html`<a href="${address}">${number}</a>` : number}</td>`;
}

/** The link that opens a counterexample in a figure of the same page, at its end; null if it is too long. */
async function openedIn(id, { claim, document, choices }, context) {
  if (!choices || choices.at(-1)[0] > mostSteps) return null;
  const run = await context.lab.runOf(document, choices);
  if (run.claims.find(({ name }) => name === claim).changes.at(-1)[2] !== Status.violated)
    throw new Error(`the run against ${claim} does not violate it: ${JSON.stringify(document)}`);
  return run.steps > mostSteps ? null : writeLink(id, { scenario: null, document, choices, step: run.steps });
}
