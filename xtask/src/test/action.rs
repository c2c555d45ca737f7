//! What the steps do.

use anyhow::Result;

use super::step::Options;
use crate::page::{Browser, Page};
use crate::{process, repo};

/// How many random cases a property gets in a long run; proptest's own choice is 256.
const LONG_CASES: &str = "20000";

/// Members of the workspace that never run in wasm.
const NATIVE_ONLY: &[&str] = &["xtask", "wasm-test-runner"];

pub(super) fn cargo(args: &[&str]) -> Result<()> {
    process::run(process::cargo().args(args))
}

pub(super) fn clippy() -> Result<()> {
    cargo(&[
        "clippy",
        "--quiet",
        "--workspace",
        "--all-targets",
        "--",
        "-D",
        "warnings",
    ])
}

pub(super) fn clippy_wasm() -> Result<()> {
    let mut cargo = process::cargo();
    cargo.args(["clippy", "--quiet", "--workspace", "--all-targets"]);
    for package in NATIVE_ONLY {
        cargo.args(["--exclude", package]);
    }
    process::run(cargo.args(["--target", "wasm32-unknown-unknown", "--", "-D", "warnings"]))
}

pub(super) fn rust(options: &Options) -> Result<()> {
    let mut cargo = process::cargo();
    if options.long {
        cargo.env("PROPTEST_CASES", LONG_CASES);
    }
    cargo.args([
        "test",
        "--workspace",
        "--lib",
        "--bins",
        "--tests",
        "--examples",
    ]);
    // Among all crates of the workspace those of `xtask` would be compiled once more, with other features
    // than what runs now.
    process::run(cargo.args(["--exclude", "xtask", "--exclude", "wasm-test-runner"]))?;
    self::cargo(&["test", "--quiet", "--package", "xtask"])
}

pub(super) fn rust_docs() -> Result<()> {
    let mut doc = process::cargo();
    doc.env("RUSTDOCFLAGS", "-D warnings")
        .args(["doc", "--quiet", "--workspace", "--no-deps"]);
    process::run(&mut doc)?;
    cargo(&["test", "--workspace", "--doc"])
}

pub(super) fn miri(package: &str) -> Result<()> {
    cargo(&[
        "+nightly",
        "miri",
        "test",
        "--package",
        package,
        "--lib",
        "--tests",
    ])
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

pub(super) fn forced_collection(browser: Browser) -> Result<()> {
    let result = Page::new(&repo::root().join("xtask/browser/gc")).visit(browser)?;
    println!("{result}");
    Ok(())
}
