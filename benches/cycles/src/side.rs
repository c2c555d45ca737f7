//! [`Side`]: a library, as what measures knows it.

use crate::churn::{Churn, Outcome, Trigger};
use crate::library::Library;
use crate::{dumpster, gcmodule, handfast, phases};

/// A library, and how to run a phase on it.
pub struct Side {
    /// What it is called.
    pub name: &'static str,
    /// Whether it ever collects by itself.
    pub automatic: bool,
    /// Runs a phase, by its place in [`PHASES`](crate::PHASES).
    pub run: fn(usize, Trigger) -> Outcome,
}

/// Handfast, and then its peers.
pub const SIDES: [Side; 3] = [
    Side {
        name: "handfast",
        automatic: true,
        run: run::<handfast::Handfast>,
    },
    Side {
        name: "dumpster",
        automatic: true,
        run: run::<dumpster::Dumpster>,
    },
    Side {
        name: "gcmodule",
        automatic: false,
        run: run::<gcmodule::Gcmodule>,
    },
];

fn run<L: Library>(phase: usize, trigger: Trigger) -> Outcome {
    let mut churn = Churn::<L>::new(trigger);
    phases::run(phase, &mut churn);
    churn.finish()
}
