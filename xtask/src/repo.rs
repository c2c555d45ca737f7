//! Where things are.

use std::path::{Path, PathBuf};

/// The root of the repository.
///
/// Cargo says where the package is when it runs us; the path known at compile time is only a fallback,
/// because with a shared target folder it may be that of another clone.
pub(crate) fn root() -> PathBuf {
    let package = std::env::var_os("CARGO_MANIFEST_DIR")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    package
        .parent()
        .expect("xtask lies inside the repository")
        .to_owned()
}

/// The target folder, whatever configured it: we run from `<target>/<profile>/xtask`.
pub(crate) fn target_dir() -> PathBuf {
    let exe = std::env::current_exe().expect("the path of the running program");
    let target = exe.ancestors().nth(2);
    target
        .expect("cargo puts programs two folders below the target folder")
        .to_owned()
}

/// Where programs go that `setup` installs: outside the target folder, so that `cargo clean` keeps them.
pub(crate) fn tools_dir() -> PathBuf {
    let cache = std::env::var_os("XDG_CACHE_HOME").map(PathBuf::from);
    let cache = cache.or_else(|| std::env::home_dir().map(|home| home.join(".cache")));
    cache.unwrap_or_else(target_dir).join("handfast")
}

/// A path as a reader wants to see it: relative to the root where it lies below it.
pub(crate) fn display(path: &Path) -> String {
    path.strip_prefix(root())
        .unwrap_or(path)
        .display()
        .to_string()
}
