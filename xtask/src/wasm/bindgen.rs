//! The wasm-bindgen step, as a library call: its version is the one in our lock file.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use clap::ValueEnum;
use wasm_bindgen_cli_support::Bindgen;

use super::Profile;

/// The kind of JavaScript module to make.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Target {
    /// An ES module that a page loads as it is.
    Web,
    /// A CommonJS module for Node.
    Nodejs,
    /// An ES module for a bundler that can import wasm.
    Bundler,
    /// An ES module for Node.
    ExperimentalNodejsModule,
}

/// Writes the module, its JavaScript and its TypeScript into an empty folder; returns the `.wasm` file's path.
pub(super) fn generate(
    wasm: &Path,
    target: Target,
    profile: Profile,
    out: &Path,
) -> Result<PathBuf> {
    // What an earlier build left there could be loaded instead of what is missing now.
    if out.exists() {
        fs::remove_dir_all(out).with_context(|| format!("cannot empty {}", out.display()))?;
    }
    let mut bindgen = Bindgen::new();
    match target {
        Target::Web => bindgen.web(true)?,
        Target::Nodejs => bindgen.nodejs(true)?,
        Target::Bundler => bindgen.bundler(true)?,
        Target::ExperimentalNodejsModule => bindgen.nodejs_module(true)?,
    };
    bindgen.input_path(wasm).typescript(true);
    // Not `debug`: its checks in the JavaScript come before those of Handfast, with errors of their own.
    bindgen.keep_debug(profile == Profile::Dev);
    bindgen
        .generate(out)
        .with_context(|| format!("wasm-bindgen failed on {}", wasm.display()))?;
    let stem = wasm
        .file_stem()
        .expect("cargo names its files")
        .to_string_lossy();
    if target == Target::ExperimentalNodejsModule {
        // Node takes a `.js` file for CommonJS unless a package says otherwise.
        fs::write(out.join("package.json"), "{ \"type\": \"module\" }\n")?;
    }
    Ok(out.join(format!("{stem}_bg.wasm")))
}
