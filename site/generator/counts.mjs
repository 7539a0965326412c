// How many messages oral messages cost, for prose and for tables. The engine
// counts with big integers; here the digits are only set.

import { grouped, html } from "./html.mjs";

function counts(context, n, m) {
  const takes = { n: Number(n), m: Number(m) };
  if (!Object.values(takes).every(Number.isSafeInteger))
    throw new Error(`n and m must be whole numbers, not "${n}" and "${m}"`);
  return context.lab.ask("oral.counts", takes);
}

/** {{count om 7 2 total}}; also last, packed, digits, and "round 2". */
export async function count({ list: [algorithm, n, m, what, index] }, context) {
  if (algorithm !== "om") throw new Error("only om can be counted");
  if (index !== undefined && what !== "round") throw new Error(`"${index}" is one word too many`);
  const c = await counts(context, n, m);
  switch (what) {
    case "total":
      return grouped(c.total);
    case "last":
      return grouped(c.last);
    case "packed":
      return grouped(c.packed);
    case "digits":
      return String(c.total.length);
    case "round": {
      const value = c.rounds[Number(index) - 1];
      if (value === undefined) throw new Error(`OM(${m}) has no round ${index}`);
      return grouped(value);
    }
    default:
      throw new Error(`"${what}" is not one of total, last, packed, digits, round`);
  }
}

/** A table over pairs given as 4,1 7,2 ...; the block's text is its caption. */
export async function countTable({ list, id, label }, context) {
  const rows = [];
  for (const pair of list) {
    const [n, m] = pair.split(",");
    const c = await counts(context, n, m);
    rows.push(
      html`<tr><th scope="row">${n}</th><td>${m}</td><td>${c.rounds.map(grouped).join(" + ")}</td><td>${grouped(c.last)}</td><td>${grouped(c.total)}</td><td>${grouped(c.packed)}</td></tr>\n`,
    );
  }
  return {
    before: html`<figure class="table-figure" id="${id}"><div class="table"><table>
<thead><tr><th scope="col">generals</th><th scope="col">rounds of relaying</th><th scope="col">messages in each round</th><th scope="col">last round alone</th><th scope="col">all rounds</th><th scope="col">packed</th></tr></thead>
<tbody>${rows}</tbody></table></div><figcaption><span class="label">${label}</span> \n`,
    after: "</figcaption></figure>\n",
  };
}
