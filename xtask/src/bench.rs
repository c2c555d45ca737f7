//! `cargo xtask bench`: Handfast against plain wasm-bindgen and the floor, in Node.

use anyhow::Result;

use crate::wasm::{Build, Target};
use crate::{process, repo, setup};

/// Measures Handfast, plain wasm-bindgen and the floor in one run
#[derive(clap::Args)]
pub(crate) struct Args {
    /// End with one line of JSON
    #[arg(long)]
    json: bool,
    /// How many interleaved rounds the medians are taken of
    #[arg(long, default_value_t = 15)]
    rounds: u32,
    /// Only this case
    #[arg(long, value_name = "NAME")]
    only: Option<String>,
}

pub(crate) fn run(args: Args) -> Result<()> {
    setup::base()?;
    let benches = repo::root().join("benches");
    let out = repo::target_dir().join("bench");
    let build = Build {
        manifest: Some(&benches.join("Cargo.toml")),
        target: Target::Nodejs,
        ..Build::new("handfast-bench")
    };
    build.run(&out)?;
    let mut node = process::command("node");
    node.arg("--expose-gc")
        .arg(benches.join("js/bench.mjs"))
        .arg(out.join("handfast_bench.js"))
        .args(["--rounds", &args.rounds.to_string()]);
    if let Some(name) = &args.only {
        node.args(["--only", name]);
    }
    if args.json {
        node.arg("--json");
    }
    process::run(&mut node)
}
