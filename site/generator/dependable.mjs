// The numbers of the chapters on dependability and on orphans: timelines and tables of
// runs that the engine measures, and what a client can tell of a server that fails.

import { chart } from "./chart.mjs";
import { grouped, html } from "./html.mjs";

const billion = 1_000_000_000;

const table = (id, label, head, body, kind = "") => ({
  before: html`<figure class="table-figure${kind && ` ${kind}`}" id="${id}"><div class="table"><table>
<thead><tr>${head.map((h) => html`<th scope="col">${h}</th>`)}</tr></thead>
<tbody>${body}</tbody></table></div><figcaption><span class="label">${label}</span> \n`,
  after: "</figcaption></figure>\n",
});

const percent = (parts, digits = 2) => `${((parts / billion) * 100).toFixed(digits)}\u00a0%`;

// A quotient of two whole numbers with one digit behind the point; a dash if there is none.
const mean = (sum, count) => (count === 0 ? "–" : (Math.round((sum * 10) / count) / 10).toFixed(1));

const measured = (name, { lab }) => lab.ask("dependability.run", { document: lab.document(name), seed: -1 });

const surveyed = (name, runs, { lab }) =>
  lab.ask("dependability.survey", { document: lab.document(name), runs: Number(runs) });

/** {{service dependability/part available}}; also calculated, nines, failures, planned, mttf, mttr, down. */
export async function service({ list: [name, what], named }, context) {
  const run = await measured(name, context);
  const lane = run.lanes[0];
  const digits = Number(named.digits ?? 2);
  const values = {
    available: () => percent(lane.available, digits),
    calculated: () => percent(run.calculated, digits),
    fraction: () => (run.calculated / billion).toFixed(digits),
    nines: () => String(run.nines),
    failures: () => grouped(lane.failures),
    planned: () => grouped(lane.planned),
    mttf: () => mean(lane.up, lane.failures),
    mttr: () => mean(lane.down, lane.repairs),
  };
  if (!Object.hasOwn(values, what)) throw new Error(`"${what}" is not one of ${Object.keys(values).join(", ")}`);
  return values[what]();
}

const wide = 640;
const left = 104;
const row = 30;

/** ::: uptime dependability/series : when the service and its parts were up in the run of a scenario. */
export async function uptime({ list: [name], id, label }, context) {
  const run = await measured(name, context);
  const height = run.lanes.length * row + 34;
  const px = (t) => Math.round((left + (t / run.horizon) * (wide - left - 8)) * 100) / 100;
  const width = (from, to) => Math.max(1, Math.round((px(to) - px(from)) * 100) / 100);
  const bars = run.lanes.map((lane, i) => {
    const y = i * row + 6;
    // Up is a bar, down a line: the picture needs no colour.
    const parts = [];
    for (let k = 0, from = 0; k <= lane.downs.length; k += 2) {
      const to = lane.downs[k] ?? run.horizon;
      if (to > from)
        parts.push(html`<rect class="up" x="${px(from)}" y="${y}" width="${width(from, to)}" height="18"/>`);
      if (k === lane.downs.length) break;
      from = lane.downs[k + 1];
      parts.push(html`<rect class="down" x="${px(to)}" y="${y + 8}" width="${width(to, from)}" height="3"/>`);
    }
    return html`<g${i === 0 && html` class="uptime-service"`}><text x="${left - 8}" y="${y + 14}" text-anchor="end">${lane.name}</text>${parts}</g>`;
  });
  const ticks = [0, 1, 2, 3, 4].map((k) => Math.round((run.horizon * k) / 4));
  const axis = ticks.map(
    (t, k) =>
      html`<text x="${px(t)}" y="${height - 8}" text-anchor="${k === 0 ? "start" : k === 4 ? "end" : "middle"}">${grouped(t)}</text>`,
  );
  const said = run.lanes.map((l) => `${l.name}: ${percent(l.available, 1)} of the time`).join("; ");
  return {
    before: html`<figure class="chart-figure uptime-figure" id="${id}"><svg class="chart uptime" viewBox="0 0 ${wide} ${height}" role="img" aria-labelledby="${id}-title">
<title id="${id}-title">When each was up. ${said}.</title>
${bars}<g class="axis">${axis}</g></svg><figcaption><span class="label">${label}</span> \n`,
    after: "</figcaption></figure>\n",
  };
}

/** ::: availability-table dependability/part dependability/series runs=200 */
export async function availabilityTable({ list, named, id, label }, context) {
  const body = [];
  for (const name of list) {
    const one = await measured(name, context);
    const many = await surveyed(name, named.runs ?? 200, context);
    body.push(html`<tr><th scope="row">${context.lab.document(name).title}</th><td>${mean(one.lanes[0].up, one.lanes[0].failures)}</td><td>${mean(one.lanes[0].down, one.lanes[0].repairs)}</td>
<td>${percent(one.lanes[0].available, 1)}</td><td>${percent(many.service.available, 1)}</td><td>${percent(one.calculated, 1)}</td></tr>\n`);
  }
  const head = [
    "system",
    "MTTF in this run",
    "MTTR in this run",
    "available in this run",
    `in ${named.runs ?? 200} runs`,
    "calculated",
  ];
  return table(id, label, head, body);
}

/** ::: survival-curve dependability/part runs=1000 : the share of runs without a failure so far, beside what is calculated. */
export async function survivalCurve({ list: [name], named, id, label }, context) {
  const runs = Number(named.runs ?? 1000);
  const { survived, expected } = await surveyed(name, runs, context);
  if (expected.length === 0) throw new Error("only one part whose times are drawn can be calculated");
  const points = (list, whole) => list.map((n, i) => [i / 10, n / whole]);
  const picture = chart({
    id,
    title: "Share of the runs without a failure so far",
    x: "share of the time that is watched",
    y: "still without a failure",
    lines: [
      {
        name: "calculated",
        role: "plain",
        points: points(expected, billion),
        label: { x: 0.4, y: 0.48, anchor: "end" },
      },
      {
        name: `${grouped(runs)} runs`,
        role: "good",
        points: points(survived, runs),
        label: { x: 0.56, y: 0.52, anchor: "start" },
      },
    ],
  });
  return {
    before: html`<figure class="chart-figure" id="${id}">${picture}<figcaption><span class="label">${label}</span> \n`,
    after: "</figcaption></figure>\n",
  };
}

/** ::: failures cause=crash : how the server fails, switched by the reader; the still is a table of what the client sees. */
export async function failures({ named, id, label }, context) {
  const { cause = "crash", heading } = named;
  const all = await causes({}, context);
  if (!all.some(({ name }) => name === cause))
    throw new Error(`"${cause}" is none of ${all.map((c) => c.name).join(", ")}`);
  const rows = all.map(
    ({ name, views }) =>
      html`<tr><th scope="row">${name}</th><td>${views.map(({ text }) => text).join(", ")}</td></tr>\n`,
  );
  return {
    before: html`<figure class="lab-figure">
<fault-lab-failures id="${id}" cause="${cause}"${heading && html` heading="${heading}"`}>
<div class="table"><table><thead><tr><th scope="col">what goes wrong</th><th scope="col">all that the client can see</th></tr></thead>
<tbody>${rows}</tbody></table></div>
</fault-lab-failures>
<figcaption><span class="label">${label}</span> \n`,
    after: "</figcaption></figure>\n",
  };
}

const causes = ({ requests = 1, detector, failsafe }, { lab }) =>
  lab.ask("failures.alike", { requests: Number(requests), detector: Boolean(detector), failsafe: Boolean(failsafe) });

/** {{tells crash send-omission}}: never, sometimes or always; with requests=2, detector=yes, failsafe=yes. */
export async function tells({ list: [one, other], named }, context) {
  const all = await causes(named, context);
  const at = (name) => {
    const i = all.findIndex((c) => c.name === name.replaceAll("-", " "));
    if (i < 0) throw new Error(`"${name}" is not one of ${all.map((c) => c.name).join(", ")}`);
    return i;
  };
  const cause = all[at(one)];
  const { count } = cause.shared[at(other)];
  return count === 0 ? "always" : count === cause.views.length ? "never" : "sometimes";
}

/** ::: alike-table requests=1 : what the client sees of each failure, and what else it could be. */
export async function alikeTable({ named, id, label }, context) {
  const all = await causes(named, context);
  const body = all.map((cause, i) => {
    const views = cause.views.map(({ text }) => html`<li>${text}</li>`);
    const others = all
      .filter((_, j) => j !== i && cause.shared[j].count > 0)
      .map((other) =>
        cause.shared[all.indexOf(other)].count === cause.views.length
          ? html`<li><strong>${other.name}</strong></li>`
          : html`<li>${other.name}</li>`,
      );
    return html`<tr><th scope="row">${cause.name}</th><td><ul class="plain">${views}</ul></td><td><ul class="plain">${others}</ul></td></tr>\n`;
  });
  return table(id, label, ["what goes wrong", "all that the client can see", "which could also be"], body, "wordy");
}

/** {{orphan client "extermination" finished}}: a number of the table; variants by name with hyphens. */
export async function orphan({ list: [trouble, variant, what] }, { lab }) {
  const name = variant.replaceAll("-", " ");
  const found = (await lab.orphans()).find(
    (row) => row.trouble === trouble && row.variant.replaceAll("-", " ").replaceAll(",", "") === name,
  );
  if (!found) throw new Error(`there is no cell of "${variant}" with "${trouble}"`);
  const numbers = Object.fromEntries(found.numbers.map(({ measure, number }) => [measure, number]));
  if (!Object.hasOwn(numbers, what)) throw new Error(`"${what}" is not one of ${Object.keys(numbers).join(", ")}`);
  return grouped(numbers[what]);
}
