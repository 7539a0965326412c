// What is said of each property: a list in groups, in which what is violated can be chosen.

import { html, nothing, type TemplateResult } from "lit";
import type { JudgedLog, LogVerdict } from "../../../operations/history.ts";
import { Status } from "../../../operations/run.ts";

const looks: Partial<Record<Status, readonly [look: string, sign: string, word: string]>> = {
  [Status.holds]: ["holds", "✓", "holds"],
  [Status.violated]: ["violated", "✕", "violated"],
};
const unclear = ["unknown", "?", "unknown"] as const;
/** It holds, as nothing in the log is of the kind that it speaks of. */
const idle = ["idle", "–", "asks nothing"] as const;

export function verdictList(
  { verdicts, problems, ignored }: JudgedLog,
  chosen: string | null,
  choose: (name: string) => void,
  show: (line: number) => void,
): TemplateResult {
  const count = (wanted: Status): number => verdicts.filter(({ status }) => status === wanted).length;
  const groups = [...new Set(verdicts.map(({ group }) => group))];
  const asked = verdicts.filter(({ status, cases }) => status === Status.holds && cases > 0).length;
  return html`<p class="verdict-count">${count(Status.violated)} violated, ${asked} hold, ${count(Status.unknown)} unknown</p>
  ${
    problems.length
      ? html`<ul class="problems">${problems
          .slice(0, 20)
          .map(
            ({ line, text }) =>
              html`<li><button class="button quiet line-link" type="button" @click=${() => show(line)}>line ${line}</button> ${text}</li>`,
          )}${problems.length > 20 ? html`<li>and ${problems.length - 20} more</li>` : nothing}</ul>`
      : nothing
  }
  ${groups.map(
    (group) => html`<h4 class="verdict-group">${group.charAt(0).toUpperCase() + group.slice(1)}</h4>
    <ul class="verdict-list">${verdicts.filter((one) => one.group === group).map((one) => item(one, one.name === chosen, choose))}</ul>`,
  )}
  ${ignored ? html`<p class="remark">${ignored} ${ignored === 1 ? "event is" : "events are"} not about the group.</p>` : nothing}`;
}

function item(verdict: LogVerdict, open: boolean, choose: (name: string) => void): TemplateResult {
  const empty = verdict.status === Status.holds && verdict.cases === 0;
  const [look, sign, word] = (!empty && looks[verdict.status]) || (empty ? idle : unclear);
  return html`<li class=${look}><button class="verdict" type="button" aria-expanded=${open ? "true" : "false"} @click=${() => choose(verdict.name)}>
    <span class="sign" aria-hidden="true">${sign}</span><span class="name">${verdict.title}</span><span class="word">${word}</span></button>
    ${open ? html`<p class="verdict-doc">${verdict.doc} ${verdict.status === Status.unknown ? html`<span class="why">Unknown: ${verdict.says}.</span>` : nothing}${verdict.status === Status.holds && !empty ? html`<span class="why">Asked ${verdict.cases === 1 ? "once" : `${verdict.cases} times`}.</span>` : nothing}</p>` : nothing}</li>`;
}
