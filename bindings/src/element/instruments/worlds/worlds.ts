// <fault-lab-worlds>: several runs that are one to somebody. What that process sees is drawn once, and beside it each of
// the worlds in which it may be; the engine says whether they are still alike. Importing it registers nothing.

import { type CSSResult, html, nothing, type TemplateResult } from "lit";
import type { Engine, ScenarioDocument } from "../../../engine/index.ts";
import type { Choice, Run } from "../../../operations/run.ts";
import { pictureSheet } from "../../../style/index.ts";
import { views } from "../../../views/all.ts";
import { draw } from "../../../views/lit.ts";
import { meanwhile, type Sights, sightsOf } from "../../../views/sights.ts";
import { defaultOptions } from "../../../views/view.ts";
import { verdicts } from "../../../views/words.ts";
import { onMomentKey } from "../../shared/keys.ts";
import { looking } from "../../shared/looking.ts";
import { sheets } from "../../shared/sheets.ts";
import { builtin } from "../../shared/source.ts";
import { type Shown, shownAt } from "../base/inner.ts";
import { Instrument } from "../base/instrument.ts";
import { instrumentSheet } from "../base/style.ts";
import { momentTransport } from "../base/transport.ts";
import { worldsSheet } from "./style.ts";

/** A world that may be the real one. */
export interface World {
  readonly document: ScenarioDocument;
  /** Null: the document's own. */
  readonly choices?: readonly Choice[] | null;
  /** What it is called; without it, by the document's title. */
  readonly name?: string;
}

interface Seen extends World {
  readonly run: Run;
}

interface Together {
  readonly worlds: readonly Seen[];
  readonly sights: Sights;
  /** Who sees them. */
  readonly p: number;
}

/** At a moment: how much was seen, and which worlds look as the first one does. */
interface Likeness {
  readonly count: number;
  readonly alike: readonly boolean[];
}

/**
 * Several runs that are one to a process: what it sees, once, and what really happens, for each.
 *
 * @element fault-lab-worlds
 * @attr of - the names of built-in scenarios, two to four, separated by spaces
 * @attr knows - the name of the process to which they look alike
 * @attr moment - the moment to begin with: after so many things that the process has seen; without it the end
 * @attr heading - a title above them
 * @attr loading - "eager" starts at once
 * @slot - the still picture that stands in until it is alive
 * @fires faultlab-ready - the worlds are on screen
 * @fires faultlab-step - the moment changed
 * @fires faultlab-world - a world was opened as a figure of its own
 * @fires faultlab-error - a document was refused, or the engine failed
 * @cssstate loading, ready, error
 * @csspart figure, title, stage, narration, transport - as in fault-lab
 */
export class FaultLabWorlds extends Instrument {
  static override properties = {
    of: {},
    knows: {},
    moment: { type: Number },
    worlds: { attribute: false },
    at: { state: true },
    together: { state: true },
    likeness: { state: true },
    opened: { state: true },
  };
  static override styles: CSSResult[] = sheets(pictureSheet, instrumentSheet, worldsSheet);

  declare of: string | null;
  declare knows: string | null;
  declare moment: number | null;
  /** The worlds themselves, in the place of names. */
  declare worlds: readonly World[] | null;
  /** @internal The moment that is shown. */ declare at: number;
  /** @internal */ declare together: Together | null;
  /** @internal By moment; what is not asked yet is missing. */ declare likeness: readonly (Likeness | undefined)[];
  /** @internal The world that is opened below, and its run. */
  declare opened: { readonly world: number; readonly shown: Shown } | null;

  constructor() {
    super();
    this.of = this.knows = this.moment = this.worlds = this.together = this.opened = null;
    this.at = 0;
    this.likeness = [];
  }

  protected override get ready(): boolean {
    return this.together !== null;
  }

  protected override get asks(): readonly string[] {
    return ["of", "worlds", "knows"];
  }

  /** The last moment. */
  get last(): number {
    return (this.together?.sights.at.length ?? 1) - 1;
  }

  protected override async start(engine: Engine, signal: AbortSignal): Promise<void> {
    const asked =
      this.worlds ??
      (await Promise.all(
        (this.of ?? "")
          .trim()
          .split(/\s+/)
          .map(async (name) => (await builtin(name)) as World),
      ));
    if (asked.length > 4)
      throw Object.assign(new Error("There is room for four worlds at most."), { allowed: ["1 to 4 worlds"] });
    const worlds: Seen[] = [];
    for (const { document, choices = null, name } of asked) {
      const run = await engine.run(document, choices, { signal });
      worlds.push({ document, choices, run, ...(name ? { name } : {}) });
    }
    const { processes } = worlds[0]!.run;
    const p = processes.findIndex(({ name }) => name === this.knows);
    if (p < 0)
      throw Object.assign(new Error(`The attribute knows is "${this.knows}", and there is no such process.`), {
        allowed: processes.map(({ name }) => name),
      });
    const first = this.together === null;
    const sights = sightsOf(
      worlds.map(({ run }) => run),
      p,
    );
    const likeness: Likeness[] = [];
    for (const at of sights.at) likeness.push(await compare(engine, worlds, at, p, signal));
    if (signal.aborted) return;
    this.together = { worlds, sights, p };
    this.likeness = likeness;
    this.opened = null;
    this.at = Math.max(0, Math.min(this.last, this.moment ?? Number.POSITIVE_INFINITY));
    if (first) this.announce("ready", { worlds: worlds.length, moments: this.last });
  }

  goTo(moment: number): void {
    const at = Math.max(0, Math.min(this.last, Math.round(moment)));
    if (at === this.at) return;
    this.at = at;
    this.announce("step", { moment: at, moments: this.last, alike: this.likeness[at]?.alike.every(Boolean) });
  }

  /** Opens a world below, as a figure in which everything can be done; pressed again, it is closed. */
  open(world: number): void {
    const { worlds, sights } = this.together!;
    const { document, run } = worlds[world]!;
    this.leaveLink();
    if (this.opened?.world === world) this.opened = null;
    else {
      this.opened = { world, shown: shownAt(document, run, sights.at[this.at]![world]!) };
      this.announce("world", { world, title: run.title });
    }
  }

  override render(): TemplateResult {
    const { together } = this;
    const seen = together && this.#alive(together);
    return html`${this.framed("worlds", "One picture, several worlds", seen, { onKey: this.#onKey })}
      ${this.figureOf(this.opened?.shown ?? null)}`;
  }

  #alive({ worlds, sights, p }: Together): TemplateResult {
    const at = sights.at[this.at]!;
    const inner = this.room;
    const abreast = inner >= 640 && worlds.length > 1 ? 2 : 1;
    const room = Math.floor((inner - (abreast - 1) * 28) / abreast) - 26;
    const { run } = worlds[0]!;
    const name = run.processes[p]!.name;
    const picture = (run: Run, step: number, width: number, knows: number | null): TemplateResult =>
      html`<div class="picture">${draw(views["space-time"]!(run, step, { ...defaultOptions, width, narrow: width < 300, knows }).tree)}</div>`;
    return html`
      <section class="seen" aria-label="What ${name} sees">
        <h4>What the ${name} sees</h4>
        <div class="stage" part="stage">${picture(run, at[0]!, Math.min(inner, 560), p)}</div>
        <div class="narration" part="narration" aria-live="polite" aria-atomic="true"><p>${looking(run, sights.says[this.at]!, at[0]!, p)}</p>
        ${this.#alike(worlds, name)}</div>
      </section>
      ${this.#transport(sights)}
      <h4 class="really">What really happens</h4>
      <div class="world-list ${abreast > 1 ? "abreast" : ""}">${worlds.map((world, w) => this.#world(world, w, at[w]!, p, picture(world.run, at[w]!, room, null)))}</div>`;
  }

  #world(world: Seen, w: number, at: number, p: number, picture: TemplateResult): TemplateResult {
    const { run } = world;
    const title = world.name ?? run.title;
    const alike = this.likeness[this.at]?.alike[w] ?? true;
    const open = this.opened?.world === w;
    return html`<div class="world ${alike ? "" : "apart"}" role="group" aria-label=${title}>
      <h5>${title}</h5>
      <div class="stage" part="stage">${picture}</div>
      <p class="meanwhile">${meanwhile(run, at, p).map((text, i) => html`${i ? " " : ""}${looking(run, `${text}.`, at)}`)}</p>
      <ul class="stands">${verdicts(run, at).map(({ look, sign, name, word, title }) => html`<li class=${look} title=${title}><span class="sign" aria-hidden="true">${sign}</span> ${name} <span class="word">${word}</span></li>`)}</ul>
      <button class="button" type="button" aria-expanded=${open ? "true" : "false"} @click=${() => this.open(w)}>${open ? "Close this run" : "Open this run"}<span class="hidden">: ${title}</span></button>
    </div>`;
  }

  #alike(worlds: readonly Seen[], name: string): TemplateResult | typeof nothing {
    const likeness = this.likeness[this.at];
    if (!likeness || worlds.length < 2) return nothing;
    const others = worlds.filter((_, w) => !likeness.alike[w]);
    const all = worlds.length === 2 ? "both" : `all ${numerals[worlds.length] ?? worlds.length}`;
    return others.length === 0
      ? html`<p class="alike same"><span class="sign" aria-hidden="true">=</span> In ${all} the ${name} sees the same: ${likeness.count} ${likeness.count === 1 ? "event" : "events"}, compared one by one. It must do the same in ${all}.</p>`
      : html`<p class="alike other"><span class="sign" aria-hidden="true">≠</span> Now the ${name} sees something else: ${others.map((one) => `“${one.name ?? one.run.title}”`).join(" and ")} can be told from the first.</p>`;
  }

  #transport({ says }: Sights): TemplateResult | typeof nothing {
    if (this.last === 0) return nothing;
    return momentTransport(this, {
      label: "Moments of all worlds",
      aloud: `${says[this.at] ?? ""} ${this.at} of ${this.last}`,
      count: `seen ${this.at} of ${this.last}`,
    });
  }

  readonly #onKey = (event: KeyboardEvent): void => onMomentKey(this, event);
}

const numerals: Readonly<Record<number, string>> = { 3: "three", 4: "four" };

/** Holds every world against the first one, up to where each stands. */
async function compare(
  engine: Engine,
  worlds: readonly Seen[],
  at: readonly number[],
  p: number,
  signal: AbortSignal,
): Promise<Likeness> {
  const [first] = worlds;
  let count = 0;
  const alike: boolean[] = [];
  for (const [w, world] of worlds.entries()) {
    const likeness = await engine.ask(
      "three.alike",
      {
        first: first!.document,
        firstChoices: first!.choices ?? null,
        second: world.document,
        secondChoices: world.choices ?? null,
        process: p,
        firstSteps: at[0]!,
        secondSteps: at[w]!,
      },
      { signal },
    );
    alike.push(likeness.alike);
    count = likeness.first;
  }
  return { count, alike };
}

declare global {
  interface HTMLElementTagNameMap {
    "fault-lab-worlds": FaultLabWorlds;
  }
}
