// Moves the shown position after the wanted one. Motion shows cause and effect, so it is short, follows the scrubber,
// and can be interrupted by the next step. With reduced motion the same frames come without what lies between.

const duration = 240;

export class Tween {
  shown = 0;
  #from = 0;
  #to = 0;
  #began = 0;
  #frame = 0;
  readonly #draw: () => void;

  constructor(draw: () => void) {
    this.#draw = draw;
  }

  get moving(): boolean {
    return this.#frame !== 0;
  }

  /** Goes to a position: smoothly over one step forward or back, at once over more. */
  to(position: number, smooth: boolean): void {
    if (position === this.#to && this.moving) return;
    this.stop();
    this.#to = position;
    if (!smooth || position === this.shown || Math.abs(position - this.shown) > 1.5) {
      this.shown = position;
      return;
    }
    this.#from = this.shown;
    this.#began = performance.now();
    this.#frame = requestAnimationFrame(this.#tick);
  }

  stop(): void {
    if (this.#frame) cancelAnimationFrame(this.#frame);
    this.#frame = 0;
  }

  readonly #tick = (now: number): void => {
    const part = Math.min(1, Math.max(0, (now - this.#began) / duration));
    const eased = part * part * (3 - 2 * part);
    this.shown = part === 1 ? this.#to : this.#from + (this.#to - this.#from) * eased;
    this.#frame = part === 1 ? 0 : requestAnimationFrame(this.#tick);
    this.#draw();
  };
}

export function wantsStillness(): boolean {
  return globalThis.matchMedia?.("(prefers-reduced-motion: reduce)").matches ?? true;
}
