//! Objects owned across the Rust/JavaScript boundary, in both directions: JavaScript owns Rust objects, Rust owns
//! JavaScript values, and both sides let go on their own.
//!
//! `#[handfast]` takes the place of `#[wasm_bindgen]` on structs, impl blocks and functions:
//!
//! ```
//! use handfast::prelude::*;
//!
//! #[handfast]
//! pub struct Node {
//!     name: String,
//!     children: Vec<Ref<Node>>,
//!     on_change: Option<JsRef<Function>>,
//! }
//!
//! #[handfast]
//! impl Node {
//!     #[handfast(constructor)]
//!     pub fn new(name: String) -> Node {
//!         Node { name, children: Vec::new(), on_change: None }
//!     }
//!
//!     pub fn append(&mut self, child: Ref<Node>) -> Result<(), JsValue> {
//!         self.children.push(child);
//!         self.on_change.as_ref().map_or(Ok(()), |f| f.call0().map(drop))
//!     }
//!
//!     pub fn child(&self, index: usize) -> Option<Ref<Node>> {
//!         self.children.get(index).cloned()
//!     }
//!
//!     #[handfast(getter)]
//!     pub fn name(&self) -> String {
//!         self.name.clone()
//!     }
//! }
//!
//! // The same objects in Rust:
//! let root = Ref::new(Node::new("root".into()));
//! root.borrow_mut().append(Ref::new(Node::new("kid".into()))).unwrap();
//! let kid = root.borrow().child(0).unwrap();
//! assert_eq!(kid.borrow().name(), "kid");
//! drop((root, kid));
//! handfast::assert_empty();
//! ```
//!
//! In JavaScript, `new Node("root")` makes such an object, `root.child(0) === root.child(0)`, `class Leaf extends Node`
//! works, and what is not disposed (`using node = …`, `node.free()`) is released by the garbage collector.
//!
//! # Main types
//!
//! - [`Ref`], [`Weak`]: references to objects; `Ref` is shared, and borrowed with [`borrow`](Ref::borrow) and
//!   [`borrow_mut`](Ref::borrow_mut).
//! - [`JsRef`], [`JsWeak`]: references to JavaScript values; [`scope`], [`Local`]: temporaries of a call.
//! - [`Buffer`], [`View`]: numbers that JavaScript sees where they are; [`RustString`]: texts.
//! - [`RustFn`]: Rust closures that are JavaScript functions.
//! - [`Error`]: the answer to expected misuse; in JavaScript a class of the same name with a stable `code`.
//! - [`Failure`]: errors with their causes, for JavaScript. [`Abort`]: gives futures up.
//! - [`Trace`](trait@Trace): how a value shows the references it holds; derived.
//! - [`Heap`]: statistics, capacities, raw handles.
//!
//! # Memory
//!
//! The engine's collector sees wrappers of a few bytes, whatever their objects take. A class of large ones is annotated `measured`: then its objects
//! report how many bytes they own ([`HeapSize`](trait@HeapSize)), the engine gets to feel that, and there are budgets, by
//! [`Heap::set_budget`] and [`Heap::set_class_budget`] or in JavaScript by `handfast.configure({ budget, budgets: { Image: 50_000_000 } })`.
//!
//! ```
//! use handfast::prelude::*;
//! use handfast::Heap;
//!
//! #[handfast(measured)]
//! pub struct Image {
//!     pixels: Vec<u8>,
//!     #[size(skip)]
//!     #[trace(skip)]
//!     codec: std::rc::Rc<()>,
//! }
//!
//! #[handfast]
//! impl Image {
//!     pub fn crop(&mut self, bytes: usize) {
//!         self.pixels.truncate(bytes);
//!         self.pixels.shrink_to_fit();
//!     }
//! }
//!
//! /// Takes memory that Rust does not see.
//! #[handfast(measured = Texture::on_the_card)]
//! pub struct Texture {
//!     side: usize,
//! }
//!
//! impl Texture {
//!     fn on_the_card(&self) -> usize {
//!         4 * self.side * self.side
//!     }
//! }
//!
//! let image = Ref::new(Image { pixels: vec![0; 1_000_000], codec: Default::default() });
//! assert!(Heap::bytes() >= 1_000_000);
//! image.borrow_mut().crop(10);
//! assert!(Heap::bytes() < 1_000, "measured again when the borrow has ended");
//! let texture = Ref::new(Texture { side: 1024 });
//! assert!(Heap::stats().bytes_by_class["Texture"] >= 4 << 20);
//! drop((image, texture));
//! handfast::assert_empty();
//! ```
//!
//! In a loop that never yields nothing that JavaScript forgets can be collected, in any engine: make such objects in `handfast.scope(…)`.
//!
//! # What crosses, and who owns it afterwards
//!
//! | in a signature | JavaScript passes or gets | afterwards |
//! |---|---|---|
//! | `&T`, `&mut T` | an object, borrowed for the call | JavaScript's |
//! | `Ref<T>`, `&Ref<T>`, `Option<Ref<T>>`, `Vec<Ref<T>>` | objects, shared | both sides' |
//! | `T`, `self` | an object, taken by value | Rust's; refused with `SHARED` while others refer to it |
//! | `-> T` | a fresh object | JavaScript's |
//! | `-> Ref<T>` | the object's one wrapper | both sides' |
//! | `JsRef<U>`, `Option<JsRef<U>>` | a JavaScript value, held | both sides' |
//! | `JsRef<dyn Trait>` | an object that has the methods of a `#[handfast]` trait, held | both sides' |
//! | `RustString` | a string, Rust's or its own; gets Rust's | both sides', as long as somebody has it |
//! | `-> View<T>`, `-> Buffer<T>` | a view of numbers where they are | both sides', as long as the view lives |
//! | `RustFn` | a function that Rust has made, shared | both sides' |
//! | `this: &Ref<Self>` | the object the method is called on, shared | both sides' |
//!
//! If a call is refused, nothing has changed hands.
//!
//! # Async functions
//!
//! `this: Ref<Self>` holds no borrow across an await; `&self` and `&mut self` are borrowed until the promise is settled. What is
//! disposed meanwhile lives until then. A [`JsRef<Promise>`](JsRef) can be awaited, by reference as well. [`Abort`] ends a future early.
//!
//! # Panics
//!
//! A panic that aborts, as is usual on wasm, leaves an instance that refuses every call with [`Error::Poisoned`] and the panic's message;
//! other instances of the module are not affected. With `panic = "unwind"` (nightly) the call fails with [`Error::Panicked`], and everything
//! goes on. Recursion through both languages ends with [`Error::TooDeep`]; see [`set_depth_limit`].
//!
//! # `Drop` code
//!
//! What finalizers, sweeps and passes free is dropped when no Rust code waits for a call of a held function or a method of an interface: whoever does
//! may have borrowed what the `Drop` code needs. A call that is made in another way, such as by `js_sys`, from code that has something borrowed,
//! belongs into [`Heap::calling`]: `Heap::calling(|| f.call0(&JsValue::NULL))`.
//!
//! # Cargo features
//!
//! - `slices`, on by default: passes of the collector that run by themselves, and `handfast.collectWithin(ms)`, are done in slices, between which
//!   the program runs. Without it every pass is one job, and an app whose objects have references is 11.2 KB smaller, gzipped: for small heaps, or where a pause does not matter.
//! - `explain`, off by default: `handfast.explain` and `handfast.graph` also in builds without debug assertions, for 3.6 KB.

mod abort;
mod checked;
mod class;
mod convert;
mod depth;
mod error;
mod failure;
mod heap_size;
mod imports;
mod instance;
mod js_api;
mod js_ref;
mod marker;
mod poison;
mod pressure;
mod rust_fn;
mod rust_string;
mod scope;
mod snippets;
mod task;
mod testing;
mod unwind;
mod view;

pub mod prelude;

#[doc(hidden)]
pub mod interface;
#[doc(hidden)]
pub mod private;

pub use abort::Abort;
pub use class::{Class, unwrap, wrap};
pub use depth::set_depth_limit;
pub use error::to_js_error;
pub use failure::Failure;
#[doc(inline)]
pub use handfast_macros::{HeapSize, Trace, handfast};
pub use handfast_runtime::{
    Borrow, BorrowMut, Budget, Buffer, Clamped, Collection, Element, Error, Explanation, GraphEdge,
    GraphNode, Handle, Heap, HeapGraph, HeapSize, Holder, Object, Overrun, Part, RawJsRef, Ref,
    Release, ReleaseQueue, Roots, Section, Stats, Trace, Tracer, Visit, Weak, WrapperHold,
    dyn_object, object,
};
pub use interface::Interface;
pub use js_ref::{JsRef, JsWeak, TypedArray};
pub use rust_fn::RustFn;
pub use rust_string::RustString;
pub use scope::{EscapableScope, Local, Scope, scope};
pub use testing::assert_empty;
pub use view::{Access, Mutable, ReadOnly, View, Viewed};
