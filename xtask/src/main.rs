//! Every command of this repository: `cargo xtask <verb>`.

use clap::Parser;

/// Builds, tests and measures Handfast.
#[derive(Parser)]
#[command(name = "cargo xtask")]
struct Cli {}

fn main() {
    Cli::parse();
}
