//! Async methods and functions.

use std::cell::RefCell;
use std::future::poll_fn;
use std::task::{Poll, Waker};

use handfast::handfast;
use handfast::prelude::*;
use wasm_bindgen_futures::JsFuture;

use crate::counter::Counter;

/// Waits.
#[handfast(identity)]
pub struct Waiter {
    log: Vec<String>,
}

async fn wait(promise: js_sys::Promise) -> Result<JsValue, JsValue> {
    JsFuture::from(promise).await
}

#[handfast]
impl Waiter {
    /// Has waited for nothing.
    #[handfast(constructor)]
    pub fn new() -> Waiter {
        Waiter { log: Vec::new() }
    }

    /// What it waited for.
    #[handfast(getter)]
    pub fn log(&self) -> Vec<String> {
        self.log.clone()
    }

    /// `&self`, borrowed until the promise is settled.
    pub async fn look(&self, promise: js_sys::Promise) -> Result<usize, JsValue> {
        wait(promise).await?;
        Ok(self.log.len())
    }

    /// `&mut self`, borrowed until the promise is settled.
    pub async fn wait(&mut self, name: &str, promise: js_sys::Promise) -> Result<JsValue, JsValue> {
        self.log.push(format!("{name}?"));
        let value = wait(promise).await?;
        self.log.push(format!("{name}!"));
        Ok(value)
    }

    /// `this: Ref<Self>`, borrowed only when it is needed.
    pub async fn patient(this: Ref<Self>, promise: js_sys::Promise) -> Result<Ref<Self>, JsValue> {
        let value = wait(promise).await?;
        this.borrow_mut()
            .log
            .push(value.as_string().unwrap_or_default());
        Ok(this)
    }

    /// `self`
    pub async fn finish(self, promise: js_sys::Promise) -> Result<Vec<String>, JsValue> {
        wait(promise).await?;
        Ok(self.log)
    }

    /// Objects as arguments and returned.
    pub async fn counters(&self, a: &Counter, b: Ref<Counter>, c: Counter) -> Vec<Counter> {
        [a.value(), b.borrow().value(), c.consume()]
            .map(Counter::new)
            .into()
    }

    /// References to what JavaScript owns.
    #[handfast(js_name = lent)]
    pub async fn lent(
        &self,
        value: &JsValue,
        callback: &JsRef<Function>,
        promise: js_sys::Promise,
    ) -> Result<JsValue, JsValue> {
        wait(promise).await?;
        callback.call1(value)
    }

    /// Slices and strings.
    pub async fn slices(
        &self,
        text: &str,
        numbers: &[u32],
        promise: js_sys::Promise,
    ) -> Result<String, JsValue> {
        wait(promise).await?;
        Ok(format!("{text} {numbers:?}"))
    }

    /// Nothing.
    pub async fn nothing(&self) {}

    /// Perhaps one.
    pub async fn perhaps(&self, some: bool) -> Option<Counter> {
        some.then(Counter::zero)
    }

    /// An error of the user's.
    pub async fn fail(&self) -> Result<(), JsError> {
        Err(JsError::new("as asked"))
    }

    /// A static one, in place of an async constructor.
    pub async fn create(promise: js_sys::Promise) -> Result<Waiter, JsValue> {
        wait(promise).await?;
        Ok(Waiter::new())
    }
}

impl Default for Waiter {
    fn default() -> Waiter {
        Waiter::new()
    }
}

/// A free function.
#[handfast(js_name = waitFor)]
pub async fn wait_for(counter: Ref<Counter>, promise: js_sys::Promise) -> Result<i32, JsValue> {
    wait(promise).await?;
    Ok(counter.borrow().value())
}

thread_local! {
    /// Of every poll of [`polled`] since the last [`wake_all`].
    static WAKERS: RefCell<Vec<Waker>> = const { RefCell::new(Vec::new()) };
}

/// Is done when it is polled for this time. It waits for `wakeAll`, or wakes itself.
#[handfast]
pub async fn polled(times: u32, by_itself: bool) -> u32 {
    let mut polls = 0;
    poll_fn(|context| {
        polls += 1;
        WAKERS.with_borrow_mut(|wakers| wakers.push(context.waker().clone()));
        if by_itself {
            context.waker().wake_by_ref();
        }
        match polls >= times {
            true => Poll::Ready(polls),
            false => Poll::Pending,
        }
    })
    .await
}

/// Wakes whatever has been polled, twice.
#[handfast(js_name = wakeAll)]
pub fn wake_all() {
    for waker in WAKERS.take() {
        waker.wake_by_ref();
        waker.wake();
    }
}
