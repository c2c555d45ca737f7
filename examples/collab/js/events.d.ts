/** What can be put into a document. */
export type Plain = null | undefined | boolean | number | bigint | string | Uint8Array | Plain[] | { [key: string]: Plain };
/** What can be found there. */
export type Value = Plain | SharedText | SharedMap | SharedArray;

/** One step of a walk through the old content that makes it the new one. Lengths of texts are in UTF-16 units. */
export type Step<T> =
    | { insert: T; attributes?: Record<string, Plain> }
    | { retain: number; attributes?: Record<string, Plain> }
    | { delete: number };

/** What all events about shared types say. `origin`: what was given to the change, "remote", "undo", "redo", or null. */
interface SharedEvent<T> {
    target: T;
    origin: string | null;
}
export interface TextEvent extends SharedEvent<SharedText> {
    delta: Step<Value>[];
}
export interface ArrayEvent extends SharedEvent<SharedArray> {
    delta: Step<Value[]>[];
}
export interface MapEvent extends SharedEvent<SharedMap> {
    keys: Map<string, { action: "add" | "update" | "delete"; oldValue: Value; newValue: Value }>;
}
/** What brings other replicas up to date: a transaction has changed the document. */
export interface UpdateEvent {
    update: Uint8Array;
    origin: string | null;
}
