// What an editor's programmer writes: it must compile against the declarations, except where it says so.

import {
  CollabError,
  Document,
  SharedText,
  UndoManager,
  type ArrayEvent,
  type MapEvent,
  type TextEvent,
  type UpdateEvent,
} from "collab";

const document: Document = new Document();
const text: SharedText = document.text("t");
text.observe((event: TextEvent) => {
  for (const step of event.delta) if ("retain" in step) step.retain.toFixed();
});
text.insert(0, "x");
text.insert(0, "x", { bold: true });
document.map("m").observe((event: MapEvent) => event.keys.get("k")?.action === "add" && event.target.size);
document.array("a").observe((event: ArrayEvent) => event.target.length);
document.observeUpdates((event: UpdateEvent) => new Document(3).applyUpdate(event.update, event.origin));
document.map("m").set("k", { a: [1, null, new Uint8Array(1)] });
document.array("a").insert(0, 1, "x", [2]);
const undone: boolean = new UndoManager(document, [text, document.map("m")], 500, ["origin"]).undo();
const update: Uint8Array = document.diff(document.stateVector());
document.transact(() => undone && update.length, "origin");
export const code = (error: CollabError): string => error.code;

// @ts-expect-error a position is needed
text.insert("x");
// @ts-expect-error a function is no plain data
document.map("m").set("k", () => 1);
// @ts-expect-error a document is no shared type
new UndoManager(document, [document]);
// @ts-expect-error shared types are made by documents
new SharedText();
