// What instruments have in common that ask by themselves: they begin when they come near the screen, ask anew when an
// attribute changes of which the answer depends, and know how much room their pictures have.

import type { PropertyDeclarations, PropertyValues } from "lit";
import type { Engine } from "../../../engine/index.ts";
import { narrowBelow } from "../../../views/arrange.ts";
import { checkNames } from "../../shared/attributes.ts";
import { measureWidth, whenNear } from "../../shared/near.ts";
import { Asking } from "./asking.ts";

export abstract class Instrument extends Asking {
  static override properties: PropertyDeclarations = {
    loading: {},
    width: { state: true, attribute: false },
  };

  declare loading: string | null;
  /** @internal */ declare width: number;

  #near: IntersectionObserver | null = null;
  #begun = false;
  /** What the attributes said that were asked about last. */
  #said: readonly unknown[] = [];

  constructor() {
    super();
    measureWidth(this);
    this.loading = null;
    this.width = 0;
  }

  /** Whether there is something to show. */
  protected abstract get ready(): boolean;
  /** The first question to the engine, and the one that is asked again when an attribute changes. */
  protected abstract start(engine: Engine, signal: AbortSignal): Promise<void>;
  /** The properties of which the answer depends. */
  protected get asks(): readonly string[] {
    return [];
  }
  /** What can be done before the engine is there. */
  protected prepare(): void {}

  protected get begun(): boolean {
    return this.#begun;
  }

  protected override get customStates(): Readonly<Record<string, boolean>> {
    return { ...super.customStates, loading: !this.ready && !this.wrong, ready: this.ready };
  }

  protected get narrow(): boolean {
    return this.width > 0 && this.width <= narrowBelow;
  }

  /** How wide pictures may be: the width without the frame, as in style/frame.ts. */
  protected get room(): number {
    return Math.max(240, this.width - (this.narrow ? 26 : 42));
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (!this.#begun) this.#near = whenNear(this, () => this.begin());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#near?.disconnect();
  }

  protected override left(): void {
    super.left();
    if (!this.ready) this.#begun = false;
  }

  protected override followLink(): void {
    if (!this.#begun) void this.begin();
  }

  protected override willUpdate(_: PropertyValues): void {
    if (this.#begun && !this.#now().every((value, i) => Object.is(value, this.#said[i]))) void this.begin();
  }

  #now(): unknown[] {
    return this.asks.map((name) => this[name as keyof this]);
  }

  /** @internal */
  async begin(): Promise<void> {
    this.#begun = true;
    this.#said = this.#now();
    try {
      checkNames(this);
      this.prepare();
    } catch (error) {
      this.forget();
      this.fail(error);
      return;
    }
    await this.ask((engine, signal) => this.start(engine, signal));
  }
}
