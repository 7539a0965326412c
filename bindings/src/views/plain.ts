// A picture is a plain tree: tag, attributes, children. Views make it, and never look at a document. Lit shows it in
// a page (lit.ts), and a few lines write it as text when a still picture is built under Node (markup.ts). So the still
// and the live figure can't differ.

export type Attribute = string | number | boolean | null | undefined;

export interface Plain {
  readonly tag: string;
  readonly attrs: Readonly<Record<string, Attribute>>;
  readonly children: readonly Child[];
  /** What it stands for, where it is one of a list that comes and goes: the same thing stays the same element. */
  readonly key?: string;
}

export type Child = Plain | string;
/** What may stand among children. */
export type Loose = Child | null | undefined | false | readonly Loose[];

/** Makes one element of the tree. Children that are null or false are left out, lists are flattened. */
export function h(tag: string, attrs: Record<string, Attribute> = {}, ...children: Loose[]): Plain {
  const flat: Child[] = [];
  collect(children, flat);
  return { tag, attrs, children: flat };
}

/** A group whose children come and go, each with a key of its own. */
export function listing(name: string, children: readonly Plain[]): Plain {
  return { tag: "g", attrs: { class: name }, children };
}

export function keyed(key: string, node: Plain): Plain {
  return { ...node, key };
}

function collect(loose: readonly Loose[], into: Child[]): void {
  for (const child of loose) {
    if (child === null || child === undefined || child === false) continue;
    if (isList(child)) collect(child, into);
    else into.push(child);
  }
}

const isList = (child: Loose): child is readonly Loose[] => Array.isArray(child);

/** Joins class names, leaving out what is false. */
export function classes(...names: (string | false | null | undefined)[]): string {
  return names.filter(Boolean).join(" ");
}

/** Every element of a tree, parents first. */
export function* walk(node: Child): Generator<Plain> {
  if (typeof node === "string") return;
  yield node;
  for (const child of node.children) yield* walk(child);
}
