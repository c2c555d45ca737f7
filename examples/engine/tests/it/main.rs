//! The language and its garbage, without JavaScript.

mod errors;
mod garbage;
mod hazard;
mod language;
mod scripts;
mod support;
