// Why is this alive? Reads the graph that Rust has written down, and adds what this side knows of the wrappers.

import { listOf, lookUp } from "./bridge.js";
import { FRESH } from "./entries.js";
import { instances, readText, words } from "./instance.js";

/** @typedef {import("./instance.js").Instance} Instance */

/**
 * What keeps an object alive besides the references of others.
 *
 * @typedef {object} Roots
 * @property {number} references strong references of Rust code outside of traced fields: in local variables, statics,
 *   pending futures, plain closures and untraced fields
 * @property {number} retains raw retains
 * @property {string | null} borrowedBy the method, or the file and line, that has borrowed it last
 * @property {string | null} borrowedMutBy the same, if it is borrowed to be changed
 * @property {boolean} preserved its class has it keep its wrapper
 * @property {boolean} pinned Rust has entered it since the last pass; until the next, what it holds is kept
 * @property {"held" | "maybe" | null} wrapper `"held"`: the wrapper is alive, and nothing of Rust's leads to it. `"maybe"`:
 *   there is one, but a mirror list or a slot holds it too, or it cannot be found, or is dead. `null`: none
 */

/**
 * @typedef {object} Node
 * @property {number} id position in `nodes`
 * @property {string} class
 * @property {number | null} handle
 * @property {number} strong strong references, those of its handles included
 * @property {boolean} ceded whether the last pass has left it to the engine's collector
 * @property {boolean} condemned whether it is being freed
 * @property {Roots} roots
 * @property {boolean} found whether its wrapper is alive and can be found
 * @property {boolean} nursery whether its wrapper is in the nursery, which holds it until the turn ends
 * @property {number} mirrored how many entries the mirror list of its wrapper has
 */

/** @typedef {{ from: number, to: number }} Edge a reference in a traced field, by ids */

/**
 * A JavaScript value that an object holds.
 *
 * @typedef {object} JsEdge
 * @property {number} from id of the object
 * @property {number} slot
 * @property {boolean} weak whether the slot has left the value to the mirror lists
 * @property {number | null} to id of the object whose wrapper the value is, if it is one
 */

/** @typedef {{ nodes: Node[], edges: Edge[], jsRefs: JsEdge[] }} Graph */

/** @typedef {Node & { by: Edge | JsEdge | null }} Step an object, and how the one before it holds it */

/** @typedef {{ path: Step[], text: string }} Explanation */

/**
 * The graph of all instances.
 *
 * @returns {Graph}
 */
export function graph() {
  /** @type {Graph} */
  const all = { nodes: [], edges: [], jsRefs: [] };
  for (const instance of instances) {
    if (instance === undefined) continue;
    instance.exports.hf_graph();
    read(instance, all);
  }
  return all;
}

/**
 * Reads what `hf_explain` has found out.
 *
 * @param {Instance} instance
 * @returns {Explanation}
 */
export function explanation(instance) {
  const { nodes, edges, jsRefs, path, text } = read(instance, { nodes: [], edges: [], jsRefs: [] });
  const all = [...edges, ...jsRefs];
  const by = (/** @type {number} */ i) => all.find(({ from, to }) => from === path[i - 1] && to === path[i]) ?? null;
  return { path: path.map((id, i) => ({ ...nodes[id], by: by(i) })), text };
}

/**
 * Adds the nodes in the instance's memory to a graph.
 *
 * @param {Instance} instance
 * @param {Graph} all
 */
function read(instance, { nodes, edges, jsRefs }) {
  let at = instance.exports.hf_answer() >>> 2;
  const memory = words(instance);
  const next = () => memory[at++];
  const text = () => readText(instance, next(), next());
  const first = nodes.length;
  for (let count = next(); count > 0; count -= 1) {
    const id = nodes.length;
    const name = text();
    const handle = next() + next() * 2 ** 32;
    const [strong, references, retains, flags] = [next(), next(), next(), next()];
    const file = text();
    const line = next();
    const holder = line ? `${file}:${line}` : file;
    const flag = (/** @type {number} */ bit) => (flags & bit) !== 0;
    const wrapper = handle === 0 ? undefined : lookUp(instance, handle);
    nodes.push({
      id,
      class: name,
      handle: handle || null,
      strong,
      ceded: flag(1),
      condemned: flag(2),
      roots: {
        references,
        retains,
        borrowedBy: flag(64) ? holder : null,
        borrowedMutBy: flag(128) ? holder : null,
        preserved: flag(4),
        pinned: flag(8),
        wrapper: flag(32) ? "held" : flag(16) ? "maybe" : null,
      },
      found: wrapper !== undefined,
      nursery: wrapper !== undefined && (instance.marks[handle >>> 0] & FRESH) !== 0,
      mirrored: wrapper === undefined ? 0 : (listOf(wrapper)?.length ?? 0),
    });
    for (let edge = next(); edge > 0; edge -= 1) {
      const slot = next();
      const target = next();
      const to = target === 0 ? null : first + target - 1;
      if (slot) jsRefs.push({ from: id, slot: slot >>> 1, weak: (slot & 1) === 1, to });
      else if (to !== null) edges.push({ from: id, to });
    }
  }
  const path = Array.from({ length: next() }, next);
  return { nodes, edges, jsRefs, path, text: text() };
}
