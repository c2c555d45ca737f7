//! What JavaScript sees.

mod engine;
pub(crate) mod error;
mod list;
mod object;

pub use engine::Engine;
