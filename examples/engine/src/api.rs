//! What JavaScript sees.

mod engine;
pub(crate) mod error;
mod function;
mod list;
mod object;

pub use engine::Engine;
