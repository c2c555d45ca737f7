// A collector that does what it is told: stands in for FinalizationRegistry and WeakRef, so that the order
// of deaths, callbacks and sweeps is up to the test.

export class FakeCollector {
  constructor() {
    /** Wrappers that are dead although a variable of the test may still lead to them. */
    this.dead = new WeakSet();
    /** Registrations whose callback has not run: `{ target, held, callback }`. */
    this.registrations = [];
    /** The arguments of every `register`. */
    this.registered = [];
    /** How many WeakRefs were made. */
    this.weakRefs = 0;
    const collector = this;
    this.globals = {
      FinalizationRegistry: class {
        constructor(callback) {
          this.callback = callback;
        }
        register(...args) {
          collector.registered.push(args);
          collector.registrations.push({ target: args[0], held: args[1], callback: this.callback });
        }
      },
      WeakRef: class {
        constructor(target) {
          collector.weakRefs += 1;
          this.target = target;
        }
        deref() {
          return collector.dead.has(this.target) ? undefined : this.target;
        }
      },
    };
  }

  /** The collector finds an object dead. Its callbacks are still to come. */
  kill(object) {
    this.dead.add(object);
  }

  /** Runs the callbacks of the dead, or only those of `object`. */
  fire(object) {
    const ready = this.registrations.filter(
      ({ target }) => this.dead.has(target) && (object === undefined || object === target),
    );
    this.registrations = this.registrations.filter((registration) => !ready.includes(registration));
    for (const { callback, held } of ready) callback(held);
  }
}
