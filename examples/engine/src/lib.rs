//! A small scripting language whose values, scopes and closures are [`Ref`](handfast::Ref)s, hosted by JavaScript.
//!
//! Scripts make cycles all the time: a function stored in the scope that it captures is one already, and through a listener
//! that JavaScript holds they lead through both heaps. Nothing here looks for them. The objects derive
//! [`Trace`](trait@handfast::Trace), and Handfast's passes do the rest.
//!
//! The classic hazard of an interpreter is `a() + b()`: what `a()` returned is on the evaluator's stack only, and a collection
//! during `b()` must not free it. Here the evaluator's stack is Rust's. A `Ref` in a local variable is a reference that no
//! traced field accounts for, and so a root: nothing has to be registered, and nothing can be forgotten.
//!
//! # Map
//!
//! - [`syntax`]: text to a tree. [`resolve`]: names to places.
//! - [`value`], [`list`], [`map`], [`closure`], [`scope`], [`globals`]: what a program consists of while it runs.
//! - [`run`]: the evaluator. [`builtins`]: the functions that every script has.
//! - [`pace`]: when a pass is made within a run. [`live`]: the drop counters.
//! - `host`, `convert`, `api`: JavaScript's values in scripts, and what JavaScript sees of all this.

#![forbid(unsafe_code)]

mod api;
pub mod builtins;
pub mod closure;
mod convert;
pub mod failure;
pub mod globals;
mod host;
pub mod list;
pub mod live;
pub mod map;
pub mod pace;
pub mod resolve;
pub mod run;
pub mod scope;
pub mod syntax;
mod text;
pub mod value;

pub use api::Engine;
pub use failure::{Failure, Kind, Outcome};
pub use globals::Globals;
pub use value::Value;
