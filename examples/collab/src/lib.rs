//! Shared documents whose texts, maps and arrays live in Rust, and whose observers live in JavaScript.
//!
//! The documents are those of [`yrs`], a CRDT: replicas that exchange updates, in any order and as often as they like,
//! end up equal. JavaScript sees a class for each kind of shared type; the same text is always the same object.
//!
//! # Map
//!
//! - [`document`], [`shared`], [`undo`]: the classes.
//! - `api`: what JavaScript sees of them.
//! - [`replica`]: a document of `yrs` with its transaction, which may stay open while JavaScript runs.
//! - [`events`]: from what `yrs` tells during a transaction to the calls of JavaScript functions after it.
//! - [`value`]: what shared types hold.
//!
//! # Who owns whom
//!
//! A shared type owns its document, and an undo manager does too. The document watches its shared types, and owns the
//! functions that observe them: a text may be forgotten and asked for again, and is still observed. The closures that
//! `yrs` keeps own no `Ref` and no `JsRef`; they write down what happened, as plain data. So every reference between the two
//! heaps is in a traced field, and a document that is captured by its own observers is collected with them.

#![forbid(unsafe_code)]

mod api;
mod characters;
mod decode;
pub mod document;
pub mod error;
pub mod events;
pub mod live;
pub mod replica;
pub mod shared;
pub mod undo;
pub mod value;
