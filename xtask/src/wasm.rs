//! `cargo xtask wasm`: builds a package for the web, or tests one there.

use std::path::PathBuf;

use anyhow::Result;
use clap::Subcommand;

mod bindgen;
mod build;
mod engine;
mod optimize;
mod test;

pub(crate) use bindgen::Target;
pub(crate) use build::{Build, Profile};
pub(crate) use engine::Engine;
pub(crate) use test::test;

use crate::{repo, setup, tool};

/// Builds a package for the web, or runs its wasm tests
#[derive(clap::Args)]
pub(crate) struct Args {
    #[command(subcommand)]
    action: Action,
}

#[derive(Subcommand)]
enum Action {
    Build(BuildArgs),
    Test(TestArgs),
}

/// Compiles a package to wasm and makes its JavaScript
#[derive(clap::Args)]
struct BuildArgs {
    package: String,
    /// For which kind of module loader
    #[arg(long, value_enum, default_value_t = Target::Web)]
    target: Target,
    /// Optimised; this is the default
    #[arg(long, conflicts_with = "dev")]
    release: bool,
    /// Not optimised, with debug assertions
    #[arg(long)]
    dev: bool,
    /// Run wasm-opt over the result
    #[arg(long)]
    opt: bool,
    /// Where to put it [default: target/web/PACKAGE]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

/// Runs the tests of a package with wasm-bindgen-test
#[derive(clap::Args)]
struct TestArgs {
    #[arg(required = true)]
    packages: Vec<String>,
    /// Where to run them
    #[arg(long, value_enum, default_value_t = Engine::Node)]
    engine: Engine,
    /// Only tests whose name contains this
    #[arg(long)]
    filter: Option<String>,
}

pub(crate) fn run(args: Args) -> Result<()> {
    setup::toolchain()?;
    match args.action {
        Action::Build(args) => {
            let out = args
                .out
                .unwrap_or_else(|| repo::target_dir().join("web").join(&args.package));
            let profile = if args.dev && !args.release {
                Profile::Dev
            } else {
                Profile::Release
            };
            let build = Build {
                target: args.target,
                profile,
                optimize: args.opt,
                ..Build::new(&args.package)
            };
            let wasm = build.run(&out)?;
            println!("{} ({} bytes)", wasm.display(), wasm.metadata()?.len());
            Ok(())
        }
        Action::Test(args) => {
            tool::require(args.engine.test_tools())?;
            let packages: Vec<&str> = args.packages.iter().map(String::as_str).collect();
            test(&packages, args.engine, args.filter.as_deref())
        }
    }
}
