// The title, the claims on screen, each of which turns at the very step that breaks it, and how the figure is looked at.

import { html, nothing, type TemplateResult } from "lit";
import type { ScenarioDocument } from "../../engine/index.ts";
import { Status } from "../../operations/run.ts";
import { scenario } from "../../sources/scenarios.ts";
import { possibleViews, viewNames } from "../../views/all.ts";
import { narrowBelow } from "../../views/arrange.ts";
import { treeOwner } from "../../views/message-tree.ts";
import { type Verdict, verdicts } from "../../views/words.ts";
import type { FaultLab } from "./fault-lab.ts";

const documentOf = (lab: FaultLab): ScenarioDocument =>
  lab.experiment.source ? lab.experiment.document : (scenario(lab.scenario ?? "") ?? {});

export function head(lab: FaultLab): TemplateResult {
  const { run, at } = lab.experiment;
  // Before the first run the document says what there will be, so that nothing moves when it comes.
  const document = documentOf(lab);
  const title = run?.title ?? (typeof document.title === "string" ? document.title : "");
  const claims = Array.isArray(document.claims) ? document.claims.map(String) : [];
  const list = run ? verdicts(run, at) : claims.map((name) => ({ ...unclear, name }));
  const show = (verdict: Verdict): void => {
    if (run) showVerdict(lab, verdict);
  };
  const many = list.length > (lab.width > 0 && lab.width <= narrowBelow ? fewClaims.narrow : fewClaims.wide);
  const expected = (document.expect ?? {}) as Readonly<Record<string, string>>;
  const falls = (name: string): boolean =>
    run
      ? run.claims.some((one) => one.name === name && one.changes.some(([, , status]) => status === Status.violated))
      : expected[name] === "violated";
  // An empty heading would be read out as one, so until there is a title its place is only kept.
  return html`<div class="head">
    <div class="title" part="title" role=${title ? "heading" : nothing} aria-level=${title ? 3 : nothing}>${title || "\u00a0"}</div>
    ${many ? summed(lab, list, falls, show) : list.length ? html`<ul class="claims" part="claims">${list.map((one) => chip(one, () => show(one)))}</ul>` : nothing}
  </div>`;
}

/** More claims than that are summed up in a line, in which what is violated stays to be seen. */
const fewClaims = { narrow: 3, wide: 6 } as const;

// Of many claims those are shown that are violated. The room of what this run violates is kept from the beginning, so
// that nothing moves at the step that does it; all of them are listed when the reader asks.
function summed(
  lab: FaultLab,
  list: readonly Verdict[],
  falls: (name: string) => boolean,
  show: (verdict: Verdict) => void,
): TemplateResult {
  const count = (...of: Status[]): number => list.filter(({ status }) => of.includes(status)).length;
  const parts = [
    ["violated", "✕", count(Status.violated), "violated"],
    ["holds", "✓", count(Status.holds), count(Status.holds) === 1 ? "holds" : "hold"],
    ["so-far", "✓", count(Status.holdsSoFar), `${count(Status.holdsSoFar) === 1 ? "holds" : "hold"} so far`],
    ["open", "○", count(Status.open), "open"],
    ["unknown", "?", count(Status.unknown), "unknown"],
    ["void", "–", count(Status.void), count(Status.void) === 1 ? "asks nothing" : "ask nothing"],
  ] as const;
  const told = parts.filter(([, , n]) => n > 0);
  const shown = lab.allClaims ? list : list.filter(({ name }) => falls(name));
  return html`<div class="claims-sum">
    <button class="button quiet sum" type="button" aria-expanded=${lab.allClaims ? "true" : "false"} @click=${() => (lab.allClaims = !lab.allClaims)}>
      <span class="hidden">${list.length} claims: </span>${told.map(
        ([look, sign, n, word], i) =>
          html`${i ? html`<span class="hidden">, </span>` : nothing}<span class="part ${look}"><span class="sign" aria-hidden="true">${sign}</span> ${n} ${word}</span>`,
      )}<span class="more" aria-hidden="true"></span></button>
    ${shown.length ? html`<ul class="claims ${lab.allClaims ? "" : "brief"}" part="claims">${shown.map((one) => chip(one, () => show(one), !lab.allClaims && one.status !== Status.violated))}</ul>` : nothing}
  </div>`;
}

/** A claim of which nothing is known yet. */
export const unclear: Verdict = {
  name: "",
  title: "",
  status: Status.open,
  word: "open",
  sign: "○",
  look: "open",
  witness: null,
  why: "",
};

/** A claim with its sign and its word. */
export function chip(verdict: Verdict, show: () => void, absent = false): TemplateResult {
  // The chip is as wide as it will ever be: its longest word is counted, and not shown.
  return html`<li ?data-absent=${absent}><button class="chip ${verdict.look}" type="button" title=${claimed(verdict)} data-name=${verdict.name} @click=${show}>
    <span class="shown"><span class="sign" aria-hidden="true">${verdict.sign}</span> <span class="name">${verdict.name}</span>
    <span class="word">${verdict.word}</span></span><span class="hidden">: ${claimed(verdict)}</span>
  </button></li>`;
}

/** What is claimed, and if that is nothing here, why. */
export const claimed = ({ title, why }: Verdict): string => (why ? `${title}. ${why}` : title);

// A claim leads to the event that breaks it; of any other it is told what it claims.
function showVerdict(lab: FaultLab, verdict: Verdict): void {
  const { run } = lab.experiment;
  const claim = run?.claims.find((one) => one.name === verdict.name);
  const broken = claim?.changes.find(([, , status]) => status === Status.violated);
  if (!run) return;
  if (!broken || (lab.to !== null && broken[0] + 1 > lab.last)) {
    lab.selected = null;
    lab.told = verdict.name;
    return;
  }
  const event = broken[1];
  void lab.goTo(broken[0] + 1).then(() => {
    lab.selected = event >= 0 ? event : null;
  });
}

function whoseTree(lab: FaultLab): TemplateResult {
  const run = lab.experiment.run!;
  const owner = treeOwner(run, { knows: lab.knower, lieutenant: lab.lieutenant });
  const leader = run.shape[0]?.[1] ?? 0;
  return html`<label class="whose">Tree of
    <select class="select" @change=${(event: Event) => {
      lab.lieutenant = Number((event.target as HTMLSelectElement).value);
    }}>${run.processes.map((process, p) => (p === leader ? nothing : html`<option value=${p} .selected=${p === owner}>${process.name}</option>`))}</select></label>`;
}

/** A circuit is known before there is a run. */
export function isCircuit(lab: FaultLab): boolean {
  const { protocol } = documentOf(lab);
  return typeof protocol === "string" && protocol.startsWith("tmr/");
}

export function toolbar(lab: FaultLab): TemplateResult | typeof nothing {
  const { run } = lab.experiment;
  if (!lab.has("knows") && !lab.has("views")) return nothing;
  // A circuit is all there is to see of it, and what a part knows lies on its wires.
  if (isCircuit(lab)) return nothing;
  if (!run) return html`<div class="bar"></div>`;
  const possible = possibleViews(run);
  const shown = lab.shownViews ?? [];
  const toggle = (name: string): void => {
    const next = shown.includes(name)
      ? shown.filter((one) => one !== name)
      : possible.filter((one) => shown.includes(one) || one === name);
    if (next.length) lab.shownViews = next;
  };
  const knows = html`<label class="knows"><span class="said">Show</span>
    <select class="select" @change=${(event: Event) => {
      const { value } = event.target as HTMLSelectElement;
      lab.knower = value === "" ? null : Number(value);
    }}>
      <option value="" .selected=${lab.knower === null}>what really happens</option>
      ${run.processes.map((process, p) => html`<option value=${p} .selected=${lab.knower === p}>what ${process.name} knows</option>`)}
    </select></label>`;
  return html`<div class="bar">
    ${lab.has("knows") ? knows : nothing}
    ${lab.has("views") && shown.includes("tree") ? whoseTree(lab) : nothing}
    ${
      lab.has("views") && possible.length > 1
        ? html`<span class="views" role="group" aria-label="Views">${possible.map(
            (name) => html`<button class="button" type="button"
          aria-pressed=${shown.includes(name) ? "true" : "false"} @click=${() => toggle(name)}>${viewNames[name]}</button>`,
          )}</span>`
        : nothing
    }
  </div>`;
}
