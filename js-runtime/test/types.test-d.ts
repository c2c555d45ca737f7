// Lines that must compile, and lines that must not. Nothing here is run: `npm run check` reads it.

import {
  BorrowedError,
  DisposedError,
  HandfastError,
  HandfastObject,
  StaleHandleError,
  handfast,
} from "../src/index.js";
import * as abi from "./abi.js";

declare const wrapper: HandfastObject;

const handle: number = handfast.handleOf(wrapper);
handfast.retain(wrapper);
handfast.retain(handle);
handfast.release(handle);
const alive: boolean = handfast.isAlive(handle);
const released: number = handfast.sweep({ budget: 100 }) + handfast.sweep();
const { handles, peak, types, instances, slots } = handfast.stats();
const numbers: number[] = [handles, peak.jsRefs, types.Node, instances[0].wrappers, slots];
const { path, text } = handfast.explain(wrapper);
const reasons: (string | number | null)[] = [text, path[0].roots.borrowedBy, path[0].roots.references, path[0].roots.wrapper];
const targets: (number | null)[] = [...handfast.graph().edges, ...handfast.graph().jsRefs].map(({ to }) => to);
const interval: number = handfast.configure({ finalizers: false, nursery: 64 }).sweepInterval;
const code: string = new StaleHandleError("gone").code;
const error: Error = new HandfastError("base");
function told(thrown: unknown): string {
  if (!(thrown instanceof HandfastError)) return "somebody else's";
  if (thrown instanceof DisposedError) return thrown.code === "HANDFAST_SCOPE_ENDED" ? "a scope" : thrown.message;
  if (thrown instanceof BorrowedError) {
    const code: "HANDFAST_BORROWED" = thrown.code;
    return code;
  }
  return thrown.code;
}
const named: BorrowedError = new BorrowedError("in use");
wrapper.free();
const scoped: number = handfast.scope((s) => handfast.handleOf(s.escape(s.own(wrapper))), "name");
const promised: Promise<HandfastObject> = handfast.scope(async (s) => s.run(() => wrapper));
const open = handfast.openScope();
open[Symbol.dispose]();
wrapper[Symbol.dispose]();
const json: Record<string, unknown> = wrapper.toJSON();
handfast.dispose(wrapper);

// @ts-expect-error: a scope owns wrappers
open.own(5);
// @ts-expect-error: its name is not for writing
open.name = "other";
// @ts-expect-error: a string is no handle
handfast.retain("1");
const freed: number = handfast.collect().freed;
// @ts-expect-error: the report has no such number
handfast.collect().collected;
// @ts-expect-error: handleOf wants the wrapper
handfast.handleOf(5);
// @ts-expect-error: the misspelled setting
handfast.configure({ finalizer: false });
// @ts-expect-error: a setting of the wrong type
handfast.configure({ nursery: "512" });
// @ts-expect-error: the object cannot be changed
handfast.dispose = () => {};
// @ts-expect-error: codes are not for writing
new StaleHandleError("gone").code = "OTHER";
// @ts-expect-error: stats are counted per slot table, not per instance
instances[0].slots;
// @ts-expect-error: a class is needed
abi.wrapConstructed(1);
// @ts-expect-error: handles are numbers
abi.wrapNew(1n, 1, false);

export { alive, code, named, told, promised, scoped, error, freed, interval, json, numbers, reasons, released, targets };
