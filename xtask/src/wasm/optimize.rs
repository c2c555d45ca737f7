//! wasm-opt, from npm's `binaryen`: Debian's is too old for what wasm-bindgen writes, and so is the crate.

use std::path::Path;

use anyhow::Result;

use crate::{node, process, repo};

/// What wasm-bindgen's output uses and every engine we support has. Not `--all-features`: binaryen then writes
/// encodings of proposals that Node 20 cannot read.
const FEATURES: &[&str] = &[
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

/// Optimises a module in place, for speed first: nobody ships what was not measured this way.
pub(super) fn optimize(wasm: &Path) -> Result<()> {
    node::install("xtask")?;
    let tool = repo::root().join("xtask/node_modules/.bin/wasm-opt");
    process::run(
        process::command(tool)
            .arg("-O3")
            .args(FEATURES)
            .arg("-o")
            .arg(wasm)
            .arg(wasm),
    )
}
