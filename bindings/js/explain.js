// Why is this alive? Reads the graph that Rust has written down, and adds what this side knows of the wrappers.

import { FRESH, lookUp } from "./entries.js";
import { cannotExplain, useExplainer } from "./explainer.js";
import { instances, lastError, readText, words } from "./instance.js";
import { listOf } from "./mirror.js";
import { get } from "./table.js";
import { handleOf } from "./wrap.js";

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
 * @property {string[]} futures the async methods that were called on it and are pending
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

/** @typedef {{ name: string, handle: number }} Future an async function that is pending, and the object it was called on */

/** @typedef {{ nodes: Node[], edges: Edge[], jsRefs: JsEdge[], futures: string[] }} Graph with the names of all pending async functions */

/** @typedef {Node & { by: Edge | JsEdge | null }} Step an object, and how the one before it holds it */

/** @typedef {{ path: Step[], text: string }} Explanation */

/** What `hf_explain` is to find out. */
const BY_HANDLE = 0;
const BY_WRAPPER = 1;
const EVERYTHING = 2;

/** The numbers of one object; see `runtime/src/collect/survey.rs`. */
const RECORD = 13;
/** The position of one of them, which is 0 only where there is no object. */
const STRONG = 4;

/**
 * @param {number} instanceId
 * @param {number} slot
 * @returns {number} the handle of the wrapper in a slot, or a negative status
 */
export function handleIn(instanceId, slot) {
  return handleOf(get(slot), instanceId, false);
}

/** Lets the API explain. To be called by builds that can. */
export function enable() {
  useExplainer({ explain, graph });
}

/**
 * The graph of all instances.
 *
 * @returns {Graph}
 */
export function graph() {
  /** @type {Graph} */
  const all = { nodes: [], edges: [], jsRefs: [], futures: [] };
  for (const instance of instances) {
    if (instance.poisoned !== undefined) continue;
    read(instance, 0, EVERYTHING, all);
  }
  return all;
}

/**
 * @param {Instance} instance
 * @param {number} handle
 * @param {boolean} byWrapper whether somebody asks who has its wrapper
 * @returns {Explanation}
 */
export function explain(instance, handle, byWrapper) {
  /** @type {Graph} */
  const all = { nodes: [], edges: [], jsRefs: [], futures: [] };
  const ids = read(instance, handle, byWrapper ? BY_WRAPPER : BY_HANDLE, all);
  const after = new Map(ids.map((id, i) => [id, ids[i + 1]]));
  // The first edge counts, so this begins with the last.
  const by = new Map([...all.edges, ...all.jsRefs].reverse().filter(({ from, to }) => to !== null && after.get(from) === to).map((edge) => [edge.to, edge]));
  const path = ids.map((id) => ({ ...all.nodes[id], by: by.get(id) ?? null }));
  return { path, text: path.map((step) => say(step, all.futures)).join("\n") };
}

/**
 * Asks Rust, and adds what it answers to a graph.
 *
 * @param {Instance} instance
 * @param {number} handle
 * @param {number} how
 * @param {Graph} all
 * @returns {number[]} the ids of the objects on the path
 */
function read(instance, handle, how, { nodes, edges, jsRefs, futures }) {
  const { hf_explain, hf_explained, hf_explained_len } = instance.exports;
  if (!hf_explain || !hf_explained || !hf_explained_len) {
    throw cannotExplain();
  }
  const status = hf_explain(handle, how);
  if (status !== 0) throw lastError(instance, status);
  const memory = words(instance);
  const [records, targets, targetEnds, slots, slotEnds, slotTargets, path, pending] = [0, 1, 2, 3, 4, 5, 6, 7].map((list) => {
    const start = hf_explained(list) >>> 2;
    return memory.subarray(start, start + hf_explained_len(list));
  });
  /** @type {Future[]} */
  const calls = [];
  for (let at = 0; at < pending.length; at += 4) {
    const [name, length, low, high] = pending.subarray(at, at + 4);
    calls.push({ name: readText(instance, name, length), handle: low + high * 2 ** 32 });
  }
  futures.push(...calls.map(({ name }) => name));
  // By place; there are places without an object.
  /** @type {number[]} */
  const ids = [];
  for (let at = 0; at < records.length; at += RECORD) {
    const used = records[at + STRONG] > 0;
    ids.push(nodes.length);
    if (used) nodes.push(nodeOf(instance, nodes.length, records.subarray(at, at + RECORD), calls));
  }
  let edge = 0;
  let js = 0;
  ids.forEach((from, place) => {
    for (; edge < targetEnds[place]; edge += 1) edges.push({ from, to: ids[targets[edge]] });
    for (; js < slotEnds[place]; js += 1) {
      const target = slotTargets[js];
      jsRefs.push({ from, slot: slots[js], weak: (target & 1) === 1, to: ids[(target >>> 1) - 1] ?? null });
    }
  });
  return Array.from(path, (place) => ids[place]);
}

/**
 * @param {Instance} instance
 * @param {number} id
 * @param {Uint32Array} record
 * @param {Future[]} calls
 * @returns {Node}
 */
function nodeOf(instance, id, record, calls) {
  const [name, nameLength, low, high, strong, references, retains, flags, file, fileLength, line] = record;
  const handle = low + high * 2 ** 32;
  const wrapper = lookUp(instance, handle);
  const holder = readText(instance, file, fileLength) + (line ? `:${line}` : "");
  const is = (/** @type {number} */ flag) => (flags & flag) !== 0;
  return {
    id,
    class: readText(instance, name, nameLength),
    handle: handle || null,
    strong,
    ceded: is(1),
    condemned: is(2),
    roots: {
      references,
      retains,
      borrowedBy: is(64) ? holder : null,
      borrowedMutBy: is(128) ? holder : null,
      preserved: is(4),
      pinned: is(8),
      futures: calls.filter((call) => handle > 0 && call.handle === handle).map(({ name: method }) => method),
      wrapper: is(32) ? "held" : is(16) ? "maybe" : null,
    },
    found: wrapper !== undefined,
    nursery: wrapper !== undefined && (instance.marks[low] & FRESH) !== 0,
    mirrored: (wrapper && listOf(wrapper)?.length) ?? 0,
  };
}

/** @param {Step} step @param {string[]} pending @returns {string} */
function say({ class: name, handle, roots, by, nursery }, pending) {
  const object = handle === null ? name : `${name} ${handle}`;
  if (by) return `which holds ${object}${"slot" in by ? ` by JS ref ${by.slot}` : ""}`;
  const { references, retains, borrowedBy, borrowedMutBy, preserved, pinned, futures, wrapper } = roots;
  // An argument of a pending call cannot be told from other references.
  const perhaps = futures.length === 0 && pending.length > 0 ? `, perhaps of ${[...new Set(pending)].join(", ")}` : "";
  const reasons = [
    references && `${references} reference(s) outside of traced fields: a local variable, static, pending future${perhaps}, closure or untraced field`,
    futures.length > 0 && `the pending future of ${futures.join(", ")}`,
    retains && `${retains} raw retain(s)`,
    borrowedBy && `a borrow by ${borrowedBy}`,
    borrowedMutBy && `a mutable borrow by ${borrowedMutBy}`,
    preserved && "its class, which preserves wrappers",
    pinned && "a pin, because Rust has entered it since the last pass",
    nursery && "the nursery, until the turn ends",
    wrapper === "held" && "JavaScript, where its wrapper is alive",
    wrapper === "maybe" && "perhaps JavaScript, through its wrapper",
  ];
  return `${object}, held by ${reasons.filter(Boolean).join("; ")}`;
}
