//! The bridge pass against both heaps: what can be reached through either stays, and everything else goes.
//!
//! A random program in JavaScript and one in Rust change a graph that spans both heaps, while the engine's collector runs,
//! finalizers come late, and passes run wherever they like, also while objects are borrowed. After each step an oracle that
//! sees both heaps checks that nothing reachable was lost; at the end all the rest must be gone.

mod directed;
mod oracle;
mod step;
mod subject;
mod text;
mod traces;
mod world;

use std::panic;
use std::thread;

use handfast_proptests::search;

use step::{Step, steps};
use text::Run;
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
fn run_apart(all: &Run) -> Result<(), String> {
    let run = if all.cells { run::<true> } else { run::<false> };
    let outcome = thread::scope(|scope| {
        scope
            .spawn(|| {
                let outcome = panic::catch_unwind(|| run(&all.steps));
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

fn search(cells: bool) {
    let (cases, length) = if cfg!(miri) { (2, 40) } else { (2_000, 200) };
    let check = |steps: &Vec<Step>| {
        let steps = steps.clone();
        run_apart(&Run { cells, steps })
    };
    if let Err(found) = search::search(cases, &steps(length), check) {
        let (message, seed, steps) = (found.message, found.seed, found.value);
        let run = Run { cells, steps };
        panic!("{message}\nseed {seed}; to be saved in traces/bridge/:\n{run}");
    }
}

#[test]
fn what_either_heap_reaches_lives_and_nothing_else() {
    search(false);
}

#[test]
fn the_same_for_types_with_cells() {
    search(true);
}
