//! The language and its garbage, without JavaScript.

mod errors;
mod garbage;
mod hazard;
mod language;
mod random;
mod scripts;
mod support;
