//! `cargo xtask setup`: what the other verbs need and rustup or npm can bring.
//!
//! The verbs call the parts they need themselves, so nobody has to run this by hand. Each part first looks
//! whether there is anything to do, which takes milliseconds.

use std::path::PathBuf;

use anyhow::{Context, Result};

use crate::tool::{self, Tool};
use crate::{node, process, repo};

/// Installs what is missing: the wasm target and the npm packages
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Also what only the whole test suite needs: geckodriver, and Miri where there is a nightly toolchain
    #[arg(long)]
    pub(crate) all: bool,
}

const WASM: &str = "wasm32-unknown-unknown";
const GECKODRIVER: &str = "0.37.1";

pub(crate) fn run(args: Args) -> Result<()> {
    let mut changed = base()?;
    if args.all {
        changed |= geckodriver()?;
        changed |= miri()?;
    }
    println!("setup: {}", if changed { "done" } else { "nothing to do" });
    Ok(())
}

/// What every test run needs. Returns whether anything had to be installed.
pub(crate) fn base() -> Result<bool> {
    let mut changed = toolchain()?;
    for folder in NPM_FOLDERS {
        changed |= node::install(folder)?;
    }
    Ok(changed)
}

/// The folders with a `package-lock.json`.
const NPM_FOLDERS: &[&str] = &["xtask", "js-runtime"];

/// The wasm target, rustfmt and clippy of the pinned toolchain. `rust-toolchain.toml` names them, but
/// rustup installs from there only when it is allowed to, and only together with a new toolchain.
pub(crate) fn toolchain() -> Result<bool> {
    let sysroot = sysroot()?;
    let mut changed = false;
    changed |= target(WASM)?;
    for (program, component) in [("rustfmt", "rustfmt"), ("cargo-clippy", "clippy")] {
        if !sysroot.join("bin").join(program).is_file() {
            eprintln!("setup: {component}");
            process::run(process::command("rustup").args(["component", "add", component]))?;
            changed = true;
        }
    }
    Ok(changed)
}

/// A target of the pinned toolchain.
pub(crate) fn target(name: &str) -> Result<bool> {
    if sysroot()?.join("lib/rustlib").join(name).is_dir() {
        return Ok(false);
    }
    eprintln!("setup: the target {name}");
    process::run(process::command("rustup").args(["target", "add", name]))?;
    Ok(true)
}

/// Where the pinned toolchain is installed.
pub(crate) fn sysroot() -> Result<PathBuf> {
    let sysroot = process::command("rustc")
        .args(["--print", "sysroot"])
        .output();
    let sysroot = sysroot
        .context("rustc is needed: https://rustup.rs")?
        .stdout;
    Ok(PathBuf::from(String::from_utf8(sysroot)?.trim()))
}

/// Firefox's WebDriver server: Debian has no package of it, and npm's brings no program.
fn geckodriver() -> Result<bool> {
    if tool::program("geckodriver").is_some() {
        return Ok(false);
    }
    eprintln!("setup: geckodriver, which takes some minutes");
    let mut install = process::cargo("install geckodriver --locked --version");
    process::run(install.args([GECKODRIVER, "--root"]).arg(repo::tools_dir()))?;
    Ok(true)
}

/// Miri belongs to a nightly toolchain. We add it to the one that is there and do not choose one.
fn miri() -> Result<bool> {
    if let Some(reason) = Tool::Nightly.missing() {
        eprintln!("setup: no Miri: {reason}");
        return Ok(false);
    }
    if Tool::Miri.missing().is_none() {
        return Ok(false);
    }
    eprintln!("setup: Miri");
    let add = [
        "component",
        "add",
        "miri",
        "rust-src",
        "--toolchain",
        "nightly",
    ];
    process::run(process::command("rustup").args(add))?;
    Ok(true)
}
