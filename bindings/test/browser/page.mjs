// One small interface over three browsers, so that a test is written once.
// A driver (chromium.mjs, firefox.mjs, webkit.mjs) starts browsers, and a browser opens pages:
//
//   kindOf(options)      what such a page asks of its browser, as a string
//   start(kind)          a browser: isAlive(), open(options), close()
//
// Of a page it supplies what differs. Everything can go through JSON:
//
//   goto(url)            load a page
//   run(source)          evaluate the source of an async function that returns a string
//   press(keys)          hold down the keys, in WebDriver's spelling, and let go
//   click(x, y)          the first mouse button
//   tap(x, y)            a finger, only where one can be had
//   viewport(w, h)       the size of the page
//   screenshot()         a PNG in base64
//   colorScheme(scheme)  only where it can change while the page is open
//   close()
//
// Every driver gives each of its requests a time limit.

import { after, before } from "node:test";
import { webDriverKeys } from "./actions.mjs";
import { openDriver } from "./browsers.mjs";

/** The browser this run of the tests is about. */
export { browser } from "./browsers.mjs";

/**
 * Opens a page in the browser that FAULTLAB_BROWSER names. Options: `viewport` as [width, height], `scheme` "light" or
 * "dark", `reducedMotion`, `touch`, `scripts`.
 */
export async function openPage(options) {
  const page = new Page(options);
  await page.open();
  return page;
}

/** The page of a file of tests: opened before its first test, closed after its last. */
export function usePage(options) {
  const page = new Page(options);
  before(() => page.open());
  after(() => page.close());
  return page;
}

class Page {
  #driver;
  #opened;
  #options;
  #url;

  constructor(options = {}) {
    this.#options = options;
  }

  /** Opens it, once: the hooks of a file of tests begin together, and one that loads a page may be ahead. */
  open() {
    this.#opened ??= this.#open();
    return this.#opened;
  }

  async #open() {
    this.#driver = await openDriver(this.#options);
    if (this.#options.viewport) await this.#driver.viewport(...this.#options.viewport);
  }

  async goto(url) {
    await this.open();
    this.#url = String(url);
    await this.#driver.goto(this.#url);
  }

  /** Calls a function in the page, which may be async. Arguments and result go through JSON. */
  async evaluate(inPage, ...args) {
    const source = `async () => JSON.stringify([await (${inPage})(...${JSON.stringify(args)})])`;
    return JSON.parse(await this.#driver.run(source))[0] ?? undefined;
  }

  /** Runs a script in the page, such as a library for the tests. */
  async script(text) {
    await this.#driver.run(`async () => { ${text}\n; return ""; }`);
  }

  /** Waits until a function in the page gives something truthy, and gives it back. */
  async waitFor(inPage, ...args) {
    const limit = 60_000;
    const source = String(inPage);
    const found = await this.evaluate(
      `async (limit, args) => {
        const end = performance.now() + limit;
        for (;;) {
          const found = await (${source})(...args);
          if (found || performance.now() > end) return found;
          await new Promise((frame) => setTimeout(frame, 15));
        }
      }`,
      limit,
      args,
    );
    if (!found) throw new Error(`waited ${limit} ms in vain for ${source}`);
    return found;
  }

  /** Presses a key, or several together: "ArrowRight", "a", "Shift+Tab". */
  async press(keys) {
    await this.#driver.press(keys.split("+").map((key) => webDriverKeys[key] ?? key));
  }

  /** Clicks the middle of the first element that matches, in whatever shadow tree it is, once it stays where it is. */
  async click(selector) {
    const { x, y } = await this.#middle(selector);
    await this.#driver.click(x, y);
  }

  /** Touches it, where the driver was opened with { touch: true } and has fingers; else it is clicked. */
  async tap(selector) {
    const { x, y } = await this.#middle(selector);
    await (this.#driver.tap ?? this.#driver.click)(x, y);
  }

  async #middle(selector) {
    const { x, y } = await this.waitFor(
      `async (selector) => {
      const element = (${find})(document, selector);
      if (!element) return undefined;
      element.scrollIntoView({ block: "center", inline: "center", behavior: "instant" });
      const before = element.getBoundingClientRect();
      for (let i = 0; i < 2; i++) await new Promise((frame) => requestAnimationFrame(frame));
      const box = element.getBoundingClientRect();
      if (box.x !== before.x || box.y !== before.y || box.width === 0) return undefined;
      return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
    }`,
      selector,
    );
    return { x: Math.round(x), y: Math.round(y) };
  }

  async viewport(width, height) {
    this.#options = { ...this.#options, viewport: [width, height] };
    await this.#driver.viewport(width, height);
  }

  async screenshot() {
    return Buffer.from(await this.#driver.screenshot(), "base64");
  }

  /** Switches between "light" and "dark"; where that takes another browser, the page is loaded again. */
  async colorScheme(scheme) {
    if (scheme === (this.#options.scheme ?? "light")) return;
    this.#options = { ...this.#options, scheme };
    if (this.#driver.colorScheme) return this.#driver.colorScheme(scheme);
    const old = this.#driver;
    await this.#open();
    await old.close();
    if (this.#url) await this.#driver.goto(this.#url);
  }

  async close() {
    await this.#driver?.close();
  }
}

/** Finds an element in a tree and in the shadow trees below it. Runs in the page. */
function find(tree, selector) {
  const here = tree.querySelector(selector);
  if (here) return here;
  for (const element of tree.querySelectorAll("*")) {
    const below = element.shadowRoot && find(element.shadowRoot, selector);
    if (below) return below;
  }
  return undefined;
}
