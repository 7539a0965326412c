// What is asked when everything is tried, and the words by which a page says so.

/** The failure models a reader can give a process, in the order of the lecture. */
export const models = ["crash", "omission", "timing", "value", "state-transition", "arbitrary"] as const;
export type Model = (typeof models)[number];

/** What is tried. */
export interface Asked {
  /** How many may be faulty, whoever they are; 0: those of the document. */
  readonly most: number;
  readonly model: Model;
  /** Begin with what is on screen, instead of the beginning. */
  readonly here: boolean;
  /** Ask of every state whether all is decided within so many steps; 0: don't ask. */
  readonly within: number;
  /** Take states that differ only by who is who for one, where there are such. */
  readonly symmetry: boolean;
  /** Leave out orders that make no difference, where there are such. */
  readonly order: boolean;
}

/** The words of the attribute "explore". */
export const askedWords = [
  "any-1",
  "any-2",
  "any-3",
  ...models,
  "here",
  "within-N",
  "symmetry",
  "order",
  "runs",
] as const;

export const usualAsked: Asked = {
  most: 0,
  model: "arbitrary",
  here: false,
  within: 0,
  symmetry: false,
  order: false,
};

/** Reads such words; throws if one means nothing. "runs" is about what is shown, not about what is tried. */
export function askedOf(words: string): Asked {
  let asked = usualAsked;
  for (const word of words.split(/\s+/).filter(Boolean)) {
    const [, many] = /^any-([123])$/.exec(word) ?? [];
    const [, steps] = /^within-(\d{1,3})$/.exec(word) ?? [];
    if (many) asked = { ...asked, most: Number(many) };
    else if (steps) asked = { ...asked, within: Number(steps) };
    else if ((models as readonly string[]).includes(word)) asked = { ...asked, model: word as Model };
    else if (word === "here" || word === "symmetry" || word === "order") asked = { ...asked, [word]: true };
    else if (word !== "runs") {
      const error = new Error(`The attribute explore has the word "${word}", which means nothing.`);
      throw Object.assign(error, { allowed: [...askedWords] });
    }
  }
  return asked;
}

/** The options of a search that is asked for so, in a document with these reductions. */
export function searchOptions(
  { most, model, within, symmetry, order }: Asked,
  reductions: { readonly symmetry: boolean; readonly order: boolean },
) {
  return {
    ...(most > 0 ? { anyone: { most, model } } : {}),
    within,
    symmetry: symmetry && reductions.symmetry,
    order: order && reductions.order,
  };
}
