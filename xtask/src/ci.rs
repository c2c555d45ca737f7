//! `cargo xtask ci`: what `.ci/run` does once the system's packages are there.

use anyhow::Result;

use crate::{setup, test};

/// Installs everything the tests need, runs all of them, and accepts no missing tool
#[derive(clap::Args)]
pub(crate) struct Args {}

pub(crate) fn run(_: Args) -> Result<()> {
    setup::run(setup::Args { all: true })?;
    test::run(test::Args {
        require_all: true,
        ..test::Args::default()
    })
}
