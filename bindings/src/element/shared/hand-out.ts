// Where a link to a run goes when a reader asks for it.

/** Puts a link into the page's address and onto the clipboard, and says in words what became of it. */
export async function handOut(link: string): Promise<string> {
  try {
    history.replaceState(history.state, "", link.slice(link.indexOf("#")));
  } catch {
    // A frame without an origin of its own may not change its address everywhere.
  }
  try {
    await navigator.clipboard.writeText(link);
    return "Link copied";
  } catch {
    // A frame has no address bar, and copies only if the page around it allows that.
    return parent === window ? "The link is in the address bar" : "This frame may not copy";
  }
}
