// How several pictures share the width of a figure: one alone takes it all; of several the first stands on the left and
// the others beside it, where there is room.

/** Below this width pictures turn and stand below each other. */
export const narrowBelow = 560;

const besideWidth: Readonly<Record<string, number>> = { tree: 340, group: 330, "space-time": 480, circuit: 560 };
const least: Readonly<Record<string, number>> = { tree: 380, group: 330, "space-time": 460, circuit: 640 };
export const gap = 28;
const wholeRow: ReadonlySet<string> = new Set(["vectors", "chains"]);

export interface Column {
  readonly width: number;
  readonly names: readonly string[];
}

export function arrange(names: readonly string[], width: number): Column[] {
  const [first = "", ...others] = names;
  if (others.length === 0) return [{ width, names }];
  const wanted = Math.max(...others.map((name) => besideWidth[name] ?? 340));
  // Tables stand side by side, and need all the width.
  if (wholeRow.has(first)) return [{ width, names }];
  // A diagram of time can use all the room there is, the others can't.
  const beside =
    others.includes("space-time") && first !== "circuit"
      ? width - gap - (least[first] ?? 380)
      : Math.min(wanted, Math.floor(width * 0.42));
  const rest = width - gap - beside;
  if (width >= 780 && rest >= (least[first] ?? 400)) {
    return [
      { width: rest, names: [first] },
      { width: beside, names: others },
    ];
  }
  // Below a picture as wide as the figure, two small ones can share a row.
  const half = Math.floor((width - gap) / 2);
  const paired = others.length === 2 && others.every((name) => half >= (halfWidth[name] ?? width));
  if (!paired) return [{ width, names }];
  return [{ width, names: [first] }, ...others.map((name) => ({ width: half, names: [name] }))];
}

const halfWidth: Readonly<Record<string, number>> = { tree: 300, group: 280 };
