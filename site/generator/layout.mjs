// The frame around the text of every page. One function per form would drift
// apart; so both forms come from here and differ only in `form`.

import { html, raw } from "./html.mjs";
import { scriptsOf, scriptsOfEmbed } from "./scripts.mjs";

// What a page may do, said to the browser. The folder form starts its worker from
// a blob, because browsers refuse a worker file on file://.
const policies = {
  web: "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; connect-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'",
  folder:
    "default-src 'none'; script-src 'self' file: 'wasm-unsafe-eval'; worker-src blob:; style-src 'self' file:; font-src 'self' file:; img-src 'self' file: data:; base-uri 'none'; form-action 'none'",
};

/** A whole page as HTML. */
export function layout(page, { pages, content, sections, form, hasFormulas, hasFigures, hasPlayground }) {
  const position = pages.indexOf(page);
  const readable = pages.filter((p) => p.kind !== "hidden");
  const isHome = page.kind === "home";
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${raw(policies[form])}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${isHome ? page.title : `${page.title} – Faultlab`}</title>
<meta name="description" content="${page.description}">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="assets/icon.svg" type="image/svg+xml">
${
  hasFormulas &&
  html`<link rel="stylesheet" href="assets/katex.css">
`
}<link rel="stylesheet" href="assets/site.css">
<script src="assets/page.js"></script>
${scripts({ form, hasFigures, hasPlayground })}
</head>
<body class="kind-${page.kind} page-${page.name}">
${extractFirst(form)}<a class="skip" href="#text">Skip to the text</a>
${header(page, readable)}
<div class="frame">
${sections.length > 1 && !isHome && contents(sections)}
<main id="text" tabindex="-1">
<article>
${page.number && html`<p class="kicker">Chapter ${page.number}</p>`}
${raw(content)}
</article>
${
  page.kind === "chapter" &&
  neighbours(
    pages.filter((p) => p.kind === "chapter"),
    page,
  )
}
</main>
</div>
${footer(pages, position)}
</body>
</html>
`;
}

// The folder form has classic scripts only: on file:// a browser loads no module.
function scripts(page) {
  return scriptsOf(page).map((file) =>
    page.form === "web"
      ? html`<script type="module" src="assets/${file}"></script>\n`
      : html`<script defer src="assets/${file}" data-needed></script>\n`,
  );
}

// A frame may be sandboxed, as learning platforms do it. Then it has no origin: it loads no module, fetches nothing,
// takes no worker from a file, and in WebKit nothing is "self" to it, so that schemes stand beside that word.
const embedPolicy =
  "default-src 'none'; script-src 'self' http: https: file: 'wasm-unsafe-eval'; worker-src 'self' blob:; connect-src 'self'; style-src 'self' http: https: file:; font-src 'self' http: https: file:; img-src 'self' data:; base-uri 'none'; form-action 'none'";

/**
 * The page for an iframe, where a learning platform strips scripts:
 * embed.html?scenario=NAME, with the element's attributes as parameters.
 */
export function embedPage(form) {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${raw(embedPolicy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>A figure of Faultlab</title>
<meta name="description" content="One figure of Faultlab on its own, to be shown inside another page.">
<meta name="color-scheme" content="light dark">
<link rel="stylesheet" href="assets/site.css">
${scriptsOfEmbed(form).map((file) => html`<script defer src="assets/${file}"></script>\n`)}</head>
<body class="page-embed">
<h1 class="visually-hidden">A figure of Faultlab</h1>
<h2 class="visually-hidden">A system to try</h2>
</body>
</html>
`;
}

// Opened inside the archive, a page finds none of its files. The style sheet hides
// this line; whoever can read it has no style sheet.
function extractFirst(form) {
  return (
    form === "folder" &&
    html`<p class="extract-first">If you can read this line, the folder hasn’t been extracted yet: parts of this page are missing. Extract the whole folder from the archive, then open index.html in it.</p>
`
  );
}

function header(page, readable) {
  const link = (p, text = p.nav ?? p.title) =>
    html`<li><a href="${p.file}"${p === page && raw(' aria-current="page"')}>${p.number && html`<span class="nav-number">${p.number}</span> `}${text}</a></li>`;
  const home = readable.find((p) => p.kind === "home");
  const rest = readable.filter((p) => p !== home);
  // A line has room for the names of so many; of more there is a list of titles, on wide screens too.
  const many = rest.length > 8;
  return html`<header class="site-header${many && " many"}">
<div class="bar">
<a class="wordmark" href="${home.file}"${page === home && raw(' aria-current="page"')}>${mark()}<span>Faultlab</span></a>
<details class="menu"><summary>Contents</summary><nav aria-label="${many ? "Chapters" : "Chapters, small screens"}"><ul>${rest.map((p) => link(p, p.title))}</ul></nav></details>
${
  !many &&
  html`<nav class="chapters-nav" aria-label="Chapters"><ul>${rest.map((p) => link(p))}</ul></nav>
`
}<button class="theme" type="button" hidden data-theme-toggle><svg viewBox="0 0 20 20" width="20" height="20" aria-hidden="true"><circle cx="10" cy="10" r="7.25" fill="none" stroke="currentColor" stroke-width="1.5"/><path d="M10 2.75a7.25 7.25 0 0 1 0 14.5z" fill="currentColor"/></svg><span class="visually-hidden" data-theme-label>Use the dark theme</span></button>
</div>
</header>`;
}

// The sign of the book: three circles, one of them broken.
function mark() {
  return html`<svg class="mark" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true"><circle cx="12" cy="5.5" r="3.5"/><circle cx="5" cy="18" r="3.5"/><path class="mark-fault" d="m19 13.6 3.8 2.2v4.4L19 22.4l-3.8-2.2v-4.4z"/></svg>`;
}

function contents(sections) {
  return html`<nav class="rail" aria-label="On this page"><p>On this page</p><ol>${sections.map(
    (s) => html`
<li><a href="#${s.id}">${s.text}</a></li>`,
  )}
</ol></nav>`;
}

function neighbours(chapters, page) {
  const i = chapters.indexOf(page);
  const [before, after] = [chapters[i - 1], chapters[i + 1]];
  if (!before && !after) return null;
  return html`<nav class="neighbours" aria-label="Neighbouring chapters">
${before && html`<a class="before" href="${before.file}"><span>Before</span> ${before.title}</a>`}
${after && html`<a class="after" href="${after.file}"><span>Next</span> ${after.title}</a>`}
</nav>`;
}

function footer(pages) {
  return html`<footer class="site-footer"><div class="bar">
<p>Every figure on these pages is a run of the same engine, computed in your browser. Nothing is sent anywhere and nothing is stored but your choice of theme.</p>
<ul>${pages.filter((p) => p.kind === "page").map((p) => html`<li><a href="${p.file}">${p.title}</a></li>`)}</ul>
</div></footer>`;
}
