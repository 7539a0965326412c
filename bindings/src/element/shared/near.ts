// What all elements that ask the engine something have in common: they ask nothing before a reader comes near them, know
// how wide they are, and tell the page's style how they are.

import type { ReactiveControllerHost } from "lit";

/** Calls begin once the element comes near the screen; at once if it is to load eagerly. What it returns stops the watch. */
export function whenNear(
  element: HTMLElement & { readonly loading: string | null },
  begin: () => unknown,
): IntersectionObserver | null {
  if (element.loading === "eager" || typeof IntersectionObserver === "undefined") {
    begin();
    return null;
  }
  const near = new IntersectionObserver(
    ([entry]) => {
      if (!entry?.isIntersecting) return;
      near.disconnect();
      begin();
    },
    { rootMargin: "300px" },
  );
  near.observe(element);
  return near;
}

/** Keeps an element's width, in whole pixels: half a pixel too much would make its pictures wrap. */
export function measureWidth(element: ReactiveControllerHost & HTMLElement & { width: number }): void {
  let size: ResizeObserver | null = null;
  element.addController({
    hostConnected() {
      size = new ResizeObserver(([entry]) => {
        if (entry) element.width = Math.floor(entry.contentRect.width);
      });
      size.observe(element);
    },
    hostDisconnected() {
      size?.disconnect();
    },
  });
}

/** Sets the custom states that hold, for `:state(ready)` in a page's style, and takes back the others. */
export function setStates(
  states: ElementInternals["states"] | undefined,
  now: Readonly<Record<string, boolean>>,
): void {
  for (const [name, on] of Object.entries(now)) {
    if (on) states?.add(name);
    else states?.delete(name);
  }
}
