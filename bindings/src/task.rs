//! [`future_to_promise`]: what drives the futures of exported async functions.
//!
//! A task is a place in a list, and JavaScript knows it by that number: an async function of its own waits for the task's turn, polls it
//! (`js-runtime/src/tasks.js`), and returns what came of it. So a call makes no functions that settle a promise and no count of
//! references, and the wakers of a place serve whoever is there next: a late one has another task polled for nothing, which a future must
//! bear. As with wasm-bindgen's tasks, nothing of a future runs before the microtask after its call, or inside of the call that wakes it.
//!
//! JavaScript polls nothing of an instance that has crashed. The promise is rejected, and what the future owns is leaked like everything
//! else.

#[cfg(not(target_feature = "atomics"))]
mod imports;
#[cfg(not(target_feature = "atomics"))]
mod list;
#[cfg(target_feature = "atomics")]
mod threads;

#[cfg(any(debug_assertions, feature = "explain"))]
use handfast_runtime::exports::pending::Live;

#[cfg(not(target_feature = "atomics"))]
pub use list::future_to_promise;
#[cfg(target_feature = "atomics")]
pub use threads::future_to_promise;

/// Of an exported async function, from when it begins to its end.
pub struct Pending {
    #[cfg(any(debug_assertions, feature = "explain"))]
    _live: Live,
}

/// Notes that a call of the function `label` has begun, on the object of the handle `receiver` or on none, for as long as it is kept.
#[allow(
    unused_variables,
    reason = "only builds that can explain remember them"
)]
pub fn pending(label: &'static str, receiver: f64) -> Pending {
    Pending {
        #[cfg(any(debug_assertions, feature = "explain"))]
        _live: Live::new(label, receiver),
    }
}
