// The browsers behind the pages of the tests. A file of tests that runs by itself starts what it needs; files that run
// together (run.mjs) share those of a host, so that a browser starts once and not once for every file.

import WebSocket, { WebSocketServer } from "ws";

const drivers = {
  chromium: () => import("./chromium.mjs"),
  firefox: () => import("./firefox.mjs"),
  webkit: () => import("./webkit.mjs"),
};

/** The browser this run of the tests is about. */
export const browser = process.env.FAULTLAB_BROWSER ?? "chromium";

/** Opens a page as page.mjs describes it, in the host's browser if there is a host, and else in one of our own. */
export function openDriver(options) {
  const host = process.env.FAULTLAB_BROWSER_HOST;
  return host ? Remote.open(host, options) : own.open(options);
}

/** One browser of each kind, started when a page first asks for it, and again if it has gone. */
export class Browsers {
  #started = new Map();

  async open(options) {
    const { kindOf, start } = await drivers[browser]();
    const kind = kindOf(options);
    let running = await this.#started.get(kind)?.catch(() => undefined);
    if (!running?.isAlive()) {
      this.#started.set(kind, start(kind));
      running = await this.#started.get(kind);
    }
    return running.open(options);
  }

  async close() {
    const all = [...this.#started.values()];
    this.#started.clear();
    await Promise.allSettled(all.map(async (started) => (await started).close()));
  }
}

/** Browsers without a host: they are closed with the last page. */
const own = {
  browsers: new Browsers(),
  pages: 0,
  async open(options) {
    const driver = await this.browsers.open(options);
    this.pages++;
    const close = async () => {
      await driver.close();
      if (--this.pages === 0) await this.browsers.close();
    };
    return { ...driver, close };
  },
};

/**
 * Lets other processes open pages in our browsers: over a socket, a call is [number, page, method, arguments], and its
 * answer [number, error, value]. Whoever goes without closing its pages leaves none behind.
 */
export async function host() {
  const browsers = new Browsers();
  const server = new WebSocketServer({ host: "127.0.0.1", port: 0 });
  await new Promise((listening, failed) => server.once("listening", listening).once("error", failed));
  // WebKit has room for one page: nobody comes in before everybody who left is out.
  let leaving = Promise.resolve();
  server.on("connection", (socket) => {
    const pages = [];
    const call = async (page, method, args) => {
      if (method === "open") {
        await leaving;
        const driver = await browsers.open(...args);
        pages.push(driver);
        return [pages.length - 1, Object.keys(driver)];
      }
      const driver = pages[page];
      if (method === "close") pages[page] = undefined;
      return driver[method](...args);
    };
    socket.on("message", async (text) => {
      const [number, page, method, args] = JSON.parse(text);
      const answer = await call(page, method, args).then(
        (value) => [number, null, value],
        (error) => [number, error.message],
      );
      socket.send(JSON.stringify(answer));
    });
    socket.on("close", () => {
      leaving = Promise.allSettled([leaving, ...pages.map((page) => page?.close())]);
    });
  });
  return {
    url: `ws://127.0.0.1:${server.address().port}`,
    close: async () => {
      for (const socket of server.clients) socket.terminate();
      server.close();
      await browsers.close();
    },
  };
}

/** The other end of a host's socket. */
class Remote {
  #socket;
  #last = 0;
  #waiting = new Map();

  static async open(url, options) {
    const socket = new WebSocket(url);
    await new Promise((open, failed) => socket.once("open", open).once("error", failed));
    const remote = new Remote(socket);
    const [page, methods] = await remote.call(undefined, "open", [options]);
    const driver = Object.fromEntries(methods.map((name) => [name, (...args) => remote.call(page, name, args)]));
    const close = async () => {
      await driver.close();
      socket.close();
    };
    return { ...driver, close };
  }

  constructor(socket) {
    this.#socket = socket;
    socket.on("message", (text) => {
      const [number, error, value] = JSON.parse(text);
      const { done, failed } = this.#waiting.get(number);
      this.#waiting.delete(number);
      if (error === null) done(value);
      else failed(new Error(error));
    });
    socket.on("close", () => {
      for (const { failed } of this.#waiting.values()) failed(new Error("the host of the browsers has gone"));
    });
  }

  call(page, method, args) {
    const number = ++this.#last;
    const answer = new Promise((done, failed) => this.#waiting.set(number, { done, failed }));
    this.#socket.send(JSON.stringify([number, page, method, args]));
    return answer;
  }
}
