/** The base class of every class exported with `#[handfast]`. */
export class HandfastObject {
    protected constructor();
    /** Releases the object now; a second call does nothing. */
    free(): void;
    [Symbol.dispose](): void;
}

/**
 * A Rust closure. What it takes and returns, Rust alone knows: declare a better type where it is exported, by
 * `unchecked_return_type`.
 */
export interface HandfastFunction {
    (...args: any[]): any;
    /** Releases the closure and what it holds now; a second call does nothing. Calling it then throws. */
    [Symbol.dispose](): void;
}

/** What lives on both sides, as numbers. */
export interface HandfastCounts {
    /** Objects alive in Rust. */
    rustObjects: number;
    /** Objects that JavaScript can address. */
    handles: number;
    /** JavaScript values that Rust holds. */
    jsRefs: number;
    /** JavaScript values in open scopes of Rust. */
    locals: number;
    /** Objects released but not yet dropped. */
    pendingReleases: number;
    /** JS refs dropped but not yet cleared in JavaScript. */
    pendingDecrefs: number;
    /** The highest these have been. */
    peak: { rustObjects: number; handles: number; jsRefs: number; locals: number; bytes: number };
    /** What the objects of measured classes take in Rust's memory. */
    bytes: number;
    /** The same, by type. */
    bytesByType: Record<string, number>;
    /** Objects alive, by type. */
    types: Record<string, number>;
    /** Wrappers that JavaScript knows of. */
    wrappers: number;
    /** Places of the nursery in use. */
    nursery: number;
}

/** What a collection did. */
export interface HandfastCollection {
    /** Objects whose wrappers were found dead before it. */
    released: number;
    /** Objects that were looked at: all that can hold references. */
    traced: number;
    /** References between them that were found. */
    edges: number;
    /** Objects that local variables of Rust, raw retains or untraced fields hold. */
    roots: number;
    /** Objects that only wrappers keep alive: the engine's collector decides about them. */
    ceded: number;
    /** References of theirs that are mirrored in JavaScript. */
    mirrored: number;
    /** Objects freed because only they kept each other alive; what they alone owned is not counted. */
    freed: number;
    /** Objects of which more references were traced than there are: a `Trace` implementation is wrong. */
    misreported: number;
    /** In milliseconds. */
    duration: number;
}

/** What a collection in slices did. */
export interface HandfastSlicedCollection extends HandfastCollection {
    /** How many slices there were. */
    slices: number;
    /** How long the longest of them took, in milliseconds. */
    longestSlice: number;
}

/** What keeps an object alive besides the references of others. */
export interface HandfastRoots {
    /** Strong references of Rust code outside of traced fields: local variables, statics, pending futures, closures, untraced fields. */
    references: number;
    /** Raw retains. */
    retains: number;
    /** The method, or file and line, that has borrowed it last: an async method until it is done. */
    borrowedBy: string | null;
    /** The same, if it is borrowed to be changed. */
    borrowedMutBy: string | null;
    /** Its class has it keep its wrapper. */
    preserved: boolean;
    /** Rust has entered it since the last pass; until the next, what it holds is kept. */
    pinned: boolean;
    /** The async methods that were called on it and are pending. */
    futures: string[];
    /** `"held"`: its wrapper is alive, and nothing of Rust's leads to it. `"maybe"`: it has one, which Rust holds too, or which cannot be found. */
    wrapper: "held" | "maybe" | null;
}

/** An object, as diagnostics see it. */
export interface HandfastNode {
    /** Position in `nodes`. */
    id: number;
    class: string;
    handle: number | null;
    /** Strong references, those of its handles included. */
    strong: number;
    /** Whether the last pass has left it to the engine's collector. */
    ceded: boolean;
    /** Whether it is being freed. */
    condemned: boolean;
    roots: HandfastRoots;
    /** Whether its wrapper is alive and can be found. */
    found: boolean;
    /** Whether its wrapper is in the nursery, which holds it until the turn ends. */
    nursery: boolean;
    /** How many entries the mirror list of its wrapper has. */
    mirrored: number;
}

/** A reference in a traced field, by ids. */
export interface HandfastEdge {
    from: number;
    to: number;
}

/** A JavaScript value that an object holds. */
export interface HandfastJsEdge {
    from: number;
    slot: number;
    /** Whether the slot has left the value to the mirror lists. */
    weak: boolean;
    /** The object whose wrapper the value is, if it is one. */
    to: number | null;
}

/** All objects that can hold references, all that JavaScript can address, and what holds them. Plain data. */
export interface HandfastGraph {
    nodes: HandfastNode[];
    edges: HandfastEdge[];
    jsRefs: HandfastJsEdge[];
    /** The names of all async functions that are pending. */
    futures: string[];
}

/** Why an object is alive. */
export interface HandfastExplanation {
    /** From an object that something holds by itself to the one in question; `by`: how the one before holds it. */
    path: (HandfastNode & { by: HandfastEdge | HandfastJsEdge | null })[];
    /** The same in words, a line for each. */
    text: string;
}

/** A region at whose end the wrappers that belong to it are released. */
export interface HandfastScope {
    /** What errors call it. */
    readonly name: string;
    /** Makes a wrapper the scope's. */
    own<T extends HandfastObject>(wrapper: T): T;
    /** Lets a wrapper out: it belongs to the scope around this one, or to nobody. Does nothing with other values. */
    escape<T>(value: T): T;
    /** Calls a function; wrappers made until it returns are the scope's, those that it returns too. */
    run<T>(fn: () => T): T;
    /** Ends the scope. A second call does nothing. */
    close(): void;
    [Symbol.dispose](): void;
}

/** A budget that is exceeded though all was done. */
export interface HandfastPressure {
    /**
     * `"loop"`: most was made within one job, in which the engine reports no object dead; use a scope, dispose, or wait for a turn. `"budget"`:
     * it is still there after a sweep, a pass, and a second for the engine.
     */
    kind: "budget" | "loop";
    /** The class whose budget it is, or which has most of what is taken. */
    class: string;
    /** Whether it is the budget of all classes together. */
    total: boolean;
    /** How much is taken of it. */
    bytes: number;
    budget: number;
    /** All of it in words. */
    message: string;
}

/** What an app can do besides using its objects. */
export const handfast: {
    /** Releases the object of a wrapper now; a second call does nothing. The same as its `free()` and `using`. */
    dispose(wrapper: HandfastObject | HandfastFunction): void;
    /** The handle of a wrapper. The number owns nothing. */
    handleOf(wrapper: HandfastObject | HandfastFunction): number;
    /** Adds a raw count, which keeps the object alive also without a wrapper, until `release`. */
    retain(object: HandfastObject | HandfastFunction | number): void;
    /** Gives a raw count back. */
    release(object: HandfastObject | HandfastFunction | number): void;
    /** Whether an object is alive. Never throws. */
    isAlive(object: HandfastObject | HandfastFunction | number): boolean;
    /**
     * Releases the objects whose wrappers have died, without waiting for finalizers. Returns how many. In a function that Rust has
     * called they are dropped later: at the end of the turn, or when this, `collect` or `dispose` is called outside of such functions.
     */
    sweep(options?: { budget?: number }): number;
    /**
     * Frees Rust objects that only keep each other alive, after a sweep, and shows cycles through both heaps to the engine, which
     * frees them when it collects. It also runs by itself. What it frees is dropped when `sweep` says.
     */
    collect(): HandfastCollection;
    /**
     * A part of a `collect()`, of so many milliseconds: continues the collection that is under way, or begins one. Returns its report
     * when it is over, and `undefined` before. Between two calls the program runs as ever.
     */
    collectWithin(budget: number): HandfastSlicedCollection | undefined;
    /**
     * Why an object is alive: the shortest path from what holds something by itself. That the wrapper given is alive counts only if
     * there is no other reason. Throws where the build cannot explain: it needs debug assertions or the crate's feature `explain`.
     */
    explain(object: HandfastObject | HandfastFunction | number): HandfastExplanation;
    /** Everything that lives and what holds it. Throws like `explain`. */
    graph(): HandfastGraph;
    /** Ends the turn now: new wrappers are registered and dropped JS refs cleared. */
    flush(): void;
    /** Counts everything that lives. */
    stats(): HandfastCounts & { slots: number; instances: HandfastCounts[] };
    /**
     * Calls a function in a scope: wrappers made until it returns are released when it is done, but not those that it returns (also
     * directly in an array or a plain object) or lets `escape`. If it returns a promise it is done when that is settled; what
     * is made after the first `await` is the scope's only by `own` and `run`.
     */
    scope<T>(fn: (scope: HandfastScope) => T, name?: string): T;
    /** Opens a scope for `using`: `own` and `run` say what belongs to it. */
    openScope(name?: string): HandfastScope;
    /** Changes settings; what is not named stays. */
    configure(changes: {
        finalizers?: boolean;
        nursery?: number;
        sweepInterval?: number;
        sweepBudget?: number;
        collectInterval?: number;
        /**
         * How many bytes the objects of measured classes may take together, in each instance of a module, before dead wrappers are looked for and
         * a pass is run; what is too large nevertheless is reported. Nothing is refused. 1 GiB unless Rust says otherwise.
         */
        budget?: number;
        /** The same for single classes, by name. */
        budgets?: Record<string, number>;
        /** Whether wrappers get `ArrayBuffer`s by which the engine feels the memory of their objects. True by default. */
        ballast?: boolean;
        /** Is told about exceeded budgets, from a task of its own; by default the console is, once for each class. */
        onPressure?: (report: HandfastPressure) => void;
        /** Write down where the wrappers of scopes were made, for errors; that is slow. */
        debug?: boolean;
    }): { finalizers: boolean; nursery: number; sweepInterval: number; sweepBudget: number; collectInterval: number; budget?: number; budgets: Record<string, number>; ballast: boolean; onPressure?: (report: HandfastPressure) => void; debug: boolean };
};

/** What typed arrays of Rust's numbers there are. */
export type HandfastArray =
    | Int8Array | Uint8Array | Uint8ClampedArray | Int16Array | Uint16Array | Int32Array | Uint32Array
    | BigInt64Array | BigUint64Array | Float32Array | Float64Array;

/**
 * Numbers in Rust's memory, seen where they are, for reading only. They stay there as long as the view lives, and are what
 * Rust makes of them meanwhile.
 */
export interface ReadonlyView<A extends HandfastArray> extends HandfastObject {
    /** How many numbers; never changes. */
    readonly length: number;
    readonly byteLength: number;
    /** One number. Throws `OutOfBoundsError` (code `HANDFAST_OUT_OF_BOUNDS`) if there is none. */
    get(index: number): A[number];
    /** Copies all into an array, from its element `at` on. */
    copyTo(target: A, at?: number): void;
    /** A copy, which owes nothing to the view. */
    toArray(): A;
    /** Goes over a copy. */
    [Symbol.iterator](): IterableIterator<A[number]>;
}

/** The same for writing as well. */
export interface View<A extends HandfastArray> extends ReadonlyView<A> {
    /**
     * A typed array over the numbers, for loops: always the same one until the memory grows, which empties all arrays over it.
     * So take it again after every call that may allocate in Rust. As long as it is reachable, so is the view. Disposing the view
     * ends it: what it shows afterwards may be anything. An array that is derived from it by hand (`array.subarray`) keeps nothing.
     */
    readonly array: A;
    /** Whether an array that this view has handed out still has its elements. */
    isCurrent(array: A): boolean;
    /** An array over a part of the numbers, which keeps the view as `array` does. */
    subarray(begin?: number, end?: number): A;
    /** Writes one number. Throws as `get`. */
    set(index: number, value: A[number]): void;
    /** Writes numbers from the element `at` on: all, or none if there is no room. */
    copyFrom(source: A | ArrayLike<A[number]>, at?: number): void;
}

/** A text in Rust's memory, which JavaScript decodes when it first asks for its value. Positions and lengths are in bytes of UTF-8. */
export interface RustString extends HandfastObject {
    /** The text. Decoded the first time, and kept. */
    readonly value: string;
    /** In bytes. */
    readonly length: number;
    /** The same as `value`, so that it can be used in templates. */
    toString(): string;
    /** Whether it is the same text. Nothing is decoded, unless it is not ASCII and `other` is a string of JavaScript's. */
    equals(other: RustString | string): boolean;
    /** Negative, 0 or positive, in the order of code points. Nothing is decoded. */
    compare(other: RustString): number;
    /** As `equals`. */
    startsWith(prefix: RustString | string): boolean;
    /**
     * A part, which has the same memory and keeps this string alive. Nothing is decoded. Throws `OutOfBoundsError` if one of the two is
     * in the middle of a character.
     */
    slice(begin?: number, end?: number): RustString;
}
