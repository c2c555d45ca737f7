//! The programs that tests need beside cargo: how to find each, and how to get it.

use std::path::{Path, PathBuf};

use anyhow::{Result, anyhow};

use crate::c::WASI_HEADERS;
use crate::{process, repo};

/// A program, or a capability of one, that may be missing on a machine.
#[derive(Clone, Copy)]
pub(crate) enum Tool {
    Cc,
    Clang,
    WasiHeaders,
    Chromium,
    Chromedriver,
    Firefox,
    Geckodriver,
    WebKitDriver,
    /// WebKitGTK as a library of Python's.
    WebKitPython,
    Xvfb,
    Nightly,
    /// The sources of its standard library.
    RustSrc,
    Miri,
}

impl Tool {
    /// Why the tool cannot be used, or nothing when it can.
    pub(crate) fn missing(self) -> Option<String> {
        let (name, found, get) = match self {
            Tool::Cc => ("a C compiler", installed("cc"), "apt-get install gcc"),
            Tool::Clang => ("clang", installed("clang"), "apt-get install clang"),
            Tool::WasiHeaders => (
                "the headers of WASI",
                Path::new(WASI_HEADERS).is_dir(),
                "apt-get install wasi-libc",
            ),
            Tool::Chromium => (
                "Chromium",
                installed("chromium"),
                "apt-get install chromium",
            ),
            Tool::Chromedriver => (
                "chromedriver",
                installed("chromedriver"),
                "apt-get install chromium-driver",
            ),
            Tool::Firefox => (
                "Firefox",
                installed("firefox"),
                "apt-get install firefox-esr",
            ),
            Tool::Geckodriver => (
                "geckodriver",
                installed("geckodriver"),
                "cargo xtask setup --all",
            ),
            Tool::WebKitDriver => (
                "WebKitWebDriver",
                installed("WebKitWebDriver"),
                "apt-get install webkit2gtk-driver",
            ),
            Tool::WebKitPython => (
                "WebKitGTK for Python",
                webkit_python(),
                "apt-get install python3-gi gir1.2-webkit2-4.1",
            ),
            Tool::Xvfb => (
                "xvfb-run",
                installed("xvfb-run"),
                "apt-get install xvfb xauth",
            ),
            Tool::Nightly => (
                "the nightly toolchain",
                nightly(),
                "rustup toolchain install nightly",
            ),
            Tool::RustSrc => (
                "the standard library's sources",
                rust_src(),
                "rustup component add rust-src --toolchain nightly",
            ),
            Tool::Miri => ("Miri", miri(), "cargo xtask setup --all"),
        };
        (!found).then(|| format!("{name} not found ({get})"))
    }

    /// Whether a run that accepts no missing tool insists on this one. A nightly toolchain is a different one
    /// every day, so we use what is there and do not choose one.
    pub(crate) fn required(self) -> bool {
        !matches!(self, Tool::Nightly)
    }
}

/// Fails when one of the tools is missing.
pub(crate) fn require(tools: &[Tool]) -> Result<()> {
    tools
        .iter()
        .find_map(|tool| tool.missing())
        .map_or(Ok(()), |reason| Err(anyhow!(reason)))
}

/// Finds a program in `PATH`, or among those that `setup` installed.
pub(crate) fn program(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let mut folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    folders.push(repo::tools_dir().join("bin"));
    folders
        .into_iter()
        .map(|folder| folder.join(name))
        .find(|file| file.is_file())
}

fn installed(name: &str) -> bool {
    program(name).is_some()
}

fn webkit_python() -> bool {
    let import =
        "import gi; gi.require_version('WebKit2', '4.1'); from gi.repository import WebKit2";
    process::succeeds(process::command("/usr/bin/python3").args(["-c", import]))
}

fn nightly() -> bool {
    process::succeeds(process::command("rustc").args(["+nightly", "--version"]))
}

fn rust_src() -> bool {
    let mut rustc = process::command("rustc");
    let root = process::output(rustc.args(["+nightly", "--print", "sysroot"]));
    root.is_ok_and(|root| {
        Path::new(root.trim())
            .join("lib/rustlib/src/rust/library/std")
            .is_dir()
    })
}

fn miri() -> bool {
    process::succeeds(&mut process::cargo("+nightly miri --version"))
}
