//! What is refused, and what the compiler says about it: each `ui/*.rs` fails with the errors in its `.stderr`.
//!
//! `TRYBUILD=overwrite cargo test -p handfast-macros --test ui` writes them anew.

#[test]
fn refusals() {
    trybuild::TestCases::new().compile_fail("tests/ui/*.rs");
}

/// What only becomes known when code is generated: for these, `cargo check` is not enough. The one that passes makes it a build.
#[test]
fn refusals_when_built() {
    let cases = trybuild::TestCases::new();
    cases.pass("tests/built/environments.rs");
    cases.compile_fail("tests/built/captures.rs");
}
