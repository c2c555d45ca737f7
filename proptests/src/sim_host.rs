//! [`SimHost`]: a simulated JavaScript heap, deterministic and native.
//!
//! It stands in for the engine and for `js-runtime` together: a heap with roots and edges whose collector runs only
//! when it is told to, finalizers that come in any order and arbitrarily late, `WeakRef`s that keep their target for
//! the rest of a turn, the table of JS refs, and the registry of wrappers with its nursery.

mod bridge;
mod js_heap;
mod registry;
mod table;

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::rc::Rc;

use handfast_runtime::{Error, Handle, Heap, Host, LazyJsRef, Lost, Plan, Pointee, RawJsRef, Ref};

use bridge::Bridge;
pub use bridge::Sent;
pub use js_heap::JsId;
use js_heap::{JsHeap, JsObject};
use registry::Registry;
use table::Table;

/// What may differ from engine to engine and from page to page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settings {
    /// The instance's salt.
    pub salt: u32,
    /// Whether the engine has finalizers. Without them only the sweep finds dead wrappers.
    pub finalizers: bool,
    /// How many new wrappers the nursery holds before it is flushed.
    pub nursery: u8,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            salt: 1,
            finalizers: true,
            nursery: 4,
        }
    }
}

/// A simulated JavaScript heap, and the host of this thread's [`Heap`].
///
/// Objects are referred to by [`JsId`]. The program's variables are roots, counted: what a method returns is
/// referred to by one more of them, until [`unroot`](SimHost::unroot).
pub struct SimHost {
    heap: RefCell<JsHeap>,
    table: RefCell<Table>,
    /// Values that Rust holds without a slot, by their numbers, as wasm-bindgen's table does it.
    loose: RefCell<BTreeMap<u32, JsId>>,
    registry: RefCell<Registry>,
    bridge: RefCell<Bridge>,
    /// Handles that were given up because a wrapper was found dead, in order.
    given_up: RefCell<Vec<Handle>>,
    turn_end_due: Cell<bool>,
    clock: Cell<f64>,
}

impl SimHost {
    /// Makes an empty heap and connects it to the Rust heap of this thread.
    pub fn install(settings: Settings) -> Rc<SimHost> {
        let host = Rc::new(SimHost {
            heap: RefCell::default(),
            table: RefCell::default(),
            loose: RefCell::default(),
            registry: RefCell::new(Registry::new(
                settings.finalizers,
                settings.nursery.max(1).into(),
            )),
            bridge: RefCell::default(),
            given_up: RefCell::default(),
            turn_end_due: Cell::new(false),
            clock: Cell::new(0.0),
        });
        Heap::install(host.clone(), settings.salt);
        host
    }
}

/// The JavaScript program.
impl SimHost {
    /// A new plain object.
    pub fn object(&self) -> JsId {
        self.heap.borrow_mut().allocate(JsObject::default())
    }

    /// One more variable refers to the object.
    pub fn root(&self, id: JsId) {
        self.heap.borrow_mut().root(id);
    }

    /// One variable less refers to the object. False if none did.
    pub fn unroot(&self, id: JsId) -> bool {
        self.heap.borrow_mut().unroot(id)
    }

    /// The program ends: no variable refers to anything.
    pub fn unroot_all(&self) {
        self.heap.borrow_mut().unroot_all();
    }

    /// Adds a property of `from` that refers to `to`.
    pub fn link(&self, from: JsId, to: JsId) {
        if let Some(object) = self.heap.borrow_mut().get_mut(from) {
            object.edges.push(to);
        }
    }

    /// Deletes a property, chosen by `index` modulo their number. False if there is none.
    pub fn unlink(&self, from: JsId, index: usize) -> bool {
        let mut heap = self.heap.borrow_mut();
        let Some(object) = heap.get_mut(from).filter(|object| !object.edges.is_empty()) else {
            return false;
        };
        let index = index % object.edges.len();
        object.edges.remove(index);
        true
    }

    /// `new WeakRef(target)`. Keeps the target for the rest of the turn.
    pub fn weak_ref(&self, target: JsId) -> JsId {
        let mut heap = self.heap.borrow_mut();
        heap.deref(target);
        heap.allocate(JsObject {
            target: Some(target),
            ..JsObject::default()
        })
    }

    /// Reads a `WeakRef`; a target that is returned is referred to by one more variable.
    pub fn deref(&self, weak: JsId) -> Option<JsId> {
        let mut heap = self.heap.borrow_mut();
        let target = heap.get(weak)?.target?;
        let target = heap.deref(target)?;
        heap.root(target);
        Some(target)
    }

    /// What the program can get at, in order of age: all it could still use.
    pub fn reachable(&self) -> BTreeSet<JsId> {
        let heap = self.heap.borrow();
        heap.reachable(heap.roots())
    }

    /// Everything that can be reached from some objects, themselves included.
    pub fn reachable_from(&self, start: impl IntoIterator<Item = JsId>) -> BTreeSet<JsId> {
        self.heap.borrow().reachable(start)
    }

    /// Whether the object was not collected.
    pub fn exists(&self, id: JsId) -> bool {
        self.heap.borrow().get(id).is_some()
    }

    /// Every object, and what its properties refer to.
    pub fn objects(&self) -> Vec<(JsId, Vec<JsId>)> {
        self.heap
            .borrow()
            .objects()
            .map(|(id, object)| (id, object.edges.clone()))
            .collect()
    }
}

/// The boundary: what `bindings` and `js-runtime` do together.
impl SimHost {
    /// Hands a Rust object to the program: as the wrapper it has already, if that can be found, or as a new
    /// one. `identity` says that the class wants its wrappers findable.
    ///
    /// # Errors
    /// As [`Heap::expose`].
    pub fn wrap<T: Pointee + ?Sized>(
        &self,
        object: &Ref<T>,
        identity: bool,
    ) -> Result<JsId, Error> {
        let handle = Heap::expose(object)?;
        let (heap, registry) = (
            &mut *self.heap.borrow_mut(),
            &mut *self.registry.borrow_mut(),
        );
        if let Some(known) = registry.find(heap, handle) {
            heap.root(known);
            return Ok(known);
        }
        let wrapper = heap.allocate(JsObject {
            handle: Some(Some(handle)),
            ..JsObject::default()
        });
        registry.adopt(heap, wrapper, handle, identity);
        self.turn_end_due.set(true);
        Ok(wrapper)
    }

    /// What the program passes to Rust when it passes a wrapper: its handle as a number, 0 if it was disposed. `None`
    /// for other objects. `as_ref`: Rust may hand the object back, so its wrapper must be findable from now on.
    pub fn number(&self, wrapper: JsId, as_ref: bool) -> Option<f64> {
        let heap = &mut *self.heap.borrow_mut();
        let handle = heap.get(wrapper)?.handle?;
        if let (true, Some(handle)) = (as_ref, handle) {
            self.registry
                .borrow_mut()
                .make_findable(heap, handle, wrapper);
        }
        Some(handle.map_or(-1.0, Handle::to_f64))
    }

    /// `dispose()`, or the end of a `using` block. Idempotent; false if there was nothing to dispose.
    pub fn dispose(&self, wrapper: JsId) -> bool {
        let Some(Some(handle)) = self
            .heap
            .borrow()
            .get(wrapper)
            .and_then(|object| object.handle)
        else {
            return false;
        };
        // User code may panic in there; this side is consistent all the same.
        let outcome = catch_unwind(AssertUnwindSafe(|| Heap::dispose(handle)));
        self.registry.borrow_mut().clear(handle);
        self.blank(wrapper);
        match outcome {
            Ok(result) => result.is_ok(),
            Err(panic) => resume_unwind(panic),
        }
    }

    /// Rust has taken the object out of its handle: a wrapper that can be found counts as disposed.
    pub fn forget(&self, handle: Handle) {
        let wrapper = self
            .registry
            .borrow()
            .find(&mut self.heap.borrow_mut(), handle);
        self.registry.borrow_mut().clear(handle);
        if let Some(wrapper) = wrapper {
            self.blank(wrapper);
        }
    }

    fn blank(&self, wrapper: JsId) {
        if let Some(object) = self.heap.borrow_mut().get_mut(wrapper) {
            object.handle = Some(None);
            object.mirror.clear();
        }
    }

    /// Rust takes a strong reference to a value.
    ///
    /// # Errors
    /// As [`RawJsRef::reserve`].
    pub fn hold(&self, value: JsId) -> Result<RawJsRef, Error> {
        let js_ref = RawJsRef::reserve()?;
        self.fill(js_ref.slot(), value);
        Ok(js_ref)
    }

    /// Rust takes a strong reference to a value, which gets a slot later, or none. Whoever drops it before it is
    /// [stored](SimHost::store) says so to [`drop_loose`](SimHost::drop_loose).
    ///
    /// # Errors
    /// As [`LazyJsRef::loose`].
    pub fn hold_loose(&self, value: JsId) -> Result<LazyJsRef, Error> {
        let mut loose = self.loose.borrow_mut();
        let number = loose.last_key_value().map_or(0, |(last, _)| last + 1);
        let held = LazyJsRef::loose(number)?;
        loose.insert(number, value);
        Ok(held)
    }

    /// Puts a loose value into a slot, if it is one. Returns the slot.
    ///
    /// # Errors
    /// As [`LazyJsRef::settle`].
    pub fn store(&self, held: &LazyJsRef) -> Result<u32, Error> {
        let number = held.number();
        let slot = held.settle()?;
        if let Some(value) = number.and_then(|number| self.loose.borrow_mut().remove(&number)) {
            self.fill(slot, value);
        }
        Ok(slot)
    }

    /// A loose value is not held any more.
    pub fn drop_loose(&self, number: u32) {
        assert!(
            self.loose.borrow_mut().remove(&number).is_some(),
            "nothing has the number {number}"
        );
    }

    /// Fills a slot that is reserved already.
    pub fn fill(&self, slot: u32, value: JsId) {
        self.table.borrow_mut().hold(slot, value);
    }

    /// The value in a slot. `None` also for one that a weak slot has lost.
    pub fn value(&self, slot: u32) -> Option<JsId> {
        let value = self.table.borrow().get(slot)?;
        self.exists(value).then_some(value)
    }

    /// How much the last pass has sent.
    pub fn sent(&self) -> Sent {
        self.bridge.borrow().sent
    }

    /// How many mirror lists are pinned.
    pub fn pins(&self) -> usize {
        self.bridge.borrow().pins()
    }
}

/// The engine.
impl SimHost {
    /// The collector runs. Returns how many objects died.
    pub fn collect(&self) -> usize {
        let (table, registry) = (self.table.borrow(), self.registry.borrow());
        let bridge = self.bridge.borrow();
        let loose = self.loose.borrow();
        let held = table.held().chain(loose.values().copied());
        let held = held.chain(registry.fresh()).chain(bridge.pinned());
        self.heap
            .borrow_mut()
            .collect(held.chain(bridge.nodes.iter().copied()))
    }

    /// How many finalizers are due.
    pub fn finalizers(&self) -> usize {
        self.heap.borrow().finalizers.len()
    }

    /// Calls one of the finalizers that are due, chosen by `index` modulo their number.
    pub fn finalize(&self, index: usize) {
        if let Some(handle) = self.finalized(index) {
            self.give_up(handle);
        }
    }

    /// Takes a finalizer from the queue. The handle it releases, if any.
    fn finalized(&self, index: usize) -> Option<Handle> {
        let heap = &mut *self.heap.borrow_mut();
        if heap.finalizers.is_empty() {
            return None;
        }
        let index = index % heap.finalizers.len();
        let handle = heap.finalizers.swap_remove(index);
        self.registry
            .borrow_mut()
            .finalized(heap, handle)
            .then_some(handle)
    }

    /// No table is borrowed in here: Rust may run user code.
    fn give_up(&self, handle: Handle) {
        self.given_up.borrow_mut().push(handle);
        Heap::finalize(handle);
    }

    /// Looks at every wrapper that a `WeakRef` leads to, and releases the handles of those that died.
    pub fn sweep(&self) {
        let mut from = 0;
        while let Some(handle) = self.sweep_next(from) {
            from = handle.index() + 1;
            self.give_up(handle);
        }
        Heap::drop_waiting();
    }

    fn sweep_next(&self, from: u32) -> Option<Handle> {
        self.registry
            .borrow_mut()
            .sweep(&mut self.heap.borrow_mut(), from)
    }

    /// A job ends, but not the turn, which lasts until Rust is told: weak references keep nothing any more.
    pub fn end_job(&self) {
        self.heap.borrow_mut().end_job();
    }

    /// A macrotask ends: the nursery is flushed, Rust does what waits, and weak references keep nothing any more.
    pub fn end_turn(&self) {
        self.turn_end_due.set(false);
        self.registry
            .borrow_mut()
            .flush(&mut self.heap.borrow_mut());
        self.end_job();
        Heap::end_turn();
    }

    /// Whether somebody asked for [`end_turn`](SimHost::end_turn).
    pub fn turn_end_due(&self) -> bool {
        self.turn_end_due.get()
    }

    /// The handles that were given up since the last call because their wrappers were found dead.
    pub fn take_given_up(&self) -> Vec<Handle> {
        self.given_up.take()
    }

    /// Turns, collections and finalizers, until nothing more happens.
    pub fn settle(&self) {
        loop {
            self.end_turn();
            let died = self.collect();
            let due = self.finalizers();
            while self.finalizers() > 0 {
                self.finalize(0);
            }
            self.sweep();
            if died == 0
                && due == 0
                && !Heap::is_collecting()
                && self.given_up.borrow().is_empty()
                && Heap::stats().pending_decrefs == 0
            {
                return;
            }
            self.given_up.borrow_mut().clear();
        }
    }

    /// How many slots hold a value.
    pub fn slots_in_use(&self) -> usize {
        self.table.borrow().len()
    }

    /// How many wrappers the registry knows.
    pub fn registered(&self) -> usize {
        self.registry.borrow().len()
    }

    /// Whether nothing is left on this side: no object, no value held, no wrapper known, no finalizer due.
    pub fn is_empty(&self) -> bool {
        self.slots_in_use() == 0
            && self.loose.borrow().is_empty()
            && self.registered() == 0
            && self.finalizers() == 0
            && self.heap.borrow().objects().next().is_none()
    }
}

impl Host for SimHost {
    fn reserve_slots(&self, count: u32) -> u32 {
        self.table.borrow_mut().reserve(count)
    }

    fn decref_many(&self, slots: &[u32]) {
        slots
            .iter()
            .for_each(|&slot| self.table.borrow_mut().clear(slot));
    }

    fn schedule_turn_end(&self) {
        self.turn_end_due.set(true);
    }

    fn find_wrappers(&self, handles: &[f64]) -> Vec<Lost> {
        self.find_wrappers(handles)
    }

    fn cede(&self, plan: &Plan<'_>) {
        self.cede(plan);
    }

    fn mirror(&self, plan: &Plan<'_>) {
        self.mirror_lists(plan, true);
    }

    fn pin(&self, handle: Handle) -> u32 {
        self.pin_list(handle)
    }

    fn unpin(&self, pins: &[u32]) {
        self.unpin_lists(pins);
    }

    fn wrapper_lives(&self, handle: Handle) -> bool {
        self.wrapper_is_alive(handle)
    }

    fn values_live(&self, slots: &[u32]) -> bool {
        self.values_are_alive(slots)
    }

    fn strengthen(&self, slots: &[u32]) {
        self.table.borrow_mut().set_weak(slots, false);
    }

    fn weaken(&self, slots: &[u32]) {
        self.table.borrow_mut().set_weak(slots, true);
    }

    /// Each look at the clock takes a millisecond, so that slices come to an end.
    fn now(&self) -> f64 {
        self.clock.set(self.clock.get() + 1.0);
        self.clock.get()
    }

    fn handle_in(&self, slot: u32) -> Option<Handle> {
        let value = self.value(slot)?;
        self.heap.borrow().get(value)?.handle?
    }
}
