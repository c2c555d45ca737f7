//! What a test run says at its end.

use std::time::Duration;

use super::step::Outcome;

/// The outcomes so far, in the order in which the steps ran.
#[derive(Default)]
pub(super) struct Report {
    lines: Vec<(&'static str, Outcome, Duration)>,
}

impl Report {
    /// Takes down how a step ended, and says so at once when it did not pass.
    pub(super) fn add(&mut self, name: &'static str, outcome: Outcome, time: Duration) {
        let (word, reason) = describe(&outcome);
        eprintln!("== {name} {word} after {:.1} s{reason}", time.as_secs_f64());
        self.lines.push((name, outcome, time));
    }

    pub(super) fn failed(&self) -> bool {
        self.lines
            .iter()
            .any(|(_, outcome, _)| matches!(outcome, Outcome::Failed(_)))
    }

    /// Prints a table, and as the last line how many steps ended in which way.
    pub(super) fn print(&self) {
        let widest = self
            .lines
            .iter()
            .map(|(name, ..)| name.len())
            .max()
            .unwrap_or_default();
        println!();
        for (name, outcome, time) in &self.lines {
            let (word, reason) = describe(outcome);
            println!(
                "{name:widest$}  {word:7}  {:7.1} s{reason}",
                time.as_secs_f64()
            );
        }
        let count = |word| {
            self.lines
                .iter()
                .filter(|(_, outcome, _)| describe(outcome).0 == word)
                .count()
        };
        println!();
        println!(
            "{} passed, {} failed, {} skipped",
            count("passed"),
            count("failed"),
            count("skipped")
        );
    }
}

fn describe(outcome: &Outcome) -> (&'static str, String) {
    // The first line of an error says what failed; the rest was shown when it happened.
    let first = |reason: &str| format!("  {}", reason.lines().next().unwrap_or_default());
    match outcome {
        Outcome::Passed => ("passed", String::new()),
        Outcome::Failed(reason) => ("failed", first(reason)),
        Outcome::Skipped(reason) => ("skipped", first(reason)),
    }
}
