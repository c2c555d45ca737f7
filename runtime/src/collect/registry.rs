//! All objects of this thread that can hold references, exposed or not.

use std::rc::{self, Rc};

use slab::Slab;

use super::Due;
use super::gate::OPEN;
use crate::heap::Heap;
use crate::object::ErasedObject;
use crate::table::Table;

/// Place of an object that is not registered, because its class has no edges.
pub(crate) const UNREGISTERED: u32 = u32::MAX;

pub(crate) struct Registry {
    objects: Table<Slab<rc::Weak<dyn ErasedObject>>>,
    due: Due,
}

impl Heap {
    /// Makes an object known to the collector.
    #[inline]
    pub(crate) fn register(object: &Rc<impl ErasedObject>) {
        let weak = Rc::downgrade(object);
        // While the thread ends there will be no pass any more.
        let _ = Heap::try_with(|heap| {
            let registry = &heap.collector.registry;
            let mut objects = registry.objects.borrow_mut();
            if objects.capacity() == 0 {
                Heap::clean_up_at_exit();
                heap.collector.gate.set(Some(&OPEN));
            }
            let place = objects.insert(weak) as u32;
            object.header().place.set(place);
            heap.collector.watch.note(place);
            if objects.len() == registry.due.at() {
                drop(objects);
                heap.schedule_turn_end();
            }
        });
    }

    /// Takes back what [`register`](Heap::register) did: the object is being dropped.
    #[inline]
    pub(crate) fn unregister(place: u32) {
        if place != UNREGISTERED {
            let _weak = Heap::try_with(|heap| {
                heap.collector.watch.note(place);
                heap.collector
                    .registry
                    .objects
                    .borrow_mut()
                    .try_remove(place as usize)
            });
        }
    }
}

impl Registry {
    pub(crate) const fn new() -> Registry {
        Registry {
            objects: Table::new(Slab::new()),
            due: Due::new(),
        }
    }

    /// All registered objects by place. Nothing is dropped while the snapshot exists, so places keep their meaning.
    pub(super) fn snapshot(&self) -> Vec<Option<Rc<dyn ErasedObject>>> {
        let objects = self.objects.borrow();
        let mut snapshot = Vec::with_capacity(objects.capacity());
        for (place, object) in objects.iter() {
            snapshot.resize_with(place, || None);
            snapshot.push(object.upgrade());
        }
        snapshot
    }

    /// The object at a place.
    pub(super) fn object(&self, place: u32) -> Option<Rc<dyn ErasedObject>> {
        self.objects.borrow().get(place as usize)?.upgrade()
    }

    /// One more than the last place that is in use.
    pub(super) fn places(&self) -> u32 {
        let objects = self.objects.borrow();
        objects
            .iter()
            .next_back()
            .map_or(0, |(last, _)| last as u32 + 1)
    }

    pub(crate) fn len(&self) -> usize {
        self.objects.borrow().len()
    }

    /// How many bytes it may take to register one more.
    pub(crate) fn growth(&self) -> usize {
        let objects = self.objects.borrow();
        if objects.len() < objects.capacity() {
            return 0;
        }
        // An entry of the slab, besides its two words, says whether it is used.
        2 * (objects.capacity() + 4)
            * (size_of::<rc::Weak<dyn ErasedObject>>() + size_of::<usize>())
    }

    pub(super) fn is_due(&self) -> bool {
        self.objects.borrow().len() >= self.due.at()
    }

    pub(super) fn relax(&self) {
        self.due.relax(self.objects.borrow().len());
    }

    /// A pass is over, which has ceded this many.
    pub(super) fn settle(&self, ceded: usize) {
        let live = self.objects.borrow().len();
        self.due.settle(live, ceded.min(live));
    }

    /// Moves what is left up into the places of what was freed, so that no later pass pays for a heap that was large once.
    /// Nobody may remember places.
    pub(super) fn compact(&self) {
        self.objects.borrow_mut().compact(|object, _, place| {
            // An object that has begun to be dropped is not registered any more, so there is always one here.
            object
                .upgrade()
                .is_some_and(|object| object.header().place.replace(place as u32) != UNREGISTERED)
        });
    }
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;

    use super::*;
    use crate::Ref;

    type Cell = RefCell<Option<Ref<Next>>>;
    struct Next(Cell);
    impl crate::Trace for Next {
        const EDGES: bool = true;
        fn trace(&self, tracer: &mut crate::Tracer<'_>) {
            self.0.trace(tracer);
        }
    }
    crate::object!(Next);

    #[test]
    fn what_a_pass_leaves_moves_up() {
        let places = || Heap::with(|heap| heap.collector.registry.objects.borrow().capacity());
        let looped: Vec<_> = (0..1000).map(|_| Ref::new(Next(Cell::default()))).collect();
        for object in &looped {
            *object.borrow().0.borrow_mut() = Some(object.clone());
        }
        let kept = looped[990..].to_vec();
        drop(looped);
        assert_eq!(Heap::collect().freed, 990);
        assert_eq!(places(), 10);
        assert!(kept.iter().all(|object| object.header().place.get() < 10));
        // They are found under their new places.
        drop(kept);
        assert_eq!(Heap::collect().freed, 10);
        assert_eq!(places(), 0);
        assert!(Heap::stats().is_empty());
    }
}
