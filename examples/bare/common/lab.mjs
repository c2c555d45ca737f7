// What a job gets: it runs the same in a page and in a test.

import { handfast } from "handfast";
import { collect } from "./collect.mjs";

/** How many times garbage is collected before something counts as leaked. */
const ROUNDS = 40;

/**
 * @typedef {object} Lab
 * @property {(file: string) => Promise<BufferSource>} load the bytes of a module
 * @property {() => Promise<any>} wasi what a module of WASI's imports: Node's own, or a shim in a page
 * @property {(title: string, run: () => unknown) => Promise<void>} step
 * @property {(truth: boolean, text: string) => void} check says what is so, and fails if it is not
 * @property {(code: string, call: () => unknown, text: string) => void} refuses checks that a call throws an error with this code, or
 *   of this class
 * @property {(truth: () => boolean, text: string) => Promise<void>} until the same for what takes some garbage collections
 * @property {() => Promise<void>} turn waits for a macrotask
 */

/** @returns {Promise<void>} */
const turn = () => new Promise((resolve) => setTimeout(resolve, 5));

/**
 * Runs a job, and checks in the end that all tables are empty.
 *
 * @param {(lab: Lab) => Promise<void>} job
 * @param {Pick<Lab, "load" | "wasi">} host
 * @param {(kind: "step" | "check", text: string) => void} say
 * @throws {Error} if something is not as the job says
 */
export async function run(job, { load, wasi }, say) {
  const check = (/** @type {boolean} */ truth, /** @type {string} */ text) => {
    if (!truth) throw new Error(`not so: ${text}`);
    say("check", text);
  };
  const refuses = (/** @type {string} */ code, /** @type {() => unknown} */ call, /** @type {string} */ text, says = /./) => {
    /** @type {any} */
    let thrown;
    try {
      call();
    } catch (error) {
      thrown = error;
    }
    check((thrown?.code === code || thrown?.name === code) && says.test(thrown.message), `${text}: ${thrown?.message ?? "nothing was thrown"}`);
  };
  const until = async (/** @type {() => boolean} */ truth, /** @type {string} */ text) => {
    for (let round = 0; round < ROUNDS && !truth(); round += 1) {
      handfast.collect();
      await turn();
      await collect();
    }
    check(truth(), text);
  };
  const step = async (/** @type {string} */ title, /** @type {() => unknown} */ body) => {
    say("step", title);
    await turn();
    await body();
  };
  await job({ load, wasi, step, check, refuses, until, turn });
  await step("In the end", async () => {
    const empty = () => {
      const { rustObjects, handles, slots, wrappers } = handfast.stats();
      return rustObjects + handles + slots + wrappers === 0;
    };
    await until(empty, "the tables on both sides are empty");
  });
}
