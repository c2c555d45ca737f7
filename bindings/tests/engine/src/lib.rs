//! What the tests in real engines drive: objects that hold each other and JavaScript values, and say when they die.

mod census;
mod field;
mod functions;
mod heavy;
mod holders;
mod leaf;
mod registry;
mod special;
mod subject;
mod thing;

pub use census::{raw_exports, take_dropped};
pub use field::{Field, wasm_memory};
pub use functions::{make, make_mut, make_once};
pub use heavy::Heavy;
pub use leaf::Leaf;
pub use registry::Registry;
pub use special::Special;
pub use subject::{Observer, Subject};
pub use thing::Thing;
