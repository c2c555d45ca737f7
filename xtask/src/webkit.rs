//! WebKitGTK with a garbage collection that can be forced; see `xtask/webkit/README.md`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;

use crate::{process, repo};

/// Runs a program with a display of its own, which WebKitGTK needs even when nobody looks.
pub(crate) fn with_display(program: &str) -> Command {
    let mut command = process::command("xvfb-run");
    // The accessibility bus is not there, and looking for it takes seconds. The language of a machine without one
    // is `C`, which `Intl` does not take for a language.
    command
        .env("NO_AT_BRIDGE", "1")
        .env("LANG", "en_US.UTF-8")
        .args(["--auto-servernum", program]);
    command
}

/// Makes the browser usable in what the command starts.
pub(crate) fn browser(command: &mut Command) -> Result<()> {
    command.env("HANDFAST_WEBKIT_EXTENSION", extension()?);
    Ok(())
}

/// The folder with the compiled extension that defines `gc()` in every page.
fn extension() -> Result<PathBuf> {
    let source = repo::root().join("xtask/webkit/gc.c");
    let folder = repo::target_dir().join("webkit");
    let library = folder.join("gc.so");
    if !newer(&library, &source) {
        fs::create_dir_all(&folder)?;
        let mut cc = process::command("cc");
        process::run(
            cc.args(["-Wall", "-shared", "-fPIC", "-o"])
                .arg(&library)
                .arg(source),
        )?;
    }
    Ok(folder)
}

fn newer(made: &Path, source: &Path) -> bool {
    let changed = |file: &Path| file.metadata().and_then(|file| file.modified()).ok();
    changed(made).is_some() && changed(made) >= changed(source)
}
