//! The examples without wasm-bindgen, as a folder that Node and browsers can load.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::page::{Browser, Page};
use crate::{c, node, process, repo, setup, tool, wasm};

const FOLDER: &str = "examples/bare";
/// In C.
const IN_C: &[(&str, c::Options)] = &[
    (
        "weakref",
        c::Options {
            explain: true,
            ..c::Options::PLAIN
        },
    ),
    (
        "marshal",
        c::Options {
            wasi: true,
            ..c::Options::PLAIN
        },
    ),
    (
        "growth",
        c::Options {
            import_memory: true,
            ..c::Options::PLAIN
        },
    ),
    ("scopes", c::Options::PLAIN),
];
/// In Rust: the example, the package, and what its module is called.
const IN_RUST: &[(&str, &str, &str)] = &[
    ("accumulate", "handfast-accumulate", "accumulate.wasm"),
    ("marshal", "handfast-marshal", "rust.wasm"),
];
const NAMES: &[&str] = &["accumulate", "growth", "marshal", "scopes", "weakref"];

/// Runs the examples' jobs in Node.
pub(crate) fn check_in_node() -> Result<()> {
    let mut node = node::tests(&Path::new(FOLDER).join("test"))?;
    process::run(node.env("HANDFAST_BARE", site()?))
}

/// Runs them in a browser.
pub(crate) fn check_in_browser(browser: Browser) -> Result<()> {
    let site = site()?;
    for name in NAMES {
        let page = Page {
            page: &format!("{name}/index.html"),
            ..Page::new(&site)
        };
        println!("{name}: {}", page.visit(browser)?);
    }
    Ok(())
}

/// Builds all of them; returns the folder.
pub(crate) fn site() -> Result<PathBuf> {
    tool::require(c::TOOLS)?;
    let from = repo::root().join(FOLDER);
    let site = repo::target_dir().join("bare/site");
    if site.exists() {
        fs::remove_dir_all(&site)?;
    }
    node::install(FOLDER)?;
    copy(&from, &site)?;
    copy(
        &from.join("../dom/demo/collect.mjs"),
        &site.join("common/collect.mjs"),
    )?;
    copy(
        &from.join("../dom/demo/task.mjs"),
        &site.join("common/task.mjs"),
    )?;
    let package = site.join("node_modules/handfast");
    for part in ["package.json", "index.js", "src", "bare"] {
        copy(
            &repo::root().join("js-runtime").join(part),
            &package.join(part),
        )?;
    }
    for (name, options) in IN_C {
        let module = c::Module {
            sources: &[from.join(name).join(format!("{name}.c"))],
            options: *options,
        };
        module.build(&site.join(name).join(format!("{name}.wasm")))?;
    }
    setup::toolchain()?;
    for (name, package, file) in IN_RUST {
        let module = wasm::Build::new(package).compile()?;
        fs::copy(module, site.join(name).join(file))?;
    }
    Ok(site)
}

/// Copies a file, or a folder and what is in it.
fn copy(from: &Path, to: &Path) -> Result<()> {
    let context = || format!("cannot copy {}", from.display());
    if from.is_dir() {
        fs::create_dir_all(to)?;
        for entry in fs::read_dir(from).with_context(context)? {
            let entry = entry?;
            copy(&entry.path(), &to.join(entry.file_name()))?;
        }
        return Ok(());
    }
    let parent = to.parent().context("a file is in a folder")?;
    fs::create_dir_all(parent)?;
    fs::copy(from, to).with_context(context)?;
    Ok(())
}
