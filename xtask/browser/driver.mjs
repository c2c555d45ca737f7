#!/usr/bin/env node
// Stands between wasm-bindgen's test runner and a WebDriver server (HANDFAST_DRIVER), and passes everything on, with two
// changes.
//
// The page is visited through a server of ours. The runner's own hands each connection to a thread, and when a browser opens
// several at once one of them can be left waiting for a thread that is free; since browsers keep connections open, that is for
// ever (`TaskPool::spawn` of tiny_http 0.12: it counts threads that were woken but have not started yet as free). Ours asks it
// with a connection for each request.
//
// And a client that asks for a session in WebKit without saying which browser it wants gets ours; see ../webkit/README.md.

import { spawn } from "node:child_process";
import { once } from "node:events";
import http from "node:http";
import net from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const { port } = parseArgs({ options: { port: { type: "string" } } }).values;
const host = "127.0.0.1";
const program = process.env.HANDFAST_DRIVER;
const inWebKit = program.endsWith("WebKitWebDriver");
const browser = fileURLToPath(new URL("../webkit/browser.py", import.meta.url));
const options = { "webkitgtk:browserOptions": { binary: browser, args: ["--automation"] } };
const webKitSession = Buffer.from(JSON.stringify({ capabilities: { alwaysMatch: options } }));

const inner = await freePort();
startDriver();
await untilItListens();
// Our port opens last, because a client takes that as the sign that the driver is ready.
http.createServer(command).listen(Number(port), host);

async function freePort() {
  const server = net.createServer().listen(0, host);
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  return port;
}

/** The test runner kills us without warning, so the kernel is asked to end the driver with us. */
function startDriver() {
  // chromedriver listens to nobody else without being told.
  const where = program.endsWith("chromedriver") ? [`--port=${inner}`] : [`--host=${host}`, `--port=${inner}`];
  const driver = spawn("setpriv", ["--pdeathsig", "TERM", program, ...where], { stdio: "inherit" });
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

async function command(request, response) {
  let body = Buffer.concat(await request.toArray());
  if (request.method === "POST" && request.url === "/session" && inWebKit) body = webKitSession;
  if (request.method === "POST" && /^\/session\/[^/]+\/url$/.test(request.url)) {
    const { url } = JSON.parse(body);
    body = Buffer.from(JSON.stringify({ url: await throughUs(url) }));
  }
  passOn(inner, request, response, body);
}

/** Serves what another server of this machine does, and returns the address. */
async function throughUs(address) {
  const url = new URL(address);
  const target = Number(url.port);
  const server = http.createServer(async (request, response) => {
    passOn(target, request, response, Buffer.concat(await request.toArray()));
  });
  await once(server.listen(0, host), "listening");
  url.port = server.address().port;
  return url.href;
}

/** Asks another server of this machine, and answers what it answers. */
function passOn(port, request, response, body) {
  const { "transfer-encoding": _, connection: __, host: ___, ...headers } = request.headers;
  if (request.method !== "GET") headers["content-length"] = body.length;
  const { method, url: path } = request;
  const forwarded = http.request({ host, port, method, path, headers, agent: false });
  forwarded.on("response", (answer) => {
    const { connection: _, "keep-alive": __, ...headers } = answer.headers;
    response.writeHead(answer.statusCode, headers);
    answer.pipe(response);
  });
  forwarded.on("error", (error) => response.writeHead(502).end(String(error)));
  forwarded.end(body);
}
