// The numbers of the chapter on masking: reliabilities as the engine computes
// them in parts per million, and the count of masked fault sets.

import { chart } from "./chart.mjs";
import { html } from "./html.mjs";

const million = 1_000_000;

// Columns of the engine's answer to "tmr.curve".
const columns = { r: 0, single: 1, perfect: 2, one: 3, three: 4, five: 5 };

const headings = {
  r: "one module",
  perfect: "TMR, perfect voter",
  one: "TMR, one voter",
  three: "TMR, three voters",
  five: "five modules, perfect voter",
};

function perMille(text) {
  const value = Math.round(Number(text) * 1000);
  if (!(value >= 0 && value <= 1000)) throw new Error(`"${text}" is not a probability`);
  return value;
}

async function rows(context, voter, points = 1001) {
  return context.lab.ask("tmr.curve", { voter, points });
}

async function rowAt(context, voter, r) {
  const wanted = perMille(r) * 1000;
  const row = (await rows(context, voter)).find((x) => x[columns.r] === wanted);
  if (!row) throw new Error(`the engine gave no point for r = ${r}`);
  return row;
}

function fraction(parts, digits = 6) {
  return (parts / million).toFixed(digits);
}

/** {{reliability perfect 0.9}}, {{reliability one 0.9 voter=0.99 digits=3}} */
export async function reliability({ list: [what, r], named }, context) {
  if (!(what in columns)) throw new Error(`"${what}" is not one of ${Object.keys(columns).join(", ")}`);
  const row = await rowAt(context, perMille(named.voter ?? "1"), r);
  return fraction(row[columns[what]], Number(named.digits ?? 3));
}

/** ::: reliability-table voter=0.99 r=0.4,0.5,0.6 columns=r,perfect,one,three */
export async function curveTable({ named, id, label }, context) {
  const voter = perMille(named.voter ?? "1");
  const shown = (named.columns ?? "r,perfect,one,three").split(",");
  const body = [];
  for (const r of named.r.split(",")) {
    const row = await rowAt(context, voter, r);
    const cells = shown.map((c) =>
      c === "r"
        ? html`<th scope="row">${fraction(row[columns.r], 2)}</th>`
        : html`<td${row[columns[c]] < row[columns.single] && html` class="worse"`}>${fraction(row[columns[c]])}</td>`,
    );
    body.push(html`<tr>${cells}</tr>\n`);
  }
  return {
    before: html`<figure class="table-figure compared" id="${id}"><div class="table"><table>
<thead><tr>${shown.map((c) => html`<th scope="col">${headings[c]}</th>`)}</tr></thead>
<tbody>${body}</tbody></table></div><figcaption><span class="label">${label}</span> \n`,
    after: "</figcaption></figure>\n",
  };
}

/** ::: reliability-curve voters=0.9 : one module, TMR, and TMR with one such voter. */
export async function curve({ named, id, label }, context) {
  const points = 100;
  const through = (table, column) => table.map((row) => [row[columns.r] / million, row[columns[column]] / million]);
  const perfect = await rows(context, 1000, points);
  const lines = [
    {
      name: "one module",
      role: "plain",
      points: through(perfect, "single"),
      label: { x: 0.23, y: 0.26, anchor: "end" },
    },
    {
      name: "three, perfect voter",
      role: "good",
      points: through(perfect, "perfect"),
      label: { x: 0.66, y: 0.78, anchor: "end" },
    },
  ];
  if (named.voter) {
    const weak = await rows(context, perMille(named.voter), points);
    lines.push({
      name: `three, one voter of ${named.voter}`,
      role: "bad",
      points: through(weak, "one"),
      label: { x: 0.985, y: 0.5, anchor: "end" },
    });
  }
  const picture = chart({
    id,
    title: named.title ?? "Reliability of the whole against that of one module",
    x: "reliability r of one module",
    y: "reliability of the whole",
    lines,
  });
  return {
    before: html`<figure class="chart-figure" id="${id}">${picture}<figcaption><span class="label">${label}</span> \n`,
    after: "</figcaption></figure>\n",
  };
}

async function sets(context) {
  const { bySize, masked: total } = await context.lab.ask("tmr.sets");
  return { bySize, total };
}

/** {{masked 2}}: how many fault sets of two parts are masked; {{masked all}} of all {{masked sets}} sets. */
export async function masked({ list: [size] }, context) {
  const { bySize, total } = await sets(context);
  if (size === "sets") return (2 ** (bySize.length - 1)).toLocaleString("en");
  const value = size === "all" ? total : bySize[Number(size)];
  if (value === undefined) throw new Error(`there is no fault set of ${size} parts`);
  return Number(value).toLocaleString("en");
}

/** ::: masked-table upto=6 : masked sets by size, beside all sets of that size. */
export async function maskedTable({ named, id, label }, context) {
  const { bySize } = await sets(context);
  const parts = bySize.length - 1;
  const upto = Math.min(parts, Number(named.upto ?? parts));
  let all = 1;
  const body = [];
  for (let k = 0; k <= upto; k++) {
    const share = (100 * Number(bySize[k])) / all;
    body.push(
      html`<tr><th scope="row">${k}</th><td>${all.toLocaleString("en")}</td><td>${Number(bySize[k]).toLocaleString("en")}</td><td>${share.toFixed(1)} %</td></tr>\n`,
    );
    all = (all * (parts - k)) / (k + 1);
  }
  return {
    before: html`<figure class="table-figure" id="${id}"><div class="table"><table>
<thead><tr><th scope="col">faulty parts</th><th scope="col">ways to choose them</th><th scope="col">of these masked</th><th scope="col">share</th></tr></thead>
<tbody>${body}</tbody></table></div><figcaption><span class="label">${label}</span> \n`,
    after: "</figcaption></figure>\n",
  };
}
