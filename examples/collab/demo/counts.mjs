// What is alive on both sides.

/**
 * The first five are counted by constructors and `Drop` of the example, the rest by the runtime.
 *
 * @param {any} collab the module
 */
export function counts(collab) {
  const { rustObjects, handles, jsRefs, slots } = collab.handfast.stats();
  return {
    documents: collab.liveDocuments(),
    sharedTypes: collab.liveSharedTypes(),
    undoManagers: collab.liveUndoManagers(),
    replicas: collab.liveReplicas(),
    subscriptions: collab.liveSubscriptions(),
    rustObjects,
    handles,
    jsRefs,
    slots,
  };
}

/** Whether nothing is. @param {any} collab */
export function isEmpty(collab) {
  return Object.values(counts(collab)).every((count) => count === 0);
}
