// The page on which tests put a figure, and what a reader sees of it.

import { fileURLToPath } from "node:url";
import { serve } from "../../../tools/serve.mjs";

const bindings = fileURLToPath(new URL("../../", import.meta.url));
const policy =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; connect-src 'self'; style-src 'self'";

/** Serves the package under the policy that the authors' page names. */
export const serveFigures = () => serve(bindings, { headersFor: () => ({ "content-security-policy": policy }) });

/**
 * Opens the page with one element on it, and waits until it is alive. Events that it fires are kept in `told`.
 * `scenarios` are registered by name, `inside` is the markup of its children, `document` its property.
 */
export async function openElement(
  page,
  server,
  tag,
  attributes,
  { scenarios = {}, hash = "", inside = "", document = null, events = ["ready", "error"] } = {},
) {
  await page.goto("about:blank");
  await page.goto(`${server.url}test/browser/pages/figure.html${hash}`);
  await page.waitFor(() => typeof faultlab !== "undefined");
  await page.evaluate(
    (tag, attributes, { scenarios, inside, document, events }) => {
      faultlab.registerScenarios(scenarios);
      const element = globalThis.document.createElement(tag);
      for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
      if (document) element.document = document;
      const children = globalThis.document.createElement("template");
      children.innerHTML = inside;
      element.append(children.content);
      globalThis.told = [];
      for (const name of events)
        element.addEventListener(`faultlab-${name}`, ({ type, detail }) => told.push([type, detail]));
      globalThis.document.querySelector("#here").append(element);
    },
    tag,
    { id: "fig", ...attributes },
    { scenarios, inside, document, events },
  );
  await page.waitFor((tag) => document.querySelector(tag).matches(":state(ready), :state(error)"), tag);
}
