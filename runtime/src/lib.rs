//! The host-agnostic core of Handfast: reference-counted objects addressed by generational handles.
//!
//! This crate knows nothing of WebAssembly or JavaScript. It keeps the objects, the slotmap by which another
//! heap addresses them, and the counts of what Rust holds over there; it reaches the other heap only through
//! the [`Host`] trait. Apps link the crate `handfast`, which implements `Host` for JavaScript.
//!
//! ```
//! use handfast_runtime::{Error, Heap, Ref};
//!
//! let object = Ref::new(String::from("hello"));
//! let handle = Heap::expose(&object)?;            // what JavaScript's wrapper owns
//! drop(object);                                   // the handle keeps the object alive
//!
//! let found = Heap::resolve::<String>(handle)?;   // index, generation and type are checked
//! assert_eq!(*found.borrow(), "hello");
//! assert!(matches!(Heap::resolve::<u32>(handle), Err(Error::WrongClass { .. })));
//! drop(found);
//!
//! Heap::dispose(handle)?;                         // dropped now
//! assert_eq!(Heap::resolve::<String>(handle).unwrap_err(), Error::StaleHandle);
//! assert!(Heap::stats().is_empty());
//! # Ok::<(), Error>(())
//! ```
//!
//! # Main types
//!
//! - [`Ref`], [`Weak`]: strong and weak references to objects; [`Borrow`], [`BorrowMut`]: their guards.
//! - [`Heap`]: expose, resolve, retain, release, collect, statistics. One per thread.
//! - [`Handle`]: the number by which the other heap addresses an exposed object.
//! - [`Explanation`]: why an object is alive; [`HeapGraph`]: everything and what holds it.
//! - [`Buffer`]: numbers in memory that the other heap may view where they are.
//! - [`HeapSize`]: how objects report the memory that they take, for [`Heap::set_budget`].
//! - [`RawJsRef`]: a counted reference to a value of the other heap; [`LazyJsRef`]: one that gets its slot later; [`RawScope`]: for
//!   values of one call.
//! - [`Trace`]: how a value shows the references it holds.
//! - [`Error`]: the answer to expected misuse.
//!
//! # Guarantees
//!
//! Unsafe code is in two functions that are called `downcast`, in one that looks up in the same way whether a handle has a type, and Miri runs over
//! them; with the feature `abi` also where addresses come from C. A stale, forged or wrongly typed handle is an [`Error`]. User code (`Drop`,
//! hosts) never runs while a table of the heap is borrowed.
//!
//! # Features
//!
//! - `slices`, on by default: a pass of the collector may be done in slices, [`Heap::collect_within`], and those that run by themselves are.
//!   Without it every pass is one job.
//! - `exports`: the functions that JavaScript calls. `abi`, `abi-views`: the C ABI, with views and texts.
//! - `explain`: explanations for JavaScript also in builds without debug assertions.

#![deny(unsafe_code)]

#[cfg(feature = "abi")]
pub mod abi;
mod borrow;
mod buffer;
mod class;
mod collect;
mod dynamic;
mod error;
mod explain;
#[cfg(feature = "exports")]
pub mod exports;
mod handle;
mod heap;
mod host;
mod js_ref;
mod object;
mod pressure;
mod release_queue;
mod scope;
mod size;
mod stats;
mod strong;
mod table;
mod trace;
mod typed;
#[doc(hidden)]
pub mod unwind;
mod weak;

pub use borrow::{Borrow, BorrowMut};
pub use buffer::{Buffer, Clamped, Element, Section};
pub use class::Class;
pub use collect::survey::{Answer, Record};
pub use collect::{Budget, Collection};
pub use dynamic::{DynAccess, DynFrom, DynPointer, DynWeak};
pub use error::{Error, Holder};
pub use explain::{Explanation, GraphEdge, GraphNode, HeapGraph, Roots, WrapperHold};
pub use handle::Handle;
pub use heap::Heap;
pub use host::{Host, Lost, Plan};
pub use js_ref::{LazyJsRef, RawJsRef};
pub use object::{ErasedObject, Header, Object, ObjectBox, Pointee, Pointer, Value};
pub use pressure::Overrun;
pub use release_queue::{Release, ReleaseQueue};
pub use scope::{RawEscapableScope, RawLocal, RawScope};
pub use size::HeapSize;
pub use stats::Stats;
pub use strong::Ref;
pub use trace::{Part, Trace, Tracer, Visit};
pub use weak::Weak;
