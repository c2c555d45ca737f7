//! `cargo xtask bench`: Handfast against plain wasm-bindgen and the floor, in Node, and against collectors of cycles.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};
use serde_json::{Map, Value, json};

use crate::wasm::{Build, Target};
use crate::{process, repo, setup};

/// Measures Handfast and its peers side by side
#[derive(clap::Args)]
pub(crate) struct Args {
    /// End with one line of JSON
    #[arg(long)]
    json: bool,
    /// How many interleaved rounds the medians are taken of
    #[arg(long, default_value_t = 15)]
    rounds: u32,
    /// Only the cases whose names begin so
    #[arg(long, value_name = "NAME")]
    only: Option<String>,
}

/// What the cases that compare with other collectors are called; all others run in Node.
const CYCLES: &str = "cycles_vs_";

pub(crate) fn run(args: Args) -> Result<()> {
    let only = args.only.as_deref();
    let mut cases = Map::new();
    if only.is_none_or(|name| !name.starts_with(CYCLES)) {
        let module = build()?;
        for script in ["bench.mjs", "figures.mjs"] {
            cases.extend(measure(&mut in_node(script, &module, &args))?);
        }
    }
    if only.is_none_or(|name| name.starts_with(CYCLES)) {
        cases.extend(measure(&mut cycles(&args)?)?);
    }
    if args.json {
        println!("{}", json!({ "cases": cases }));
    }
    Ok(())
}

/// Runs a program that prints tables and then its cases as one line of JSON, and shows the tables.
fn measure(program: &mut Command) -> Result<Map<String, Value>> {
    let output = process::output(program)?;
    let (tables, last) = output.trim_end().rsplit_once('\n').unwrap_or(("", &output));
    println!("{tables}");
    let mut report: Value = serde_json::from_str(last).context("the last line is not JSON")?;
    serde_json::from_value(report["cases"].take()).context("the last line has no cases")
}

/// Returns the file that Node loads.
fn build() -> Result<PathBuf> {
    setup::base()?;
    let out = repo::target_dir().join("bench");
    let build = Build {
        manifest: Some(&repo::root().join("benches/Cargo.toml")),
        target: Target::Nodejs,
        ..Build::new("handfast-bench")
    };
    build.run(&out)?;
    Ok(out.join("handfast_bench.js"))
}

fn in_node(script: &str, module: &Path, args: &Args) -> Command {
    let mut node = process::command("node");
    node.arg("--expose-gc")
        .arg(repo::root().join("benches/js").join(script))
        .arg(module)
        .args(["--rounds", &args.rounds.to_string()]);
    if let Some(name) = &args.only {
        node.args(["--only", name]);
    }
    node
}

/// Built for this machine, because so are the peers.
fn cycles(args: &Args) -> Result<Command> {
    let mut cargo =
        process::cargo("build --quiet --release --bins --package handfast-bench-cycles");
    cargo
        .arg("--manifest-path")
        .arg(repo::root().join("benches/Cargo.toml"))
        .arg("--target-dir")
        .arg(repo::target_dir());
    process::run(&mut cargo)?;
    let mut program = process::command(repo::target_dir().join("release/cycles-time"));
    program.arg(args.rounds.to_string()).args(&args.only);
    Ok(program)
}
