//! The language and its garbage, without JavaScript.

mod errors;
mod garbage;
mod hazard;
mod language;
#[cfg(not(target_family = "wasm"))]
mod random;
mod scripts;
mod support;
