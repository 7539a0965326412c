// Tries everything, a slice at a time. The search itself stays in the instance, behind a handle; between two slices
// others are answered, progress is told, and a reader may stop it.

import type { Explored } from "../operations/explored.ts";
import type { ScenarioDocument } from "../operations/requests.ts";
import type { Choice } from "../operations/run.ts";
import { ask } from "./ask.ts";
import type { Channel } from "./channel.ts";

export interface ExploreOptions {
  /** Where step is given: the choices that lead there. Null: the document's own. */
  readonly choices?: readonly Choice[] | null | undefined;
  /** The step to begin with; left out: the beginning. */
  readonly step?: number | undefined;
  /** Visit at most so many states; left out: the engine's own bound. */
  readonly states?: number | undefined;
  /** Use at most so many bytes for states; left out: 512 MiB, at most 2 GiB. */
  readonly bytes?: number | undefined;
  /** Take states that differ only by who is who for one; refused where nobody is interchangeable. */
  readonly symmetry?: boolean | undefined;
  /** Leave out orders of deliveries that make no difference; refused where a claim depends on them. */
  readonly order?: boolean | undefined;
  /** Ask of every state, too: without another fault, is everything decided within so many steps? */
  readonly within?: number | undefined;
  /** Try every set of at most so many faulty processes, too, instead of those of the document. */
  readonly anyone?: { readonly most: number; readonly model: string } | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Called after each slice. */
  readonly onProgress?: ((progress: Progress) => void) | undefined;
}

export interface Progress extends Explored {
  /** States a second, as measured here. */
  readonly rate: number;
}

/** What a search in a page may take for states, of the 4 GiB that a page can have at all; phones have less. */
export const usualBytes = 512 * 2 ** 20;

/** Aimed at for one slice, in milliseconds. */
const slice = 30;
const firstStates = 16;
const mostStates = 200_000;

/** An instance that has held so much is not kept: its memory never shrinks. */
const large = 64 * 2 ** 20;

export function explore(channel: Channel, document: ScenarioDocument, options: ExploreOptions): Promise<Progress> {
  const { signal } = options;
  if (signal?.aborted) return Promise.reject(signal.reason);
  const work = search(channel, document, options);
  return new Promise((resolve, reject) => {
    // Whoever stops it needn't wait for the slice that is under way.
    const abort = () => reject(signal?.reason);
    signal?.addEventListener("abort", abort);
    work.then(resolve, reject).finally(() => signal?.removeEventListener("abort", abort));
  });
}

async function search(channel: Channel, document: ScenarioDocument, options: ExploreOptions): Promise<Progress> {
  const { choices = null, step = -1, states = 0, bytes = usualBytes, within = 0, signal, onProgress } = options;
  const { symmetry = false, order = false, anyone = { most: 0, model: "" } } = options;
  const hold = channel.hold();
  let most = 0;
  try {
    // It isn't aborted, since nobody would then know the handle.
    const { handle } = await ask(
      channel,
      "explore.open",
      { document, choices, step, options: { states, bytes, symmetry, order, within }, anyone },
      { hold },
    );
    try {
      let worked = 0;
      for (let many = firstStates; ; ) {
        if (channel.place === "main") await new Promise((turn) => setTimeout(turn));
        signal?.throwIfAborted();
        const found = await ask(channel, "explore.run", { handle, states: many }, { hold, signal });
        worked += hold.took;
        most = Math.max(most, found.bytes);
        const progress = { ...found, rate: worked > 0 ? Math.round((found.states * 1000) / worked) : 0 };
        onProgress?.(progress);
        if (found.done) return progress;
        many = Math.round(many * Math.min(4, slice / hold.took));
        many = Math.max(1, Math.min(mostStates, many));
      }
    } finally {
      // An instance that is gone has forgotten it anyway.
      await ask(channel, "explore.close", { handle }, { hold }).catch(() => {});
    }
  } finally {
    channel.release(hold, most > large);
  }
}
