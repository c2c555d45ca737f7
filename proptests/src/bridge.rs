//! The bridge pass as a model: an executable specification of how cycles through both heaps are collected.
//!
//! Rust counts, JavaScript traces, and neither sees the other's edges. A pass *mirrors* those of Rust: it writes a list on the
//! wrapper of each object that no Rust root holds, and makes the JS refs in it weak. The collector of JavaScript then sees
//! the true graph and decides. Nothing here uses the runtime; the model is what its collector is written against.
//!
//! # The algorithm
//!
//! A **pass**, in one job: dead wrappers are released; references from traced fields are counted; what has more, is borrowed
//! or has a raw retain is a root; whatever roots reach is live. For each handled object that is not live, a **plan** is made by
//! walking through unhandled objects up to handled ones; what is reached is **ceded**. Slots all of whose clones are in ceded
//! objects become weak, all others strong. The lists are written, the pins of the last pass cleared, and what is neither
//! live nor ceded is condemned and dropped.
//!
//! **Entries.** Every `Ref` outside of traced fields at a pass made its target a root. So Rust code can come to ceded objects
//! only through an entry: a handle that is resolved, retained or disposed, `Weak::upgrade`, and `Drop` code, which sees the
//! fields of what is dropped. The entry **pins** the list of an object with a live wrapper until the next pass, and
//! **promotes** any other: its slots are strengthened, its dead handle is taken away, and so on below it, up to objects with a
//! live wrapper, which are pinned. Below an entry, borrowing and cloning need no barrier.
//!
//! **Turns.** Pins of a quiet turn are taken back at its end, or a registry that polls `Weak`s would keep garbage for ever. Quiet
//! means: no mutable borrow, no drop of an object, no dispose, **and** no clone of a `Ref` or `JsRef`, no new wrapper, no raw
//! retain. Each of these can make something below the entry outlive the list that was pinned for it; the strong count of the entered object
//! does not show it. `undo_unless_cloned` and its neighbours in [`Rules`] have a recorded run each.
//!
//! **Slices.** A pass may be spread over several jobs: see `slices.rs`. Until its commit, nothing of what the last pass has arranged
//! changes.
//!
//! # The model
//!
//! A [run](op::Run) is a list of [steps](op::Op), drawn by [`generate`], with collections, late finalizers and passes in between.
//! After each step an oracle that sees both heaps looks for what is reachable and gone; when all has come to rest it looks for what
//! is left. [`Rules`] takes one rule away at a time: all but the implied ones have a run in `traces/bridge-model/` that fails without them.
//!
//! The places of slots and handles are used anew, with stamps and generations. A handle may get a second wrapper before the
//! first is reported. `Drop` code moves, walks, wraps, upgrades and collects. Not modelled: threads, ageing,
//! and wrappers that cannot be found (types that hold edges always have a `WeakRef`).

mod barrier;
mod collector;
#[cfg(test)]
mod directed;
mod drops;
pub mod generate;
mod handles;
mod js_heap;
mod mutator;
pub mod op;
mod oracle;
mod rules;
mod saved;
mod shrink;
mod slices;
mod turn;
mod world;

use op::Run;
pub use rules::Rules;
pub use saved::{save, saved};
pub use shrink::shrink;
pub use world::Summary;
use world::World;

/// Carries a run out under some rules, and looks for what is lost after every step, and for what is left in the end.
///
/// # Errors
/// Says what is wrong, and after which step.
pub fn check_run(run: &Run, rules: Rules) -> Result<Summary, String> {
    let mut world = World::new(rules);
    for (number, op) in run.ops.iter().enumerate() {
        world.step(*op);
        world.check();
        if let Some(lost) = world.lost {
            return Err(format!("unsound: {lost} (step {number}, `{op}`)"));
        }
    }
    world.settle(run.poll, run.sliced);
    let leaks = world
        .check_leaks()
        .and_then(|()| world.close(run.poll, run.sliced));
    match world.lost {
        Some(lost) => Err(format!("unsound: {lost} (at rest)")),
        None => leaks
            .map(|()| world.summary)
            .map_err(|left| format!("leaky: {left}")),
    }
}
