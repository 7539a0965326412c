// <fault-lab-moments>: one figure of all pictures of a multicast and a change of the view. The reader moves the moments at
// which each member delivers and installs, and the verdicts follow. Importing it registers nothing.

import { type CSSResult, html, nothing, svg, type TemplateResult } from "lit";
import type { Engine, ScenarioDocument } from "../../../engine/index.ts";
import { type Run, Status } from "../../../operations/run.ts";
import {
  type Acts,
  actsOf,
  choicesOf,
  type Moment,
  type Moments,
  momentsOf,
  movedTo,
  placeOf,
  sideOf,
  sidesOf,
} from "../../../play/moments.ts";
import { pictureSheet } from "../../../style/index.ts";
import { draw } from "../../../views/lit.ts";
import { spaceTime } from "../../../views/space-time.ts";
import { defaultOptions, type View } from "../../../views/view.ts";
import { type Verdict, verdicts } from "../../../views/words.ts";
import { sheets } from "../../shared/sheets.ts";
import { builtin } from "../../shared/source.ts";
import { Instrument } from "../base/instrument.ts";
import { instrumentSheet } from "../base/style.ts";
import { momentsSheet } from "./style.ts";

/** Room for the place of what never happens, beside the diagram or below it. */
const parking = 74;

interface Preset {
  readonly letter: string;
  readonly title: string;
  readonly moments: Moments;
  readonly broken: readonly string[];
}

/**
 * The moments of delivery and of the view change, to be moved.
 *
 * @element fault-lab-moments
 * @attr scenarios - the names of the pictures to begin with, separated by spaces; the first is the one that is shown
 * @attr heading - a title above it
 * @attr loading - "eager" starts at once
 * @slot - the still picture that stands in until it is alive
 * @fires faultlab-ready - the first picture is on screen
 * @fires faultlab-moments - a moment was moved, or a picture chosen, and the run was judged
 * @fires faultlab-error - the engine failed
 * @cssstate loading, ready, error
 * @csspart figure, title, stage, narration - as in fault-lab
 */
export class FaultLabMoments extends Instrument {
  static override properties = {
    scenarios: {},
    run: { state: true },
    presets: { state: true },
    held: { state: true },
  };
  static override styles: CSSResult[] = sheets(pictureSheet, instrumentSheet, momentsSheet);

  declare scenarios: string | null;
  /** @internal */ declare run: Run | null;
  /** @internal */ declare presets: readonly Preset[];
  /** @internal The moment that is dragged. */ declare held: Moment | null;

  #document: ScenarioDocument = {};
  #acts: Acts | null = null;
  /** What was asked last, so that a drag goes on from there. */
  #moments: Moments = { order: [], never: [] };
  /** Where each place of the order is along the diagram, in pixels, and where the diagram ends. */
  #places: readonly number[] = [];
  #end = 0;

  constructor() {
    super();
    this.scenarios = this.run = this.held = null;
    this.presets = [];
  }

  protected override get ready(): boolean {
    return this.run !== null;
  }

  protected override async start(engine: Engine, signal: AbortSignal): Promise<void> {
    const names = (this.scenarios ?? "vsync/picture-a vsync/picture-b vsync/picture-c vsync/picture-d").trim();
    const documents = await Promise.all(names.split(/\s+/).map(async (name) => (await builtin(name)).document));
    const [first] = documents;
    // All pictures are runs of one document, so that they are asked the same.
    const { choices: _, expect: __, ...rest } = first!;
    this.#document = rest;
    this.#acts = await actsOf(engine, rest, signal);
    const presets: Preset[] = [];
    for (const [i, document] of documents.entries()) {
      const { moments } = momentsOf(await engine.run(document, null, { signal }));
      const run = await engine.run(rest, choicesOf(moments, this.#acts), { signal });
      const broken = verdicts(run, run.steps).filter(({ status }) => status === Status.violated);
      presets.push({
        letter: String.fromCharCode(97 + i),
        title: String(document.title ?? ""),
        moments,
        broken: broken.map(({ name }) => name),
      });
    }
    this.presets = presets;
    const { moments } = presets[0]!;
    this.#show(await engine.run(rest, choicesOf(moments, this.#acts), { signal }), moments);
    this.announce("ready", { pictures: presets.length });
  }

  #show(run: Run, moments: Moments): void {
    this.run = run;
    this.#moments = moments;
  }

  /** @internal */
  arrange(moments: Moments): void {
    if (JSON.stringify(moments) === JSON.stringify(this.#moments) || !this.#acts) return;
    this.#moments = moments;
    const acts = this.#acts;
    void this.ask(async (engine, signal) => {
      const run = await engine.run(this.#document, choicesOf(moments, acts), { signal });
      if (signal.aborted) return;
      this.#show(run, moments);
      const broken = verdicts(run, run.steps).filter(({ status }) => status === Status.violated);
      this.announce("moments", { sides: sidesOf(moments), broken: broken.map(({ name }) => name) });
    });
  }

  override render(): TemplateResult {
    const { run } = this;
    return this.framed("moments", "Before the change, behind it, or never?", run && this.#alive(run));
  }

  #alive(run: Run): TemplateResult {
    const { moments } = momentsOf(run);
    const sides = sidesOf(moments);
    return html`<div class="presets" role="group" aria-label="Pictures">${this.presets.map((preset) => {
      const on = sidesOf(preset.moments) === sides;
      return html`<button class="button preset" type="button" aria-pressed=${on ? "true" : "false"} @click=${() => this.arrange(preset.moments)}><b>${preset.letter}</b> <span>${preset.title}</span></button>`;
    })}</div>
      ${this.#stage(run, moments)}
      <div class="narration" part="narration" aria-live="polite" aria-atomic="true"><p>${this.#says(run, moments)}</p></div>
      ${this.#verdicts(run)}`;
  }

  #says(run: Run, moments: Moments): string {
    const members = moments.order.filter(({ what }) => what === "view").map(({ process }) => process);
    const name = (p: number): string => run.processes[p]!.name;
    const words = { before: "before its view changes", behind: "behind its change of the view", never: "" };
    const told = members
      .sort((a, b) => a - b)
      .map((p) => {
        const side = sideOf(moments, p);
        return side === "never" ? `${name(p)} never delivers the message` : `${name(p)} delivers it ${words[side]}`;
      });
    const broken = verdicts(run, run.steps).filter(({ status }) => status === Status.violated).length;
    const much = broken
      ? `${broken} ${broken === 1 ? "property is" : "properties are"} violated`
      : "Nothing is violated";
    return `${told.join(", ")}. ${much}.`;
  }

  // Properties that no picture breaks are told in one line, unless this run does.
  #verdicts(run: Run): TemplateResult {
    const told = verdicts(run, run.steps);
    const matters = ({ name, status }: Verdict): boolean =>
      status === Status.violated || this.presets.some(({ broken }) => broken.includes(name));
    const others = told.filter((one) => !matters(one));
    const words = (name: string): string => run.claims.find((claim) => claim.name === name)?.words ?? "";
    return html`<ul class="properties">${told.filter(matters).map(
      ({ name, title, word, sign, look }) =>
        html`<li class=${look}><span class="sign" aria-hidden="true">${sign}</span><span class="what">${title}</span><span class="word">${word}</span>
        <span class="why">${words(name)}.</span></li>`,
    )}</ul>
    ${
      others.length
        ? html`<p class="hint">${[...new Set(others.map(({ word }) => word))].map(
            (word) =>
              html`Besides, ${others
                .filter((one) => one.word === word)
                .map(({ name }) => name)
                .join(", ")}: ${word}. `,
          )}</p>`
        : nothing
    }`;
  }

  #stage(run: Run, moments: Moments): TemplateResult {
    const { narrow, room } = this;
    const view = spaceTime(run, run.steps, { ...defaultOptions, width: narrow ? room : room - parking, narrow });
    return html`<div class="stage" part="stage"><div class="moments-holder ${narrow ? "turned" : ""}">
      <div class="picture">${draw(view.tree)}</div>
      ${this.#handles(run, moments, view, narrow)}
    </div></div>
    <p class="hint">Drag a delivery ● or a change of the view ◇ along its line, or use the arrow keys. Past the end the message never arrives.</p>`;
  }

  #handles(run: Run, moments: Moments, { boxes, width, height }: View, narrow: boolean): TemplateResult {
    const { eventOf } = momentsOf(run);
    const middleOf = (process: number, step: number): [number, number] | null => {
      const box = boxes.find(({ what }) => {
        const event = /^event (\d+)$/.exec(what);
        return event && run.events.process(Number(event[1])) === process && run.events.step(Number(event[1])) === step;
      });
      return box ? [box.x + box.w / 2, box.y + box.h / 2] : null;
    };
    const at = moments.order.map(
      (moment): readonly [number, number] => middleOf(moment.process, run.events.step(eventOf(moment))) ?? [0, 0],
    );
    this.#places = at.map(([x, y]) => (narrow ? y : x));
    // The lanes end behind the last moment; a diagram of few is narrower than its room.
    const end = narrow ? height : Math.min(width, Math.max(...this.#places, 0) + 40);
    this.#end = end;
    const lane = (process: number): number => {
      const own = moments.order.findIndex((one) => one.process === process);
      return own < 0 ? 0 : narrow ? at[own]![0] : at[own]![1];
    };
    const members = moments.order.filter(({ what }) => what === "view").map(({ process }) => process);
    const park = (process: number): [number, number] =>
      narrow ? [lane(process), end + 26] : [end + parking / 2, lane(process)];
    const ways = members.sort((a, b) => a - b);
    const all: Moment[] = ways.flatMap((process) => [
      { process, what: "message" as const },
      { process, what: "view" as const },
    ]);
    const [tx, ty] = narrow ? [26, end + 26] : [end + parking / 2, 14];
    return html`<svg class="handles" width=${narrow ? width : width + parking} height=${narrow ? height + 60 : height}
      @pointerdown=${this.#onDown} @pointermove=${this.#onMove} @pointerup=${this.#onUp} @pointercancel=${this.#onUp} @keydown=${this.#onKey}>
      <text class="never-name" x=${tx} y=${ty}>never</text>
      ${ways.map((process) => {
        const [x, y] = park(process);
        return svg`<circle class="slot" cx=${x} cy=${y} r="11"></circle>`;
      })}
      ${all.map((moment) => {
        const { process, what } = moment;
        const never = what === "message" && moments.never.includes(process);
        const place = placeOf(moments, moment);
        const [x, y] = never ? park(process) : at[place]!;
        const held = this.held?.process === process && this.held.what === what;
        const name = run.processes[process]!.name;
        const label =
          what === "view" ? `${name} installs the view without the crashed` : `${name} delivers the message`;
        const side =
          what === "view"
            ? `moment ${place + 1}`
            : never
              ? "never"
              : `${sideOf(moments, process)} its change of the view, moment ${place + 1}`;
        return svg`<g class="handle ${what} ${held ? "dragged" : ""}" data-moment="${process} ${what}" role="slider" tabindex="0" aria-label=${label}
          aria-valuemin="1" aria-valuemax=${all.length + (what === "message" ? 1 : 0)} aria-valuenow=${never ? all.length + 1 : place + 1} aria-valuetext=${side}
          aria-orientation=${narrow ? "vertical" : "horizontal"}><circle class="reach" cx=${x} cy=${y} r="22"></circle>
          <circle class="grip" cx=${x} cy=${y} r="14"></circle>${never ? svg`<path class="gone" d="M${x - 4} ${y - 4}l8 8m0 -8l-8 8"></path>` : nothing}</g>`;
      })}
    </svg>`;
  }

  readonly #onDown = (event: PointerEvent): void => {
    const moment = momentFrom(event.target);
    if (!moment || event.button !== 0) return;
    (event.currentTarget as Element).setPointerCapture?.(event.pointerId);
    this.held = moment;
    this.renderRoot.querySelector<SVGElement>(`[data-moment="${moment.process} ${moment.what}"]`)?.focus();
    event.preventDefault();
  };

  // The nearest place counts; far off its line, or past the end, a message never arrives.
  readonly #onMove = (event: PointerEvent): void => {
    const { held } = this;
    if (!held) return;
    const { left, top } = (event.currentTarget as Element).getBoundingClientRect();
    const along = this.narrow ? event.clientY - top : event.clientX - left;
    if (held.what === "message" && along > this.#end - 2) {
      this.arrange(movedTo(this.#moments, held, Number.POSITIVE_INFINITY));
      return;
    }
    let nearest = 0;
    for (const [i, place] of this.#places.entries())
      if (Math.abs(place - along) < Math.abs(this.#places[nearest]! - along)) nearest = i;
    this.arrange(movedTo(this.#moments, held, nearest));
  };

  readonly #onUp = (): void => {
    this.held = null;
  };

  readonly #onKey = (event: KeyboardEvent): void => {
    const moment = momentFrom(event.target);
    if (!moment || event.ctrlKey || event.metaKey || event.altKey) return;
    const here = placeOf(this.#moments, moment);
    const last = this.#moments.order.length;
    const never = here === last;
    const to: Record<string, number> = {
      ArrowLeft: here - 1,
      ArrowUp: here - 1,
      ArrowRight: here + 1,
      ArrowDown: here + 1,
      Home: 0,
      End: last,
      Delete: last,
    };
    const place = to[event.key];
    if (place === undefined) return;
    event.preventDefault();
    // One that never happens comes back as the last one.
    this.arrange(movedTo(this.#moments, moment, never && place < here ? Math.min(place + 1, last) : place));
  };
}

function momentFrom(target: EventTarget | null): Moment | null {
  const found = (target as Element | null)?.closest?.("[data-moment]")?.getAttribute("data-moment")?.split(" ");
  return found ? { process: Number(found[0]), what: found[1] as Moment["what"] } : null;
}

declare global {
  interface HTMLElementTagNameMap {
    "fault-lab-moments": FaultLabMoments;
  }
}
