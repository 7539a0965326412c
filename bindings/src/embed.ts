// Fills embed.html: every parameter of the address becomes an attribute of the one figure. The page around the frame
// is told how high the figure is and what happens in it, by messages that hold nothing else.

const figure = document.createElement("fault-lab");
for (const [name, value] of new URLSearchParams(location.search)) {
  // Only attributes of the figure: no handlers, no styles.
  if (/^[a-z][a-z-]*$/.test(name) && !name.startsWith("on") && name !== "style") figure.setAttribute(name, value);
}
document.body.append(figure);

/** Whoever shows the figure may read this: it is no secret, and the frame can't know whose page it is in. */
const tell = (message: object): void => parent.postMessage(message, "*");

/** The height of what there is, and not that of the frame: so a frame can shrink again. */
function height(): number {
  const { marginTop, marginBottom } = getComputedStyle(document.body);
  return Math.ceil(
    document.body.getBoundingClientRect().height + Number.parseFloat(marginTop) + Number.parseFloat(marginBottom),
  );
}

if (parent !== window) {
  let told = 0;
  new ResizeObserver(() => {
    if (told !== height()) tell({ faultlab: "height", height: (told = height()) });
  }).observe(document.body);
  for (const type of ["faultlab-ready", "faultlab-step", "faultlab-verdict", "faultlab-error"]) {
    figure.addEventListener(type, (event) => tell({ faultlab: "event", type, detail: (event as CustomEvent).detail }));
  }
}
