//! Recorded runs, in `traces/bridge-model/`: `without-RULE.trace` fails without that rule, and all pass with all rules.

use std::fs;
use std::io;
use std::path::PathBuf;

use super::op::Run;

fn folder() -> PathBuf {
    crate::replay::folder().join("bridge-model")
}

/// Saves a failing run under the seed of the search that found it, with what was wrong as a comment.
///
/// # Errors
/// Those of writing a file.
pub fn save(run: &Run, message: &str, seed: u64) -> io::Result<PathBuf> {
    let path = folder().join(format!("found-{seed}.trace"));
    fs::write(&path, format!("# {message}\n{run}"))?;
    Ok(path)
}

/// All recorded runs, by file name.
///
/// # Errors
/// Those of reading, and a description of the first mistake in a file.
pub fn saved() -> io::Result<Vec<(String, Run)>> {
    let mut runs = Vec::new();
    for entry in fs::read_dir(folder())? {
        let path = entry?.path();
        let run = fs::read_to_string(&path)?.parse();
        let run = run.map_err(|error| io::Error::other(format!("{}: {error}", path.display())))?;
        runs.push((
            path.file_stem()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned(),
            run,
        ));
    }
    Ok(runs)
}
