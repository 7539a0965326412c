// What wakes the figures of a page: it hands the scenarios to the package and turns
// fenced blocks into figures. This file has no imports: the web form loads it as a
// module, the folder form as a classic script, and each hands in what it needs.

// What Markdown engines make of a block that is fenced as "faultlab".
const fences = "pre > code.language-faultlab, pre.faultlab, .highlight-faultlab pre, div.language-faultlab pre";

// What a line "name: value" of such a block may set.
const attributes = ["scenario", "src", "step", "from", "to", "knows", "views", "locked", "loading", "explore", "id"];

/** @param faultlab the npm package's exports; @param scenarios documents by name */
export function wakeFigures(faultlab, scenarios) {
  faultlab.registerScenarios(scenarios);
  // A figure that starts at once has asked before its scenario was here: it asks again when its name is set anew.
  for (const figure of document.querySelectorAll('fault-lab[scenario][loading="eager"]')) {
    const { scenario } = figure;
    figure.scenario = "";
    figure.scenario = scenario;
  }
  for (const fence of document.querySelectorAll(fences)) upgrade(fence);
}

/**
 * A fenced block holds either a whole scenario as JSON, or lines like
 * "scenario: byzantine/oral-4-1"; a line "caption: ..." becomes the caption. A
 * block that is neither stays as it is, readable text.
 */
function upgrade(fence) {
  const settings = parseFence(fence.textContent);
  if (!settings) return;
  const element = document.createElement("fault-lab");
  if (settings.document) element.document = settings.document;
  for (const [name, value] of settings.attributes) element.setAttribute(name, value);
  const figure = document.createElement("figure");
  figure.append(element);
  if (settings.caption) {
    const caption = document.createElement("figcaption");
    caption.textContent = settings.caption;
    figure.append(caption);
  }
  const whole = fence.closest(".highlight-faultlab, div.language-faultlab") ?? fence.closest("pre");
  whole.replaceWith(figure);
}

/** Reads a fenced block: { document, attributes, caption }, or null if it isn't ours. */
export function parseFence(text) {
  const source = text.trim();
  if (source.startsWith("{")) {
    try {
      return { document: JSON.parse(source), attributes: [], caption: "" };
    } catch {
      return null;
    }
  }
  const found = { document: null, attributes: [], caption: "" };
  for (const line of source.split("\n").filter((l) => l.trim())) {
    const [, name, value] = /^\s*([a-z]+)\s*:\s*(.*?)\s*$/.exec(line) ?? [];
    if (name === "caption") found.caption = value;
    else if (attributes.includes(name)) found.attributes.push([name, value]);
    else return null;
  }
  return found.attributes.length ? found : null;
}
