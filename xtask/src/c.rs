//! `cargo xtask c`: modules in C, by clang, linked with the runtime.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::tool::{self, Tool};
use crate::{process, repo, setup};

/// Builds a module in C for `instantiate()`, linked with the runtime
#[derive(clap::Args)]
pub(crate) struct Args {
    /// The C files
    #[arg(required = true)]
    sources: Vec<PathBuf>,
    /// Where to put the module
    #[arg(long, default_value = "module.wasm")]
    out: PathBuf,
    #[command(flatten)]
    options: Options,
}

/// How it is built.
#[derive(clap::Args, Clone, Copy)]
pub(crate) struct Options {
    /// Link the C library of WASI
    #[arg(long)]
    pub(crate) wasi: bool,
    /// Import the memory, made by JavaScript, instead of exporting one
    #[arg(long)]
    pub(crate) import_memory: bool,
    /// How far the memory may grow, in bytes
    #[arg(long, value_name = "BYTES")]
    pub(crate) max_memory: Option<u32>,
    /// Let `handfast.explain` and `handfast.graph` say why objects are alive
    #[arg(long)]
    pub(crate) explain: bool,
}

impl Options {
    /// None of all that.
    pub(crate) const PLAIN: Options = Options {
        wasi: false,
        import_memory: false,
        max_memory: None,
        explain: false,
    };
}

pub(crate) fn run(args: Args) -> Result<()> {
    tool::require(&[Tool::Clang])?;
    let sources: Vec<_> = args
        .sources
        .iter()
        .map(fs::canonicalize)
        .collect::<Result<_, _>>()?;
    let module = Module {
        sources: &sources,
        options: args.options,
    };
    // What runs below runs in another folder.
    let out = std::path::absolute(&args.out)?;
    module.build(&out)?;
    println!("{} ({} bytes)", out.display(), out.metadata()?.len());
    Ok(())
}

/// The tools for modules in C.
pub(crate) const TOOLS: &[Tool] = &[Tool::Clang, Tool::WasiHeaders];

/// The functions of the runtime that JavaScript calls.
const EXPORTS: &[&str] = &[
    "hf_alloc",
    "hf_attach",
    "hf_class_of",
    "hf_collect",
    "hf_collect_within",
    "hf_collected",
    "hf_dispose",
    "hf_drop_waiting",
    "hf_error_message",
    "hf_error_message_len",
    "hf_finalize",
    "hf_free",
    "hf_is_alive",
    "hf_last_number",
    "hf_poison",
    "hf_preserve",
    "hf_ref_count",
    "hf_release",
    "hf_retain",
    "hf_stack",
    "hf_stat",
    "hf_turn_end",
    "hf_type_count",
    "hf_type_live",
    "hf_type_name",
    "hf_type_name_len",
    "hf_value_drop",
    "hf_value_new",
];

/// Those that it calls to explain.
const EXPLAIN: &[&str] = &["hf_explain", "hf_explained", "hf_explained_len"];

/// A module in C.
pub(crate) struct Module<'a> {
    pub(crate) sources: &'a [PathBuf],
    pub(crate) options: Options,
}

impl Module<'_> {
    /// Compiles and links.
    pub(crate) fn build(&self, out: &Path) -> Result<()> {
        let target = if self.options.wasi {
            "wasm32-wasip1"
        } else {
            "wasm32-unknown-unknown"
        };
        setup::target(target)?;
        let folder = repo::target_dir().join("bare");
        fs::create_dir_all(&folder)?;
        if let Some(parent) = out.parent() {
            fs::create_dir_all(parent)?;
        }
        let runtime = runtime(target, self.options.explain)?;
        let rustlib = setup::sysroot()?.join("lib/rustlib");
        let libc = rustlib.join(target).join("lib/self-contained");

        let mut link = process::command(linker(&rustlib)?);
        link.args(["-flavor", "wasm", "--gc-sections", "--strip-debug"]);
        link.args(["--no-entry", "--stack-first"]);
        // Not all of them: what takes addresses is for C alone.
        link.args(EXPORTS.iter().map(|name| format!("--export={name}")));
        if self.options.explain {
            link.args(EXPLAIN.iter().map(|name| format!("--export={name}")));
        }
        if self.options.wasi {
            link.arg(libc.join("crt1-reactor.o"));
            link.arg("--export=_initialize");
        }
        if self.options.import_memory {
            link.arg("--import-memory");
        }
        if let Some(bytes) = self.options.max_memory {
            link.arg(format!("--max-memory={bytes}"));
        }
        for (number, source) in self.sources.iter().enumerate() {
            let stem = source.file_stem().context("a C file has a name")?;
            let object = folder.join(format!("{}-{number}.o", stem.display()));
            self.compile(source, &object)?;
            link.arg(object);
        }
        link.arg(runtime);
        if self.options.wasi {
            link.arg(libc.join("libc.a"));
        }
        process::run(link.arg("-o").arg(out))
    }

    fn compile(&self, source: &Path, object: &Path) -> Result<()> {
        let mut clang = process::command("clang");
        clang.args(["-std=c11", "-O2", "-Wall", "-Wextra", "-Werror"]);
        clang.arg("-I").arg(repo::root().join("runtime/include"));
        if self.options.wasi {
            clang.args(["--target=wasm32-wasi", "-isystem", WASI_HEADERS]);
        } else {
            clang.args(["--target=wasm32", "-ffreestanding"]);
        }
        process::run(clang.arg("-c").arg(source).arg("-o").arg(object))
    }
}

/// Where Debian puts the headers of WASI's C library; the library itself is the one that Rust brings.
pub(crate) const WASI_HEADERS: &str = "/usr/include/wasm32-wasi";

/// The runtime as a library for C.
fn runtime(target: &str, explain: bool) -> Result<PathBuf> {
    let mut cargo = process::cargo("rustc --quiet --release --package handfast-runtime");
    let features = if explain {
        "abi-views,explain"
    } else {
        "abi-views"
    };
    cargo.args(["--features", features, "--crate-type", "staticlib"]);
    process::run(cargo.args(["--target", target]))?;
    let release = repo::target_dir().join(target).join("release");
    Ok(release.join("libhandfast_runtime.a"))
}

/// The linker that the toolchain brings for wasm.
fn linker(rustlib: &Path) -> Result<PathBuf> {
    for host in fs::read_dir(rustlib)? {
        let linker = host?.path().join("bin/rust-lld");
        if linker.is_file() {
            return Ok(linker);
        }
    }
    anyhow::bail!("the toolchain has no rust-lld")
}
