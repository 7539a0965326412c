// The playground: a scenario as text, what the engine says to it, and its figure.
// This file has no imports, see figures.js.

/** @param faultlab the npm package's exports */
export function setUpPlaygrounds(faultlab) {
  for (const place of document.querySelectorAll("[data-playground]")) setUp(place, faultlab);
}

function setUp(place, faultlab) {
  const names = faultlab.scenarioNames();
  const wanted = new URLSearchParams(location.search).get("scenario");
  const first = names.includes(wanted) ? wanted : place.dataset.playground;
  const options = names.map((name) => node("option", { value: name, text: name, selected: name === first }));
  const select = node("select", { id: "playground-scenario" }, options);
  const text = node("textarea", {
    id: "playground-document",
    spellcheck: "false",
    autocapitalize: "off",
    autocomplete: "off",
    rows: "18",
    "aria-describedby": "playground-help playground-answer",
  });
  const run = node("button", { type: "button", class: "run", text: "Run it" });
  const answer = node("p", { id: "playground-answer", class: "playground-answer", role: "status" });
  const stage = node("div", { class: "playground-stage" });
  const heading = node("h2", { class: "visually-hidden", text: "Its run" });

  const say = (message, isError, more = "") => {
    answer.replaceChildren(message);
    if (more) answer.append(" ", node("span", { class: "playground-allowed", text: more }));
    answer.classList.toggle("is-error", isError);
    text.setAttribute("aria-invalid", String(isError));
    // The editor is as tall as many screens, and what stands below it would not be seen.
    if (isError) answer.scrollIntoView({ block: "nearest" });
  };

  // A browser brings a selection into sight when the text gets the focus, and not when it is selected.
  const pointAt = (from, to) => {
    text.setSelectionRange(from, to);
    text.blur();
    text.focus();
  };

  const load = () => {
    text.value = written(faultlab.scenario(select.value));
    show();
  };

  // The engine looks at the document first, so that a mistake leaves the last figure standing.
  let latest = 0;
  async function show() {
    const turn = ++latest;
    let scenario;
    try {
      scenario = JSON.parse(text.value);
    } catch (error) {
      const at = positionOf(error, text.value);
      if (at !== null) pointAt(at, at + 1);
      say(
        `This is not JSON yet${at === null ? "" : `, from line ${lineOf(text.value, at)} on`}: ${reason(error)}`,
        true,
      );
      return;
    }
    try {
      const engine = await faultlab.sharedEngine();
      const answer = await runOrCount(engine, scenario);
      if (turn !== latest) return;
      const figure = node("fault-lab", {});
      figure.document = scenario;
      stage.replaceChildren(figure);
      say(answer, false);
    } catch (error) {
      if (turn !== latest) return;
      const span = error.path ? locate(text.value, error.path) : null;
      if (span) pointAt(span[0], span[1]);
      const line = span ? `Line ${lineOf(text.value, span[0])}: ` : "";
      const allowed = error.allowed?.length ? `(one of ${error.allowed.join(", ")})` : "";
      say(`${line}${error.path ? `${error.path} ` : ""}${error.message}`, true, allowed);
    }
  }

  select.addEventListener("change", load);
  run.addEventListener("click", show);
  text.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      show();
    }
  });

  place.replaceChildren(
    node("div", { class: "playground-editor" }, [
      node("p", { class: "playground-row" }, [
        node("label", { for: "playground-scenario", text: "Start from" }),
        select,
      ]),
      node("label", { for: "playground-document", text: "Scenario", class: "playground-label" }),
      text,
      node("p", { class: "playground-row" }, [
        run,
        node("span", { id: "playground-help", class: "playground-help", text: "or Ctrl + Enter" }),
      ]),
      answer,
    ]),
    node("div", { class: "playground-run" }, [heading, stage]),
  );
  if (first) load();
}

/** Runs a document, or counts what is too big to be run, and says which. */
async function runOrCount(engine, scenario) {
  try {
    const { steps, events } = await engine.run(scenario);
    return `It ran: ${steps} steps, ${events.length} events.`;
  } catch (error) {
    if (error.code !== "limit") throw error;
    const totals = await engine.totals(scenario).catch(() => null);
    if (!totals) throw error;
    return `It was counted. ${totals.why}`;
  }
}

function node(tag, attributes, children = []) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "text") element.textContent = value;
    else if (name === "selected") element.selected = value;
    else element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
}

/** JSON as one writes it by hand: what fits on a line stays on it. */
export function written(value, indent = "") {
  const line = onOneLine(value);
  if (typeof value !== "object" || value === null || (indent && indent.length + line.length <= 76)) return line;
  const inner = `${indent}  `;
  const parts = Array.isArray(value)
    ? value.map((v) => inner + written(v, inner))
    : Object.entries(value).map(([k, v]) => `${inner}${JSON.stringify(k)}: ${written(v, inner)}`);
  const [open, close] = Array.isArray(value) ? "[]" : "{}";
  return parts.length ? `${open}\n${parts.join(",\n")}\n${indent}${close}` : open + close;
}

function onOneLine(value) {
  if (Array.isArray(value)) return `[${value.map(onOneLine).join(", ")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const parts = Object.entries(value).map(([k, v]) => `${JSON.stringify(k)}: ${onOneLine(v)}`);
  return parts.length ? `{ ${parts.join(", ")} }` : "{}";
}

/**
 * Finds the value at a path such as "params.m" or "faults[0].model" in JSON text:
 * [start, end], or null if the text has no such place.
 */
export function locate(text, path) {
  const keys = path.split(/[.[\]]+/).filter(Boolean);
  let at = 0;
  const space = () => {
    while (/\s/.test(text[at] ?? "")) at++;
  };
  const string = () => {
    const from = at++;
    while (at < text.length && text[at] !== '"') at += text[at] === "\\" ? 2 : 1;
    at++;
    return JSON.parse(text.slice(from, at));
  };
  // Walks over one value; if keys are left it looks for the first of them inside.
  const walk = (left) => {
    space();
    const from = at;
    let found = null;
    const open = text[at];
    if (open === "{" || open === "[") {
      const close = open === "{" ? "}" : "]";
      at++;
      space();
      for (let i = 0; at < text.length && text[at] !== close; i++) {
        space();
        const key = open === "{" ? string() : String(i);
        if (open === "{") {
          space();
          at++;
        }
        const inside = walk(left?.length && left[0] === key ? left.slice(1) : null);
        found ??= inside;
        space();
        if (text[at] === ",") at++;
        space();
      }
      at++;
    } else if (open === '"') string();
    else while (at < text.length && !/[\s,\]}]/.test(text[at])) at++;
    if (!left) return null;
    return left.length ? found : [from, at];
  };
  // `left` null means: not on the path. A path that leads nowhere gives null.
  try {
    return walk(keys);
  } catch {
    return null;
  }
}

/** Where a SyntaxError of JSON.parse points to, as far as the browser says so. */
function positionOf(error, text) {
  const offset = /position (\d+)/.exec(error.message);
  if (offset) return Number(offset[1]);
  const place = /line (\d+) column (\d+)/.exec(error.message);
  if (!place) return null;
  const before = text.split("\n").slice(0, Number(place[1]) - 1);
  return before.reduce((sum, line) => sum + line.length + 1, 0) + Number(place[2]) - 1;
}

function lineOf(text, at) {
  return text.slice(0, at).split("\n").length;
}

function reason(error) {
  return error.message
    .replace(/^JSON\.parse: /, "")
    .replace(/ \(line.*\)$/, "")
    .replace(/ in JSON at position.*$/, "")
    .replace(/ at position \d+.*$/, "");
}
