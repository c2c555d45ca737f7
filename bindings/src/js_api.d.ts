/** The base class of every class exported with `#[handfast]`. */
export class HandfastObject {
    protected constructor();
    /** Releases the object now; a second call does nothing. */
    free(): void;
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
    /** Objects released but not yet dropped. */
    pendingReleases: number;
    /** JS refs dropped but not yet cleared in JavaScript. */
    pendingDecrefs: number;
    /** The highest these have been. */
    peak: { rustObjects: number; handles: number; jsRefs: number };
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
}

/** Why an object is alive. */
export interface HandfastExplanation {
    /** From an object that something holds by itself to the one in question; `by`: how the one before holds it. */
    path: (HandfastNode & { by: HandfastEdge | HandfastJsEdge | null })[];
    /** The same in words, a line for each. */
    text: string;
}

/** What an app can do besides using its objects. */
export const handfast: {
    /** Releases the object of a wrapper now; a second call does nothing. The same as its `free()` and `using`. */
    dispose(wrapper: HandfastObject): void;
    /** The handle of a wrapper. The number owns nothing. */
    handleOf(wrapper: HandfastObject): number;
    /** Adds a raw count, which keeps the object alive also without a wrapper, until `release`. */
    retain(object: HandfastObject | number): void;
    /** Gives a raw count back. */
    release(object: HandfastObject | number): void;
    /** Whether an object is alive. Never throws. */
    isAlive(object: HandfastObject | number): boolean;
    /** Releases the objects whose wrappers have died, without waiting for finalizers. Returns how many. */
    sweep(options?: { budget?: number }): number;
    /**
     * Frees Rust objects that only keep each other alive, after a sweep, and shows cycles through both heaps to the engine, which
     * frees them when it collects. It also runs by itself.
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
    explain(object: HandfastObject | number): HandfastExplanation;
    /** Everything that lives and what holds it. Throws like `explain`. */
    graph(): HandfastGraph;
    /** Ends the turn now: new wrappers are registered and dropped JS refs cleared. */
    flush(): void;
    /** Counts everything that lives. */
    stats(): HandfastCounts & { slots: number; instances: HandfastCounts[] };
    /** Changes settings; what is not named stays. */
    configure(changes: {
        finalizers?: boolean;
        nursery?: number;
        sweepInterval?: number;
        sweepBudget?: number;
        collectInterval?: number;
    }): { finalizers: boolean; nursery: number; sweepInterval: number; sweepBudget: number; collectInterval: number };
};
