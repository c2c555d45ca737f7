//! Explanations against an oracle: random graphs with variables, handles, wrappers, raw retains, borrows and passes.
//!
//! The oracle knows what the program did. A path must be made of references that exist, begin at what really holds its first
//! object, and be as short as possible; where nothing leads to an object, none may be found.

mod oracle;
mod world;

use std::thread;

use handfast_proptests::search;
use proptest::prelude::*;

use world::{Step, World};

fn step() -> impl Strategy<Value = Step> {
    let any = any::<usize>;
    prop_oneof![
        4 => Just(Step::Vertex),
        1 => Just(Step::Leaf),
        8 => (any(), any()).prop_map(|(from, to)| Step::Link(from, to)),
        1 => any().prop_map(Step::Unlink),
        2 => any().prop_map(Step::Clone),
        5 => any().prop_map(Step::Drop),
        3 => (any(), prop::bool::ANY).prop_map(|(object, identity)| Step::Wrap(object, identity)),
        2 => (any(), any()).prop_map(|(object, wrapper)| Step::HoldWrapper(object, wrapper)),
        1 => any().prop_map(Step::HoldValue),
        2 => any().prop_map(Step::Unroot),
        1 => any().prop_map(Step::Retain),
        1 => any().prop_map(Step::Release),
        1 => any().prop_map(Step::Enter),
        1 => Just(Step::Pass),
        1 => Just(Step::Collect),
        1 => Just(Step::EndTurn),
        2 => Just(Step::Check),
        1 => any().prop_map(Step::CheckBorrowed),
        1 => any().prop_map(Step::CheckBorrowedMut),
    ]
}

fn run(steps: &[Step]) -> Result<(), String> {
    let mut world = World::new();
    for (i, &step) in steps.iter().enumerate() {
        world
            .take(step)
            .map_err(|error| format!("step {i}, {step:?}: {error}"))?;
    }
    world.take(Step::Check)?;
    world.finish()
}

/// On a thread of its own, for a heap of its own: a run that fails leaves objects behind.
fn run_apart(steps: &[Step]) -> Result<(), String> {
    let outcome = thread::scope(|scope| scope.spawn(|| run(steps)).join());
    outcome.unwrap_or_else(|panic| {
        let message = panic.downcast_ref::<String>().cloned();
        Err(message.unwrap_or_else(|| "panicked".to_owned()))
    })
}

#[test]
fn the_shortest_path_from_what_holds_something() {
    let (cases, length) = if cfg!(miri) { (2, 30) } else { (2_000, 100) };
    let steps = prop::collection::vec(step(), 1..length);
    if let Err(found) = search::search(cases, &steps, |steps| run_apart(steps)) {
        panic!("{}\nseed {}\n{:#?}", found.message, found.seed, found.value);
    }
}
