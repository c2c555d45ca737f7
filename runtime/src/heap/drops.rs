//! What is dropped later: long chains, without recursion, and what waits for a safe point.
//!
//! Dropping the last `Ref` to the head of a list drops the head's value, which drops the last `Ref` to the next
//! one, and so on: one stack frame per element. Beyond a small depth the values go to a queue instead, which the
//! outermost drop empties.
//!
//! What finalizers, sweeps and passes free is nobody's doing whose code is on the stack. Its `Drop` code could find borrowed what it needs,
//! so while Rust code waits for a [call](Heap::calling) of its own it is only condemned, and dropped when none does.

use std::any::Any;
use std::cell::Cell;
use std::rc::Rc;

use super::Heap;
use crate::collect::{State, gate};
use crate::object::{ErasedObject, Object, Value};
use crate::table::Table;

/// How deep values may nest before they are queued. Small graphs never touch the queue.
const DEPTH: u32 = 32;

pub(super) struct Drops {
    depth: Cell<u32>,
    queue: Table<Vec<Box<dyn Any>>>,
    /// Condemned objects. Apart from the queue, which is emptied where Rust drops something itself.
    waiting: Table<Vec<Rc<dyn ErasedObject>>>,
    /// Whether they are being dropped.
    draining: Cell<bool>,
}

/// Drops what waits. If a user's `Drop` panics, the rest is dropped while that panic unwinds.
struct Drain<'a>(&'a Drops);

impl Drain<'_> {
    fn run(&self) {
        loop {
            let Some(object) = self.0.waiting.borrow_mut().pop() else {
                break;
            };
            object.drop_value();
        }
    }
}

impl Drop for Drain<'_> {
    fn drop(&mut self) {
        self.run();
        // There may have been many, which need not have room for ever.
        drop(self.0.waiting.take());
        self.0.draining.set(false);
    }
}

/// Restores the depth also when a user's `Drop` panics.
struct Level<'a>(&'a Cell<u32>);

impl<'a> Level<'a> {
    fn enter(depth: &'a Cell<u32>) -> Level<'a> {
        depth.set(depth.get() + 1);
        Level(depth)
    }
}

impl Drop for Level<'_> {
    fn drop(&mut self) {
        self.0.set(self.0.get() - 1);
    }
}

impl Heap {
    /// Drops a value that may own other objects, where it lies. While the thread ends it is left to whoever owns it.
    #[inline]
    pub(crate) fn drop_value<R: Object>(value: &mut Value<R>) {
        let _ = Heap::try_with(|heap| heap.drops.drop(value));
    }

    /// Drops what finalizers, sweeps and passes have freed while Rust code waited for a [call](Heap::calling), if none does now. To be called
    /// by a host when no Rust code runs. [`end_turn`](Heap::end_turn) and [`collect`](Heap::collect) do it by themselves, and so does whoever
    /// frees more.
    ///
    /// From `Drop` code that runs because of this it does nothing: what waits is dropped next.
    ///
    /// # Panics
    /// With what a `Drop` panics with; the rest is dropped all the same.
    #[inline]
    pub fn drop_waiting() {
        Heap::with(|heap| {
            if heap.drops.waiting() > 0 {
                heap.drain_waiting();
            }
        });
    }

    #[cold]
    #[inline(never)]
    fn drain_waiting(&self) {
        if self.is_safe_point() {
            self.drops.draining.set(true);
            let drain = Drain(&self.drops);
            drain.run();
        }
    }

    /// Takes over what a dead wrapper has let go of, and drops it at the next safe point if nothing else holds it.
    pub(crate) fn drop_later(object: Rc<dyn ErasedObject>) {
        if Rc::strong_count(&object) == 1 {
            // Also if it is borrowed: then somebody has leaked a guard.
            Heap::touch(object.header());
            object.header().standing.set(State::Condemned);
            Heap::condemn(std::slice::from_ref(&object), true);
            Heap::leave_condemned(vec![object]);
        }
    }

    /// Makes objects unreachable for all but [`drop_condemned`](Heap::drop_condemned). `wait`: that is not called in the same job.
    pub(crate) fn condemn(objects: &[Rc<dyn ErasedObject>], wait: bool) {
        if wait {
            // What their `Drop` code will see is entered now: until it runs, the other heap's collector may.
            objects
                .iter()
                .for_each(|object| gate::enter_from(&**object));
        }
        // No user code runs in this loop, so none sees a part of the garbage condemned and another not.
        objects.iter().for_each(|object| object.condemn());
    }

    /// Leaves condemned objects for the next safe point.
    fn leave_condemned(objects: Vec<Rc<dyn ErasedObject>>) {
        Heap::with(|heap| {
            heap.drops.waiting.borrow_mut().extend(objects);
            heap.schedule_turn_end();
        });
    }

    /// Drops condemned objects if this is a safe point, and leaves them for the next otherwise.
    pub(crate) fn drop_condemned(objects: Vec<Rc<dyn ErasedObject>>) {
        if Heap::with(Heap::is_safe_point) {
            Heap::with(|heap| {
                let mut waiting = heap.drops.waiting.borrow_mut();
                if waiting.is_empty() {
                    *waiting = objects;
                } else {
                    waiting.extend(objects);
                }
            });
            Heap::drop_waiting();
        } else {
            Heap::leave_condemned(objects);
        }
    }

    /// Whether `Drop` code may run that nobody on the stack has asked for.
    pub(crate) fn is_safe_point(&self) -> bool {
        Heap::calls() == 0 && !self.drops.draining.get()
    }
}

impl Drops {
    pub(super) const fn new() -> Drops {
        Drops {
            depth: Cell::new(0),
            queue: Table::new(Vec::new()),
            waiting: Table::new(Vec::new()),
            draining: Cell::new(false),
        }
    }

    /// How many objects wait for a safe point.
    pub(super) fn waiting(&self) -> usize {
        self.waiting.borrow().len()
    }

    /// Leaks what waits.
    pub(super) fn abandon(&self) {
        std::mem::forget(self.waiting.take());
    }

    #[inline]
    fn drop<R: Object>(&self, value: &mut Value<R>) {
        if self.depth.get() >= DEPTH {
            let value = std::mem::replace(value, Value::Gone);
            self.queue.borrow_mut().push(Box::new(value));
            return;
        }
        let level = Level::enter(&self.depth);
        *value = Value::Gone;
        if level.0.get() == 1 {
            self.empty();
        }
    }

    /// Drops what is queued, if no drop is under way that will. There is only something left where the outermost
    /// drop panicked: the next one, or the end of the turn, does the rest.
    pub(super) fn finish(&self) {
        if self.depth.get() == 0 {
            let _level = Level::enter(&self.depth);
            self.empty();
        }
    }

    #[inline]
    fn empty(&self) {
        if !self.queue.borrow().is_empty() {
            self.empty_queue();
        }
    }

    #[cold]
    #[inline(never)]
    fn empty_queue(&self) {
        // Not `while let`: its borrow would last through the body, where values queue others.
        loop {
            let Some(next) = self.queue.borrow_mut().pop() else {
                break;
            };
            drop(next);
        }
    }
}
