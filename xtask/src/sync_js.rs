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

pub(crate) fn run(args: Args) -> Result<()> {
    let (source, copy) = (repo::root().join(SOURCE), repo::root().join(COPY));
    let differences = differences(&source, &copy)?;
    if differences.is_empty() {
        println!("{COPY} is the same as {SOURCE}");
        return Ok(());
    }
    if args.check {
        let list: Vec<String> = differences
            .keys()
            .map(|file| file.display().to_string())
            .collect();
        bail!(
            "{COPY} differs from {SOURCE} in {}: run `cargo xtask sync-js`",
            list.join(", ")
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

/// For each file in which the folders differ: the contents it should have, or none if it should not be there.
fn differences(source: &Path, copy: &Path) -> Result<BTreeMap<PathBuf, Option<Vec<u8>>>> {
    let wanted = files(source)?;
    let present = if copy.is_dir() {
        files(copy)?
    } else {
        BTreeMap::new()
    };
    let superfluous = present.keys().filter(|file| !wanted.contains_key(*file));
    let mut differences: BTreeMap<_, _> = superfluous.map(|file| (file.clone(), None)).collect();
    for (file, text) in wanted {
        if present.get(&file) != Some(&text) {
            differences.insert(file, Some(text));
        }
    }
    Ok(differences)
}

/// Every file below a folder, by its path relative to the folder.
fn files(folder: &Path) -> Result<BTreeMap<PathBuf, Vec<u8>>> {
    let mut files = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(inner) = folders.pop() {
        let entries =
            fs::read_dir(&inner).with_context(|| format!("cannot read {}", inner.display()))?;
        for entry in entries {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let text = fs::read(&path)?;
                files.insert(path.strip_prefix(folder)?.to_owned(), text);
            }
        }
    }
    Ok(files)
}
