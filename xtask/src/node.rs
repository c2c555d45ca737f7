//! Node and npm: the packages that our scripts and the JavaScript runtime's tools come from.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, ensure};

use crate::{process, repo};

const OLDEST_NODE: u32 = 20;

/// Fails unless a Node is there that we support.
pub(crate) fn require() -> Result<()> {
    let version = process::command("node").arg("--version").output();
    let version = version.context("Node is needed (version 20 or later): https://nodejs.org")?;
    let version = String::from_utf8_lossy(&version.stdout).trim().to_owned();
    let major = version
        .trim_start_matches('v')
        .split('.')
        .next()
        .and_then(|n| n.parse().ok());
    let major: u32 = major.with_context(|| format!("`node --version` says `{version}`"))?;
    ensure!(
        major >= OLDEST_NODE,
        "Node {OLDEST_NODE} or later is needed; this is {version}"
    );
    Ok(())
}

/// Node with the tests of a folder, and garbage collections at will. To be told by a variable where what they test is.
pub(crate) fn tests(folder: &Path) -> Result<Command> {
    tests_by(process::command("node"), folder)
}

/// The same by another Node.
pub(crate) fn tests_by(mut node: Command, folder: &Path) -> Result<Command> {
    let mut tests = Vec::new();
    for entry in repo::root().join(folder).read_dir()? {
        let file = entry?.file_name();
        if file.to_string_lossy().ends_with(".test.mjs") {
            tests.push(folder.join(file));
        }
    }
    ensure!(!tests.is_empty(), "no tests in {}", folder.display());
    tests.sort();
    node.args(["--expose-gc", "--test", "--test-reporter=spec"]);
    // Files are named one by one because what Node makes of a folder differs between its versions.
    node.args(tests);
    Ok(node)
}

/// Installs the packages that a folder's lock file names, if that was not done yet. Returns whether
/// there was anything to do.
///
/// A copy of the lock file inside `node_modules` records what was installed: comparing the two takes no
/// time, while `npm ci` always starts from nothing.
pub(crate) fn install(folder: &str) -> Result<bool> {
    let folder = repo::root().join(folder);
    let lock = folder.join("package-lock.json");
    let lock = fs::read(&lock).with_context(|| format!("cannot read {}", lock.display()))?;
    let record = folder.join("node_modules/.installed-lock.json");
    if fs::read(&record).is_ok_and(|installed| installed == lock) {
        return Ok(false);
    }
    require()?;
    eprintln!("setup: npm packages of {}", repo::display(&folder));
    process::run(process::command("npm").current_dir(&folder).args([
        "ci",
        "--ignore-scripts",
        "--no-audit",
        "--no-fund",
    ]))?;
    fs::write(record, lock)?;
    Ok(true)
}
