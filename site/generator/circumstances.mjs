// When agreement is possible, how many members a group needs, and all plans of two generals: the elements with the
// tables that stand in for them, and what prose says of them. Each states what the engine says, or stops the build.

import { boundaryOf } from "./bindings.mjs";
import { outcomesOf } from "./explored.mjs";
import { checkExpectations, finalStatuses } from "./figure.mjs";
import { escapeText, grouped, html, raw } from "./html.mjs";

const attributesOf = (named, names) =>
  names
    .filter((key) => key in named)
    .map((key) => ` ${key}="${escapeText(named[key])}"`)
    .join("");

const instrument = (tag, id, attributes, table, label) => ({
  before: html`<figure class="lab-figure">
<${raw(tag)} id="${id}"${raw(attributes)}>
<div class="table">${raw(String(table))}</div>
</${raw(tag)}>
<figcaption><span class="label">${label}</span> \n`,
  after: "</figcaption>\n</figure>\n",
});

// The cells, each held against its scenario: what is possible holds in its run, what isn't is refuted by a search.
async function cellsOf({ lab }) {
  const cells = await lab.ask("agreement.circumstances");
  for (const { possible, scenario } of cells) {
    const bad = possible
      ? Object.values(finalStatuses(await lab.run(scenario))).some((status) => status !== "holds")
      : !Object.values(outcomesOf(await lab.explore(scenario, ""))).includes("refuted");
    if (bad) throw new Error(`${scenario} does not show that agreement is ${possible ? "" : "im"}possible there`);
  }
  return cells;
}

/** ::: circumstances : the sixteen, with possible=8 as the page says it. */
export async function circumstances({ named, id, label }, context) {
  const cells = await cellsOf(context);
  const possible = cells.filter((cell) => cell.possible).length;
  if (Number(named.possible) !== possible)
    throw new Error(`possible=${possible} is what the engine says, and the page must say it`);
  const rows = [0, 1, 2, 3].map((r) => cells.slice(4 * r, 4 * r + 4));
  const table = html`<table class="circumstances">
<thead><tr><td></td>${cells.slice(0, 4).map(({ order, send }) => html`<th scope="col">${order} ${send}</th>`)}</tr></thead>
<tbody>${rows.map((row) => html`<tr><th scope="row">${row[0].process}, ${row[0].delay}</th>${row.map((cell) => html`<td>${cell.possible ? "✓ possible" : "✕ impossible"}</td>`)}</tr>\n`)}</tbody></table>`;
  return instrument("fault-lab-circumstances", id, attributesOf(named, ["cell", "heading"]), table, label);
}

/** ::: replication k=1 purpose=wrong : both sides of every boundary, tried when the page is built. */
export async function replication({ named, id, label }, context) {
  const k = Number(named.k ?? 1);
  const rows = [];
  for (const purpose of await context.lab.ask("replication.purposes", { k })) {
    const [fewer, enough] = [
      await boundaryOf(context.lab, purpose, k, purpose.enough - 1),
      await boundaryOf(context.lab, purpose, k, purpose.enough),
    ];
    if (enough !== "proved" || fewer !== (purpose.vacuous ? "void" : "refuted"))
      throw new Error(`${purpose.name}: ${purpose.enough} members are ${enough}, one fewer is ${fewer}`);
    rows.push(
      html`<tr><th scope="row">${purpose.asks}</th><td>${purpose.enough}</td><td>${purpose.vacuous ? "asked of nobody" : "broken"}</td></tr>\n`,
    );
  }
  const table = html`<table>
<thead><tr><th scope="col">Asked, with ${k} faulty</th><th scope="col">enough</th><th scope="col">one fewer</th></tr></thead>
<tbody>${rows}</tbody></table>`;
  return instrument("fault-lab-replication", id, attributesOf(named, ["k", "purpose", "heading"]), table, label);
}

/** {{enough wrong 2}}: how many members are enough for a purpose with so many faulty. */
export async function enough({ list: [name, k] }, { lab }) {
  const purposes = await lab.ask("replication.purposes", { k: Number(k) });
  const purpose = purposes.find((one) => one.name === name);
  if (!purpose) throw new Error(`there is no purpose "${name}"; there are ${purposes.map((p) => p.name).join(", ")}`);
  return String(purpose.enough);
}

/** {{plans 3 3}}: how many plans of three messages there are, of which three may be lost; {{plans 3 3 work}}: that work. */
export async function plans({ list: [messages, losses, what = "all"] }, { lab }) {
  const schedules = await lab.ask("agreement.plans", { messages: Number(messages), losses: Number(losses) });
  const key = { all: "plans", disobey: "disobey", split: "split", work: "succeed" }[what];
  if (!key || schedules.some(({ tried }) => !tried))
    throw new Error(`"${what}" of ${messages} messages: up to 3 are tried; say all, disobey, split or work`);
  return grouped(String(schedules.reduce((sum, one) => sum + BigInt(one.tried[key]), 0n)));
}

/** ::: plans-table 3 : what becomes of the plans of up to so many messages, all of which may be lost. */
export async function plansTable({ list: [most], id, label }, { lab }) {
  const rows = [];
  for (let messages = 1; messages <= Number(most); messages++) {
    const all = await lab.ask("agreement.plans", { messages, losses: messages });
    const sum = (key) => all.reduce((total, one) => total + BigInt(one.tried[key]), 0n);
    if (sum("succeed") !== 0n) throw new Error(`${sum("succeed")} plans of ${messages} messages work`);
    rows.push(
      html`<tr><th scope="row">${messages}</th><td>${all.length}</td><td>${grouped(String(sum("plans")))}</td><td>${grouped(String(sum("disobey")))}</td><td>${grouped(String(sum("split")))}</td><td>0</td></tr>\n`,
    );
  }
  return {
    before: html`<figure class="table-figure" id="${id}"><div class="table"><table>
<thead><tr><th scope="col">messages</th><th scope="col">schedules</th><th scope="col">plans</th><th scope="col">disobey A’s order</th><th scope="col">part the two</th><th scope="col">work</th></tr></thead>
<tbody>${rows}</tbody></table></div><figcaption><span class="label">${label}</span> \n`,
    after: "</figcaption></figure>\n",
  };
}

/** ::: plan-chain BAB : the chain of runs that rules out every plan in which B, A and B may speak in this order. */
export async function planChain({ list: [speakers], id, label }, { lab }) {
  const messages = speakers.length;
  const wanted = [...speakers].map((who) => "AB".indexOf(who)).join();
  const found = (await lab.ask("agreement.plans", { messages, losses: messages })).find(
    ({ senders }) => senders.join() === wanted,
  );
  if (!found?.chain.length) throw new Error(`there is no chain for the schedule ${speakers}`);
  const items = found.chain.map(({ order, lost, same }) => {
    const sent = [...speakers].map((who, slot) => {
      const gone = lost.includes(slot);
      const words = `${who} to ${who === "A" ? "B" : "A"}, ${gone ? "lost" : "arrives"}`;
      return html`<span class="${gone ? "lost" : "arrives"}" title="${words}"><span aria-hidden="true">${who === "A" ? "→" : "←"}${gone ? "×" : ""}</span><span class="visually-hidden">${words}. </span></span>`;
    });
    return html`<li><span class="ordered ${order}">${order} <span aria-hidden="true">${order === "attack" ? "▲" : "▽"}</span></span> <span class="sent">${sent}</span>${same !== null && html` <span class="same">to ${"AB"[same]} the same as the next</span>`}</li>\n`;
  });
  return {
    before: html`<figure class="table-figure" id="${id}"><ol class="chain">${items}</ol><figcaption><span class="label">${label}</span> \n`,
    after: "</figcaption></figure>\n",
  };
}

/** ::: graph byzantine/oral-graph-cube expect="IC1 holds, IC2 holds" : who can talk to whom, to be edited. */
export async function graph(directive, context) {
  const { list, named, id, label } = directive;
  const run = await context.lab.run(list[0]);
  checkExpectations(run, named.expect, context.lab.document(list[0]).expect);
  const still = await context.still(run, named);
  return {
    before: html`<figure class="lab-figure">
<fault-lab-graph id="${id}" scenario="${list[0]}"${raw(attributesOf(named, ["heading"]))}>
${raw(still)}
</fault-lab-graph>
<figcaption><span class="label">${label}</span> \n`,
    after: "</figcaption>\n</figure>\n",
  };
}
