//! The examples without wasm-bindgen, as a folder that Node and browsers can load.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::page::{Browser, Page};
use crate::{c, process, repo, setup, wasm};

const FOLDER: &str = "examples/bare";
/// In C, and whether it is a module of WASI's.
const IN_C: &[(&str, bool)] = &[("weakref", false)];
/// In Rust, by the name of the package.
const IN_RUST: &[(&str, &str)] = &[("accumulate", "handfast-accumulate")];

/// Runs the examples' jobs in Node.
pub(crate) fn check_in_node() -> Result<()> {
    let site = site()?;
    let mut node = process::command("node");
    node.env("HANDFAST_BARE", &site);
    node.args(["--expose-gc", "--test", "--test-reporter=spec"]);
    for test in files(&repo::root().join(FOLDER).join("test"), ".test.mjs")? {
        node.arg(test);
    }
    process::run(&mut node)
}

/// Runs them in a browser.
pub(crate) fn check_in_browser(browser: Browser) -> Result<()> {
    let site = site()?;
    let names = IN_C.iter().map(|(name, _)| name);
    for name in names.chain(IN_RUST.iter().map(|(name, _)| name)) {
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
    let from = repo::root().join(FOLDER);
    let site = repo::target_dir().join("bare/site");
    if site.exists() {
        fs::remove_dir_all(&site)?;
    }
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
    for (name, wasi) in IN_C {
        let module = c::Module {
            sources: &[from.join(name).join(format!("{name}.c"))],
            wasi: *wasi,
            ..c::Module::default()
        };
        module.build(&site.join(name).join(format!("{name}.wasm")))?;
    }
    setup::toolchain()?;
    for (name, package) in IN_RUST {
        let module = wasm::Build::new(package).compile()?;
        fs::copy(module, site.join(name).join(format!("{name}.wasm")))?;
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

/// The files of a folder whose names end like this, in order.
fn files(folder: &Path, end: &str) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.to_string_lossy().ends_with(end) {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}
