//! [`Abort`]: giving up the work of futures before it is done.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::future::{Future, poll_fn};
use std::pin::pin;
use std::rc::Rc;
use std::task::{Poll, Waker};

use handfast_runtime::{Error, Trace, Tracer};

/// Ends futures early: those that [`run`](Abort::run) drives. Clones are the same.
///
/// wasm-bindgen keeps the future of an async function until it is done, also if JavaScript has lost interest in its promise. An object
/// that starts something long keeps one of these; what drops the future then is [`abort`](Abort::abort): borrows end, references are
/// given back, and the promise is rejected with [`Error::Aborted`]. JavaScript promises that it waited for go on, and nobody listens.
///
/// ```
/// use handfast::{Abort, Error};
/// use std::future::Future;
/// use std::task::{Context, Poll, Waker};
///
/// let abort = Abort::new();
/// let mut work = Box::pin(abort.run(std::future::pending::<u32>()));
/// let mut context = Context::from_waker(Waker::noop());
/// assert!(work.as_mut().poll(&mut context).is_pending());
/// abort.abort();
/// assert_eq!(work.as_mut().poll(&mut context), Poll::Ready(Err(Error::Aborted)));
/// ```
#[derive(Clone, Debug, Default)]
pub struct Abort(Rc<State>);

#[derive(Debug, Default)]
struct State {
    aborted: Cell<bool>,
    /// Who waits, by a number that no two have.
    wakers: RefCell<BTreeMap<u64, Waker>>,
    next: Cell<u64>,
}

impl Abort {
    /// Not aborted.
    pub fn new() -> Abort {
        Abort::default()
    }

    /// Aborts all that run now and all that begin later. They end when the engine runs its microtasks. A second call does nothing.
    pub fn abort(&self) {
        self.0.aborted.set(true);
        // Waking may run code of anybody's.
        let wakers = self.0.wakers.take();
        wakers.into_values().for_each(Waker::wake);
    }

    /// Whether it was aborted.
    pub fn is_aborted(&self) -> bool {
        self.0.aborted.get()
    }

    /// Drives a future until it is done or this is aborted; then the future is dropped.
    ///
    /// # Errors
    /// [`Error::Aborted`].
    pub async fn run<F: Future>(&self, future: F) -> Result<F::Output, Error> {
        let mut future = pin!(future);
        let place = Place::new(&self.0);
        poll_fn(|context| {
            if self.is_aborted() {
                return Poll::Ready(Err(Error::Aborted));
            }
            place.wait(context.waker());
            future.as_mut().poll(context).map(Ok)
        })
        .await
    }
}

/// One run's place among the wakers; given back when the run ends or is dropped.
struct Place<'a> {
    state: &'a State,
    number: u64,
}

impl<'a> Place<'a> {
    fn new(state: &'a State) -> Place<'a> {
        let number = state.next.get();
        state.next.set(number + 1);
        Place { state, number }
    }

    fn wait(&self, waker: &Waker) {
        let old = self
            .state
            .wakers
            .borrow_mut()
            .insert(self.number, waker.clone());
        // When the map is free again.
        drop(old);
    }
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        let old = self.state.wakers.borrow_mut().remove(&self.number);
        drop(old);
    }
}

impl Trace for Abort {
    const EDGES: bool = false;
    const INTERIOR: bool = false;
    fn trace(&self, _: &mut Tracer<'_>) {}
}
