//! [`Level`]: how deep the evaluator is in the stack, and how long it may go on.

use std::cell::Cell;

use handfast::Ref;

use crate::failure::{Failure, Kind, Outcome};
use crate::globals::Globals;
use crate::syntax::Position;

/// How deep evaluation may be nested: calls, blocks and expressions together, over all scripts of this thread that wait for
/// each other. In Node 20, whose stack has 984 KB, between 2,700 and 4,300 levels fit, depending on what they are.
const DEEPEST: u32 = 1500;
/// What a call into JavaScript counts as. Such a call and the one back take as much as 4 levels, and more if JavaScript does
/// something in between.
const HOST: u32 = 8;

thread_local! {
    static DEPTH: Cell<u32> = const { Cell::new(0) };
    static STEPS: Cell<u64> = const { Cell::new(0) };
}

/// While it exists, evaluation is so much deeper.
pub(super) struct Level(u32);

impl Level {
    /// Begins a run, or a call from JavaScript. The outermost gets a fresh number of steps.
    pub(super) fn enter(globals: &Ref<Globals>, at: Position) -> Outcome<Level> {
        if DEPTH.get() == 0 {
            STEPS.set(globals.borrow().steps);
        }
        Level::deeper(1, at)
    }

    /// One level deeper. A step.
    #[inline]
    pub(super) fn inner(at: Position) -> Outcome<Level> {
        step(at)?;
        Level::deeper(1, at)
    }

    /// Into JavaScript.
    pub(super) fn host(at: Position) -> Outcome<Level> {
        Level::deeper(HOST, at)
    }

    fn deeper(by: u32, at: Position) -> Outcome<Level> {
        let depth = DEPTH.get() + by;
        if depth > DEEPEST {
            let message = "calls are nested too deeply";
            return Err(Failure::new(Kind::TooDeep, message, at));
        }
        DEPTH.set(depth);
        Ok(Level(by))
    }
}

impl Drop for Level {
    fn drop(&mut self) {
        DEPTH.set(DEPTH.get() - self.0);
    }
}

/// Counts a step.
#[inline]
pub(super) fn step(at: Position) -> Outcome<()> {
    let left = STEPS.get();
    if left == 0 {
        let message = "the script takes too long";
        return Err(Failure::new(Kind::TooLong, message, at));
    }
    STEPS.set(left - 1);
    Ok(())
}
