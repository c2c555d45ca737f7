//! `cargo xtask demo`: the DOM of `examples/dom` on a real page, beside the same on plain wasm-bindgen; or another example.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};
use clap::ValueEnum;
use serde_json::json;

pub(crate) mod collab;
pub(crate) mod engine;
pub(crate) mod particles;

use crate::page::Browser;
use crate::wasm::Build;
use crate::{bare, node, process, repo, setup};

/// Runs the DOM example on a real page, beside the same job on plain wasm-bindgen; or another example
#[derive(clap::Args, Default)]
pub(crate) struct Args {
    /// The page [default: the largest one of the standard library's documentation]; with `--example collab`, the text; with `--example engine`, a script
    file: Option<PathBuf>,
    /// Which example
    #[arg(long, value_enum, default_value_t)]
    example: Example,
    /// End with one line of JSON
    #[arg(long)]
    json: bool,
    /// Serve it to browsers on this machine instead of running it in Node
    #[arg(long, conflicts_with = "json")]
    serve: bool,
    /// The port to serve it on
    #[arg(long, default_value_t = 5080)]
    port: u16,
}

/// The examples that have a demo.
#[derive(Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
enum Example {
    /// The main job: a DOM in Rust
    #[default]
    Dom,
    /// Shared documents: several replicas of one text
    Collab,
    /// Modules without wasm-bindgen: the same jobs as in the tests
    Bare,
    /// A scripting language
    Engine,
    /// Particles that are drawn from views while the memory grows
    Particles,
}

const EXAMPLE: &str = "examples/dom";
/// For toolchains without documentation, and for tests.
const SPARE_PAGE: &str = "examples/dom/pages/std-option.html";

pub(crate) fn run(args: Args) -> Result<()> {
    setup::toolchain()?;
    node::require()?;
    match args.example {
        Example::Dom => {}
        Example::Collab => return collab::run(args),
        Example::Bare if args.serve => return serve(&bare::site()?, args.port),
        Example::Bare => return bare::check_in_node(),
        Example::Engine => return engine::run(args),
        Example::Particles => return particles::run(&args),
    }
    let page = Page::choose(args.file)?;
    if args.serve {
        return serve(&site(&page)?, args.port);
    }
    let mut job = job(&build()?, &page);
    if args.json {
        job.arg("--json");
    }
    process::run(&mut job)
}

/// Serves a folder to browsers on this machine, until it is stopped.
fn serve(site: &Path, port: u16) -> Result<()> {
    node::install(EXAMPLE)?;
    println!("http://127.0.0.1:{port}/");
    let sirv = repo::root().join(EXAMPLE).join("node_modules/.bin/sirv");
    let mut server = process::command(sirv);
    server.arg(site).args(["--dev", "--host", "127.0.0.1"]);
    process::run(server.args(["--port", &port.to_string()]))
}

/// Runs the Node tests of an example; they find its module by a variable.
fn test(example: &str, variable: &str, module: &Path) -> Result<()> {
    let mut node = node::tests(&Path::new(example).join("tests/js"))?;
    process::run(node.env(variable, module))
}

/// Tests the example's DOM in Node, then runs the job there.
pub(crate) fn check_in_node() -> Result<()> {
    let builds = build()?;
    node::install(EXAMPLE)?;
    test(EXAMPLE, "HANDFAST_DOM", &builds.join("handfast"))?;
    process::run(&mut job(&builds, &Page::spare()))
}

/// Runs the job in a browser.
pub(crate) fn check_in_browser(browser: Browser) -> Result<()> {
    let site = site(&Page::spare())?;
    let visit = crate::page::Page {
        timeout: 240,
        ..crate::page::Page::new(&site)
    };
    let figures = visit.visit(browser)?;
    println!("{}", figures["live_after"]);
    Ok(())
}

fn job(builds: &Path, page: &Page) -> Command {
    let mut job = process::command("node");
    job.arg(Path::new(EXAMPLE).join("demo/node.mjs"));
    job.arg("--builds").arg(builds);
    job.arg("--input").arg(&page.file);
    job.arg("--name").arg(&page.name);
    job
}

/// What the job runs on.
struct Page {
    file: PathBuf,
    /// What the figures call it.
    name: String,
}

impl Page {
    fn choose(given: Option<PathBuf>) -> Result<Page> {
        if let Some(file) = given {
            ensure!(file.is_file(), "no file {}", file.display());
            let name = file.display().to_string();
            // What starts below runs in another folder.
            let file = file.canonicalize()?;
            return Ok(Page { file, name });
        }
        let docs = setup::sysroot()?.join("share/doc/rust/html");
        let Some(file) = largest_page(&docs.join("std"))? else {
            return Ok(Page::spare());
        };
        let name = file.strip_prefix(docs)?.display().to_string();
        Ok(Page { file, name })
    }

    fn spare() -> Page {
        Page {
            file: repo::root().join(SPARE_PAGE),
            name: SPARE_PAGE.to_owned(),
        }
    }
}

/// The largest `.html` file below a folder, if there is one.
fn largest_page(folder: &Path) -> Result<Option<PathBuf>> {
    let mut largest = None;
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        if !folder.is_dir() {
            continue;
        }
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else if path
                .extension()
                .is_some_and(|extension| extension == "html")
            {
                let size = path.metadata()?.len();
                // By name where sizes are equal, so that the choice is always the same.
                largest = largest.max(Some((size, path)));
            }
        }
    }
    Ok(largest.map(|(_, path)| path))
}

/// Builds both DOMs; returns the folder where the scripts find them.
fn build() -> Result<PathBuf> {
    let out = repo::target_dir().join("demo");
    for (package, folder) in [
        ("handfast-dom", "handfast"),
        ("handfast-dom-plain", "plain"),
    ] {
        let out = out.join(folder);
        build_module(package, &out)?;
    }
    Ok(out)
}

/// Builds one module for pages and for Node.
fn build_module(package: &str, out: &Path) -> Result<()> {
    Build::new(package).run(out)?;
    // Node takes a `.js` file for CommonJS unless a package says otherwise. bindgen leaves one that does not.
    fs::write(out.join("package.json"), "{ \"type\": \"module\" }\n")?;
    Ok(())
}

/// Puts everything a browser needs into one folder.
fn site(page: &Page) -> Result<PathBuf> {
    node::install(EXAMPLE)?;
    let out = build()?;
    let example = repo::root().join(EXAMPLE);
    copy_page(&example.join("demo"), &out)?;
    let chart = out.join("uplot");
    fs::create_dir_all(&chart)?;
    for file in ["uPlot.esm.js", "uPlot.min.css"] {
        copy(&example.join("node_modules/uplot/dist").join(file), &chart)?;
    }
    fs::copy(&page.file, out.join("input.html"))?;
    let input = json!({ "input": page.name, "bytes": page.file.metadata()?.len() });
    fs::write(out.join("input.json"), input.to_string())?;
    Ok(out)
}

/// Copies what a page consists of.
fn copy_page(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let file = entry?.path();
        let wanted = ["html", "css", "mjs"];
        if file
            .extension()
            .is_some_and(|extension| wanted.iter().any(|wanted| extension == *wanted))
        {
            copy(&file, to)?;
        }
    }
    Ok(())
}

fn copy(file: &Path, folder: &Path) -> Result<()> {
    let name = file.file_name().context("a file has a name")?;
    fs::copy(file, folder.join(name)).with_context(|| format!("cannot copy {}", file.display()))?;
    Ok(())
}
