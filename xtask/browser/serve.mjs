// Serves a folder to the browsers of this machine, and to nobody else.

import { once } from "node:events";
import http from "node:http";

import sirv from "sirv";

/** What a page must come with before it may share memory with workers. */
const ISOLATION = {
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Embedder-Policy": "require-corp",
};

/**
 * Starts a server on a free port. Whoever calls this closes it.
 *
 * @param {string} root folder to serve
 * @param {{ isolated?: boolean, port?: number }} options
 */
export async function serve(root, { isolated = false, port = 0 } = {}) {
  const files = sirv(root, {
    dev: true, // files are read as they are now, not as they were when the server started
    setHeaders: (response) => {
      for (const [name, value] of Object.entries(isolated ? ISOLATION : {})) response.setHeader(name, value);
    },
  });
  const server = http.createServer(files).listen(port, "127.0.0.1");
  await once(server, "listening");
  const close = () => {
    server.close();
    server.closeAllConnections();
  };
  return { address: `http://127.0.0.1:${server.address().port}/`, close };
}
