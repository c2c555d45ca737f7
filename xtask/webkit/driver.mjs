#!/usr/bin/env node
// Stands in for `safaridriver`: passes everything on to WebKitWebDriver, but names our browser when a client
// asks for a session without saying which one it wants. See README.md.

import { spawn } from "node:child_process";
import { once } from "node:events";
import http from "node:http";
import net from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const { port } = parseArgs({ options: { port: { type: "string" } } }).values;
const host = "127.0.0.1";
const browser = fileURLToPath(new URL("browser.py", import.meta.url));
const options = { "webkitgtk:browserOptions": { binary: browser, args: ["--automation"] } };
const session = Buffer.from(JSON.stringify({ capabilities: { alwaysMatch: options } }));

const inner = await freePort();
startDriver();
await untilItListens();
// Our port opens last, because a client takes that as the sign that the driver is ready.
http.createServer(passOn).listen(Number(port), host);

async function freePort() {
  const server = net.createServer().listen(0, host);
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  return port;
}

/** The test runner kills us without warning, so the kernel is asked to end the driver with us. */
function startDriver() {
  const command = ["--pdeathsig", "TERM", "WebKitWebDriver", `--host=${host}`, `--port=${inner}`];
  const driver = spawn("setpriv", command, { stdio: "inherit" });
  driver.on("exit", (code) => process.exit(code ?? 1));
  for (const signal of ["SIGTERM", "SIGINT"]) process.on(signal, () => driver.kill());
}

async function untilItListens() {
  for (;;) {
    const socket = net.connect(inner, host);
    try {
      await once(socket, "connect");
      return socket.destroy();
    } catch {
      await sleep(50);
    }
  }
}

async function passOn(request, response) {
  const chunks = await request.toArray();
  const newSession = request.method === "POST" && request.url === "/session";
  const body = newSession ? session : Buffer.concat(chunks);
  const { "transfer-encoding": _, ...headers } = request.headers;
  if (request.method !== "GET") headers["content-length"] = body.length;
  const { method, url: path } = request;
  const forwarded = http.request({ host, port: inner, method, path, headers });
  forwarded.on("response", (answer) => {
    response.writeHead(answer.statusCode, answer.headers);
    answer.pipe(response);
  });
  forwarded.on("error", (error) => response.writeHead(502).end(String(error)));
  forwarded.end(body);
}
