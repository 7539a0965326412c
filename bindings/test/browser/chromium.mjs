// Chromium, by Playwright's library and Debian's browser.

import { chromium } from "playwright-core";
import { keyName, within } from "./page.mjs";

const limit = 90_000;

export async function launch({ scheme = "light", reducedMotion = false, scripts = true, touch = false } = {}) {
  const browser = await chromium.launch({
    executablePath: process.env.FAULTLAB_CHROMIUM ?? "/usr/bin/chromium",
    // Chromium has no sandbox for root.
    args: process.getuid() === 0 ? ["--no-sandbox"] : [],
  });
  const context = await browser.newContext({
    colorScheme: scheme,
    reducedMotion: reducedMotion ? "reduce" : "no-preference",
    javaScriptEnabled: scripts,
    hasTouch: touch,
  });
  context.setDefaultTimeout(limit);
  const page = await context.newPage();
  return {
    goto: (url) => page.goto(url),
    run: (source) => within(limit, "a script", page.evaluate(`(${source})()`)),
    press: (keys) => page.keyboard.press(keys.map(keyName).join("+")),
    click: (x, y) => page.mouse.click(x, y),
    ...(touch ? { tap: (x, y) => page.touchscreen.tap(x, y) } : {}),
    viewport: (width, height) => page.setViewportSize({ width, height }),
    screenshot: () => page.screenshot(),
    colorScheme: (next) => page.emulateMedia({ colorScheme: next }),
    close: () => within(limit, "closing Chromium", browser.close()),
  };
}
