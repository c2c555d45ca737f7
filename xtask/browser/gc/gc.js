// Every test of ours that waits for a finalizer relies on this: garbage made before a forced collection is
// finalized by it, all of it, and what is still reachable is not.

const MANY = 1000;
const finalized = new Set();
const registry = new FinalizationRegistry((index) => finalized.add(index));
window.registry = registry; // a registry that is garbage itself calls nobody

/** Objects in a function of their own, so that no register or stack slot keeps the last one. */
function make(name) {
  return Array.from({ length: MANY }, (_, index) => {
    const object = { index, padding: new Array(10) };
    registry.register(object, `${name} ${index}`);
    return object;
  });
}

const kept = make("kept");
make("dropped");
await window.collectGarbage();

const right = [...finalized].every((name) => name.startsWith("dropped")) && finalized.size === kept.length;
window.__result = { kept: kept.length, finalized: finalized.size, agent: navigator.userAgent };
if (!right) window.__result.error = `${finalized.size} objects were finalized, not the ${MANY} dropped ones`;
