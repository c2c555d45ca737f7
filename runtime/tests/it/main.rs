//! The runtime from outside, one module per subject. Each test runs on a thread of its own, because that gives it
//! a heap of its own, and ends by checking that this heap is empty.

mod support;

mod borrow;
mod buffer;
mod calls;
mod capacity;
mod chain;
mod collect;
mod cyclic;
mod drops;
mod dynamic;
mod entries;
mod exact;
mod explain;
mod handles;
mod host;
mod inheritance;
mod js_refs;
// It leaks on purpose, which Miri would report.
#[cfg(not(miri))]
mod poison;
mod pressure;
mod queue;
mod scopes;
mod stats;
mod take;
mod thread_exit;
mod trace;
