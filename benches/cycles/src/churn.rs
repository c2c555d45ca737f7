//! [`Churn`]: one run of a phase on one library, and what it must have in common with the others.

use std::marker::PhantomData;

use fastrand::Rng;

use crate::library::{Library, live};

/// When the libraries collect.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Trigger {
    /// At the same points, because the phase asks for it; at no others.
    Asked,
    /// When each finds it worth it; asked only when the phase ends.
    Own,
}

impl Trigger {
    /// What it is called in reports.
    pub fn name(self) -> &'static str {
        match self {
            Trigger::Asked => "asked",
            Trigger::Own => "own",
        }
    }
}

/// What a phase did: the same on every side, or the comparison means nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// How many nodes were made.
    pub created: u32,
    /// How many lived after each collection that was asked for.
    pub live: Vec<u32>,
    /// Numbers of nodes that were met on the way.
    pub met: u64,
}

pub(crate) struct Churn<L> {
    pub(crate) rng: Rng,
    trigger: Trigger,
    outcome: Outcome,
    library: PhantomData<L>,
}

impl<L: Library> Churn<L> {
    pub(crate) fn new(trigger: Trigger) -> Churn<L> {
        L::set_automatic(trigger == Trigger::Own);
        Churn {
            rng: Rng::with_seed(0x5eed),
            trigger,
            outcome: Outcome::default(),
            library: PhantomData,
        }
    }

    pub(crate) fn node(&mut self) -> L::Node {
        self.outcome.created += 1;
        L::node(self.outcome.created)
    }

    pub(crate) fn meet(&mut self, node: &L::Node) {
        self.outcome.met += u64::from(L::number(node));
    }

    /// One step of the phase is over, and so is a turn; after every `period` of them all collect, if they do so when asked.
    pub(crate) fn stepped(&mut self, step: usize, period: usize) {
        match self.trigger {
            Trigger::Asked if step % period == period - 1 => self.collect(),
            Trigger::Asked => {}
            Trigger::Own => L::turn(),
        }
    }

    fn collect(&mut self) {
        L::collect();
        self.outcome.live.push(live());
    }

    /// The phase is over, and has let go of everything.
    pub(crate) fn finish(mut self) -> Outcome {
        self.collect();
        assert_eq!(self.outcome.live.last(), Some(&0), "nodes are left");
        assert!(L::is_empty(), "the library's tables are not empty");
        self.outcome
    }
}
