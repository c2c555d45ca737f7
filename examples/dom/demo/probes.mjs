// Counting what is alive without asking the runtime.

/** `WeakRef`s to objects, and nothing else of them. */
export class Probes {
  /** @type {WeakRef<object>[]} */ #refs = [];

  /** @param {object[]} objects */
  add(objects) {
    for (const object of objects) this.#refs.push(new WeakRef(object));
  }

  /** How many objects were added. */
  get total() {
    return this.#refs.length;
  }

  /** How many are alive. They stay so at least until the task ends: the engine keeps what a `WeakRef` has shown. */
  alive() {
    let alive = 0;
    for (const ref of this.#refs) if (ref.deref() !== undefined) alive += 1;
    return alive;
  }
}
