// The open pages: what they are told, and how.

import { readFileSync } from "node:fs";

/** Below this address is what belongs to watching. */
const here = "/faultlab-watch";

/** What is said of a mistake in a part. */
const failures = {
  engine: "The engine can’t be built",
  package: "The package can’t be built",
  site: "The companion can’t be built",
};

export class Pages {
  #open = new Map(); // the files of pages that listen
  #build = 0;
  #run = Date.now().toString(36);
  #mistakes = new Map();

  /** Answers what belongs to watching. */
  answer(path, request, response) {
    if (path === `${here}/page.js`) {
      response.writeHead(200, { "content-type": "text/javascript; charset=utf-8", "cache-control": "no-store" });
      response.end(readFileSync(new URL("page.js", import.meta.url)));
      return true;
    }
    if (path !== `${here}/events`) return false;
    response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
    this.#open.set(response, new URL(request.url, "http://localhost").searchParams.get("page"));
    request.on("close", () => this.#open.delete(response));
    this.#say(response, { kind: "hello", build: this.build });
    this.#say(response, this.#mistake);
    return true;
  }

  /** The files of the pages that are open. */
  get open() {
    return new Set(this.#open.values());
  }

  /** Which build a page is of. */
  get build() {
    return `${this.#run}.${this.#build}`;
  }

  /** Puts the script that listens into a page. A page for a frame has no origin, and may not ask. */
  rewrite(html, path) {
    if (path.endsWith("/embed.html")) return html;
    const script = `<script src="${here}/page.js?build=${this.build}"></script>`;
    return html.includes("</head>") ? html.replace("</head>", `${script}\n</head>`) : `<!doctype html>${html}${script}`;
  }

  /** Tells all of something that makes this another build. */
  tell(message) {
    this.#build++;
    for (const page of this.#open.keys()) this.#say(page, message);
  }

  /** Notes the mistake in a part, or that there is none any more, here and in the pages. */
  note(part, text) {
    if (text === undefined ? !this.#mistakes.delete(part) : this.#mistakes.get(part) === text) return;
    if (text !== undefined) {
      this.#mistakes.set(part, text);
      console.error(`${failures[part]}:\n${text}`);
    } else console.log(`${failures[part].replace("can’t be", "is")} again`);
    for (const page of this.#open.keys()) this.#say(page, this.#mistake);
  }

  get #mistake() {
    const [first] = [...this.#mistakes];
    return first ? { kind: "mistake", what: failures[first[0]], text: first[1] } : { kind: "mistake" };
  }

  #say(response, message) {
    response.write(`data: ${JSON.stringify(message)}\n\n`);
  }
}
