// Firefox as it is installed, by WebDriver BiDi over a socket: there is no
// geckodriver in Debian, and no need for one.

import { spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import WebSocket from "ws";
import { clickActions, keyActions, within } from "./actions.mjs";

const limit = 90_000;

/** A browser under automation is laxer about files than the one a reader has, unless it is told not to be. */
const preferences = {
  "security.fileuri.strict_origin_policy": true,
  "browser.shell.checkDefaultBrowser": false,
  "browser.startup.page": 0,
  "datareporting.policy.dataSubmissionEnabled": false,
  "app.update.enabled": false,
};

/** What a page asks of the whole browser: each combination is a process of its own. */
export const kindOf = ({ scheme = "light", reducedMotion = false, scripts = true }) =>
  JSON.stringify({ scheme, reducedMotion, scripts });

export async function start(kind) {
  const { scheme, reducedMotion, scripts } = JSON.parse(kind);
  const profile = await mkdtemp(join(tmpdir(), "faultlab-firefox-"));
  const chosen = {
    ...preferences,
    "layout.css.prefers-color-scheme.content-override": scheme === "dark" ? 0 : 1,
    "ui.prefersReducedMotion": reducedMotion ? 1 : 0,
    "javascript.enabled": scripts,
  };
  const lines = Object.entries(chosen).map(([name, value]) => `user_pref("${name}", ${value});`);
  await writeFile(join(profile, "user.js"), lines.join("\n"));
  const firefox = spawn(
    process.env.FAULTLAB_FIREFOX ?? "firefox-esr",
    ["--headless", "--no-remote", "--profile", profile, "--remote-debugging-port", "0"],
    { stdio: ["ignore", "ignore", "pipe"] },
  );
  const exited = new Promise((done) => firefox.once("exit", done));
  const connection = await Connection.open(`${await within(limit, "starting Firefox", address(firefox))}/session`);
  await connection.call("session.new", { capabilities: {} });
  return {
    isAlive: () => firefox.exitCode === null && firefox.signalCode === null,
    open: () => openIn(connection),
    close: async () => {
      await connection.call("browser.close").catch(() => firefox.kill());
      await within(limit, "closing Firefox", exited).catch(() => firefox.kill("SIGKILL"));
      connection.close();
      await rm(profile, { recursive: true, force: true });
    },
  };
}

/** A page with a storage and cookies of its own. */
async function openIn(connection) {
  const { userContext } = await connection.call("browser.createUserContext");
  const { context } = await connection.call("browsingContext.create", { type: "tab", userContext });
  return {
    goto: async (url) => void (await connection.call("browsingContext.navigate", { context, url, wait: "complete" })),
    run: async (source) => {
      const answer = await connection.call("script.callFunction", {
        functionDeclaration: source,
        awaitPromise: true,
        target: { context },
      });
      if (answer.type === "exception") throw new Error(answer.exceptionDetails.text);
      return answer.result.value;
    },
    press: (keys) => connection.call("input.performActions", { context, actions: [keyActions(keys)] }),
    click: (x, y) => connection.call("input.performActions", { context, actions: [clickActions(x, y)] }),
    viewport: (width, height) =>
      connection.call("browsingContext.setViewport", { context, viewport: { width, height } }),
    screenshot: async () => (await connection.call("browsingContext.captureScreenshot", { context })).data,
    close: async () => {
      await connection.call("browsingContext.close", { context });
      await connection.call("browser.removeUserContext", { userContext });
    },
  };
}

/** Firefox says on its error output where it listens. */
function address(firefox) {
  return new Promise((found, failed) => {
    let said = "";
    firefox.stderr.on("data", (text) => {
      said += text;
      const match = /WebDriver BiDi listening on (ws:\/\/\S+)/.exec(said);
      if (match) found(match[1]);
    });
    firefox.once("error", failed);
    firefox.once("exit", (code) => failed(new Error(`Firefox ended with ${code}: ${said}`)));
  });
}

/** Commands and their answers, matched by number. */
class Connection {
  #socket;
  #last = 0;
  #waiting = new Map();

  static async open(url) {
    const socket = new WebSocket(url);
    await within(
      limit,
      "connecting to Firefox",
      new Promise((open, failed) => socket.once("open", open).once("error", failed)),
    );
    return new Connection(socket);
  }

  constructor(socket) {
    this.#socket = socket;
    socket.on("message", (text) => {
      const message = JSON.parse(text);
      const waiting = this.#waiting.get(message.id);
      this.#waiting.delete(message.id);
      if (message.type === "error") waiting?.failed(new Error(`${message.error}: ${message.message}`));
      else waiting?.done(message.result);
    });
    socket.on("close", () => {
      for (const waiting of this.#waiting.values()) waiting.failed(new Error("Firefox has gone"));
    });
  }

  call(method, params = {}) {
    const id = ++this.#last;
    const answer = new Promise((done, failed) => this.#waiting.set(id, { done, failed }));
    this.#socket.send(JSON.stringify({ id, method, params }));
    return within(limit, method, answer);
  }

  close() {
    this.#socket.close();
  }
}
