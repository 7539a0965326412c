// What keys mean in all elements: the arrows walk among the parts of a picture, and step runs that are side by side.

const directions: Readonly<Record<string, readonly [number, number]>> = {
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
};

/** Inside of a tree or a circuit the arrows move from part to part. Says whether the key meant something. */
export function onStageKey(event: KeyboardEvent, target: Element): boolean {
  const here = target.closest?.("[data-node], [data-part]");
  if (!here) return false;
  if (event.key === "Enter" || event.key === " ") {
    here.dispatchEvent(new MouseEvent("click", { bubbles: true, composed: true }));
    return true;
  }
  const direction = directions[event.key];
  const next = direction && nearest(here, direction);
  if (next) next.focus();
  return next !== undefined;
}

function nearest(here: Element, [dx, dy]: readonly [number, number]): SVGElement | undefined {
  const centre = (element: Element): [number, number] => {
    const box = element.getBoundingClientRect();
    return [box.left + box.width / 2, box.top + box.height / 2];
  };
  const [x, y] = centre(here);
  let best: SVGElement | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const other of here.closest("svg")?.querySelectorAll<SVGElement>("[data-node], [data-part]") ?? []) {
    const [ox, oy] = centre(other);
    const ahead = (ox - x) * dx + (oy - y) * dy;
    const aside = Math.abs((ox - x) * dy) + Math.abs((oy - y) * dx);
    if (ahead > 4 && ahead + 2 * aside < least) {
      best = other;
      least = ahead + 2 * aside;
    }
  }
  return best;
}

/** Where a key leads to; undefined: nowhere. */
export function stepOf(key: string, at: number, first: number, last: number): number | undefined {
  const to: Record<string, number> = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: first, End: last };
  return to[key];
}

/** Whether a key is somebody else's: it was used already, or is a browser's. */
export const isTaken = ({ defaultPrevented, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean =>
  defaultPrevented || ctrlKey || metaKey || altKey;

/** Runs side by side go through their moments together. */
export function onMomentKey(
  runs: { readonly at: number; readonly last: number; goTo(moment: number): unknown },
  event: KeyboardEvent,
): void {
  if (isTaken(event)) return;
  const target = event.composedPath()[0] as HTMLElement;
  if (target.closest?.("select, input")) return;
  const moment = stepOf(event.key, runs.at, 0, runs.last);
  if (moment === undefined) return;
  runs.goTo(moment);
  event.preventDefault();
}
