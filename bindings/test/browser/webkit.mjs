// WebKitGTK's MiniBrowser, by its own W3C WebDriver. It needs a display, so it
// gets a virtual one of its own.

import { spawn } from "node:child_process";
import { createServer } from "node:net";
import { clickActions, keyActions, within } from "./actions.mjs";

const limit = 90_000;
const miniBrowser = process.env.FAULTLAB_MINIBROWSER ?? "/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser";

/** The scheme is the desktop's. */
export const kindOf = ({ scheme = "light" }) => scheme;

export async function start(scheme) {
  const screen = await startScreen();
  const env = { ...process.env, DISPLAY: screen.display, GTK_THEME: scheme === "dark" ? "Adwaita:dark" : "Adwaita" };
  // With either of these, screenshots never come.
  delete env.WEBKIT_DISABLE_DMABUF_RENDERER;
  delete env.WEBKIT_DISABLE_COMPOSITING_MODE;
  const port = await freePort();
  const driver = spawn("WebKitWebDriver", [`--port=${port}`], { env, stdio: "ignore" });
  const base = `http://127.0.0.1:${port}`;
  await ready(base);
  return {
    isAlive: () => driver.exitCode === null && driver.signalCode === null,
    open: () => openIn(base),
    close: async () => {
      driver.kill();
      screen.stop();
    },
  };
}

/** A page is a session, and a session a browser of its own, of which the driver has one at a time. */
async function openIn(base) {
  const { sessionId } = await call("POST", `${base}/session`, {
    capabilities: {
      alwaysMatch: { "webkitgtk:browserOptions": { binary: miniBrowser, args: ["--automation"] } },
    },
  });
  const session = `${base}/session/${sessionId}`;
  await call("POST", `${session}/timeouts`, { script: limit });
  return {
    goto: (url) => call("POST", `${session}/url`, { url }),
    run: async (source) => {
      const script = `const done = arguments[0];
        (${source})().then((value) => done({ value }), (error) => done({ error: String(error) }));`;
      const { value, error } = await call("POST", `${session}/execute/async`, { script, args: [] });
      if (error) throw new Error(error);
      return value;
    },
    press: (keys) => call("POST", `${session}/actions`, { actions: [keyActions(keys)] }),
    click: (x, y) => call("POST", `${session}/actions`, { actions: [clickActions(x, y)] }),
    viewport: async (width, height) => {
      // The window can be set, the page inside it is what is wanted.
      const around = "return [outerWidth - innerWidth, outerHeight - innerHeight]";
      const [dx, dy] = await call("POST", `${session}/execute/sync`, { script: around, args: [] });
      await call("POST", `${session}/window/rect`, { width: width + dx, height: height + dy });
    },
    screenshot: () => call("GET", `${session}/screenshot`),
    close: () => call("DELETE", session).catch(() => {}), // the browser may be gone already
  };
}

async function call(method, url, body) {
  const response = await fetch(url, {
    method,
    body: body && JSON.stringify(body),
    headers: { "content-type": "application/json" },
    signal: AbortSignal.timeout(limit + 5_000),
  });
  const { value } = await response.json();
  if (!response.ok) throw new Error(`${value.error}: ${value.message}`);
  return value;
}

/** A virtual screen; it says on a pipe which number it took. */
async function startScreen() {
  const size = ["-screen", "0", "1400x1000x24"];
  const server = spawn("Xvfb", ["-displayfd", "3", ...size, "-nolisten", "tcp"], {
    stdio: ["ignore", "ignore", "ignore", "pipe"],
  });
  const number = new Promise((found, failed) => {
    let said = "";
    server.stdio[3].on("data", (text) => {
      said += text;
      if (said.includes("\n")) found(said.trim());
    });
    server.once("error", failed);
    server.once("exit", (code) => failed(new Error(`Xvfb ended with ${code}`)));
  });
  return { display: `:${await within(limit, "starting Xvfb", number)}`, stop: () => server.kill() };
}

async function freePort() {
  const server = createServer();
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address();
  await new Promise((closed) => server.close(closed));
  return port;
}

/** Waits until the driver answers. */
async function ready(base) {
  const end = Date.now() + limit;
  for (;;) {
    const up = await fetch(`${base}/status`, { signal: AbortSignal.timeout(1_000) }).catch(() => undefined);
    if (up?.ok) return;
    if (Date.now() > end) throw new Error("WebKitWebDriver did not start");
    await new Promise((again) => setTimeout(again, 25));
  }
}
