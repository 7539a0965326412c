// How many orders of delivery are legal, and how much feedback a multicast sets off: tables whose every number the
// engine counts or measures when the site is built.

import { chart } from "./chart.mjs";
import { escapeText, grouped, html, raw } from "./html.mjs";

const orders = ["no", "FIFO", "causal"];

/** "P1:1,2" is a sender that multicasts messages 1 and 2; a negative number is a delivery of that message. */
function senderOf(text) {
  const [, name, steps] = /^([^:]+):(-?\d+(?:,-?\d+)*)$/.exec(text) ?? [];
  if (!name)
    throw new Error(`"${text}" is no sender: write its messages like P1:1,2, and with a minus what it delivers`);
  return { name, steps: steps.split(",").map(Number) };
}

/** A whole number of an argument, by its name. */
function whole(name, text) {
  if (!/^\d+$/.test(String(text))) throw new Error(`${name} must be a whole number, not "${text}"`);
  return Number(text);
}

const wholes = (named) => Object.fromEntries(Object.entries(named).map(([name, text]) => [name, whole(name, text)]));

const columns = ["one", "all", "total"];

async function countsOf(lab, list, receivers) {
  const takes = { senders: list.map(senderOf), receivers: whole("receivers", receivers) };
  const { counts } = await lab.ask("order.legal", takes);
  return counts.map((row) => columns.map((column) => row[column]));
}

/** {{legal FIFO all P1:1,2 P4:3,4}}: how many orders are legal, for one receiver, for all or in one total order. */
export async function legal({ list: [order, whose, ...senders], named: { receivers = 2 } }, { lab }) {
  const row = orders.indexOf(order);
  const column = columns.indexOf(whose);
  if (row < 0 || column < 0)
    throw new Error(`"${order} ${whose}": say one of ${orders.join(", ")}, and one, all or total`);
  return grouped(String((await countsOf(lab, senders, receivers))[row][column]));
}

const bare = (head, rows) => html`<table>
<thead><tr>${head.map((name) => html`<th scope="col">${name}</th>`)}</tr></thead>
<tbody>${rows.map(([first, ...rest]) => html`<tr><th scope="row">${first}</th>${rest.map((cell) => html`<td>${cell}</td>`)}</tr>\n`)}</tbody></table>`;

const tableOf = (id, label, head, rows) => ({
  before: html`<figure class="table-figure" id="${id}"><div class="table">${bare(head, rows)}</div>
<figcaption><span class="label">${label}</span> `,
  after: "</figcaption></figure>\n",
});

const legalHead = (receivers) => [
  "asked of the order",
  "one receiver",
  `all ${receivers} of them`,
  "all, in one order",
];

function legalRows(counts) {
  const names = ["any order", "FIFO", "causal"];
  return counts.map((row, i) => [names[i], ...row.map((n) => grouped(String(n)))]);
}

/** ::: legal-table P1:1,2 P4:3,4 : the same for every order. */
export async function legalTable({ list, named: { receivers = 2 }, id, label }, { lab }) {
  return tableOf(id, label, legalHead(receivers), legalRows(await countsOf(lab, list, receivers)));
}

/**
 * ::: orders P1:1,2 P4:3,4 receivers="P2 P3" delivered="1,3,2,4 3,1,2,4" order=FIFO legal=36 : the instrument, and how
 * many ways the page says that there are for all receivers.
 */
export async function ordersFigure({ list, named, id, label }, { lab }) {
  const { receivers = "P2 P3", order = "no" } = named;
  const row = orders.indexOf(order);
  if (row < 0) throw new Error(`order must be one of ${orders.join(", ")}, not "${order}"`);
  const many = receivers.split(/\s+/).length;
  const counts = await countsOf(lab, list, many);
  const found = String(counts[row][named.total === "yes" ? 2 : 1]);
  if (named.legal !== found) throw new Error(`legal=${found} is what the engine says, and the page must say it`);
  const words = ["delivered", "order", "heading"].filter((key) => key in named);
  const attributes = words.map((key) => ` ${key}="${escapeText(named[key])}"`).join("");
  return {
    before: html`<figure class="lab-figure">
<fault-lab-orders id="${id}" senders="${list.join(" ")}" receivers="${receivers}"${raw(attributes)}${named.total === "yes" && raw(" total")}>
<div class="table">${bare(legalHead(many), legalRows(counts))}</div>
</fault-lab-orders>
<figcaption><span class="label">${label}</span> \n`,
    after: "</figcaption>\n</figure>\n",
  };
}

/** ::: feedback-table 3 12 48 1000 fanout=10 : the feedback that the busiest member gets, measured in runs. */
export async function feedbackTable({ list, named: { fanout = 10 }, id, label }, { lab }) {
  const shown = (n) => (Number(n) < 0 ? "not run" : grouped(String(n)));
  const rows = [];
  for (const receivers of list) {
    const of = await lab.ask("reliable.feedback", wholes({ receivers, fanout }));
    rows.push([
      grouped(receivers),
      shown(of.acks),
      shown(of.nacks),
      shown(of.implosion),
      shown(of.tree),
      `${of.perMember} on ${of.levels} levels`,
    ]);
  }
  const head = ["receivers", "all acknowledge", "none lacks it", "all lack it", "a tree, run", "a tree, counted"];
  return tableOf(id, label, head, rows);
}

/** ::: requests-table 4 16 48 delay=1 width=20 runs=200 : requests with suppression, measured and expected. */
export async function requestsTable({ list, named: { delay = 1, width = 20, runs = 200 }, id, label }, { lab }) {
  const rows = [];
  const thousandths = (n) => (Number(n) / 1000).toFixed(2);
  for (const losers of list) {
    const of = await lab.ask("reliable.requests", wholes({ losers, delay, width, runs }));
    rows.push([
      losers,
      (of.sum / Number(runs)).toFixed(2),
      thousandths(of.expectedInTicks),
      thousandths(of.expected),
      String(of.most),
    ]);
  }
  const head = [
    "members that lack it",
    "requests, mean of the runs",
    "expected",
    "expected, in continuous time",
    "the most in one run",
  ];
  return tableOf(id, label, head, rows);
}

const sizes = [0, 10, 20, 30, 40, 50, 60];
const counted = [1, ...Array.from({ length: 20 }, (_, i) => 3 * (i + 1))];

const drawn = (id, label, picture) => ({
  before: html`<figure class="chart-figure" id="${id}">${picture}<figcaption><span class="label">${label}</span> \n`,
  after: "</figcaption></figure>\n",
});

/** ::: feedback-curve fanout=10 : the feedback that the busiest member gets, by the size of the group, measured in runs. */
export async function feedbackCurve({ named: { fanout = 10 }, id, label }, { lab }) {
  const points = { acks: [], well: [], tree: [] };
  for (const receivers of counted) {
    const { acks, tree, nacks } = await lab.ask("reliable.feedback", wholes({ receivers, fanout }));
    points.acks.push([receivers, acks]);
    points.tree.push([receivers, tree]);
    points.well.push([receivers, nacks]);
  }
  const picture = chart({
    id,
    title: "The most feedback that one member gets for one message, by the number of receivers",
    x: "receivers",
    y: "feedback at the busiest member",
    xTicks: sizes,
    yTicks: sizes,
    lines: [
      { name: "all acknowledge", role: "bad", points: points.acks, label: { x: 36, y: 42, anchor: "end" } },
      {
        name: `a tree of fan-out ${fanout}`,
        role: "good",
        points: points.tree,
        label: { x: 58, y: 13, anchor: "end" },
      },
      {
        name: "negative, if all goes well",
        role: "plain",
        points: points.well,
        label: { x: 58, y: 2, anchor: "end" },
      },
    ],
  });
  return drawn(id, label, picture);
}

/** ::: requests-curve delay=1 width=20 runs=100 : requests with suppression as expected, with the means of runs as points. */
export async function requestsCurve({ named: { delay = 1, width = 20, runs = 100 }, id, label }, { lab }) {
  const expected = [];
  const marks = [];
  for (const losers of counted) {
    const { sum, expectedInTicks } = await lab.ask("reliable.requests", wholes({ losers, delay, width, runs }));
    expected.push([losers, expectedInTicks / 1000]);
    if (losers % 6 === 0) marks.push({ x: losers, y: sum / Number(runs) });
  }
  const picture = chart({
    id,
    title: "Requests for one message that all lack, by how many they are: expected, and the means of runs",
    x: "members that lack it",
    y: "requests",
    xTicks: sizes,
    yTicks: [0, 1, 2, 3, 4],
    lines: [{ name: "expected", role: "good", points: expected, label: { x: 34, y: 2.4, anchor: "end" } }],
    marks,
  });
  return drawn(id, label, picture);
}
