// What all elements that ask the engine something have in common: they ask nothing before a reader comes near them, and
// tell the page's style how they are.

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
