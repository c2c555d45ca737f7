//! Dropping long chains without recursion.
//!
//! Dropping the last `Ref` to the head of a list drops the head's value, which drops the last `Ref` to the next
//! one, and so on: one stack frame per element. Beyond a small depth the values go to a queue instead, which the
//! outermost drop empties.

use std::any::Any;
use std::cell::{Cell, RefCell};

use super::Heap;
use crate::object::{Object, Value};

/// How deep values may nest before they are queued. Small graphs never touch the queue.
const DEPTH: u32 = 32;

pub(super) struct Drops {
    depth: Cell<u32>,
    queue: RefCell<Vec<Box<dyn Any>>>,
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
}

impl Drops {
    pub(super) const fn new() -> Drops {
        Drops {
            depth: Cell::new(0),
            queue: RefCell::new(Vec::new()),
        }
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

    fn empty(&self) {
        // Not `while let`: its borrow would last through the body, where values queue others.
        loop {
            let Some(next) = self.queue.borrow_mut().pop() else {
                break;
            };
            drop(next);
        }
    }
}
