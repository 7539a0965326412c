// The page on which tests put an element, and look at it as a reader does.

import { after, before } from "node:test";
import { fileURLToPath } from "node:url";
import { serve } from "../../../tools/serve.mjs";
import { usePage } from "./page.mjs";

const bindings = fileURLToPath(new URL("../../", import.meta.url));
const policy =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; connect-src 'self'; style-src 'self'";

/**
 * The page of a file of tests, open from before its first test until after its last. It is served under the policy that
 * the authors' page names; `scenarios` are registered by name, and `faults` lets its engine be asked to fail.
 *
 * The page is loaded once: an element takes the place of the one before, as on a page that is never left, and the engine
 * stays. Where a test is about loading, or does something to the engine, it begins with `load()`.
 */
export function useFigurePage({ viewport = [1280, 900], touch = false, scenarios = {}, faults = false } = {}) {
  const page = usePage({ reducedMotion: true, touch, viewport });
  let server;
  before(async () => {
    server = await serve(bindings, { headersFor: () => ({ "content-security-policy": policy }) });
  });
  after(() => server?.close());

  /** Loads the page anew, with nothing on it. */
  async function load() {
    await page.goto(`${server.url}test/browser/pages/figure.html`);
    await page.waitFor(() => typeof faultlab !== "undefined");
    await page.evaluate(
      (scenarios, faults) => {
        if (faults) faultlab.configure({ faults });
        faultlab.registerScenarios(scenarios);
        globalThis.prepared = true;
      },
      scenarios,
      faults,
    );
  }

  /**
   * Puts an element on the page in the place of any other, and waits until it is alive. Events that it fires are kept in
   * the global `told`. `inside` is the markup of its children, `document` its property, `hash` the page's fragment.
   */
  async function openElement(
    tag,
    attributes,
    { hash = "", inside = "", document = null, events = ["ready", "error"] } = {},
  ) {
    const args = [tag, { id: "fig", ...attributes }, { hash, inside, document, events }];
    if (!(await page.evaluate(putElement, ...args))) {
      await load();
      await page.evaluate(putElement, ...args);
    }
    await page.waitFor((tag) => document.querySelector(tag).matches(":state(ready), :state(error)"), tag);
  }

  return { page, load, openElement };
}

/** Runs in the page, and says whether it is the one that was loaded for elements. */
function putElement(tag, attributes, { hash, inside, document, events }) {
  if (!globalThis.prepared) return false;
  history.replaceState(null, "", location.pathname + hash);
  const element = globalThis.document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  if (document) element.document = document;
  const children = globalThis.document.createElement("template");
  children.innerHTML = inside;
  element.append(children.content);
  const told = [];
  globalThis.told = told;
  for (const name of events)
    element.addEventListener(`faultlab-${name}`, ({ type, detail }) => told.push([type, detail]));
  globalThis.document.querySelector("#here").replaceChildren(element);
  scrollTo(0, 0);
  return true;
}
