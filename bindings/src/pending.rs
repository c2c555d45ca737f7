//! [`pending`]: what drives the future of an exported async function.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

use handfast_runtime::Heap;
#[cfg(any(debug_assertions, feature = "explain"))]
use handfast_runtime::exports::pending::Live;

use crate::error::Thrown;
use crate::{poison, unwind};

/// Of an exported async function, from its call to the end of its promise.
///
/// In an instance that has crashed it does not go on: the promise is rejected, and what the future owns is leaked like everything else.
pub struct Pending<F> {
    future: Option<Pin<Box<F>>>,
    #[cfg(any(debug_assertions, feature = "explain"))]
    _live: Live,
}

// Nobody can look at a future that has panicked: it is dropped at once.
impl<F> std::panic::UnwindSafe for Pending<F> {}

/// Wraps the future of a call of the function `label` on the object of the handle `receiver`, or on none.
#[allow(
    unused_variables,
    reason = "only builds that can explain remember them"
)]
pub fn pending<T, F>(label: &'static str, receiver: f64, future: F) -> Pending<F>
where
    F: Future<Output = Result<T, Thrown>>,
{
    Pending {
        future: Some(Box::pin(future)),
        #[cfg(any(debug_assertions, feature = "explain"))]
        _live: Live::new(label, receiver),
    }
}

impl<T, F: Future<Output = Result<T, Thrown>>> Future for Pending<F> {
    type Output = Result<T, Thrown>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        match &mut self.future {
            Some(future) if !Heap::is_poisoned() => {
                let polled = unwind::catch(|| match future.as_mut().poll(context) {
                    Poll::Ready(result) => result.map(Poll::Ready),
                    Poll::Pending => Ok(Poll::Pending),
                });
                polled.map_or_else(|thrown| Poll::Ready(Err(thrown)), |polled| polled.map(Ok))
            }
            _ => Poll::Ready(Err(Thrown::of(poison::error()))),
        }
    }
}

impl<F> Drop for Pending<F> {
    fn drop(&mut self) {
        if Heap::is_poisoned() {
            std::mem::forget(self.future.take());
        }
    }
}
