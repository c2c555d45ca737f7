//! From a package to a folder that a page or Node can load: cargo, then bindgen, then maybe wasm-opt.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use super::{Target, bindgen, optimize};
use crate::{process, repo};

/// What to build and how.
pub(crate) struct Build<'a> {
    pub(crate) package: &'a str,
    /// The package's workspace, when that is not ours (`benches` has its own).
    pub(crate) manifest: Option<&'a Path>,
    pub(crate) features: &'a [&'a str],
    pub(crate) target: Target,
    pub(crate) profile: Profile,
    /// Whether wasm-opt goes over the result.
    pub(crate) optimize: bool,
    /// Whether panics unwind, which takes a nightly toolchain and a standard library built with it. For the dev profile.
    pub(crate) unwind: bool,
}

/// Cargo's profile.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Profile {
    Dev,
    Release,
}

impl<'a> Build<'a> {
    /// A release build of one of our packages for the web.
    pub(crate) fn new(package: &'a str) -> Self {
        let (target, profile) = (Target::Web, Profile::Release);
        Build {
            package,
            manifest: None,
            features: &[],
            target,
            profile,
            optimize: false,
            unwind: false,
        }
    }

    /// Builds into a folder and returns the path of the `.wasm` file there.
    pub(crate) fn run(&self, out: &Path) -> Result<PathBuf> {
        let wasm = bindgen::generate(&self.compile()?, self.target, self.profile, out)?;
        if self.optimize {
            optimize::optimize(&wasm)?;
        }
        Ok(wasm)
    }

    /// Compiles, and returns what cargo says it wrote: the name is the library's, not always the package's.
    pub(crate) fn compile(&self) -> Result<PathBuf> {
        let mut cargo = if self.unwind {
            process::cargo("+nightly build -Z build-std=std,panic_unwind")
        } else {
            process::cargo("build")
        };
        if self.unwind {
            // In a folder of its own: with other flags everything would be compiled again each time.
            cargo.env("RUSTFLAGS", "-C panic=unwind");
            cargo
                .arg("--target-dir")
                .arg(repo::target_dir().join("unwind"));
        }
        cargo.args(["--quiet", "--lib", "--target", "wasm32-unknown-unknown"]);
        cargo.args([
            "--message-format",
            "json-render-diagnostics",
            "--package",
            self.package,
        ]);
        if let Some(manifest) = self.manifest {
            cargo.arg("--manifest-path").arg(manifest);
        }
        if !self.features.is_empty() {
            cargo.arg("--features").arg(self.features.join(","));
        }
        if self.profile == Profile::Release {
            cargo.arg("--release");
        }
        let messages = process::output(&mut cargo)?;
        let wasm = messages.lines().filter_map(wasm_file).next_back();
        let wasm = wasm.with_context(|| format!("{} has no crate-type `cdylib`", self.package))?;
        ensure!(wasm.is_file(), "cargo did not write {}", wasm.display());
        Ok(wasm)
    }
}

/// The wasm file that a message of cargo reports. The package itself comes after its dependencies, so the
/// last one is ours.
fn wasm_file(message: &str) -> Option<PathBuf> {
    let message: Value = serde_json::from_str(message).ok()?;
    let files = message.get("filenames")?.as_array()?;
    files
        .iter()
        .filter_map(Value::as_str)
        .map(PathBuf::from)
        .find(|file| {
            file.extension()
                .is_some_and(|extension| extension == "wasm")
        })
}
