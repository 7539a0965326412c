// The page of one recorded run: what a failing test leaves behind. The figure is the usual one, without what needs an
// engine; below it stand the choices that make this run, each a way to its step.

import { type Control, controlNames, FaultLab } from "../element/index.ts";
import { sharedEngine } from "../engine/index.ts";
import { type Run, Status } from "../operations/run.ts";

/** What works without an engine. Whatever else a figure learns is left out here. */
const alive: readonly Control[] = ["transport", "knows", "views", "log"];

const endings: Readonly<Record<string, string>> = {
  quiescent: "nothing more can happen",
  limit: "the budget of steps is used up",
  repeats: "so on for ever: it is where it was before",
  until: "the run was stopped there",
  overflow: "the run was given up: the space of its state is full",
};

/** A run by chance may have choices without end, and nobody reads them all. */
const mostChoices = 400;

/** Where something is to be seen: where a claim is broken first, else where the document says. */
function firstLook(run: Run): number {
  const broken = run.claims.flatMap(({ changes }) =>
    changes.filter(([, , status]) => status === Status.violated).map(([step]) => step + 1),
  );
  return broken.length ? Math.min(...broken) : run.show.step;
}

function element(tag: string, ...inside: (string | Node)[]): HTMLElement {
  const made = document.createElement(tag);
  made.append(...inside);
  return made;
}

/** What the run is, in words, below the figure. */
function* summary(run: Run, figure: FaultLab): Generator<Node> {
  yield element("p", `${run.protocol}: ${run.steps} steps, then ${endings[run.end] ?? run.end}.`);
  yield element("h2", "What was chosen");
  if (run.choices.length === 0) yield element("p", "Nothing: this is what happens by itself.");
  const entries = run.choices.slice(0, mostChoices).map(({ choice, text, fits, why }) => {
    const position = choice[0]! + 1;
    const button = element("button", element("span", `step ${position}`), " ", text);
    button.addEventListener("click", () => {
      void figure.goTo(position);
      figure.scrollIntoView({ block: "nearest" });
    });
    return element("li", button, ...(fits ? [] : [element("p", `This cannot be followed${why ? `: ${why}` : ""}.`)]));
  });
  if (entries.length) yield element("ol", ...entries);
  if (run.choices.length > mostChoices) yield element("p", `And ${run.choices.length - mostChoices} more.`);
}

async function show(): Promise<void> {
  customElements.define("fault-lab", FaultLab);
  const figure = new FaultLab();
  figure.loading = "eager";
  figure.locked = controlNames.filter((name) => !alive.includes(name)).join(" ");
  figure.document = {};
  const place = document.getElementById("figure")!;
  try {
    const run = await (await sharedEngine()).run({});
    figure.document = { protocol: run.protocol };
    figure.step = firstLook(run);
    document.getElementById("summary")!.append(...summary(run, figure));
  } finally {
    // What can't be read is told by the figure.
    place.append(figure);
  }
}

show().catch(() => {});
