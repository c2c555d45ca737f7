//! What the steps do.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::Result;

use super::step::Options;
use crate::page::{Browser, Page};
use crate::wasm::{Build, Profile, Target};
use crate::{node, process, repo};

/// A Node that can unwind, as npm's package of that name.
const NEW_NODE: &str = "node@24.21.0";

/// Members of the workspace that never run in wasm.
const NATIVE_ONLY: &[&str] = &["handfast-proptests", "xtask", "wasm-test-runner"];

pub(super) fn cargo(args: &str) -> Result<()> {
    process::run(&mut process::cargo(args))
}

pub(super) fn clippy_wasm() -> Result<()> {
    let mut cargo = process::cargo("clippy --quiet --workspace --all-targets");
    cargo.args(
        NATIVE_ONLY
            .iter()
            .flat_map(|package| ["--exclude", package]),
    );
    process::run(cargo.args(["--target", "wasm32-unknown-unknown", "--", "-D", "warnings"]))?;
    // Without the features that apps have by default.
    self::cargo(
        "clippy --quiet --package handfast --no-default-features --target wasm32-unknown-unknown -- -D warnings",
    )
}

pub(super) fn rust(options: &Options) -> Result<()> {
    let mut test =
        process::cargo("test --no-fail-fast --lib --bins --tests --examples --workspace");
    if options.long {
        test.env("HANDFAST_LONG", "1");
    }
    // Among all crates of the workspace those of `xtask` would be compiled once more, with other features
    // than what runs now.
    process::run(test.args(["--exclude", "xtask", "--exclude", "wasm-test-runner"]))?;
    cargo("test --quiet --package xtask")
}

pub(super) fn rust_docs() -> Result<()> {
    let mut doc = process::cargo("doc --quiet --workspace --no-deps");
    process::run(doc.env("RUSTDOCFLAGS", "-D warnings"))?;
    cargo("test --no-fail-fast --workspace --doc")
}

/// Runs a script of an npm package.
pub(super) fn npm(package: &str, script: &str) -> Result<()> {
    let folder = repo::root().join(package);
    process::run(
        process::command("npm")
            .current_dir(folder)
            .args(["run", "--silent", script]),
    )
}

/// Builds `bindings/tests/NAME` and runs the tests of its folder `node` against it, with debug assertions and
/// real garbage collections. The tests find the module by the variable `HANDFAST_TEST_NAME`.
pub(super) fn node_suite(name: &str, target: Target, options: &Options) -> Result<()> {
    let out = repo::target_dir().join("web").join(format!("test-{name}"));
    let package = format!("handfast-test-{name}");
    let build = Build {
        target,
        profile: Profile::Dev,
        ..Build::new(&package)
    };
    build.run(&out)?;
    run_suite(name, "node", &out, process::command("node"), options)
}

/// The same for the folder `unwind` of `bindings/tests/failure`, built so that panics unwind.
pub(super) fn unwind_suite(options: &Options) -> Result<()> {
    let out = repo::target_dir().join("web/unwind/test-failure");
    // Node 20 does not know the instructions yet.
    let build = Build {
        target: Target::Nodejs,
        profile: Profile::Dev,
        unwind: true,
        ..Build::new("handfast-test-failure")
    };
    build.run(&out)?;
    let mut node = process::command("npx");
    node.args(["--yes", NEW_NODE]);
    run_suite("failure", "unwind", &out, node, options)
}

fn run_suite(name: &str, folder: &str, out: &Path, node: Command, options: &Options) -> Result<()> {
    let folder = Path::new("bindings/tests").join(name).join(folder);
    let mut node = node::tests_by(node, &folder)?;
    node.env(format!("HANDFAST_TEST_{}", name.to_uppercase()), out);
    if options.long {
        node.env("HANDFAST_LONG", "1");
    }
    process::run(&mut node)
}

pub(super) fn forced_collection(browser: Browser) -> Result<()> {
    let result = Page::new(&repo::root().join("xtask/browser/gc")).visit(browser)?;
    println!("{result}");
    Ok(())
}

/// Builds `bindings/tests/NAME` for a page, and visits the one in its folder `page`, with the files of other folders beside it.
pub(super) fn page_suite(name: &str, folders: &[&str], browser: Browser) -> Result<()> {
    let out = repo::target_dir()
        .join("web")
        .join(format!("test-{name}-page"));
    let package = format!("handfast-test-{name}");
    let build = Build {
        profile: Profile::Dev,
        ..Build::new(&package)
    };
    build.run(&out)?;
    let suite = repo::root().join("bindings/tests").join(name);
    for folder in ["page"].iter().chain(folders) {
        for entry in suite.join(folder).read_dir()? {
            let entry = entry?;
            fs::copy(entry.path(), out.join(entry.file_name()))?;
        }
    }
    println!("{}", Page::new(&out).visit(browser)?);
    Ok(())
}
