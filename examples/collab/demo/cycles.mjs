// Documents that nothing but their own observers hold: on this example, and on plain wasm-bindgen.

import { Probes } from "../../dom/demo/probes.mjs";
import { nextTask } from "../../dom/demo/task.mjs";

const DOCUMENTS = 1_000;
/** How many collections the engine gets to find all garbage. */
const PATIENCE = 10;

/**
 * @typedef {object} Subject
 * @property {() => { insert(index: number, text: string): void, observe(observer: () => void): void }} make a document's text
 * @property {() => number} live how many documents are alive, by their constructors and `Drop`
 * @property {(() => void) | undefined} bridge shows the engine Rust's references, where somebody can
 */

/** @param {any} glue of `handfast-collab` @returns {Subject} */
export const handfast = ({ Document, liveDocuments, handfast }) => ({
  make: () => new Document().text("text"),
  live: liveDocuments,
  bridge: () => handfast.collect(),
});

/** @param {any} glue of `handfast-collab-plain` @returns {Subject} */
export const plain = ({ Document, liveDocuments }) => ({
  make: () => new Document(),
  live: liveDocuments,
  bridge: undefined,
});

/**
 * Makes documents, has each observed by a function that captures it, changes it, and forgets all of them.
 *
 * @param {Subject} subject
 * @param {() => Promise<void>} collect
 */
export async function cycles({ make, live, bridge }, collect) {
  const probes = new Probes();
  const start = performance.now();
  observe(make, probes);
  const ms = performance.now() - start;
  for (let i = 0; i < PATIENCE && live() > 0; i += 1) {
    bridge?.();
    await collect();
  }
  await nextTask();
  return { documents: DOCUMENTS, ms, documents_left: live(), observers_left: probes.alive() };
}

/** A function of its own, so that no frame keeps a document alive. @param {Subject["make"]} make @param {Probes} probes */
function observe(make, probes) {
  let told = 0;
  for (let i = 0; i < DOCUMENTS; i += 1) {
    const text = make();
    const observer = () => {
      if (text !== undefined) told += 1;
    };
    text.observe(observer);
    text.insert(0, "observed");
    probes.add([observer]);
  }
  if (told !== DOCUMENTS) throw new Error(`${told} observers were told`);
}
