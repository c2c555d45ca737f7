//! `cargo xtask demo --example collab`: several replicas of one text.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, ensure};
use serde_json::json;

use super::{Args, build_module, copy_page, serve, test};
use crate::page::{Browser, Page};
use crate::{node, process, repo};

const EXAMPLE: &str = "examples/collab";
/// Where the scripts that both examples use are, and the server.
const DOM: &str = "examples/dom";
/// What is typed, unless another text is named.
const TEXT: &str = "LICENSE-APACHE";

pub(super) fn run(args: Args) -> Result<()> {
    let input = Input::choose(args.file)?;
    if args.serve {
        println!("two replicas side by side:");
        return serve(&site(&input)?, args.port);
    }
    let mut job = job(&build()?, &input);
    if args.json {
        job.arg("--json");
    }
    process::run(&mut job)
}

/// Tests the example in Node, then runs the job there.
pub(crate) fn check_in_node() -> Result<()> {
    let builds = build()?;
    test(EXAMPLE, "HANDFAST_COLLAB", &builds.join("module"))?;
    process::run(&mut job(&builds, &Input::choose(None)?))
}

/// Runs the job on the page, and a check of the page itself.
pub(crate) fn check_in_browser(browser: Browser) -> Result<()> {
    let site = site(&Input::choose(None)?)?;
    let visit = Page {
        page: "collab/demo/index.html?check",
        timeout: 120,
        ..Page::new(&site)
    };
    let figures = visit.visit(browser)?;
    println!("{}", figures["live_after"]);
    Ok(())
}

/// The text that is typed.
struct Input {
    file: PathBuf,
    /// What the figures call it.
    name: String,
}

impl Input {
    fn choose(given: Option<PathBuf>) -> Result<Input> {
        let Some(file) = given else {
            return Ok(Input {
                file: repo::root().join(TEXT),
                name: TEXT.to_owned(),
            });
        };
        ensure!(file.is_file(), "no file {}", file.display());
        let name = file.display().to_string();
        // What starts below runs in another folder.
        let file = file.canonicalize()?;
        Ok(Input { file, name })
    }
}

fn job(builds: &Path, input: &Input) -> Command {
    let mut job = process::command("node");
    job.arg("--expose-gc");
    job.arg(Path::new(EXAMPLE).join("demo/node.mjs"));
    job.arg("--builds").arg(builds);
    job.arg("--input").arg(&input.file);
    job.arg("--name").arg(&input.name);
    job
}

/// Builds the example, and what it is compared with; returns the folder where the scripts find them.
fn build() -> Result<PathBuf> {
    let out = repo::target_dir().join("collab");
    build_module("handfast-collab", &out.join("module"))?;
    build_module("handfast-collab-plain", &out.join("plain"))?;
    Ok(out)
}

/// Puts everything a browser needs into one folder, where the scripts find each other as in the repository.
fn site(input: &Input) -> Result<PathBuf> {
    node::install(DOM)?;
    let out = build()?;
    for example in ["collab", "dom"] {
        let demo = repo::root().join("examples").join(example).join("demo");
        copy_page(&demo, &out.join(example).join("demo"))?;
    }
    fs::copy(&input.file, out.join("collab/demo/input.txt"))?;
    let named = json!({ "input": input.name }).to_string();
    fs::write(out.join("collab/demo/input.json"), named)?;
    let redirect =
        "<!doctype html><meta http-equiv=refresh content=\"0; url=collab/demo/index.html\">\n";
    fs::write(out.join("index.html"), redirect)?;
    Ok(out)
}
