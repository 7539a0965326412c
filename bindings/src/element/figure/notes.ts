// The words of the figure: the sentence of this step, the log, what lies outside of a theorem, what a run costs, errors.

import { html, nothing, type TemplateResult } from "lit";
import type { Remark } from "../../operations/run.ts";
import { narrowBelow } from "../../views/arrange.ts";
import { outside } from "../../views/codes.ts";
import { position } from "../../views/facts.ts";
import { costWords, log, narration, saidOf, verdicts } from "../../views/words.ts";
import { claimed } from "../shared/claims.ts";
import type { Trouble } from "../shared/experiment.ts";
import { looking } from "../shared/looking.ts";
import type { FigureState } from "./state.ts";

/**
 * A sentence in which values and processes look as they do in the pictures: those of now, or those behind the step that
 * it tells of. It is text, whatever stands in it.
 */
export function words(figure: FigureState, sentence: string, at: number = figure.experiment.at): TemplateResult {
  return looking(figure.experiment.run!, sentence, at, figure.look.knower);
}

/** The sentence of this step, or that of the event which is selected. */
export function narrationBox(figure: FigureState): TemplateResult {
  return html`<div class="narration" part="narration" aria-live="polite" aria-atomic="true"><p>${said(figure)}</p></div>`;
}

function said(figure: FigureState): unknown {
  const { run, at } = figure.experiment;
  if (!run) return nothing;
  const { selected, knower, told, touchedPart } = figure.look;
  const sentence = selected === null ? "" : saidOf(run, selected, knower);
  if (selected !== null && sentence)
    return html`<span class="more">Step ${run.events.step(selected) + 1}:</span> ${words(figure, sentence, position(run.events.step(selected)))}`;
  const asked = verdicts(run, at).find(({ name }) => name === told);
  if (asked) return html`<span class="more">${asked.name}:</span> ${words(figure, claimed(asked))}`;
  if (touchedPart !== null) return touched(figure, touchedPart);
  // Where there is little room for words, the most telling come first.
  const room = figure.given.width <= narrowBelow ? 2 : 4;
  const sentences = narration(run, at, knower, room);
  if (sentences.length === 0 && at === run.steps) return "Nothing more happens.";
  const most = sentences.length > room && room > 2 ? room - 1 : room;
  return html`${sentences.slice(0, most).map((one, i) => html`${i ? " " : ""}${words(figure, one.text)}`)}
    ${sentences.length > most ? html` <span class="more">And ${sentences.length - most} more, in the log.</span>` : nothing}`;
}

// What a part will do may lie ahead of the step that is shown.
function touched(figure: FigureState, part: number): TemplateResult {
  const run = figure.experiment.run!;
  const own = run.choices.find((one) => one.choice[2] === part && one.fits);
  if (!own)
    return html`${words(figure, `${run.processes[part]!.name} ${run.processes[part]!.faulty ? "may fail" : "is correct"}`)}`;
  return html`<span class="more">Step ${own.choice[0]! + 1}:</span> ${words(figure, own.text)}`;
}

const logTitle = "What happened so far";
const longestLog = 400;

/** What stands below. Before there is a run, the room for it is kept by what a still picture says of it. */
export function logAndNotes(figure: FigureState, stills: ParentNode): TemplateResult {
  const { experiment } = figure;
  const { run } = experiment;
  if (!run) return beforeTheRun(figure, stills);
  const unfit = run.choices.filter((one) => !one.fits);
  const broken = run.claims.find((claim) => claim.changes.some(([, , status]) => status === 3));
  const fewer = broken && experiment.choices !== null && run.choices.length > 1;
  return html`<div class="notes">
      ${remarks(figure, run.remarks)}
      ${unfit.map((one) => html`<p class="unfit">Step ${one.choice[0]! + 1} cannot be followed: ${one.text || "this choice"}${one.why ? `: ${one.why}` : ""}</p>`)}
      ${fewer ? html`<p><button class="button" type="button" @click=${() => void experiment.shrink(broken.name)}>Fewest faults that break ${broken.name}</button></p>` : nothing}
    </div>
    <div class="log-foot">
      ${figure.has("log") ? logList(figure) : nothing}
      ${costs(costWords(run))}
    </div>`;
}

// The remark that comes and goes with the faults has a place of its own, whether or not it is there.
function remarks(figure: FigureState, all: readonly Remark[]): TemplateResult {
  const shown = (those: readonly Remark[]): TemplateResult[] =>
    those.map((remark) => html`<p class="remark">${remark.text}</p>`);
  const others = all.filter(({ code }) => code !== outside);
  const changing = all.filter(({ code }) => code === outside);
  return html`<div class=${mayRemark(figure) ? "kept" : ""}>${shown(changing)}</div>${shown(others)}`;
}

const costs = (text: string): TemplateResult | typeof nothing =>
  text ? html`<span class="costs">${text}</span>` : nothing;

// Who may make processes faulty can leave what a theorem promises; the room to say so is kept. A circuit has no such.
const mayRemark = (figure: FigureState): boolean => figure.has("faults") && !figure.isCircuit;

// What the still says of the run keeps the room for what the figure is going to say.
function beforeTheRun(figure: FigureState, stills: ParentNode): TemplateResult {
  const still = (name: string): Element[] => [...stills.querySelectorAll(`.faultlab-still > ${name}`)];
  const remarked = still(".remark").map(
    (one): Remark => ({
      code: one.classList.contains(outside) ? outside : "",
      text: one.textContent ?? "",
    }),
  );
  return html`<div class="notes">${remarks(figure, remarked)}</div>
    <div class="log-foot">
      ${figure.has("log") ? html`<span class="log-place">${logTitle}</span>` : nothing}
      ${costs(
        still(".costs")
          .map((one) => one.textContent ?? "")
          .join(""),
      )}
    </div>`;
}

// A folded log is not written.
function logList(figure: FigureState): TemplateResult {
  return html`<details class="log" @toggle=${(event: Event) => figure.openLog((event.target as HTMLDetailsElement).open)}><summary>${logTitle}</summary>${figure.look.logOpen ? logLines(figure) : nothing}</details>`;
}

function logLines(figure: FigureState): TemplateResult {
  const { run, at } = figure.experiment;
  const shown = log(run!, at, figure.look.knower, longestLog + 1);
  const more = shown.length > longestLog;
  return html`${more ? html`<p>The last ${longestLog}:</p>` : nothing}
    <ol>${shown.slice(more ? 1 : 0).map(
      (one) => html`<li><button class="entry ${one.step === at - 1 ? "now" : ""}" type="button" data-event=${one.event}
      @focus=${() => figure.point(one.event)} @blur=${() => figure.point(null)}
      @pointerenter=${() => figure.point(one.event)} @pointerleave=${() => figure.point(null)}
      @click=${() => figure.toggleSelected(one.event)}>
      <span class="step">${one.step + 1}</span><span>${words(figure, one.text, position(one.step))}</span></button></li>`,
    )}</ol>`;
}

export function troubleBox(figure: FigureState, trouble: Trouble): TemplateResult {
  // What is allowed belongs to the first of several mistakes; the others say it themselves.
  const [first, ...others] = trouble.message.split("\n");
  return html`<div class="error" role="alert">
    <p>${trouble.path ? html`<code>${trouble.path}</code> ` : nothing}${first}</p>
    ${trouble.allowed.length ? html`<p>Allowed: ${trouble.allowed.map((one, i) => html`${i ? ", " : ""}<code>${one}</code>`)}</p>` : nothing}
    ${others.map((one) => html`<p>${one}</p>`)}
    ${figure.experiment.run ? nothing : html`<p><button class="button" type="button" @click=${() => void figure.begin()}>Try again</button></p>`}
    ${figure.experiment.canUndo ? html`<p><button class="button" type="button" @click=${() => void figure.experiment.undo()}>Undo</button></p>` : nothing}
  </div>`;
}
