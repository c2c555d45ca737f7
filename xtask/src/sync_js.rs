//! `cargo xtask sync-js`: the copy of the JavaScript runtime that the crate `handfast` embeds.
//!
//! wasm-bindgen copies only files that lie inside the crate that names them, and a package on crates.io has
//! nothing but its own folder. So the sources are checked in twice, and a test compares them.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::repo;

/// Copies js-runtime/src to bindings/js
#[derive(clap::Args, Default)]
pub(crate) struct Args {
    /// Change nothing; fail when the two folders differ
    #[arg(long)]
    pub(crate) check: bool,
}

const SOURCE: &str = "js-runtime/src";
const COPY: &str = "bindings/js";

/// The files below a folder: what each holds, by its path relative to the folder.
type Files = BTreeMap<PathBuf, Vec<u8>>;

pub(crate) fn run(args: Args) -> Result<()> {
    let copy = repo::root().join(COPY);
    let present = if copy.is_dir() {
        files(&copy)?
    } else {
        Files::new()
    };
    let differences = differences(files(&repo::root().join(SOURCE))?, &present);
    if differences.is_empty() {
        println!("{COPY} is the same as {SOURCE}");
        return Ok(());
    }
    if args.check {
        let names: Vec<_> = differences
            .keys()
            .map(|file| file.display().to_string())
            .collect();
        bail!(
            "{COPY} differs from {SOURCE} in {}: run `cargo xtask sync-js`",
            names.join(", ")
        );
    }
    for (file, wanted) in differences {
        let file = copy.join(file);
        match wanted {
            Some(text) => {
                fs::create_dir_all(file.parent().expect("it lies inside the copy"))?;
                fs::write(&file, text)?;
                println!("wrote {}", repo::display(&file));
            }
            None => {
                fs::remove_file(&file)?;
                println!("removed {}", repo::display(&file));
            }
        }
    }
    Ok(())
}

/// For each file that is not as wanted: what it should hold, or nothing if it should not be there.
fn differences(wanted: Files, present: &Files) -> BTreeMap<PathBuf, Option<Vec<u8>>> {
    let superfluous = present.keys().filter(|file| !wanted.contains_key(*file));
    let mut differences: BTreeMap<_, _> = superfluous.map(|file| (file.clone(), None)).collect();
    let changed = wanted
        .into_iter()
        .filter(|(file, text)| present.get(file) != Some(text));
    differences.extend(changed.map(|(file, text)| (file, Some(text))));
    differences
}

fn files(folder: &Path) -> Result<Files> {
    let mut files = Files::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(inner) = folders.pop() {
        let entries =
            fs::read_dir(&inner).with_context(|| format!("cannot read {}", inner.display()))?;
        for entry in entries {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else {
                files.insert(path.strip_prefix(folder)?.to_owned(), fs::read(&path)?);
            }
        }
    }
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder<const N: usize>(files: [(&str, &str); N]) -> Files {
        files
            .into_iter()
            .map(|(file, text)| (file.into(), text.into()))
            .collect()
    }

    #[test]
    fn a_copy_that_is_the_same_needs_nothing() {
        let both = folder([("index.js", "a"), ("inner/table.js", "b")]);
        assert!(differences(both.clone(), &both).is_empty());
    }

    #[test]
    fn changed_missing_and_stale_files_are_found() {
        let wanted = folder([("same.js", "s"), ("changed.js", "new"), ("missing.js", "m")]);
        let present = folder([("same.js", "s"), ("changed.js", "old"), ("stale.js", "x")]);
        let expected = [
            ("changed.js".into(), Some(b"new".to_vec())),
            ("missing.js".into(), Some(b"m".to_vec())),
            ("stale.js".into(), None),
        ];
        assert_eq!(differences(wanted, &present), BTreeMap::from(expected));
    }
}
