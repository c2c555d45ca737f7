//! Markup to nodes and back, by html5ever.

mod parse;
mod serialize;
mod sink;

pub use parse::{parse_document, parse_fragment};
pub use serialize::{inner, outer};
