//! What the demo needs of a DOM, the way one writes it on plain wasm-bindgen: nodes are `Rc`s, an exported class
//! holds one, and every return of a node makes another JavaScript object.
//!
//! The tree has the same shape as that of `handfast-dom`, and an event goes the same way, so that what differs in
//! the demo's figures is who owns what.

#![forbid(unsafe_code)]

mod dispatch;
pub mod event;
pub mod live;
pub mod node;
mod parse;
mod tree;
