// The words of the figure: the sentence of this step, the log, what lies outside of a theorem, what a run costs, errors.

import { html, nothing, type TemplateResult } from "lit";
import type { Remark } from "../../operations/run.ts";
import { narrowBelow } from "../../views/arrange.ts";
import { outside } from "../../views/codes.ts";
import { costWords, log, narration, pieces, type Scene, saidOf, verdicts } from "../../views/words.ts";
import type { Trouble } from "../shared/experiment.ts";
import type { FaultLab } from "./fault-lab.ts";
import { claimed, isCircuit } from "./head.ts";

/** A sentence in which values and processes look as they do in the pictures. It is text, whatever stands in it. */
export function words(lab: FaultLab, sentence: string): TemplateResult {
  return looking(lab.experiment.run!, sentence, lab.knower);
}

export function looking(scene: Scene, sentence: string, knows: number | null = null): TemplateResult {
  const parts = pieces(scene, sentence, knows);
  return html`${parts.map(({ text, look }) => (look ? html`<span class=${look}>${text}</span>` : text))}`;
}

/** The sentence of this step, or that of the event which is selected. */
export function narrationBox(lab: FaultLab): TemplateResult {
  return html`<div class="narration" part="narration" aria-live="polite" aria-atomic="true"><p>${told(lab)}</p></div>`;
}

function told(lab: FaultLab): unknown {
  const { run, at } = lab.experiment;
  if (!run) return nothing;
  const selected = lab.selected === null ? "" : saidOf(run, lab.selected, lab.knower);
  if (lab.selected !== null && selected)
    return html`<span class="more">Step ${run.events.step(lab.selected) + 1}:</span> ${words(lab, selected)}`;
  const asked = verdicts(run, at).find(({ name }) => name === lab.told);
  if (asked) return html`<span class="more">${asked.name}:</span> ${words(lab, claimed(asked))}`;
  if (lab.touchedPart !== null) return touched(lab, lab.touchedPart);
  // Where there is little room for words, the most telling come first.
  const room = lab.width <= narrowBelow ? 2 : 4;
  const said = narration(run, at, lab.knower, room);
  if (said.length === 0 && at === run.steps) return "Nothing more happens.";
  const most = said.length > room && room > 2 ? room - 1 : room;
  return html`${said.slice(0, most).map((one, i) => html`${i ? " " : ""}${words(lab, one.text)}`)}
    ${said.length > most ? html` <span class="more">And ${said.length - most} more, in the log.</span>` : nothing}`;
}

// What a part will do may lie ahead of the step that is shown.
function touched(lab: FaultLab, part: number): TemplateResult {
  const run = lab.experiment.run!;
  const own = run.choices.find((one) => one.choice[2] === part && one.fits);
  if (!own) return html`${words(lab, `${run.processes[part]!.name} is correct`)}`;
  return html`<span class="more">Step ${own.choice[0]! + 1}:</span> ${words(lab, own.text)}`;
}

const logTitle = "What happened so far";
const longestLog = 400;

export function logAndNotes(lab: FaultLab): TemplateResult {
  const { experiment } = lab;
  const { run } = experiment;
  if (!run) return beforeTheRun(lab);
  const unfit = run.choices.filter((one) => !one.fits);
  const broken = run.claims.find((claim) => claim.changes.some(([, , status]) => status === 3));
  const fewer = broken && experiment.choices !== null && run.choices.length > 1;
  return html`<div class="notes">
      ${remarks(lab, run.remarks)}
      ${unfit.map((one) => html`<p class="unfit">Step ${one.choice[0]! + 1} cannot be followed: ${one.text || "this choice"}${one.why ? `: ${one.why}` : ""}</p>`)}
      ${fewer ? html`<p><button class="button" type="button" @click=${() => void experiment.shrink(broken.name)}>Fewest faults that break ${broken.name}</button></p>` : nothing}
    </div>
    <div class="log-foot">
      ${lab.has("log") ? logList(lab) : nothing}
      ${costs(costWords(run))}
    </div>`;
}

// The remark that comes and goes with the faults has a place of its own, whether or not it is there.
function remarks(lab: FaultLab, all: readonly Remark[]): TemplateResult {
  const shown = (those: readonly Remark[]): TemplateResult[] =>
    those.map((remark) => html`<p class="remark">${remark.text}</p>`);
  const others = all.filter(({ code }) => code !== outside);
  const changing = all.filter(({ code }) => code === outside);
  return html`<div class=${mayRemark(lab) ? "kept" : ""}>${shown(changing)}</div>${shown(others)}`;
}

const costs = (text: string): TemplateResult | typeof nothing =>
  text ? html`<span class="costs">${text}</span>` : nothing;

// Who may make processes faulty can leave what a theorem promises; the room to say so is kept. A circuit has no such.
const mayRemark = (lab: FaultLab): boolean => lab.has("faults") && !isCircuit(lab);

// What the still says of the run keeps the room for what the figure is going to say.
function beforeTheRun(lab: FaultLab): TemplateResult {
  const still = (name: string): Element[] => [...lab.querySelectorAll(`.faultlab-still > ${name}`)];
  const remarked = still(".remark").map(
    (one): Remark => ({
      code: one.classList.contains(outside) ? outside : "",
      text: one.textContent ?? "",
    }),
  );
  return html`<div class="notes">${remarks(lab, remarked)}</div>
    <div class="log-foot">
      ${lab.has("log") ? html`<span class="log-place">${logTitle}</span>` : nothing}
      ${costs(
        still(".costs")
          .map((one) => one.textContent ?? "")
          .join(""),
      )}
    </div>`;
}

// A folded log is not written.
function logList(lab: FaultLab): TemplateResult {
  return html`<details class="log" @toggle=${(event: Event) => {
    lab.logOpen = (event.target as HTMLDetailsElement).open;
  }}><summary>${logTitle}</summary>${lab.logOpen ? logLines(lab) : nothing}</details>`;
}

function logLines(lab: FaultLab): TemplateResult {
  const { run, at } = lab.experiment;
  const shown = log(run!, at, lab.knower, longestLog + 1);
  const more = shown.length > longestLog;
  return html`${more ? html`<p>The last ${longestLog}:</p>` : nothing}
    <ol>${shown.slice(more ? 1 : 0).map(
      (one) => html`<li><button class="entry ${one.step === at - 1 ? "now" : ""}" type="button" data-event=${one.event}
      @focus=${() => (lab.pointed = one.event)} @blur=${() => (lab.pointed = null)}
      @pointerenter=${() => (lab.pointed = one.event)} @pointerleave=${() => (lab.pointed = null)}
      @click=${() => (lab.selected = lab.selected === one.event ? null : one.event)}>
      <span class="step">${one.step + 1}</span><span>${words(lab, one.text)}</span></button></li>`,
    )}</ol>`;
}

export function troubleBox(lab: FaultLab, trouble: Trouble): TemplateResult {
  // What is allowed belongs to the first of several mistakes; the others say it themselves.
  const [first, ...others] = trouble.message.split("\n");
  return html`<div class="error" role="alert">
    <p>${trouble.path ? html`<code>${trouble.path}</code> ` : nothing}${first}</p>
    ${trouble.allowed.length ? html`<p>Allowed: ${trouble.allowed.map((one, i) => html`${i ? ", " : ""}<code>${one}</code>`)}</p>` : nothing}
    ${others.map((one) => html`<p>${one}</p>`)}
    ${lab.experiment.run ? nothing : html`<p><button class="button" type="button" @click=${() => void lab.begin()}>Try again</button></p>`}
    ${lab.experiment.canUndo ? html`<p><button class="button" type="button" @click=${() => void lab.experiment.undo()}>Undo</button></p>` : nothing}
  </div>`;
}
