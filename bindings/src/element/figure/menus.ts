// What else could happen at this step, and who may fail, and how: the two ways to break a run.

import { html, nothing, type TemplateResult } from "lit";
import { lookingWord } from "../shared/looking.ts";
import type { Focus, Menu } from "./look.ts";
import { type MenuItem, menuGroups } from "./menu-groups.ts";
import { words } from "./notes.ts";
import type { FigureState } from "./state.ts";

const same = (a: readonly number[], b: readonly number[]): boolean => a.every((x, i) => i === 0 || x === b[i]);

export function choiceMenu(figure: FigureState): TemplateResult {
  const { experiment } = figure;
  const { options, keepsLater } = figure.look;
  if (!options) return html`<div class="menu choices" role="status"><p class="hidden">Looking…</p></div>`;
  const chosen = experiment.chosenAt(experiment.at);
  const dropped = !keepsLater && experiment.run!.choices.some((one) => one.choice[0]! > experiment.at);
  const item = ({ option, word }: MenuItem): TemplateResult => {
    const usual = option === options[0];
    const now = chosen ? same(option.choice, chosen) : usual;
    const look = `item ${option.fault ? "fault" : ""} ${word === null ? "" : "short"}`;
    return html`<button class=${look} type="button" role="menuitemradio" tabindex="-1" aria-checked=${now ? "true" : "false"} aria-label=${word === null ? nothing : option.text}
      @click=${() => void figure.pick(option, usual)}>
      <span class="mark" aria-hidden="true">${now ? "●" : option.fault ? "✕" : ""}</span>
      <span>${word === null ? words(figure, option.text) : lookingWord(experiment.run!, word, experiment.at, figure.look.knower)}</span>
    </button>`;
  };
  return html`<div class="menu choices" role="menu" aria-label="What could happen at step ${experiment.at + 1}" @keydown=${onMenuKey}>
    ${menuGroups(options, experiment.run!.processes).map(
      (
        { heading, stem, items },
        i,
      ) => html`<div role="group" aria-labelledby="menu-${i}"><div class="heading" role="presentation" id="menu-${i}">${heading}${stem ? html`<span class="stem">${words(figure, stem)}</span>` : nothing}</div>
      <div class=${stem ? "shorts" : ""} role="presentation">${items.map(item)}</div></div>`,
    )}
    ${options.length === 1 && figure.has("faults") ? html`<p>Nothing else can happen here. Let a process fail to have more to choose from.</p>` : nothing}
    ${dropped ? html`<p>What was chosen for later steps is dropped then. Undo brings it back.</p>` : nothing}
  </div>`;
}

/** Puts the menu to where the choice is: at the line of now in the diagram, or at the node that opened it, else below the pictures. */
export function placeMenu(root: ParentNode, menu: HTMLElement, opener: number | null): void {
  const figure = root.querySelector(".figure")!.getBoundingClientRect();
  const handle = root.querySelector(opener === null ? ".now-handle" : nodeOf(opener))?.getBoundingClientRect();
  const stage = root.querySelector(".stage")!.getBoundingClientRect();
  const least = stage.left - figure.left;
  const most = least + stage.width - menu.offsetWidth;
  const middle = handle ? (handle.left + handle.right) / 2 - figure.left - 24 : least;
  // In a turned diagram the line of now lies across, and the menu below it hides what has not happened yet.
  const top = handle ? handle.bottom : stage.bottom;
  menu.style.left = `${Math.max(least, Math.min(most, middle))}px`;
  menu.style.top = `${top - figure.top + 4}px`;
}

const nodeOf = (node: number): string => `[data-node="${node}"]`;

const firstInside: Readonly<Record<Menu, string>> = { choices: ".menu .item", faults: ".panel select" };

/** Puts the focus into a menu that has opened, or back to what had opened it. */
export function placeFocus(root: ParentNode, { to, menu, opener }: Focus): void {
  const opened = opener === null ? `[data-opens="${menu}"]` : nodeOf(opener);
  root.querySelector<HTMLElement>(to === "menu" ? firstInside[menu] : opened)?.focus();
}

function onMenuKey(event: KeyboardEvent): void {
  const items = [...(event.currentTarget as Element).querySelectorAll<HTMLElement>(".item")];
  const here = items.indexOf(event.target as HTMLElement);
  const to: Record<string, number> = {
    ArrowDown: here + 1,
    ArrowRight: here + 1,
    ArrowUp: here - 1 + items.length,
    ArrowLeft: here - 1 + items.length,
    Home: 0,
    End: items.length - 1,
  };
  const next = to[event.key];
  if (next === undefined) return;
  items[next % items.length]?.focus();
  event.preventDefault();
}

export const modelWords: Readonly<Record<string, string>> = {
  crash: "may crash",
  omission: "may omit messages",
  timing: "may be late",
  value: "may say a wrong value",
  "state-transition": "may take a wrong step",
  arbitrary: "may do anything",
};

// What the protocol allows, and what the document says already, whether or not it is that.
const offered = (figure: FigureState, has: readonly string[]): readonly string[] => [
  ...figure.experiment.allowed,
  ...has.filter((model) => !(figure.experiment.allowed as readonly string[]).includes(model)),
];

export function faultPanel(figure: FigureState): TemplateResult {
  const { experiment } = figure;
  const run = experiment.run!;
  return html`<div class="menu panel" role="group" aria-label="Who may fail">
    <p>A process that may fail has a dotted outline, and behaves well until a choice lets it fail.</p>
    ${run.processes.map((process, p) => {
      const has = experiment.modelsOf(process.name);
      return html`<div class="row"><label for="fault-${p}">${process.name}</label>
        <select class="select" id="fault-${p}" @change=${(event: Event) => {
          void experiment.setFault(process.name, (event.target as HTMLSelectElement).value || null);
        }}>
          <option value="" .selected=${has.length === 0}>correct</option>
          ${offered(figure, has).map((model) => html`<option value=${model} .selected=${has.includes(model)}>${modelWords[model] ?? model}</option>`)}
        </select></div>`;
    })}
    <div class="row"><span></span><button class="button" type="button" ?disabled=${!run.processes.some((process) => process.faulty)}
      @click=${() => void experiment.random()}>Let them fail at random</button></div>
  </div>`;
}
