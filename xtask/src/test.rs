//! `cargo xtask test`: the whole test suite, as a list of named steps.

use std::time::Instant;

use anyhow::{Result, ensure};

mod action;
mod report;
mod step;
mod steps;

use report::Report;
use step::{Options, Step};
use steps::STEPS;

use crate::setup;

/// Runs every test of the repository
#[derive(clap::Args, Default)]
pub(crate) struct Args {
    /// More cases wherever tests are random
    #[arg(long)]
    pub(crate) long: bool,
    /// Only steps whose name contains this; may be given more than once
    #[arg(long, value_name = "NAME")]
    pub(crate) only: Vec<String>,
    /// Fail where a tool is missing, instead of skipping the step; CI=true means the same
    #[arg(long)]
    pub(crate) require_all: bool,
    /// Only say which steps there are, and what each proves
    #[arg(long)]
    pub(crate) list: bool,
}

pub(crate) fn run(args: Args) -> Result<()> {
    let chosen = |step: &&Step| {
        args.only.is_empty() || args.only.iter().any(|name| step.name.contains(name))
    };
    let steps: Vec<&Step> = STEPS.iter().filter(chosen).collect();
    ensure!(
        !steps.is_empty(),
        "no step is called so; `cargo xtask test --list` names them"
    );
    if args.list {
        steps
            .iter()
            .for_each(|step| println!("{:24} {}", step.name, step.proves));
        return Ok(());
    }

    setup::base()?;
    let ci = std::env::var_os("CI").is_some_and(|value| value == "true");
    let options = Options {
        long: args.long,
        require_all: args.require_all || ci,
    };
    let mut report = Report::default();
    for (index, step) in steps.iter().enumerate() {
        eprintln!(
            "\n== {}/{} {}: {}",
            index + 1,
            steps.len(),
            step.name,
            step.proves
        );
        let start = Instant::now();
        report.add(step.name, step.run(&options), start.elapsed());
    }
    report.print();
    if report.failed() {
        // The reasons are in the report, whose last line is meant to be the last line.
        std::process::exit(1);
    }
    Ok(())
}
