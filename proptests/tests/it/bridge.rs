//! The bridge pass against both heaps: what can be reached through either stays, and everything else goes.
//!
//! A random program in JavaScript and one in Rust change a graph that spans both heaps, while the engine's collector runs,
//! finalizers come late, and passes run wherever they like, also while objects are borrowed. After each step an oracle that
//! sees both heaps checks that nothing reachable was lost; at the end all the rest must be gone.

mod directed;
mod oracle;
mod step;
mod subject;
mod world;

use std::panic;
use std::thread;

use handfast_proptests::search;
use proptest::prelude::*;

use step::{Step, step};
use world::World;

fn run<const CELLS: bool>(steps: &[Step]) -> Result<(), String> {
    let mut world = World::<CELLS>::new();
    for (i, &step) in steps.iter().enumerate() {
        world
            .take(step)
            .map_err(|error| format!("step {i}, {step:?}: {error}"))?;
    }
    world
        .finish()
        .map_err(|error| format!("at the end: {error}"))
}

/// On a thread of its own, for a heap of its own: a run that fails leaves objects behind.
fn run_apart<const CELLS: bool>(steps: &[Step]) -> Result<(), String> {
    let outcome = thread::scope(|scope| {
        scope
            .spawn(|| {
                let outcome = panic::catch_unwind(|| run::<CELLS>(steps));
                subject::forget();
                outcome
            })
            .join()
    });
    match outcome {
        Ok(Ok(result)) => result,
        Ok(Err(panic)) | Err(panic) => Err(panic
            .downcast_ref::<String>()
            .cloned()
            .unwrap_or_else(|| "panicked".to_owned())),
    }
}

fn search<const CELLS: bool>() {
    let (cases, length) = if cfg!(miri) { (2, 40) } else { (2_000, 200) };
    let steps = prop::collection::vec(step(), 1..length);
    if let Err(found) = search::search(cases, &steps, |steps| run_apart::<CELLS>(steps)) {
        panic!("{}\nseed {}\n{:#?}", found.message, found.seed, found.value);
    }
}

#[test]
fn what_either_heap_reaches_lives_and_nothing_else() {
    search::<false>();
}

#[test]
fn the_same_for_types_with_cells() {
    search::<true>();
}
