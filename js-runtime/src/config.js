// The settings, shared by all instances that use this copy of the package.

/**
 * @typedef {object} Config
 * @property {boolean} finalizers use `FinalizationRegistry`. Off, wrappers made from then on are
 *   released only by `dispose` and by sweeps, and each pays for a `WeakRef`. Wrappers that were
 *   registered before are still released by their finalizer.
 * @property {number} nursery how many new wrappers are held before the engine hears of them
 * @property {number} sweepInterval the least time, in milliseconds, between two automatic sweeps
 * @property {number} sweepBudget how many entries one slice of an automatic sweep looks at
 * @property {number} collectInterval the least time, in milliseconds, between something happening and the automatic
 *   bridge pass that follows; passes after which nothing dies make it longer
 * @property {number} [budget] how many bytes the objects of measured classes may take together, in each instance, before something is done about it;
 *   1 GiB where neither this nor Rust says otherwise
 * @property {Record<string, number>} budgets the same for single classes, by name
 * @property {boolean} ballast let the engine feel what those objects take
 * @property {(report: import("./pressure.js").PressureReport) => void} [onPressure] is told about exceeded budgets instead of the console
 * @property {boolean} debug write down where the wrappers of scopes were made, for errors; that is slow
 */

/** The settings in force. Only {@link configure} writes them. @type {Config} */
export const config = {
  finalizers: true,
  // Larger gains little: 512 handles are 4 KiB and the cost of a flush is already spread thin.
  nursery: 512,
  sweepInterval: 1000,
  // About 50 µs of work: well inside one frame, even on a phone.
  sweepBudget: 1024,
  collectInterval: 2000,
  budget: undefined,
  budgets: {},
  ballast: true,
  onPressure: undefined,
  debug: false,
};

/** @type {Readonly<Record<"nursery" | "sweepInterval" | "sweepBudget" | "collectInterval" | "budget", readonly [number, number]>>} */
const LIMITS = {
  nursery: [1, 65536],
  sweepInterval: [0, 2 ** 31 - 1],
  sweepBudget: [1, 2 ** 31 - 1],
  collectInterval: [0, 2 ** 31 - 1],
  budget: [0, Number.MAX_SAFE_INTEGER],
};

/**
 * Changes settings; what is not named stays. A size of the nursery takes effect at its next flush.
 *
 * @param {Partial<Config>} changes
 * @returns {Config} a copy of the settings now in force
 * @throws {RangeError} if a value is out of range; then nothing has changed
 */
export function configure(changes) {
  const next = { ...config };
  for (const key of /** @type {const} */ (["finalizers", "debug", "ballast"])) {
    if (changes[key] !== undefined) next[key] = Boolean(changes[key]);
  }
  if ("onPressure" in changes) next.onPressure = changes.onPressure;
  next.budgets = { ...config.budgets, ...changes.budgets };
  for (const bytes of Object.values(next.budgets)) check("budgets", bytes, LIMITS.budget);
  for (const key of /** @type {(keyof typeof LIMITS)[]} */ (Object.keys(LIMITS))) {
    const value = changes[key];
    if (value === undefined) continue;
    check(key, value, LIMITS[key]);
    next[key] = value;
  }
  Object.assign(config, next);
  return next;
}

/** @param {string} key @param {number} value @param {readonly [number, number]} limits */
function check(key, value, [least, most]) {
  if (!Number.isInteger(value) || value < least || value > most) {
    throw new RangeError(`handfast: ${key} must be a whole number from ${least} to ${most}`);
  }
}
