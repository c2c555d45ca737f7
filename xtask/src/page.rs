//! `cargo xtask page`: a page of a folder in a real browser; the scripts are in `xtask/browser`.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use clap::ValueEnum;
use serde_json::Value;

use crate::tool::{self, Tool};
use crate::{node, process, webkit};

/// Opens a page in a browser, waits for `window.__result`, and prints it as JSON
#[derive(clap::Args)]
pub(crate) struct Args {
    /// The folder to serve
    root: PathBuf,
    /// The page in it, with its query if it takes one
    #[arg(long, default_value = "index.html")]
    page: String,
    #[arg(long, value_enum, default_value_t = Browser::Chromium)]
    engine: Browser,
    /// How many seconds the page may take
    #[arg(long, default_value_t = 60)]
    timeout: u32,
    /// Serve it so that it may share memory with workers
    #[arg(long)]
    isolated: bool,
}

/// A browser that shows pages to tests, each with a garbage collection that can be forced.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Browser {
    Chromium,
    Firefox,
    Webkit,
}

impl Browser {
    pub(crate) const fn tools(self) -> &'static [Tool] {
        match self {
            Browser::Chromium => &[Tool::Chromium],
            Browser::Firefox => &[Tool::Firefox],
            Browser::Webkit => &[Tool::WebKitPython, Tool::Cc, Tool::Xvfb],
        }
    }
}

/// A page to visit.
pub(crate) struct Page<'a> {
    pub(crate) root: &'a Path,
    pub(crate) page: &'a str,
    pub(crate) timeout: u32,
    pub(crate) isolated: bool,
}

impl<'a> Page<'a> {
    /// The `index.html` of a folder.
    pub(crate) fn new(root: &'a Path) -> Self {
        Page {
            root,
            page: "index.html",
            timeout: 60,
            isolated: false,
        }
    }

    /// What the page leaves in `window.__result`. A page that throws, or leaves `{ error }`, is a failure.
    pub(crate) fn visit(&self, browser: Browser) -> Result<Value> {
        node::install("xtask")?;
        let mut node = match browser {
            Browser::Webkit => webkit::with_display("node"),
            _ => process::command("node"),
        };
        if browser == Browser::Webkit {
            webkit::browser(&mut node)?;
        }
        for (variable, program) in [("CHROMIUM", "chromium"), ("FIREFOX", "firefox")] {
            if let Some(path) = tool::program(program) {
                node.env(variable, path);
            }
        }
        let engine = browser.to_possible_value().expect("no browser is hidden");
        node.args([
            "xtask/browser/run.mjs",
            "--engine",
            engine.get_name(),
            "--page",
            self.page,
        ]);
        node.args(["--timeout", &self.timeout.to_string(), "--root"])
            .arg(self.root);
        if self.isolated {
            node.arg("--isolated");
        }
        let text = process::output(&mut node)?;
        serde_json::from_str(&text).with_context(|| format!("the page left `{text}`"))
    }
}

pub(crate) fn run(args: Args) -> Result<()> {
    tool::require(args.engine.tools())?;
    let root = args
        .root
        .canonicalize()
        .with_context(|| format!("no folder {}", args.root.display()))?;
    let Args {
        page,
        timeout,
        isolated,
        ..
    } = &args;
    let page = Page {
        page,
        timeout: *timeout,
        isolated: *isolated,
        ..Page::new(&root)
    };
    println!("{}", page.visit(args.engine)?);
    Ok(())
}
