//! wasm-opt, from npm's `binaryen`: Debian's is too old for what wasm-bindgen writes, and so is the crate.

use std::path::Path;

use anyhow::Result;

use crate::{node, process, repo};

/// Optimises a module in place, for speed first: nobody ships what was not measured this way.
pub(super) fn optimize(wasm: &Path) -> Result<()> {
    node::install("xtask")?;
    let tool = repo::root().join("xtask/node_modules/.bin/wasm-opt");
    process::run(
        process::command(tool)
            .args(["-O3", "--all-features", "-o"])
            .arg(wasm)
            .arg(wasm),
    )
}
