//! Where a waker may be used by another thread: wasm-bindgen's tasks.

use std::future::{Future, poll_fn};

use handfast_runtime::Heap;
use js_sys::Promise;
use wasm_bindgen::JsValue;

use crate::{poison, unwind};

/// As in `list.rs`.
pub fn future_to_promise<F>(future: F) -> Promise
where
    F: Future<Output = Result<JsValue, JsValue>> + 'static,
{
    let mut future = Some(Box::pin(future));
    js_sys::futures::future_to_promise(std::panic::AssertUnwindSafe(poll_fn(move |context| {
        if Heap::is_poisoned() {
            std::mem::forget(future.take());
        }
        let Some(future) = &mut future else {
            return std::task::Poll::Ready(Err(poison::error()));
        };
        unwind::catch(|| Ok(future.as_mut().poll(context)))
            .unwrap_or_else(|thrown| std::task::Poll::Ready(Err(thrown.into())))
    })))
}
