//! The same churn of a graph on three libraries that collect cycles of counted references in one thread: Handfast,
//! dumpster and jrsonnet-gcmodule. `../README.md` says what is compared.

mod churn;
mod dumpster;
mod gcmodule;
mod handfast;
mod library;
mod phases;
pub mod report;
mod side;

pub use churn::{Outcome, Trigger};
pub use library::live;
pub use phases::PHASES;
pub use side::{SIDES, Side};

/// Runs on a stack on which the peers can follow a chain of some ten thousand objects by recursion.
pub fn on_a_large_stack(run: impl FnOnce() + Send + 'static) {
    let thread = std::thread::Builder::new().stack_size(1 << 30).spawn(run);
    let joined = thread.expect("the system gives us a thread").join();
    joined.expect("the thread says what failed");
}
