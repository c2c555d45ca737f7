//! What the tests in real engines drive: objects that hold each other and JavaScript values, and say when they die.

mod census;
mod functions;
mod holders;
mod leaf;
mod registry;
mod special;
mod thing;

pub use census::{raw_exports, take_dropped};
pub use functions::{make, make_mut, make_once};
pub use leaf::Leaf;
pub use registry::Registry;
pub use special::Special;
pub use thing::Thing;
