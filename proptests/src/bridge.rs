//! An executable specification of the bridge pass.

mod barrier;
mod collector;
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
    world.settle(run.poll);
    let leaks = world.check_leaks().and_then(|()| world.close(run.poll));
    match world.lost {
        Some(lost) => Err(format!("unsound: {lost} (at rest)")),
        None => leaks
            .map(|()| world.summary)
            .map_err(|left| format!("leaky: {left}")),
    }
}
