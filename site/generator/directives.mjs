// What the Markdown of a page can ask for. Each entry takes the directive, with its
// arguments as { list, named, rest } and perhaps a number, and the context of the
// page. It returns HTML: one string for a {{value}}, { before, after } for a ::: block,
// whose own text stands between.

import { alike, pair, refuted, rules, splits, worlds } from "./beside.mjs";
import { drawingTools } from "./bindings.mjs";
import { circumstances, enough, graph, planChain, plans, plansTable, replication } from "./circumstances.mjs";
import { count, countTable } from "./counts.mjs";
import {
  alikeTable,
  availabilityTable,
  failures,
  orphan,
  service,
  survivalCurve,
  tells,
  uptime,
} from "./dependable.mjs";
import { every, everyTable } from "./every.mjs";
import { explore, runs } from "./explored.mjs";
import { cost, figure, hero, verdict } from "./figure.mjs";
import { escapeText, html } from "./html.mjs";
import { judged, log, logTable } from "./log.mjs";
import { became, matrix, printed } from "./matrix.mjs";
import { moments } from "./moments.mjs";
import {
  feedbackCurve,
  feedbackTable,
  legal,
  legalTable,
  ordersFigure,
  requestsCurve,
  requestsTable,
} from "./orders.mjs";
import { proof, traitor } from "./play.mjs";
import { curve, curveTable, masked, maskedTable, reliability } from "./redundancy.mjs";
import { documentFields, protocols, refusal, scenarioList } from "./reference.mjs";
import { outcome, totals } from "./totals.mjs";

const values = {
  count,
  every,
  reliability,
  masked,
  verdict,
  cost,
  outcome,
  alike,
  refuted,
  splits,
  judged,
  printed,
  became,
  explore,
  runs,
  orphan,
  service,
  tells,
  enough,
  plans,
  legal,
  ref: ({ list }, context) => context.reference(list[0]),
};

const blocks = {
  figure,
  hero,
  totals,
  pair,
  worlds,
  failures,
  rules,
  log,
  "log-table": logTable,
  traitor,
  proof,
  circumstances,
  replication,
  graph,
  "plans-table": plansTable,
  "plan-chain": planChain,
  matrix,
  "legal-table": legalTable,
  orders: ordersFigure,
  moments,
  "feedback-table": feedbackTable,
  "requests-table": requestsTable,
  "feedback-curve": feedbackCurve,
  "requests-curve": requestsCurve,
  protocols,
  refusal,
  "document-fields": documentFields,
  "count-table": countTable,
  "every-table": everyTable,
  "reliability-curve": curve,
  "reliability-table": curveTable,
  "masked-table": maskedTable,
  "scenario-list": scenarioList,
  "alike-table": alikeTable,
  "availability-table": availabilityTable,
  "survival-curve": survivalCurve,
  uptime,
  chapters,
  signs: async () => ({ before: (await drawingTools()).signs(), after: "" }),
  playground,
  note: ({ rest }, { inline }) => ({
    before: html`<details class="note"><summary>${inline(rest)}</summary><div class="note-body"><p class="note-title">${inline(rest)}</p>\n`,
    after: "</div></details>\n",
  }),
  question: ({ rest }, { inline }) => ({
    before: html`<details class="question"><summary>${inline(rest)}</summary><div class="answer">\n`,
    after: "</div></details>\n",
  }),
  definition: () => ({ before: '<div class="definition">\n', after: "</div>\n" }),
  aside: ({ list }) => ({ before: `<div class="${escapeText(list[0])}">\n`, after: "</div>\n" }),
};

// Blocks that carry a number of their own, and what that number is called.
const numbered = {
  figure: "Figure",
  totals: "Figure",
  pair: "Figure",
  worlds: "Figure",
  failures: "Figure",
  rules: "Figure",
  log: "Figure",
  "log-table": "Table",
  traitor: "Figure",
  proof: "Figure",
  circumstances: "Figure",
  replication: "Figure",
  graph: "Figure",
  matrix: "Figure",
  "reliability-curve": "Figure",
  "count-table": "Table",
  "every-table": "Table",
  "plans-table": "Table",
  "legal-table": "Table",
  orders: "Figure",
  moments: "Figure",
  "feedback-table": "Table",
  "requests-table": "Table",
  "feedback-curve": "Figure",
  "requests-curve": "Figure",
  "plan-chain": "Figure",
  "reliability-table": "Table",
  "masked-table": "Table",
  "survival-curve": "Figure",
  uptime: "Figure",
  "alike-table": "Table",
  "availability-table": "Table",
};

/** Numbers the figures and tables of a page before anything refers to them. */
export function numberBlocks(tokens, page) {
  const next = { Figure: 1, Table: 1 };
  const labels = new Map();
  for (const token of tokens) {
    const kind = token.type === "directive_open" && numbered[token.meta.name];
    if (!kind) continue;
    const number = next[kind]++;
    const label = page.number ? `${kind} ${page.number}.${number}` : `${kind} ${number}`;
    const id = token.meta.args.named.id ?? `${kind.toLowerCase()}-${number}`;
    if (labels.has(id)) throw new Error(`pages/${page.name}.md: two blocks have the id ${id}`);
    labels.set(id, label);
    Object.assign(token.meta, { id, label });
  }
  return labels;
}

/** Fills in one token. Errors name the page and the directive. */
export async function fill(token, context) {
  const { name, args, rest, id, label } = token.meta;
  const table = token.type === "value" ? values : blocks;
  try {
    if (!Object.hasOwn(table, name))
      throw new Error(`there is no such directive; known: ${Object.keys(table).join(", ")}`);
    const result = await table[name]({ ...args, rest, id, label }, context);
    if (token.type === "value") token.meta.html = String(result);
    else Object.assign(token.meta, { before: String(result.before), after: String(result.after) });
  } catch (error) {
    throw new Error(
      `pages/${context.page.name}.md: ${name} ${rest ?? args.list.join(" ")}: ${error.path ? `${error.path} ` : ""}${error.message}`,
      {
        cause: error,
      },
    );
  }
}

// The list of chapters, for the start page.
function chapters(_, context) {
  const items = context.pages
    .filter((p) => p.kind === "chapter")
    .map(
      (p) => html`
<li><a href="${p.file}"><span class="chapter-number">${p.number}</span><span class="chapter-title">${p.title}</span></a><p>${p.description}</p></li>`,
    );
  return { before: html`<ol class="chapters">${items}</ol>\n`, after: "" };
}

// Only the frame: script/playground.js fills it, and without JavaScript the text inside the block says so.
function playground({ list: [scenario] }, context) {
  context.lab.document(scenario);
  return {
    before: html`<div class="playground" data-playground="${scenario}">\n<div class="playground-fallback">\n`,
    after: "</div>\n</div>\n",
  };
}
