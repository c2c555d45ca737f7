// Chromium and Firefox as the system installed them, driven by Playwright.

import { readFile } from "node:fs/promises";

import { chromium, firefox } from "playwright-core";

const launch = {
  chromium: () =>
    chromium.launch({
      executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
      args: [
        "--no-sandbox", // containers run as root, where the sandbox cannot start
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--js-flags=--expose-gc",
      ],
    }),
  firefox: () =>
    firefox.launch({
      channel: "moz-firefox", // an unpatched Firefox, over WebDriver BiDi
      executablePath: process.env.FIREFOX ?? "/usr/bin/firefox-esr",
      firefoxUserPrefs: { "dom.testing.testutils.enabled": true },
    }),
};

/** Loads a page in a fresh profile and returns what it leaves in `window.__result`. */
export async function visit(engine, address, timeout) {
  const browser = await launch[engine]();
  try {
    const page = await browser.newPage();
    page.on("console", (message) => console.error(`${engine}: ${message.text()}`));
    await page.addInitScript(await readFile(new URL("instrument.js", import.meta.url), "utf8"));
    await page.goto(address, { timeout });
    await page.waitForFunction(() => window.__result !== undefined, null, { timeout });
    return await page.evaluate(() => window.__result);
  } finally {
    await browser.close();
  }
}
