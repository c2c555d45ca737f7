// The support of the other suite, with the module of this one.

process.env.HANDFAST_TEST_FEATURES ??= process.env.HANDFAST_TEST_FAILURE;
const support = await import("../../features/node/support.mjs");
export const { m, anotherInstance, refuses, rejects, deferred, turn, endsEmpty, assertEmpty } = support;
