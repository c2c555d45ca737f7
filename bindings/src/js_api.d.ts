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
