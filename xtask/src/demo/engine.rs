//! `cargo xtask demo --example engine`: programs in a language whose objects live in Rust.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};
use serde_json::{Value, json};

use super::{Args, build_module, copy_page, serve, test};
use crate::page::{Browser, Page};
use crate::{node, process, repo};

const EXAMPLE: &str = "examples/engine";
/// Where the scripts that the examples share are, and the server.
const DOM: &str = "examples/dom";
/// Programs and what they print, or what only the page runs.
const PROGRAMS: &[&str] = &["scripts", "scripts/host", "demo"];

pub(super) fn run(args: Args) -> Result<()> {
    if args.serve {
        println!("an editor for scripts: http://127.0.0.1:{}/", args.port);
        return serve(&site()?, args.port);
    }
    let mut job = job(&build()?);
    if let Some(file) = args.file {
        // What starts below runs in another folder.
        job.arg("--input").arg(file.canonicalize()?);
    }
    if args.json {
        job.arg("--json");
    }
    process::run(&mut job)
}

/// Tests the example in Node, then runs the programs there.
pub(crate) fn check_in_node() -> Result<()> {
    let module = build()?;
    test(EXAMPLE, "HANDFAST_SCRIPT", &module)?;
    process::run(&mut job(&module))
}

/// Uses the page, and runs the programs on it.
pub(crate) fn check_in_browser(browser: Browser) -> Result<()> {
    let site = site()?;
    let visit = Page {
        page: "engine/demo/index.html?check",
        timeout: 120,
        ..Page::new(&site)
    };
    let figures = visit.visit(browser)?;
    println!("{}", figures["live_after"]);
    Ok(())
}

fn job(module: &Path) -> Command {
    let mut job = process::command("node");
    job.arg("--expose-gc");
    job.arg(Path::new(EXAMPLE).join("demo/node.mjs"));
    job.arg("--build").arg(module);
    job
}

fn build() -> Result<PathBuf> {
    let module = repo::target_dir().join("script/module");
    build_module("handfast-script", &module)?;
    Ok(module)
}

/// Puts everything a browser needs into one folder, where the scripts find each other as in the repository.
fn site() -> Result<PathBuf> {
    node::install(DOM)?;
    build()?;
    let out = repo::target_dir().join("script");
    for example in ["engine", "dom"] {
        let demo = repo::root().join("examples").join(example).join("demo");
        copy_page(&demo, &out.join(example).join("demo"))?;
    }
    fs::write(
        out.join("engine/demo/programs.json"),
        programs()?.to_string(),
    )?;
    let redirect =
        "<!doctype html><meta http-equiv=refresh content=\"0; url=engine/demo/index.html\">\n";
    fs::write(out.join("index.html"), redirect)?;
    Ok(out)
}

/// All programs, for the page.
fn programs() -> Result<Value> {
    let mut programs = Vec::new();
    for folder in PROGRAMS {
        let mut files = Vec::new();
        for entry in repo::root().join(EXAMPLE).join(folder).read_dir()? {
            files.push(entry?.path());
        }
        files.sort();
        for file in files {
            if file.extension().is_none_or(|extension| extension != "hf") {
                continue;
            }
            let name = file.file_name().context("a file has a name")?;
            let expected = file.with_extension("txt");
            let expected = if expected.is_file() {
                fs::read_to_string(expected)?
            } else {
                String::new()
            };
            programs.push(json!({
                "name": name.to_string_lossy(),
                "source": fs::read_to_string(&file)?,
                "expected": expected,
            }));
        }
    }
    Ok(programs.into())
}
