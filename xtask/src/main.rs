//! Every command of this repository: `cargo xtask <verb>`.
//!
//! A verb is a module with an `Args` struct (its doc comment is the help text) and a function
//! `run(Args) -> Result<()>`. Adding one takes its `mod` line and one line in `verbs!`.

use std::process::ExitCode;

use anyhow::Result;
use clap::{Parser, Subcommand};

mod bare;
mod bench;
mod c;
mod ci;
mod demo;
mod node;
mod page;
mod process;
mod repo;
mod setup;
mod size;
mod sync_js;
mod test;
mod tool;
mod wasm;
mod webkit;

/// Builds, tests and measures Handfast.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Cli {
    #[command(subcommand)]
    verb: Verb,
}

macro_rules! verbs {
    ($($variant:ident => $module:ident,)*) => {
        #[derive(Subcommand)]
        enum Verb {
            $($variant($module::Args),)*
        }

        impl Verb {
            fn run(self) -> Result<()> {
                match self {
                    $(Verb::$variant(args) => $module::run(args),)*
                }
            }
        }
    };
}

verbs! {
    Setup => setup,
    Test => test,
    Ci => ci,
    Wasm => wasm,
    C => c,
    SyncJs => sync_js,
    Page => page,
    Demo => demo,
    Bench => bench,
    Size => size,
}

fn main() -> ExitCode {
    match Cli::parse().verb.run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // Not returned from `main`: that would print a backtrace of ours, which says nothing about what failed.
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}
