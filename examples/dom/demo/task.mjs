/** Resolves in a task of its own: after timers, finalizers and the end of the runtime's turn had their chance. */
export function nextTask(ms = 0) {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}
