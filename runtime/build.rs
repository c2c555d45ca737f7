//! Exists because Cargo accepts the `links` key only together with a build script.
fn main() {
    println!("cargo::rerun-if-changed=build.rs");
}
