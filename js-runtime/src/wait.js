// How automatic work waits for its time, and then for the host to be idle. Nothing here keeps a process alive.

// Taken when the module loads, before a test can put fake timers in their place.
const { setTimeout, clearTimeout, requestIdleCallback } = /** @type {any} */ (globalThis);

/**
 * @typedef {object} Wait
 * @property {(now: boolean) => void} arm has the work done after the delay, or as soon as the host is idle; if it is not on its way already
 * @property {() => void} restart starts the delay again, if one is running: its length was changed
 * @property {() => void} whenIdle has the work done when the host has nothing better to do
 */

/**
 * @param {() => number} delay milliseconds
 * @param {() => void} work
 * @returns {Wait}
 */
export function createWait(delay, work) {
  /** The timer before the work, or `undefined` if none is running. @type {any} */
  let timer;
  /** Whether the work is on its way. */
  let waiting = false;

  const start = () => {
    timer = setTimeout(() => {
      timer = undefined;
      whenIdle();
    }, delay());
    timer.unref?.();
  };
  const stop = () => {
    clearTimeout(timer);
    timer = undefined;
  };
  const whenIdle = () => {
    if (waiting) return;
    waiting = true;
    if (typeof requestIdleCallback === "function") requestIdleCallback(run);
    else setTimeout(run, 0).unref?.();
  };
  const run = () => {
    waiting = false;
    work();
  };

  return {
    whenIdle,
    arm(now) {
      if (waiting) return;
      if (now) {
        stop();
        whenIdle();
      } else if (timer === undefined) {
        start();
      }
    },
    restart() {
      if (timer === undefined) return;
      stop();
      start();
    },
  };
}
