//! wasm-bindgen's own test runner, at the version this workspace pins.
//!
//! Cargo starts it for every wasm test binary (`xtask/src/wasm/test.rs` names it as the target's runner).
//! Building it as a member of the workspace, instead of installing the wasm-bindgen command line, keeps its
//! version in the one lock file, and lets it share the dependencies that `xtask` has compiled already.
//! It is not part of `xtask` itself because its web server and client would double the time a first
//! `cargo xtask demo` takes.

use std::process::ExitCode;

fn main() -> ExitCode {
    match wasm_bindgen_cli::wasm_bindgen_test_runner::run_cli_with_args(std::env::args_os()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // Not returned from `main`: that would print a backtrace of the runner under the tests' output.
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}
