//! A DOM whose nodes live in Rust and whose event listeners live in JavaScript.
//!
//! html5ever parses a page into [`Ref<Node>`](handfast::Ref)s, the `selectors` crate matches CSS
//! selectors on them, and JavaScript sees the classes of the DOM standard: one wrapper per node, the same for as
//! long as anybody holds it.
//!
//! # Map
//!
//! - [`node`], [`document`], [`element`], [`character_data`], [`fragment`], [`doctype`], [`event`]: the classes.
//! - `api`: what JavaScript sees of them.
//! - [`tree`]: the links between nodes, walking, and the standard's mutation algorithms with their errors.
//! - [`html`]: markup to nodes and back. [`select`]: CSS selectors. [`events`]: listeners and dispatch.
//!
//! # Who owns whom
//!
//! A node owns its first child and its next sibling; every other pointer between nodes is weak. Who holds a
//! node only therefore keeps what is below it, not the tree around it: when the last reference to a parent goes,
//! its children are detached, as if they had been removed.

#![forbid(unsafe_code)]

mod api;
pub mod character_data;
pub mod doctype;
pub mod document;
pub mod element;
pub mod error;
pub mod event;
pub mod events;
pub mod fragment;
pub mod html;
pub mod live;
pub mod node;
pub mod select;
pub mod tree;
