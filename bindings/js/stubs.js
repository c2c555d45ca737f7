// The bodies of Rust's functions. Numbers go straight to wasm, and the engine converts them on the way. Whatever else is
// passed waits in `passed`, and wasm gets its position.

/** @typedef {(returned: any) => any} Finish turns what a code has returned into the result, or throws */
/** @typedef {{ (...args: any[]): any, __wbg_ptr?: any }} Stub */

/** Arguments on their way to Rust, those of the innermost call last; beyond {@link top} all `undefined`. @type {any[]} */
const passed = [];
let top = 0;

/**
 * Takes an argument. Never throws.
 *
 * @param {number} position
 * @returns {any} owned by the caller
 */
export function takePassed(position) {
  const value = passed[position];
  passed[position] = undefined;
  return value;
}

/**
 * Puts an argument where wasm can take it; or converts it to a number as the engine would, but before wasm is entered: it may
 * run code of the user's.
 *
 * @param {number} isValue
 * @param {any} argument
 * @returns {number} its position, or the number
 */
function pass(isValue, argument) {
  if (isValue === 0) return +argument;
  passed[top] = argument;
  top += 1;
  return top - 1;
}

/** @param {number} bottom how many arguments belong to calls that are still running */
function cut(bottom) {
  while (top > bottom) {
    top -= 1;
    passed[top] = undefined;
  }
}

// One for each number of arguments: an array of the rest would be made anew for every call. A function reads its handle where
// a dispose overwrites it. It holds nothing but itself and what belongs to its code.

/** @type {((call: (...args: any[]) => any, finish: Finish) => () => Stub)[]} */
export const WITH_NUMBERS = [
  (call, finish) => () => {
    /** @type {Stub} */
    const RustFn = () => finish(call(RustFn.__wbg_ptr));
    return RustFn;
  },
  (call, finish) => () => {
    /** @type {Stub} */
    const RustFn = (a) => finish(call(RustFn.__wbg_ptr, a));
    return RustFn;
  },
  (call, finish) => () => {
    /** @type {Stub} */
    const RustFn = (a, b) => finish(call(RustFn.__wbg_ptr, a, b));
    return RustFn;
  },
  (call, finish) => () => {
    /** @type {Stub} */
    const RustFn = (a, b, c) => finish(call(RustFn.__wbg_ptr, a, b, c));
    return RustFn;
  },
  (call, finish) => () => {
    /** @type {Stub} */
    const RustFn = (a, b, c, d) => finish(call(RustFn.__wbg_ptr, a, b, c, d));
    return RustFn;
  },
  (call, finish) => () => {
    /** @type {Stub} */
    const RustFn = (a, b, c, d, e) => finish(call(RustFn.__wbg_ptr, a, b, c, d, e));
    return RustFn;
  },
  (call, finish) => () => {
    /** @type {Stub} */
    const RustFn = (a, b, c, d, e, f) => finish(call(RustFn.__wbg_ptr, a, b, c, d, e, f));
    return RustFn;
  },
];

/** Where the bits of `values` say which arguments are no numbers. @type {((call: (...args: any[]) => any, finish: Finish, values: number) => () => Stub)[]} */
export const WITH_VALUES = [
  // Without arguments there are no values.
  WITH_NUMBERS[0],
  (call, finish, values) => () => {
    /** @type {Stub} */
    const RustFn = (a) => {
      const bottom = top;
      try {
        return finish(call(RustFn.__wbg_ptr, pass(values & 1, a)));
      } finally {
        cut(bottom);
      }
    };
    return RustFn;
  },
  (call, finish, values) => () => {
    /** @type {Stub} */
    const RustFn = (a, b) => {
      const bottom = top;
      try {
        return finish(call(RustFn.__wbg_ptr, pass(values & 1, a), pass(values & 2, b)));
      } finally {
        cut(bottom);
      }
    };
    return RustFn;
  },
  (call, finish, values) => () => {
    /** @type {Stub} */
    const RustFn = (a, b, c) => {
      const bottom = top;
      try {
        return finish(call(RustFn.__wbg_ptr, pass(values & 1, a), pass(values & 2, b), pass(values & 4, c)));
      } finally {
        cut(bottom);
      }
    };
    return RustFn;
  },
  (call, finish, values) => () => {
    /** @type {Stub} */
    const RustFn = (a, b, c, d) => {
      const bottom = top;
      try {
        return finish(call(
          RustFn.__wbg_ptr,
          pass(values & 1, a), pass(values & 2, b), pass(values & 4, c),
          pass(values & 8, d),
        ));
      } finally {
        cut(bottom);
      }
    };
    return RustFn;
  },
  (call, finish, values) => () => {
    /** @type {Stub} */
    const RustFn = (a, b, c, d, e) => {
      const bottom = top;
      try {
        return finish(call(
          RustFn.__wbg_ptr,
          pass(values & 1, a), pass(values & 2, b), pass(values & 4, c),
          pass(values & 8, d), pass(values & 16, e),
        ));
      } finally {
        cut(bottom);
      }
    };
    return RustFn;
  },
  (call, finish, values) => () => {
    /** @type {Stub} */
    const RustFn = (a, b, c, d, e, f) => {
      const bottom = top;
      try {
        return finish(call(
          RustFn.__wbg_ptr,
          pass(values & 1, a), pass(values & 2, b), pass(values & 4, c),
          pass(values & 8, d), pass(values & 16, e), pass(values & 32, f),
        ));
      } finally {
        cut(bottom);
      }
    };
    return RustFn;
  },
];
