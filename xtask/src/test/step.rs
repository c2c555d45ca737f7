//! One step of the test suite.

use anyhow::Result;

use crate::tool::Tool;

/// A part of the test suite that passes, fails, or is skipped as a whole.
pub(super) struct Step {
    pub(super) name: &'static str,
    /// What is known once it has passed.
    pub(super) proves: &'static str,
    pub(super) needs: &'static [Tool],
    pub(super) action: fn(&Options) -> Result<()>,
}

/// What the whole run was asked for.
pub(super) struct Options {
    pub(super) long: bool,
    pub(super) require_all: bool,
}

/// How a step ended; the text says why.
pub(super) enum Outcome {
    Passed,
    Failed(String),
    Skipped(String),
}

impl Step {
    /// Runs the step, unless something that it needs is missing.
    pub(super) fn run(&self, options: &Options) -> Outcome {
        // The first reason is enough: installing one thing often brings the next.
        let missing = self
            .needs
            .iter()
            .find_map(|tool| Some((tool, tool.missing()?)));
        if let Some((tool, reason)) = missing {
            let must = options.require_all && tool.required();
            return if must {
                Outcome::Failed(reason)
            } else {
                Outcome::Skipped(reason)
            };
        }
        match (self.action)(options) {
            Ok(()) => Outcome::Passed,
            Err(error) => Outcome::Failed(format!("{error:#}")),
        }
    }
}
