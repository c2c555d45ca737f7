//! wasm-bindgen-test in each engine.

use std::process::Command;

use anyhow::{Context, Result, ensure};

use super::Engine;
use crate::{process, repo, tool, webkit};

/// Builds and runs the wasm tests of some packages in one engine. Fails when there are none: a suite that
/// is not found looks like one that passes.
pub(crate) fn test(packages: &[&str], engine: Engine, filter: Option<&str>) -> Result<()> {
    process::run(&mut process::cargo(
        "build --quiet --package wasm-test-runner",
    ))?;

    let mut list = process::command("cargo");
    choose(&mut list, packages, filter);
    let tests = process::output(list.arg("--list"))?;
    let names = packages.join(", ");
    ensure!(tests.contains(": test"), "{names} has no wasm tests to run");

    let mut cargo = match engine {
        Engine::Webkit | Engine::WebkitWorker => webkit::with_display("cargo"),
        _ => process::command("cargo"),
    };
    choose(&mut cargo, packages, filter);
    drive(&mut cargo, engine)?;
    process::run(&mut cargo)
}

/// Lets cargo compile tests for wasm and start them by our runner. What is added to the command afterwards
/// goes to the runner.
fn choose(cargo: &mut Command, packages: &[&str], filter: Option<&str>) {
    let runner = repo::target_dir().join("debug/wasm-test-runner");
    cargo.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", runner);
    // Doctests and examples stay native: they show how things are used, and run with `cargo test`.
    cargo.args(["test", "--no-fail-fast", "--lib", "--tests"]);
    cargo.args(["--target", "wasm32-unknown-unknown"]);
    cargo.args(packages.iter().flat_map(|package| ["--package", package]));
    cargo.arg("--").args(filter);
}

/// Tells the test runner where to run: it reads everything from its environment.
fn drive(cargo: &mut Command, engine: Engine) -> Result<()> {
    let page = "WASM_BINDGEN_USE_BROWSER";
    let worker = "WASM_BINDGEN_USE_DEDICATED_WORKER";
    let (place, driver) = match engine {
        Engine::Node => return Ok(()),
        Engine::Chromium => (page, "chromedriver"),
        Engine::ChromiumWorker => (worker, "chromedriver"),
        Engine::Firefox => (page, "geckodriver"),
        Engine::FirefoxWorker => (worker, "geckodriver"),
        Engine::Webkit => (page, "safaridriver"),
        Engine::WebkitWorker => (worker, "safaridriver"),
    };
    let server = if driver == "safaridriver" {
        webkit::browser(cargo)?;
        "WebKitWebDriver"
    } else {
        driver
    };
    let server = tool::program(server).with_context(|| format!("{server} is not installed"))?;
    cargo.env("HANDFAST_DRIVER", server);
    let program = repo::root().join("xtask/browser/driver.mjs");
    // The runner prefers any driver that a variable names, so one that the user has set for another
    // browser must not be seen.
    for other in [
        "CHROMEDRIVER",
        "GECKODRIVER",
        "SAFARIDRIVER",
        "MSEDGEDRIVER",
    ] {
        cargo
            .env_remove(other)
            .env_remove(format!("{other}_REMOTE"));
    }
    cargo.env(driver.to_uppercase(), program).env(place, "1");
    cargo.env(
        "WASM_BINDGEN_TEST_WEBDRIVER_JSON",
        repo::root().join("xtask/webdriver.json"),
    );
    cargo
        .env("WASM_BINDGEN_TEST_TIMEOUT", "120")
        .env("WASM_BINDGEN_TEST_DRIVER_TIMEOUT", "30");
    Ok(())
}
