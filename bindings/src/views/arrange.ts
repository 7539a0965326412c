// How several pictures share the width of a figure: one alone takes it all, two stand side by side where there is room.

/** Below this width pictures turn and stand below each other. */
export const narrowBelow = 560;
const asideWidth: Readonly<Record<string, number>> = { tree: 340, group: 330, "space-time": 480, circuit: 560 };
const gap = 28;

/** The width of each picture in a row of `width` pixels; what does not fit wraps into a row of its own. */
export function arrange(names: readonly string[], width: number): number[] {
  if (names.length < 2 || width < 820) return names.map(() => width);
  const [first, second, ...others] = names as [string, string, ...string[]];
  const aside = Math.min(asideWidth[second] ?? 340, Math.floor(width * 0.42));
  if (width - aside - gap < Math.min(asideWidth[first] ?? 400, 460)) return names.map(() => width);
  return [width - aside - gap, aside, ...others.map(() => width)];
}
