//! Failing runs as readable files: saved when they are found, replayed for ever after.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::op::Run;

/// Where the files are.
pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("traces")
}

/// Saves a failing run, with what was wrong as a comment. The name is made from the steps, so that the same run is
/// saved once.
///
/// # Errors
/// Those of writing a file.
pub fn save(run: &Run, message: &str) -> io::Result<PathBuf> {
    let text = run.to_string();
    // FNV-1a: the name has to be the same on every machine, and nothing more.
    let hash = text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    let path = folder().join(format!("found-{:08x}.trace", hash as u32));
    let comment: String = message.lines().map(|line| format!("# {line}\n")).collect();
    fs::write(&path, comment + &text)?;
    Ok(path)
}

/// All saved runs, by file name.
///
/// # Errors
/// Those of reading, and a description of the first mistake in a file.
pub fn saved() -> io::Result<Vec<(String, Run)>> {
    let mut runs = Vec::new();
    for entry in fs::read_dir(folder())? {
        let path = entry?.path();
        if path
            .extension()
            .is_some_and(|extension| extension == "trace")
        {
            let name = path
                .file_stem()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned();
            let run = fs::read_to_string(&path)?.parse();
            runs.push((
                name,
                run.map_err(|error| io::Error::other(format!("{}: {error}", path.display())))?,
            ));
        }
    }
    runs.sort_by(|(a, _), (b, _)| a.cmp(b));
    Ok(runs)
}
