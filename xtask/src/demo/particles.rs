//! `cargo xtask demo --example particles`: views, drawn while the memory grows.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;

use super::{Args, build_module, copy_page, serve};
use crate::page::{Browser, Page};
use crate::{process, repo};

const EXAMPLE: &str = "examples/particles";
/// Where the scripts that the examples share are, and the server.
const DOM: &str = "examples/dom";

pub(super) fn run(args: &Args) -> Result<()> {
    if args.serve {
        return serve(&site()?, args.port);
    }
    let mut job = job(&build()?);
    if args.json {
        job.arg("--json");
    }
    process::run(&mut job)
}

/// Runs the job in Node.
pub(crate) fn check_in_node() -> Result<()> {
    process::run(&mut job(&build()?))
}

/// Presses the page's button, and runs the job there.
pub(crate) fn check_in_browser(browser: Browser) -> Result<()> {
    let site = site()?;
    let visit = Page {
        page: "particles/demo/index.html?check",
        timeout: 120,
        ..Page::new(&site)
    };
    let figures = visit.visit(browser)?;
    println!("{} {}", figures["phases_ms"], figures["live_after"]);
    Ok(())
}

fn job(builds: &Path) -> Command {
    let mut job = process::command("node");
    job.arg("--expose-gc");
    job.arg(Path::new(EXAMPLE).join("demo/node.mjs"));
    job.arg("--builds").arg(builds);
    job
}

/// Builds the example; returns the folder where the scripts find it.
fn build() -> Result<PathBuf> {
    let out = repo::target_dir().join("particles");
    build_module("handfast-particles", &out.join("module"))?;
    Ok(out)
}

/// Puts everything a browser needs into one folder, where the scripts find each other as in the repository.
fn site() -> Result<PathBuf> {
    let out = build()?;
    for (example, folder) in [(EXAMPLE, "particles"), (DOM, "dom")] {
        let demo = repo::root().join(example).join("demo");
        copy_page(&demo, &out.join(folder).join("demo"))?;
    }
    let redirect =
        "<!doctype html><meta http-equiv=refresh content=\"0; url=particles/demo/index.html\">\n";
    fs::write(out.join("index.html"), redirect)?;
    Ok(out)
}
