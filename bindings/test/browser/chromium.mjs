// Chromium, by Playwright's library and Debian's browser.

import { chromium } from "playwright-core";
import { keyName, within } from "./actions.mjs";

const limit = 90_000;

/** One browser is good for pages of every kind. */
export const kindOf = () => "any";

export async function start() {
  const browser = await chromium.launch({
    executablePath: process.env.FAULTLAB_CHROMIUM ?? "/usr/bin/chromium",
    // Chromium has no sandbox for root.
    args: process.getuid() === 0 ? ["--no-sandbox"] : [],
  });
  return {
    isAlive: () => browser.isConnected(),
    open: (options) => openIn(browser, options),
    close: () => within(limit, "closing Chromium", browser.close()),
  };
}

async function openIn(browser, { scheme = "light", reducedMotion = false, scripts = true, touch = false }) {
  const context = await browser.newContext({
    colorScheme: scheme,
    reducedMotion: reducedMotion ? "reduce" : "no-preference",
    javaScriptEnabled: scripts,
    hasTouch: touch,
  });
  context.setDefaultTimeout(limit);
  const page = await context.newPage();
  return {
    goto: async (url) => void (await page.goto(url)),
    run: (source) => within(limit, "a script", page.evaluate(`(${source})()`)),
    press: (keys) => page.keyboard.press(keys.map(keyName).join("+")),
    click: (x, y) => page.mouse.click(x, y),
    ...(touch ? { tap: (x, y) => page.touchscreen.tap(x, y) } : {}),
    viewport: (width, height) => page.setViewportSize({ width, height }),
    screenshot: async () => (await page.screenshot()).toString("base64"),
    colorScheme: (next) => page.emulateMedia({ colorScheme: next }),
    close: () => within(limit, "closing a page of Chromium", context.close()),
  };
}
