// The module under test, and the check that ends every file.
//
//   cargo xtask wasm build handfast-script --out DIR
//   HANDFAST_SCRIPT=DIR node --expose-gc --test examples/engine/tests/js/

import assert from "node:assert/strict";
import { after, test as nodeTest } from "node:test";

import { collectBoth, counts, settle } from "../../demo/counts.mjs";
import { load } from "../../demo/load.mjs";

const folder = process.env.HANDFAST_SCRIPT;
if (folder === undefined) throw new Error("HANDFAST_SCRIPT must name the folder of the built module");

/** @type {any} */
export const script = await load(folder);

export const { Engine, ScriptError, ScriptList, ScriptObject, handfast, liveObjects } = script;

export const collect = () => collectBoth(script);

const NOTHING = { objects: 0, rustObjects: 0, handles: 0, jsRefs: 0, slots: 0 };

/**
 * A test after which nothing may be left. The body is called from here, so that what it made is in no register of this
 * function's.
 *
 * @param {string} name @param {() => any} body
 */
export function test(name, body) {
  nodeTest(name, async () => {
    await body();
    assert.deepEqual(await settle(script), NOTHING, JSON.stringify(handfast.stats().types));
  });
}

after(() => assert.deepEqual(counts(script), NOTHING));

/** What a call throws. @param {() => any} call @returns {any} */
export function thrown(call) {
  try {
    call();
  } catch (error) {
    return error;
  }
  return assert.fail("nothing was thrown");
}
