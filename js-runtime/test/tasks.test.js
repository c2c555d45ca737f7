// The promises of async functions, by a Rust side that answers as it is told.

import assert from "node:assert/strict";
import { test } from "node:test";
import { instances } from "../src/instance.js";
import { PoisonedError } from "../src/index.js";
import { poison } from "../src/poison.js";
import { definePoll, runTask, settleTask, wakeTask } from "../src/tasks.js";
import { assertEmpty, load, turn } from "./lab.js";

const [FULFILLED, REJECTED, PENDING, AGAIN] = [0, 1, 2, 3];

/** An instance whose tasks are polled by `answer`, and the number of that. */
function loadWith(answer) {
  const { wasm } = load();
  return { wasm, number: definePoll(wasm.instance, 7, { get: (place) => (place === 7 ? answer : undefined) }) };
}

test("a task is polled in a microtask, after it was woken, and to its end", async () => {
  const polled = [];
  const answers = [PENDING, AGAIN, PENDING, FULFILLED];
  const { wasm, number } = loadWith((task) => {
    polled.push(task);
    settleTask("done");
    return answers[polled.length - 1];
  });
  const promise = runTask(number, 5);
  assert.deepEqual(polled, []);
  await turn();
  assert.deepEqual(polled, [5]);
  wakeTask(number, 5);
  assert.deepEqual(polled, [5]);
  await turn();
  assert.deepEqual(polled, [5, 5, 5]);
  wakeTask(number, 5);
  assert.equal(await promise, "done");
  assertEmpty(wasm);
});

test("tasks of two instances with one number are apart", async () => {
  const answer = (value) => {
    let polls = 0;
    return () => {
      settleTask(value);
      return polls++ === 0 ? PENDING : REJECTED;
    };
  };
  const [one, other] = [loadWith(answer("one")), loadWith(answer("other"))];
  const promises = [runTask(one.number, 0), runTask(other.number, 0)];
  await turn();
  wakeTask(other.number, 0);
  await assert.rejects(promises[1], (error) => error === "other");
  wakeTask(one.number, 0);
  await assert.rejects(promises[0], (error) => error === "one");
  assertEmpty(one.wasm, other.wasm);
});

test("a trap rejects, and poisons; what else is thrown only rejects", async () => {
  for (const [error, poisoned] of [[new WebAssembly.RuntimeError("unreachable"), true], [new Error("of an import"), false]]) {
    const { wasm, number } = loadWith(() => {
      throw error;
    });
    await assert.rejects(runTask(number, 0), (thrown) => thrown === error);
    assert.equal(wasm.poisoned, poisoned);
  }
});

test("nothing is polled in an instance that has crashed", async () => {
  let polls = 0;
  const { wasm, number } = loadWith(() => {
    polls += 1;
    return PENDING;
  });
  const pending = runTask(number, 0);
  await turn();
  poison(instances[wasm.instance - 1], "why");
  wakeTask(number, 0);
  for (const promise of [pending, runTask(number, 1)]) {
    await assert.rejects(promise, (error) => error instanceof PoisonedError && /: why;/.test(error.message));
  }
  assert.equal(polls, 1);
});
