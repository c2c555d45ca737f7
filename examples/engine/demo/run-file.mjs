// Runs one program of the user's.

import { host } from "./host.mjs";

/** @param {any} script the module @param {string} source @returns {Promise<number>} the exit code */
export async function runFile({ Engine }, source) {
  const engine = new Engine(console.log);
  for (const [name, value] of Object.entries(host())) engine.define(name, value);
  try {
    engine.run(source);
    return 0;
  } catch (error) {
    console.error(`${error}`);
    return 1;
  }
}
