// Fills embed.html: every parameter of the address becomes an attribute of the
// one figure.

const figure = document.createElement("fault-lab");
for (const [name, value] of new URLSearchParams(location.search)) {
  // Only attributes of the figure: no handlers, no styles.
  if (/^[a-z][a-z-]*$/.test(name) && !name.startsWith("on") && name !== "style") figure.setAttribute(name, value);
}
document.body.append(figure);

if (parent !== window) {
  new ResizeObserver(() => {
    parent.postMessage({ faultlab: "height", height: document.documentElement.scrollHeight }, "*");
  }).observe(document.body);
}
