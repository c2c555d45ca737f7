//! The tasks of this instance.

use std::cell::RefCell;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, Wake, Waker};

use wasm_bindgen::JsValue;

use super::imports;
use crate::{instance, unwind};

type Work = Pin<Box<dyn Future<Output = Result<JsValue, JsValue>>>>;

/// Where a task is, and others after it. No user code runs while the list is borrowed.
struct Place {
    /// None while it is polled, and where there is no task.
    work: Option<Work>,
    state: State,
    /// Of this place.
    waker: Waker,
}

#[derive(Clone, Copy, PartialEq)]
enum State {
    /// There is no task.
    Free,
    /// A microtask is going to poll it.
    Due,
    Polled,
    /// It was woken while it is polled.
    PolledAgain,
    /// For its waker.
    Waiting,
}

/// What JavaScript is told of a poll.
#[repr(i32)]
enum Answer {
    Fulfilled = 0,
    Rejected = 1,
    Pending = 2,
    /// It was woken meanwhile.
    Again = 3,
}

struct Tasks {
    /// As many as there were tasks at once.
    places: Vec<Place>,
    free: Vec<usize>,
    /// What JavaScript calls [`poll`]; 0 until it is known there.
    poll: i32,
}

thread_local! {
    static TASKS: RefCell<Tasks> = const {
        RefCell::new(Tasks {
            places: Vec::new(),
            free: Vec::new(),
            poll: 0,
        })
    };
}

/// The promise of what a future comes to, which is polled first in a microtask. The task owns the future, and drops it before the promise
/// is settled; a future that is never woken again stays. One box, and no more once as many tasks have been there at once.
pub fn future_to_promise<F>(future: F) -> JsValue
where
    F: Future<Output = Result<JsValue, JsValue>> + 'static,
{
    let (poll, task) = add(Box::pin(future));
    imports::run_task(poll, task as i32)
}

fn add(work: Work) -> (i32, usize) {
    TASKS.with_borrow_mut(|tasks| {
        if tasks.poll == 0 {
            let table = wasm_bindgen::function_table();
            tasks.poll = imports::define_poll(instance::id(), poll as *const () as i32, &table);
        }
        let task = tasks.free.pop().unwrap_or_else(|| {
            let task = tasks.places.len();
            tasks.places.push(Place {
                work: None,
                state: State::Free,
                waker: Waker::from(Arc::new(WakeTask(task))),
            });
            task
        });
        let place = &mut tasks.places[task];
        place.work = Some(work);
        place.state = State::Due;
        (tasks.poll, task)
    })
}

/// Polls a task that is due. Called by JavaScript.
extern "C" fn poll(task: i32) -> Answer {
    let task = task as usize;
    let Some((mut work, waker)) = begin(task) else {
        return Answer::Pending;
    };
    let polled = unwind::catch(|| {
        let polled = work.as_mut().poll(&mut Context::from_waker(&waker));
        Ok(polled)
    });
    let result = match polled {
        Ok(Poll::Pending) => return suspend(task, work),
        Ok(Poll::Ready(result)) => result,
        // Nobody can look at a future that has panicked: it is dropped at once.
        Err(thrown) => Err(thrown.into()),
    };
    let dropped = unwind::catch(|| {
        drop(work);
        Ok(())
    });
    remove(task);
    let result = match dropped {
        Ok(()) => result,
        Err(thrown) => Err(thrown.into()),
    };
    let (answer, result) = match result {
        Ok(value) => (Answer::Fulfilled, value),
        Err(error) => (Answer::Rejected, error),
    };
    imports::settle_task(&result);
    answer
}

fn begin(task: usize) -> Option<(Work, Waker)> {
    TASKS.with_borrow_mut(|tasks| {
        let place = tasks.places.get_mut(task)?;
        let work = place.work.take()?;
        place.state = State::Polled;
        Some((work, place.waker.clone()))
    })
}

fn suspend(task: usize, work: Work) -> Answer {
    TASKS.with_borrow_mut(|tasks| {
        let place = &mut tasks.places[task];
        place.work = Some(work);
        let woken = place.state == State::PolledAgain;
        place.state = if woken { State::Due } else { State::Waiting };
        if woken {
            Answer::Again
        } else {
            Answer::Pending
        }
    })
}

fn remove(task: usize) {
    TASKS.with_borrow_mut(|tasks| {
        tasks.places[task].state = State::Free;
        tasks.free.push(task);
    });
}

struct WakeTask(usize);

impl Wake for WakeTask {
    fn wake(self: Arc<WakeTask>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<WakeTask>) {
        let task = self.0;
        let waiting = TASKS.with_borrow_mut(|tasks| {
            let place = tasks.places.get_mut(task)?;
            let before = place.state;
            place.state = match before {
                State::Waiting => State::Due,
                State::Polled => State::PolledAgain,
                other => other,
            };
            (before == State::Waiting).then_some(tasks.poll)
        });
        if let Some(poll) = waiting {
            imports::wake_task(poll, task as i32);
        }
    }
}
