// What all instruments have in common, whether they ask the engine by themselves or when they are told to: the last
// question counts, what is wrong is said, the page hears of what is new, and a run of the answer has a figure of its own.

import { html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from "lit";
import { type Engine, sharedEngine } from "../../../engine/index.ts";
import { type Trouble, troubleOf } from "../../shared/experiment.ts";
import { setStates } from "../../shared/near.ts";
import type { Shown } from "./inner.ts";
import { innerId, LinkedRun } from "./linked.ts";
import { troubleBox } from "./trouble-box.ts";

/** A question to the engine. What comes of it counts unless the signal is aborted meanwhile. */
export type Question = (engine: Engine, signal: AbortSignal) => Promise<void>;

/** What a frame has besides its title and what is in it. */
interface FrameParts {
  /** Beside the title. */
  readonly aside?: TemplateResult | typeof nothing;
  readonly onKey?: (event: KeyboardEvent) => void;
}

export abstract class Asking extends LitElement {
  static override properties: PropertyDeclarations = {
    heading: {},
    busy: { state: true, attribute: false },
    wrong: { state: true, attribute: false },
  };

  declare heading: string | null;
  /** @internal Whether there is a question that isn't answered yet. */ declare busy: boolean;
  /** @internal What is wrong, if something is. */ declare wrong: Trouble | null;

  #asked = new AbortController();
  #besides = new AbortController();
  readonly #linked: LinkedRun = new LinkedRun(this, () => this.followLink());
  /** What would be shown if the page's address said nothing. */
  #instead: Shown | null = null;
  readonly #internals: ElementInternals | undefined;

  constructor() {
    super();
    this.heading = this.wrong = null;
    this.busy = false;
    this.#internals = this.attachInternals?.();
  }

  /** Custom states, and whether they hold. */
  protected get customStates(): Readonly<Record<string, boolean>> {
    return { error: this.wrong !== null };
  }

  /** The page's address names a run that is to be shown. */
  protected followLink(): void {}

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    // Whoever is only moved to another place of the page is there again at once, and goes on.
    queueMicrotask(() => {
      if (!this.isConnected) this.left();
    });
  }

  /** The element isn't on the page any more. */
  protected left(): void {
    this.forget();
    this.#besides.abort();
  }

  protected override updated(): void {
    setStates(this.#internals?.states, this.customStates);
  }

  /** Asks the engine; what was asked before and is not answered yet is forgotten. */
  protected async ask(question: Question): Promise<void> {
    this.#asked.abort();
    const { signal } = (this.#asked = new AbortController());
    this.busy = true;
    try {
      const engine = await sharedEngine();
      if (!signal.aborted) await question(engine, signal);
      if (!signal.aborted) this.wrong = null;
    } catch (error) {
      if (!signal.aborted) this.fail(error);
    }
    if (!signal.aborted) this.busy = false;
  }

  /** Asks for something besides, such as a run of an answer: it neither ends what is asked nor clears what is wrong. */
  protected async askBesides(question: Question): Promise<void> {
    this.#besides.abort();
    const { signal } = (this.#besides = new AbortController());
    try {
      const engine = await sharedEngine();
      if (!signal.aborted) await question(engine, signal);
    } catch (error) {
      if (!signal.aborted) this.fail(error);
    }
  }

  /** What is asked and not answered yet is forgotten. */
  protected forget(): void {
    this.#asked.abort();
    this.busy = false;
  }

  protected fail(error: unknown): void {
    this.wrong = troubleOf(error);
    this.announce("error", { ...this.wrong });
  }

  protected announce(name: string, detail: unknown): void {
    this.dispatchEvent(new CustomEvent(`faultlab-${name}`, { bubbles: true, composed: true, detail }));
  }

  /** Whether the figure below shows the run that the page's address names. */
  protected get linked(): boolean {
    return this.#linked.shown;
  }

  /** What is shown from now on is what the reader has asked for, whatever the page's address names. */
  protected leaveLink(): void {
    this.#linked.leave();
  }

  /** The frame: a title, what is wrong, and what there is to see; until there is something, the still of the page. */
  protected framed(
    look: string,
    title: string,
    seen: TemplateResult | null,
    { aside = nothing, onKey }: FrameParts = {},
  ): TemplateResult {
    return html`<div class="figure ${look}" part="figure" @keydown=${onKey ?? nothing}>
      <div class="head"><div class="title" part="title" role="heading" aria-level="3">${this.heading || title}</div>${aside}</div>
      ${this.troubleBox()}
      ${seen ?? html`<slot></slot>`}
    </div>`;
  }

  protected troubleBox(): TemplateResult | typeof nothing {
    return this.wrong ? troubleBox(this.wrong) : nothing;
  }

  /**
   * The figure below. A run that the page's address names stands there until the reader asks for another one. A quiet one
   * tells the page nothing of what becomes of it: it is part of this element, which tells of itself.
   */
  protected figureOf(
    shown: Shown | null,
    { look = "found", locked = "", quiet = false } = {},
  ): TemplateResult | typeof nothing {
    if (this.linked) {
      this.#instead ??= shown;
      if (shown && shown !== this.#instead) this.leaveLink();
    }
    const own = this.linked ? null : shown;
    if (!own && !this.linked) return nothing;
    const hear = quiet ? stop : nothing;
    return html`<fault-lab class=${look} id=${innerId(this)} loading="eager" locked=${locked || nothing} .document=${own?.document ?? null} .step=${own?.step ?? null}
      @faultlab-ready=${hear} @faultlab-error=${hear}></fault-lab>`;
  }
}

const stop = (event: Event): void => event.stopPropagation();
