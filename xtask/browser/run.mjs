// Opens a page of a folder in a browser, waits for `window.__result`, and prints it as one line of JSON.
//
//   node run.mjs --engine chromium|firefox|webkit --root DIR [--page index.html] [--timeout SECONDS] [--isolated]
//
// A page that throws, or that leaves `{ error }`, makes this fail. WebKit needs a display and
// HANDFAST_WEBKIT_EXTENSION; `cargo xtask page` sees to both.

import { parseArgs } from "node:util";

import { visit as visitWithPlaywright } from "./playwright.mjs";
import { serve } from "./serve.mjs";
import { visit as visitWebKit } from "./webkit.mjs";

const { values } = parseArgs({
  options: {
    engine: { type: "string" },
    root: { type: "string" },
    page: { type: "string", default: "index.html" },
    timeout: { type: "string", default: "60" },
    isolated: { type: "boolean", default: false },
  },
});

const site = await serve(values.root, { isolated: values.isolated });
try {
  const address = new URL(values.page, site.address).href;
  const timeout = Number(values.timeout) * 1000;
  const result =
    values.engine === "webkit"
      ? await visitWebKit(address, timeout)
      : await visitWithPlaywright(values.engine, address, timeout);
  if (result?.error) throw new Error(`the page failed: ${result.error}`);
  console.log(JSON.stringify(result));
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
} finally {
  site.close();
}
