//! What is refused, and what the compiler says about it: each `ui/*.rs` fails with the errors in its `.stderr`.
//!
//! `TRYBUILD=overwrite cargo test -p handfast-macros --test ui` writes them anew.

#[test]
fn refusals() {
    trybuild::TestCases::new().compile_fail("tests/ui/*.rs");
}
