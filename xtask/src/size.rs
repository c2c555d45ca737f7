//! `cargo xtask size`: what a one-class app weighs, on Handfast and on plain wasm-bindgen.
//!
//! Weighed is what a user downloads: the optimised `.wasm`, and the JavaScript bundled and minified by esbuild, both
//! gzipped. The JavaScript is weighed twice: with all that the module exports, and in an app that imports nothing but the class.

use std::fs;
use std::path::Path;

use anyhow::Result;
use serde_json::json;

use crate::wasm::{Build, Target};
use crate::{node, process, repo, setup};

/// Weighs a one-class app on Handfast and on plain wasm-bindgen
#[derive(clap::Args)]
pub(crate) struct Args {
    /// End with one line of JSON
    #[arg(long)]
    json: bool,
}

/// Gzipped sizes in bytes.
struct Weight {
    wasm: usize,
    js: usize,
    /// Of an app that imports only the class.
    class_js: usize,
}

impl Weight {
    fn total(&self) -> usize {
        self.wasm + self.js
    }

    fn class_total(&self) -> usize {
        self.wasm + self.class_js
    }
}

pub(crate) fn run(args: Args) -> Result<()> {
    setup::base()?;
    let ours = weigh("handfast-size-handfast", &["slices"])?;
    let linked = weigh("handfast-size-handfast", &["references", "slices"])?;
    let small = weigh("handfast-size-handfast", &["references"])?;
    let plain = weigh("handfast-size-plain", &[])?;
    println!(
        "{:16} {:>8} {:>8} {:>8} {:>10}",
        "gzipped bytes", "wasm", "js", "total", "class only"
    );
    let rows = [
        ("handfast", &ours),
        ("with references", &linked),
        ("without `slices`", &small),
        ("wasm-bindgen", &plain),
    ];
    for (name, weight) in rows {
        println!(
            "{name:16} {:>8} {:>8} {:>8} {:>10}",
            weight.wasm,
            weight.js,
            weight.total(),
            weight.class_total()
        );
    }
    println!(
        "difference: {} bytes",
        ours.total() as i64 - plain.total() as i64
    );
    if args.json {
        println!(
            "{}",
            json!({ "handfast_gz": ours.total(), "with_references_gz": linked.total(), "without_slices_gz": small.total(),
                "wasm_bindgen_gz": plain.total(), "handfast_class_gz": ours.class_total(), "wasm_bindgen_class_gz": plain.class_total() })
        );
    }
    Ok(())
}

fn weigh(package: &str, features: &[&str]) -> Result<Weight> {
    let out = repo::target_dir()
        .join("size")
        .join([&[package], features].concat().join("+"));
    let build = Build {
        manifest: Some(&repo::root().join("benches/Cargo.toml")),
        target: Target::Web,
        features,
        optimize: true,
        ..Build::new(package)
    };
    let wasm = build.run(&out)?;
    let glue = format!("{}.js", package.replace('-', "_"));
    let app = out.join("app.js");
    fs::write(
        &app,
        format!("export {{ default, Counter }} from \"./{glue}\";\n"),
    )?;
    node::install("xtask")?;
    Ok(Weight {
        wasm: gzipped(&wasm)?,
        js: bundled(&out.join(glue))?,
        class_js: bundled(&app)?,
    })
}

/// What a file weighs with all that it imports.
fn bundled(entry: &Path) -> Result<usize> {
    let bundle = entry.with_extension("min.js");
    let esbuild = repo::root().join("xtask/node_modules/.bin/esbuild");
    process::run(
        process::command(esbuild)
            .arg(entry)
            .args([
                "--bundle",
                "--minify",
                "--format=esm",
                "--log-level=warning",
            ])
            .arg(format!("--outfile={}", bundle.display())),
    )?;
    gzipped(&bundle)
}

/// Through the gzip of Node, which is there anyway.
fn gzipped(file: &Path) -> Result<usize> {
    let script = "console.log(require('zlib').gzipSync(require('fs').readFileSync(process.argv[1]), {level: 9}).length)";
    let size = process::output(
        process::command("node")
            .args(["-e", script])
            .arg(fs::canonicalize(file)?),
    )?;
    Ok(size.trim().parse()?)
}
