// The shape that MyST and Jupyter books ask of a widget: one module whose
// default export renders a model into an element and returns what undoes it.

import "./define.ts";

interface Model {
  get(name: string): unknown;
}

function render({ model, el }: { model: Model; el: HTMLElement }): () => void {
  const figure = document.createElement("fault-lab");
  const scenario = model.get("scenario");
  if (typeof scenario === "string") figure.setAttribute("scenario", scenario);
  else if (scenario) Object.assign(figure, { document: scenario });
  el.append(figure);
  return () => figure.remove();
}

export default { render };
