//! The memory is JavaScript's: the module imports it, and says how far it may grow.

fn main() {
    if std::env::var("CARGO_CFG_TARGET_FAMILY").as_deref() == Ok("wasm") {
        for argument in ["--import-memory", "--max-memory=8388608"] {
            println!("cargo::rustc-link-arg-cdylib={argument}");
        }
    }
}
