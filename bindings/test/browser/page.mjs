// One small interface over three browsers, so that a test is written once.
// A driver (chromium.mjs, firefox.mjs, webkit.mjs) supplies what differs:
//
//   goto(url)            load a page
//   run(source)          evaluate the source of an async function that returns a string
//   press(keys)          hold down the keys, in WebDriver's spelling, and let go
//   click(x, y)          the first mouse button
//   tap(x, y)            a finger, only where one can be had
//   viewport(w, h)       the size of the page
//   screenshot()         a PNG
//   colorScheme(scheme)  only where it can change while the browser runs
//   close()
//
// Every driver gives each of its requests a time limit.

const drivers = {
  chromium: () => import("./chromium.mjs"),
  firefox: () => import("./firefox.mjs"),
  webkit: () => import("./webkit.mjs"),
};

/** The browser this run of the tests is about. */
export const browser = process.env.FAULTLAB_BROWSER ?? "chromium";

/** Opens a page in the browser that FAULTLAB_BROWSER names. */
export async function openPage(options = {}) {
  const { launch } = await drivers[browser]();
  return new Page(launch, await launch(options), options);
}

class Page {
  #launch;
  #driver;
  #options;
  #url;

  constructor(launch, driver, options) {
    this.#launch = launch;
    this.#driver = driver;
    this.#options = options;
  }

  async goto(url) {
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

  screenshot() {
    return this.#driver.screenshot();
  }

  /** Switches between "light" and "dark"; where that takes a new browser, the page is loaded again. */
  async colorScheme(scheme) {
    this.#options = { ...this.#options, scheme };
    if (this.#driver.colorScheme) return this.#driver.colorScheme(scheme);
    await this.#driver.close();
    this.#driver = await this.#launch(this.#options);
    if (this.#options.viewport) await this.#driver.viewport(...this.#options.viewport);
    if (this.#url) await this.#driver.goto(this.#url);
  }

  close() {
    return this.#driver.close();
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

const webDriverKeys = {
  Backspace: "\uE003",
  Tab: "\uE004",
  Enter: "\uE007",
  Shift: "\uE008",
  Control: "\uE009",
  Alt: "\uE00A",
  Escape: "\uE00C",
  Space: " ",
  PageUp: "\uE00E",
  PageDown: "\uE00F",
  End: "\uE010",
  Home: "\uE011",
  ArrowLeft: "\uE012",
  ArrowUp: "\uE013",
  ArrowRight: "\uE014",
  ArrowDown: "\uE015",
  Delete: "\uE017",
};

/** The name of a key in WebDriver's spelling. */
export function keyName(key) {
  return Object.keys(webDriverKeys).find((name) => webDriverKeys[name] === key) ?? key;
}

/** What W3C WebDriver, and BiDi after it, calls a press: all keys down, all keys up. */
export function keyActions(keys) {
  const down = keys.map((value) => ({ type: "keyDown", value }));
  const up = keys.toReversed().map((value) => ({ type: "keyUp", value }));
  return { type: "key", id: "keyboard", actions: [...down, ...up] };
}

export function clickActions(x, y) {
  return {
    type: "pointer",
    id: "mouse",
    parameters: { pointerType: "mouse" },
    actions: [
      { type: "pointerMove", x, y, duration: 0 },
      { type: "pointerDown", button: 0 },
      { type: "pointerUp", button: 0 },
    ],
  };
}

/** Rejects when the promise takes longer than it may. */
export function within(milliseconds, what, promise) {
  let late;
  const limit = new Promise((_, reject) => {
    late = setTimeout(() => reject(new Error(`${what} took more than ${milliseconds} ms`)), milliseconds);
  });
  return Promise.race([promise, limit]).finally(() => clearTimeout(late));
}
