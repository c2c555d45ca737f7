//! [`Host`]: the only way to the other heap.

use crate::handle::Handle;

/// What the runtime asks of the heap on the other side: imported JavaScript functions in an app, a simulation
/// in tests.
///
/// A host must not call back into the heap of this thread from these methods.
///
/// The methods after [`schedule_turn_end`](Host::schedule_turn_end) are for the bridge pass. A host that leaves them out shows
/// no wrapper, so every exposed object counts as held from there, and cycles through that heap are kept.
pub trait Host {
    /// Reserves `count` slots of the JS-side table and returns the first. Never 0. Several instances share one
    /// table, so slots are handed out in ranges.
    fn reserve_slots(&self, count: u32) -> u32;

    /// Drops the values of these slots. Afterwards the slots may be used again.
    fn decref_many(&self, slots: &[u32]);

    /// Asks for [`Heap::end_turn`](crate::Heap::end_turn) to be called once, soon, when no Rust code runs.
    fn schedule_turn_end(&self);

    /// A turn ends: called first of all.
    fn turn_ends(&self) {}

    /// The instance has crashed, and the heap refuses everything from now on.
    fn poisoned(&self) {}

    /// A `Drop` has panicked that the other heap has caused, which was caught.
    #[cfg(all(panic = "unwind", target_family = "wasm"))]
    fn panicked(&self, message: &str);

    /// Looks for the wrappers of some handles, and remembers those it finds, by their positions, for the
    /// [`cede`](Host::cede) that follows. Returns the others.
    fn find_wrappers(&self, handles: &[f64]) -> Vec<Lost> {
        (0..handles.len() as u32)
            .map(|position| Lost {
                position,
                dead: false,
            })
            .collect()
    }

    /// Carries out a plan, in the order of its fields, and then lets go of all that was pinned before, of all lists that were
    /// replaced, and of all nodes.
    fn cede(&self, _: &Plan<'_>) {}

    /// Carries out the part of a plan that is about lists, before the [`cede`](Host::cede) of the same pass: the list that another
    /// one replaces is held until then, and nodes keep their numbers until then. A node may come again; its list replaces the
    /// one it had. Or, after it, takes away the lists of [`Plan::clear`].
    fn mirror(&self, _: &Plan<'_>) {}

    /// Holds the mirror list of a handle's wrapper until the next [`cede`](Host::cede). Returns the number of the
    /// pin, from 1; or 0 if the wrapper is dead, whose handle then counts as reported by the engine.
    fn pin(&self, _: Handle) -> u32 {
        0
    }

    /// Takes pins back.
    fn unpin(&self, _: &[u32]) {}

    /// Whether the wrapper of a handle is alive.
    fn wrapper_lives(&self, _: Handle) -> bool {
        false
    }

    /// Whether all of these slots have their values: a weak one may have lost its own.
    fn values_live(&self, _: &[u32]) -> bool {
        true
    }

    /// Makes slots strong again. Those whose values are gone stay empty.
    fn strengthen(&self, _: &[u32]) {}

    /// Makes slots weak: they do not keep their values alive any more. Values that cannot be held weakly, such as
    /// strings, stay as they are.
    fn weaken(&self, _: &[u32]) {}

    /// The handle of the wrapper that the value of a slot is, if it is one: for explanations.
    fn handle_in(&self, _: u32) -> Option<Handle> {
        None
    }

    /// A clock, in milliseconds.
    fn now(&self) -> f64 {
        0.0
    }
}

/// A wrapper that was not found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lost {
    /// Which of the handles.
    pub position: u32,
    /// Whether it is known to be dead. Otherwise there may be one, or several, that cannot be found.
    pub dead: bool,
}

/// What a bridge pass wants of the other heap: see `collect/mirror.rs`.
#[derive(Clone, Copy, Debug, Default)]
pub struct Plan<'a> {
    /// Weak slots that are to hold their values again.
    pub strengthen: &'a [u32],
    /// How many of the lists are not those of wrappers but nodes, which lists name by their number, from 0; in all, if the pass
    /// sends several plans.
    pub nodes: u32,
    /// Mirror lists: for each its owner, the number of its entries, and the entries. Owners and entries are an index times
    /// four plus a kind: [`SLOT`](Plan::SLOT), the value of a slot; [`WRAPPER`](Plan::WRAPPER), the wrapper found at
    /// that position; [`NODE`](Plan::NODE), a node.
    pub lists: &'a [u32],
    /// Handles whose wrappers have a list that is to be taken away.
    pub clear: &'a [f64],
    /// Slots that need not hold their values any more, because mirror lists do.
    pub weaken: &'a [u32],
}

impl Plan<'_> {
    /// Kind of an entry: the value of a slot.
    pub const SLOT: u32 = 0;
    /// Kind of an owner or an entry: a wrapper, by the position of its handle in the last
    /// [`find_wrappers`](Host::find_wrappers).
    pub const WRAPPER: u32 = 1;
    /// Kind of an owner or an entry: a node.
    pub const NODE: u32 = 2;
}
