// What engines have of explicit resource management, `using` and `DisposableStack`, with wrappers, functions and scopes.

import { assert } from "./assert.mjs";

/** In a text, because a module with the syntax would not load where it is unknown. */
const BLOCK = `
  const made = {};
  {
    using scope = m.handfast.openScope("block");
    using object = made.object = new m.Thing(1);
    using f = made.f = m.makeFn(2);
    made.owned = scope.own(new m.Thing(3));
    made.kept = scope.escape(scope.own(new m.Thing(4)));
  }
  return made;
`;

const codeOf = (call) => {
  try {
    call();
  } catch (error) {
    return error.code;
  }
  return "nothing was thrown";
};

function check(m, { object, f, owned, kept }) {
  assert.equal(codeOf(() => object.id), "HANDFAST_DISPOSED");
  assert.equal(codeOf(() => f()), "HANDFAST_DISPOSED");
  assert.equal(codeOf(() => owned.id), "HANDFAST_SCOPE_ENDED");
  assert.equal(kept.id, 4);
  kept.free();
  // The last one first.
  assert.sameItems([...m.takeDropped()], [2, 1, 3, 4]);
}

/**
 * Uses what this engine has.
 *
 * @returns {{ using: boolean, disposableStack: boolean }} which of the two that was
 */
export function useResources(m) {
  m.takeDropped();
  const block = compile(BLOCK);
  if (block) check(m, block(m));
  const { DisposableStack } = globalThis;
  if (DisposableStack) {
    const stack = new DisposableStack();
    const scope = stack.use(m.handfast.openScope("stack"));
    const [object, f] = [stack.use(new m.Thing(1)), stack.use(m.makeFn(2))];
    const [owned, kept] = [scope.own(new m.Thing(3)), scope.escape(scope.own(new m.Thing(4)))];
    stack.dispose();
    check(m, { object, f, owned, kept });
  }
  return { using: block !== undefined, disposableStack: DisposableStack !== undefined };
}

function compile(text) {
  try {
    return new Function("m", text);
  } catch {
    return undefined;
  }
}
