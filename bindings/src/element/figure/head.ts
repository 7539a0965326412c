// The title, the claims on screen, each of which turns at the very step that breaks it, and how the figure is looked at.

import { html, nothing, type TemplateResult } from "lit";
import { Status } from "../../operations/run.ts";
import { possibleViews, viewNames } from "../../views/all.ts";
import { narrowBelow } from "../../views/arrange.ts";
import { treeOwner } from "../../views/message-tree.ts";
import { type Verdict, verdicts } from "../../views/words.ts";
import { chip, unclear } from "../shared/claims.ts";
import type { FigureState } from "./state.ts";

export function head(figure: FigureState): TemplateResult {
  const { run, at } = figure.experiment;
  const { width } = figure.given;
  // Before the first run the document says what there will be, so that nothing moves when it comes.
  const { document } = figure;
  const title = run?.title ?? (typeof document.title === "string" ? document.title : "");
  const claims = Array.isArray(document.claims) ? document.claims.map(String) : [];
  const list = run ? verdicts(run, at) : claims.map((name) => ({ ...unclear, name }));
  const show = ({ name }: Verdict): void => figure.tellClaim(name);
  const many = list.length > (width > 0 && width <= narrowBelow ? fewClaims.narrow : fewClaims.wide);
  const expected = (document.expect ?? {}) as Readonly<Record<string, string>>;
  const falls = (name: string): boolean =>
    run
      ? run.claims.some((one) => one.name === name && one.changes.some(([, , status]) => status === Status.violated))
      : expected[name] === "violated";
  // An empty heading would be read out as one, so until there is a title its place is only kept.
  return html`<div class="head">
    <div class="title" part="title" role=${title ? "heading" : nothing} aria-level=${title ? 3 : nothing}>${title || "\u00a0"}</div>
    ${many ? summed(figure, list, falls, show) : list.length ? html`<ul class="claims" part="claims">${list.map((one) => chip(one, () => show(one)))}</ul>` : nothing}
  </div>`;
}

/** More claims than that are summed up in a line, in which what is violated stays to be seen. */
const fewClaims = { narrow: 3, wide: 6 } as const;

// Of many claims those are shown that are violated. The room of what this run violates is kept from the beginning, so
// that nothing moves at the step that does it; all of them are listed when the reader asks.
function summed(
  figure: FigureState,
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
  const { allClaims } = figure.look;
  const shown = allClaims ? list : list.filter(({ name }) => falls(name));
  return html`<div class="claims-sum">
    <button class="button quiet sum" type="button" aria-expanded=${allClaims ? "true" : "false"} @click=${() => figure.toggleClaims()}>
      <span class="hidden">${list.length} claims: </span>${told.map(
        ([look, sign, n, word], i) =>
          html`${i ? html`<span class="hidden">, </span>` : nothing}<span class="part ${look}"><span class="sign" aria-hidden="true">${sign}</span> ${n} ${word}</span>`,
      )}<span class="more" aria-hidden="true"></span></button>
    ${shown.length ? html`<ul class="claims ${allClaims ? "" : "brief"}" part="claims">${shown.map((one) => chip(one, () => show(one), !allClaims && one.status !== Status.violated))}</ul>` : nothing}
  </div>`;
}

function whoseTree(figure: FigureState): TemplateResult {
  const run = figure.experiment.run!;
  const { knower, lieutenant } = figure.look;
  const owner = treeOwner(run, { knows: knower, lieutenant });
  const leader = run.shape[0]?.[1] ?? 0;
  return html`<label class="whose">Tree of
    <select class="select" @change=${(event: Event) => figure.showTreeOf(Number((event.target as HTMLSelectElement).value))}>${run.processes.map((process, p) => (p === leader ? nothing : html`<option value=${p} .selected=${p === owner}>${process.name}</option>`))}</select></label>`;
}

export function toolbar(figure: FigureState): TemplateResult | typeof nothing {
  const { run } = figure.experiment;
  if (!figure.has("knows") && !figure.has("views")) return nothing;
  // A circuit is all there is to see of it, and what a part knows lies on its wires.
  if (figure.isCircuit) return nothing;
  if (!run) return html`<div class="bar"></div>`;
  const possible = possibleViews(run);
  const { knower, views } = figure.look;
  const shown = views ?? [];
  const knows = html`<label class="knows"><span class="said">Show</span>
    <select class="select" @change=${(event: Event) => {
      const { value } = event.target as HTMLSelectElement;
      figure.knowAs(value === "" ? null : Number(value));
    }}>
      <option value="" .selected=${knower === null}>what really happens</option>
      ${run.processes.map((process, p) => html`<option value=${p} .selected=${knower === p}>what ${process.name} knows</option>`)}
    </select></label>`;
  return html`<div class="bar">
    ${figure.has("knows") ? knows : nothing}
    ${figure.has("views") && shown.includes("tree") ? whoseTree(figure) : nothing}
    ${
      figure.has("views") && possible.length > 1
        ? html`<span class="views" role="group" aria-label="Views">${possible.map(
            (name) => html`<button class="button" type="button"
          aria-pressed=${shown.includes(name) ? "true" : "false"} @click=${() => figure.toggleView(name)}>${viewNames[name]}</button>`,
          )}</span>`
        : nothing
    }
  </div>`;
}
