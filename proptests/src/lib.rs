//! Model-based tests of Handfast, on a simulated JavaScript heap, and the kit to test your own types.
//!
//! Real engines collect when they like. [`SimHost`] is a JavaScript heap that collects when it is told to, calls
//! finalizers in any order and as late as a test wants, and runs natively, under proptest and Miri.
//!
//! # For your own types
//!
//! [`check()`] drives objects of a type of yours through random lives and finds edges that their `Trace` forgets,
//! references that leak, and circles. Its documentation has an example.
//!
//! [`SimHost`] can be used alone, too, to test what happens to your objects when JavaScript lets go of them:
//!
//! ```
//! use handfast_proptests::{Settings, SimHost};
//! use handfast_runtime::{Heap, Ref};
//!
//! let js = SimHost::install(Settings::default());
//! let object = Ref::new(String::from("hello"));
//! let wrapper = js.wrap(&object, true)?;              // a variable of the program refers to it
//! drop(object);
//!
//! js.end_turn();
//! js.collect();
//! assert!(js.exists(wrapper));                        // so it stays, and so does the object
//! assert_eq!(Heap::stats().objects, 1);
//!
//! js.unroot(wrapper);
//! js.collect();
//! assert_eq!(Heap::stats().objects, 1);               // it died, but nobody was told yet
//! js.finalize(0);
//! assert!(Heap::stats().is_empty() && js.is_empty());
//! # Ok::<(), handfast_runtime::Error>(())
//! ```
//!
//! # For Handfast itself
//!
//! A [run](op::Run) is a list of [steps](op::Op), drawn by [`generate`]. [`check_run`] carries it out on the runtime and on
//! a [naive model](model), and compares all that can be seen of both after each step. Failing runs are saved as
//! [readable files](replay) in `traces/`, and replayed by the tests.

mod check;
pub mod generate;
mod machine;
pub mod model;
#[macro_use]
pub mod op;
pub mod bridge;
mod oracle;
pub mod replay;
pub mod search;
mod sim_host;
pub mod subject;

pub use check::{Pool, check};
pub use machine::{Summary, check_run};
pub use sim_host::{JsId, Sent, Settings, SimHost};
