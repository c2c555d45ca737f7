//! The slotmap of exposed objects: expose, resolve, retain, release.
//!
//! An entry has two kinds of shares. The *wrapper's share* exists while the other heap has a wrapper; it is
//! given up once, by dispose, finalizer or sweep, and never comes back. *Raw retains* are counted. The entry lives
//! while it has either; it owns one strong count of its object. A removed entry bumps the generation of its slot.
//!
//! So an object that gets a new wrapper while raw retains are all that is left of its entry gets a second entry:
//! the engine may still report the death of the first wrapper, by a number that must not mean the second.

mod list;

use std::any::TypeId;
use std::cell::Cell;
use std::rc::Rc;

use slotmap::{Key, KeyData, SlotMap};

use super::Heap;
use crate::class::Class;
use crate::collect::gate;
use crate::error::Error;
use crate::handle::{GENERATION_BITS, Handle};
use crate::js_ref::RawJsRef;
use crate::object::{ErasedObject, Object, ObjectBox, Pointee};
use crate::strong::Ref;
use crate::table::Table;
use crate::typed::Typed;

slotmap::new_key_type! {
    struct Slot;
}

/// The last generation a slot can have before it is retired.
const LAST_GENERATION: u32 = (1 << GENERATION_BITS) - 1;

/// How often [`Entries::clear`] begins again because user code has exposed other objects meanwhile.
const CLEAR_ROUNDS: u32 = 100;

/// Spreads salts over the generations: 2^20 divided by the golden ratio, made odd so that no two salts meet.
/// Instances are numbered from 1, and with neighbouring salts a slot that was used once more than
/// the same slot of the other instance would answer to the other's handle. This way the slots of the first two
/// instances are 400,000 uses apart, those of any two of the first thousand 939.
const SPREAD: u32 = 648_051;

struct Entry {
    /// One that was taken marks a retired slot: it stays used, so that its generations never start over.
    object: Typed,
    /// The wrapper's share.
    wrapped: bool,
    /// Raw retains.
    retains: u32,
    /// Keeps the wrapper, if its class asks for that: a JS ref to it, which counts as one that the object holds.
    own: Option<RawJsRef>,
}

impl Entry {
    /// What belongs to its object changes.
    fn touch(&self) {
        if let Some(object) = self.object.object() {
            Heap::touch(object.header());
        }
    }

    /// Gives up the wrapper's share, and the object if nothing else holds it.
    #[inline]
    fn give_up(&mut self, handle: Handle) -> Removed {
        self.wrapped = false;
        if self.retains == 0 {
            return self.empty(handle);
        }
        Removed {
            object: None,
            _own: self.own.take(),
        }
    }

    /// Gives up the object.
    #[inline]
    fn empty(&mut self, handle: Handle) -> Removed {
        let object = self.object.take();
        if let Some(object) = &object {
            let header = object.header();
            // It may have been exposed again under another handle.
            if header.handle() == Some(handle) {
                header.handle.set(None);
            }
        }
        Removed {
            object,
            _own: self.own.take(),
        }
    }
}

/// What is left of an entry, or of a share of it. To be dropped when no table is borrowed.
#[derive(Default)]
pub(crate) struct Removed {
    object: Option<Rc<dyn ErasedObject>>,
    _own: Option<RawJsRef>,
}

impl Removed {
    /// Leaves it for a safe point; see [`Heap::drop_later`].
    fn drop_later(self) {
        self.object.into_iter().for_each(Heap::drop_later);
    }
}

/// What the wrapper of an object has, for the collector.
#[derive(Default)]
pub(crate) struct Share {
    /// Its handle, as bits, if nothing else keeps that; 0 otherwise.
    pub(crate) handle: u64,
    /// The slot by which the object keeps it.
    pub(crate) own_slot: Option<u32>,
}

pub(super) struct Entries {
    /// Made with the first entry, so that the heap is a constant until then.
    slots: Table<Option<SlotMap<Slot, Entry>>>,
    /// What turns the version of a handle into that of a slot: [`Handle::VERSIONS`], and the salt doubled.
    key: Cell<u32>,
    capacity: Cell<u32>,
    live: Cell<u32>,
    peak: Cell<u32>,
    retired: Cell<u32>,
    /// [`LAST_GENERATION`], except in tests.
    last_generation: u32,
}

impl Heap {
    /// Exposes an object: gives it a handle whose wrapper's share is taken, or returns the one it has. If its
    /// wrapper was disposed or died, and raw retains keep the old handle, that one stays theirs and this is new.
    ///
    /// # Errors
    /// [`Error::TableFull`] at capacity; the object is left as it was.
    pub fn expose<T: Pointee + ?Sized>(object: &Ref<T>) -> Result<Handle, Error> {
        if object.header().standing.is_guarded() {
            // Its wrapper may be a new one, without a list.
            gate::enter(object.erased_ref());
        }
        Heap::with(|heap| {
            heap.enter();
            let known = object.header().handle();
            let handle = heap.entries.expose(known, || object.erased())?;
            if T::MEASURED && known != Some(handle) {
                heap.weigh(handle, object.header().bytes.get() as i64);
            }
            Ok(handle)
        })
    }

    /// The same for an object that was just made, which nothing else holds: its only strong count becomes the entry's.
    ///
    /// # Errors
    /// [`Error::TableFull`] at capacity; the object is dropped then.
    #[doc(hidden)]
    pub fn expose_new<T: Object>(object: Ref<T>) -> Result<Handle, Error> {
        Heap::with(|heap| {
            heap.enter();
            let bytes = object.header().bytes.get();
            let handle = heap.entries.expose(None, || object.0)?;
            if T::MEASURED {
                heap.weigh(handle, bytes as i64);
            }
            Ok(handle)
        })
    }

    /// Finds an exposed object. Costs one look-up, one type comparison and one increment.
    ///
    /// # Errors
    /// [`Error::StaleHandle`] or [`Error::WrongClass`].
    #[inline]
    pub fn resolve<T: Object>(handle: Handle) -> Result<Ref<T>, Error> {
        match Heap::lookup(handle) {
            Some(object) => Ok(object),
            None => Err(Heap::why_not(handle, T::class)),
        }
    }

    /// [`resolve`](Heap::resolve) for whatever number came from the other side.
    ///
    /// # Errors
    /// [`Error::NotAHandle`], [`Error::Disposed`] for -1, [`Error::StaleHandle`] or [`Error::WrongClass`].
    #[inline(always)]
    pub fn resolve_number<T: Object>(number: f64) -> Result<Ref<T>, Error> {
        match Heap::lookup_number(number) {
            Some(object) => Ok(object),
            None => Err(Heap::why_not_number(number, T::class)),
        }
    }

    /// [`resolve_number`](Heap::resolve_number) for whoever asks for the reason later, if at all: the answer fits a
    /// register, an error would not.
    #[inline(always)]
    pub fn lookup_number<T: Object>(number: f64) -> Option<Ref<T>> {
        Handle::to_look_up(number).and_then(Heap::lookup)
    }

    /// Whether a number addresses an object that is a `T`, for those who need nothing of it.
    #[inline(always)]
    pub fn has_number<T: Object>(number: f64) -> bool {
        let root = TypeId::of::<T>() == TypeId::of::<T::Root>();
        let found = |handle| {
            Heap::with(|heap| {
                heap.enter();
                root && heap.entries.has::<ObjectBox<T::Root>>(handle)
            })
        };
        // What is barred is not found, but what is asked for is.
        Handle::to_look_up(number).is_some_and(found) || Heap::lookup_number::<T>(number).is_some()
    }

    #[inline(always)]
    fn lookup<T: Object>(handle: Handle) -> Option<Ref<T>> {
        let object = Heap::with(|heap| {
            heap.enter();
            heap.entries.downcast::<ObjectBox<T::Root>>(handle)
        });
        let object = match object {
            Some(object) => object,
            None => Heap::lookup_barred(handle)?,
        };
        // Outside of the table, because `Object::class` is the user's.
        Ref::from_box(object)
    }

    #[cold]
    #[inline(never)]
    fn lookup_barred<B: ErasedObject>(handle: Handle) -> Option<Rc<B>> {
        Heap::admit(handle).then(|| Heap::with(|heap| heap.entries.downcast(handle)))?
    }

    /// Passes the collector's barrier on behalf of somebody who asks for the object. If its wrapper turns out to be dead, its share
    /// is given up: the engine's report of that death will not count any more.
    fn admit(handle: Handle) -> bool {
        let entered = Heap::enter_handle(handle);
        if !entered {
            // Not a safe point: this may be code of Rust's.
            let removed = Heap::with(|heap| heap.give_up(handle));
            removed.into_iter().for_each(|removed| removed.drop_later());
        }
        entered
    }

    /// Passes the collector's barrier, if there is one. False if the wrapper is known to be dead.
    fn enter_handle(handle: Handle) -> bool {
        let barred = Heap::with(|heap| {
            heap.entries.find(handle, |object| {
                object.object().filter(|_| object.is_barred()).cloned()
            })
        });
        barred.is_none_or(|object| gate::resolve(&*object))
    }

    #[cold]
    #[inline(never)]
    fn why_not(handle: Handle, expected: fn() -> &'static Class) -> Error {
        match Heap::resolve_any(handle) {
            Err(_) if Heap::is_poisoned() => Error::Poisoned,
            Ok(object) => Error::WrongClass {
                expected: expected().name(),
                found: object.header().class().name(),
            },
            Err(error) => error,
        }
    }

    /// Why [`lookup_number`](Heap::lookup_number) has not found an object of a class.
    #[cold]
    #[inline(never)]
    #[doc(hidden)]
    pub fn why_not_number(number: f64, expected: fn() -> &'static Class) -> Error {
        match Heap::handle(number) {
            Ok(handle) => Heap::why_not(handle, expected),
            Err(error) => error,
        }
    }

    /// Reads a number that came from the other side.
    ///
    /// # Errors
    /// [`Error::Disposed`] for -1, which is what a disposed wrapper carries; [`Error::ScopeEnded`] for what one carries that a
    /// scope has released, -16 and 2<sup>24</sup> - 1 numbers below it; [`Error::NotAHandle`] otherwise.
    #[inline]
    pub fn handle(number: f64) -> Result<Handle, Error> {
        match Handle::from_f64(number) {
            Some(handle) => Ok(handle),
            // What a disposed wrapper carries. Not 0: in debug builds wasm-bindgen's glue throws an error of its own for it.
            None if number == -1.0 => Err(Error::Disposed),
            None => Err(Heap::not_a_handle(number)),
        }
    }

    #[cold]
    fn not_a_handle(number: f64) -> Error {
        let scope = -16.0 - number;
        if scope >= 0.0 && scope < f64::from(1 << 24) && scope.fract() == 0.0 {
            let scope = scope as u32;
            Error::ScopeEnded { scope }
        } else {
            Error::NotAHandle
        }
    }

    /// Finds an exposed object of any class.
    ///
    /// # Errors
    /// [`Error::StaleHandle`].
    #[inline]
    pub fn resolve_any(handle: Handle) -> Result<Rc<dyn ErasedObject>, Error> {
        Heap::with(|heap| {
            heap.enter();
            if !Heap::admit(handle) {
                return Err(Error::StaleHandle);
            }
            heap.entries
                .find(handle, |object| object.object().cloned())
                .ok_or(Error::StaleHandle)
        })
    }

    /// Gives up the wrapper's share at the user's request. The object is dropped before this returns, unless
    /// something else holds it; if it is borrowed, by whoever borrowed it.
    ///
    /// # Errors
    /// [`Error::StaleHandle`].
    pub fn dispose(handle: Handle) -> Result<(), Error> {
        Heap::give_up_share(handle)
            .map(drop)
            .ok_or(Error::StaleHandle)
    }

    /// Gives up the wrapper's share because the wrapper is gone. Idempotent: false if the handle is stale.
    ///
    /// The object is dropped before this returns, unless something else holds it, or Rust code waits for a
    /// [call](Heap::calling): then as [`drop_waiting`](Heap::drop_waiting) says.
    pub fn finalize(handle: Handle) -> bool {
        let removed = Heap::give_up_share(handle);
        let found = removed.is_some();
        if Heap::calls() > 0 {
            removed.into_iter().for_each(Removed::drop_later);
        }
        found
    }

    /// [`finalize`](Heap::finalize) for wrappers that were found dead. All are given up before any `Drop` code runs, which could want a
    /// new wrapper of one that is to be released next.
    pub(crate) fn finalize_all(handles: Vec<Handle>) {
        let removed: Vec<_> = handles
            .into_iter()
            .filter_map(Heap::give_up_share)
            .collect();
        if Heap::calls() > 0 {
            removed.into_iter().for_each(Removed::drop_later);
        }
    }

    /// The usual case of what follows: nothing but the wrapper holds the object. It comes back in registers, where what the other
    /// cases leave goes through memory, and it need not be told that it has no handle any more: nobody can ask.
    #[doc(hidden)]
    #[inline(always)]
    pub fn take_sole(handle: Handle) -> Option<Rc<dyn ErasedObject>> {
        Heap::with(|heap| {
            heap.enter();
            heap.entries.take_sole(handle)
        })
    }

    /// Gives up the wrapper's share, and returns what is removed, which is to be dropped when all tables are free again: now.
    fn give_up_share(handle: Handle) -> Option<Removed> {
        Heap::with(|heap| {
            heap.enter();
            heap.entries
                .give_up(handle, |object| !object.is_barred())
                .or_else(|| Heap::give_up_barred(handle))
        })
    }

    #[cold]
    #[inline(never)]
    fn give_up_barred(handle: Handle) -> Option<Removed> {
        // If the object lives on, what hung from its wrapper must. Not where the wrapper is dead: then that is gone.
        Heap::enter_handle(handle);
        Heap::with(|heap| heap.entries.finalize(handle))
    }

    /// Adds a raw retain, which keeps the handle alive without a wrapper.
    ///
    /// # Errors
    /// [`Error::StaleHandle`]; [`Error::TableFull`] if the count would overflow.
    pub fn retain(handle: Handle) -> Result<(), Error> {
        Heap::with(|heap| {
            heap.enter();
            if !Heap::admit(handle) {
                return Err(Error::StaleHandle);
            }
            heap.entries.get(handle, |entry| {
                entry.retains = entry
                    .retains
                    .checked_add(1)
                    .ok_or(Error::TableFull { capacity: u32::MAX })?;
                Ok(())
            })?
        })
    }

    /// Takes back a raw retain.
    ///
    /// # Errors
    /// [`Error::StaleHandle`]; [`Error::OverRelease`] if there is none, the wrapper's share being untouched.
    pub fn release(handle: Handle) -> Result<(), Error> {
        let _removed = Heap::with(|heap| {
            heap.enter();
            heap.entries.release(handle)
        })?;
        Ok(())
    }

    /// Whether the handle still addresses an object.
    pub fn is_alive(handle: Handle) -> bool {
        Heap::with(|heap| {
            heap.enter();
            heap.entries.get(handle, |_| ()).is_ok()
        })
    }

    /// Whether [`take`](Heap::take) would succeed.
    ///
    /// # Errors
    /// Those of [`take`](Heap::take).
    pub fn check_take<T: Object>(object: &Ref<T>) -> Result<(), Error> {
        let class = object.class();
        let handle = object.handle();
        let retained = handle.is_some_and(|handle| {
            Heap::with(|heap| heap.entries.get(handle, |entry| entry.retains > 0)) != Ok(false)
        });
        // The entry has one strong count, for the wrapper.
        if retained || object.strong_count() > 1 + usize::from(handle.is_some()) {
            return Err(Error::Shared {
                class: class.name(),
            });
        }
        drop(T::write(&object.0)?);
        if std::ptr::eq(class, T::class()) {
            Ok(())
        } else {
            Err(Error::WrongClass {
                expected: T::class().name(),
                found: class.name(),
            })
        }
    }

    /// [`check_take`](Heap::check_take), for those who do not need to know why not.
    pub fn can_take<T: Object>(object: &Ref<T>) -> bool {
        Heap::check_take(object).is_ok()
    }

    /// Takes an object by value: for arguments that JavaScript gives away.
    ///
    /// # Errors
    /// The error and the reference: [`Error::Shared`] if Rust or a raw retain holds others,
    /// [`Error::Borrowed`] while it is borrowed, [`Error::WrongClass`] if it is of a derived class.
    /// The object and its wrapper stay usable then.
    pub fn take<T: Object>(object: Ref<T>) -> Result<T, (Error, Ref<T>)> {
        if let Err(error) = Heap::check_take(&object) {
            return Err((error, object));
        }
        let handle = object.handle();
        if object.header().standing.is_guarded() {
            gate::enter(object.erased_ref());
        }
        match object.0.take() {
            Ok(value) => {
                if let Some(handle) = handle {
                    // Not an entry: user code that ran here would find the object without its value.
                    drop(Heap::with(|heap| heap.entries.finalize(handle)));
                }
                Ok(value)
            }
            Err(error) => Err((error, object)),
        }
    }
}

impl Heap {
    /// Has the object of a handle keep its wrapper: by a JS ref of its own, which the caller must fill with the wrapper at once.
    /// Returns its slot. The handle gives it up when its wrapper's share is given up.
    ///
    /// # Errors
    /// [`Error::StaleHandle`]; as [`RawJsRef::reserve`].
    pub fn preserve(handle: Handle) -> Result<u32, Error> {
        let own = RawJsRef::reserve()?;
        let slot = own.slot();
        let _old = Heap::with(|heap| {
            heap.entries.get(handle, |entry| {
                entry.touch();
                entry.own.replace(own)
            })
        })?;
        Ok(slot)
    }

    /// Makes the collector's barrier stand before an object, or takes it away.
    pub(crate) fn bar(&self, handle: Handle, barred: bool) {
        // The entry may be gone; then there is no way to pass either.
        let _ = self.entries.get(handle, |entry| entry.object.bar(barred));
    }

    /// Gives up the share of a dead wrapper.
    pub(crate) fn give_up(&self, handle: Handle) -> Option<Removed> {
        self.entries.finalize(handle)
    }

    /// What the wrapper of an object has.
    pub(crate) fn wrappers_share(&self, handle: Option<Handle>) -> Share {
        let Some(handle) = handle else {
            return Share::default();
        };
        let share = self.entries.get(handle, |entry| Share {
            handle: if entry.wrapped && entry.retains == 0 {
                handle.integer()
            } else {
                0
            },
            own_slot: entry.own.as_ref().map(RawJsRef::slot),
        });
        share.unwrap_or_default()
    }
}

impl Entries {
    pub(super) const fn new() -> Entries {
        Entries {
            slots: Table::new(None),
            key: Cell::new(Handle::VERSIONS),
            // slotmap's own limit; memory ends before.
            capacity: Cell::new(u32::MAX - 2),
            live: Cell::new(0),
            peak: Cell::new(0),
            retired: Cell::new(0),
            last_generation: LAST_GENERATION,
        }
    }

    /// Has no effect once an object was exposed: its handle must not change its meaning.
    pub(super) fn set_salt(&self, salt: u32) {
        if self.slots.borrow().is_none() {
            let salt = salt.wrapping_mul(SPREAD) & LAST_GENERATION;
            self.key.set(Handle::VERSIONS ^ salt << 1);
        }
    }

    pub(super) fn set_capacity(&self, capacity: u32) {
        self.capacity.set(capacity);
    }

    fn expose(
        &self,
        known: Option<Handle>,
        object: impl FnOnce() -> Rc<dyn ErasedObject>,
    ) -> Result<Handle, Error> {
        if let Some(handle) = known
            && self.get(handle, |entry| entry.wrapped)?
        {
            return Ok(handle);
        }
        if self.live.get() >= self.capacity.get() {
            return Err(Error::TableFull {
                capacity: self.capacity.get(),
            });
        }
        let object = object();
        let mut slots = self.slots.borrow_mut();
        let slots = slots.get_or_insert_with(|| {
            Heap::clean_up_at_exit();
            SlotMap::with_key()
        });
        let slot = slots.insert_with_key(|slot| {
            object.header().handle.set(self.handle(slot));
            Entry {
                object: Typed::new(object),
                wrapped: true,
                retains: 0,
                own: None,
            }
        });
        let handle = self.handle(slot).ok_or(Error::NotAHandle)?;
        self.live.set(self.live.get() + 1);
        self.peak.set(self.peak.get().max(self.live.get()));
        Ok(handle)
    }

    #[inline(always)]
    fn slot(&self, handle: Handle) -> Slot {
        // A slotmap's version is odd while the slot is used: twice the generation, plus one.
        let version = (handle.version() ^ self.key.get()) | 1;
        Slot::from(KeyData::from_ffi(
            u64::from(version) << 32 | u64::from(handle.index()),
        ))
    }

    fn handle(&self, slot: Slot) -> Option<Handle> {
        let data = slot.data().as_ffi();
        let generation = (data >> 33) as u32;
        Handle::new(data as u32, generation ^ self.key.get() >> 1)
    }

    /// The object of a handle, if it lives in a `B`. What every call from the other side begins with.
    #[inline(always)]
    #[allow(
        unsafe_code,
        reason = "marking the table as read and unmarking it took a tenth of a method call"
    )]
    pub(super) fn downcast<B: ErasedObject>(&self, handle: Handle) -> Option<Rc<B>> {
        // SAFETY: until the last use of this reference nothing can borrow the cell: slotmap compares a version, `downcast`
        // compares types and increments a count, and none of that calls code of anybody else's.
        let slots = unsafe { self.slots.0.try_borrow_unguarded() }.ok()?;
        let entry = slots.as_ref()?.get(self.slot(handle))?;
        entry.object.downcast()
    }

    /// Whether the object of a handle lives in a `B`.
    #[inline(always)]
    #[allow(unsafe_code, reason = "the same as for `downcast`")]
    fn has<B: ErasedObject>(&self, handle: Handle) -> bool {
        // SAFETY: as in `downcast`; `is` only compares types.
        let slots = unsafe { self.slots.0.try_borrow_unguarded() };
        let entry = slots.ok().and_then(Option::as_ref);
        let entry = entry.and_then(|slots| slots.get(self.slot(handle)));
        entry.is_some_and(|entry| entry.object.is::<B>())
    }

    fn find<R>(&self, handle: Handle, f: impl FnOnce(&Typed) -> Option<R>) -> Option<R> {
        let slots = self.slots.borrow();
        let object = &slots.as_ref()?.get(self.slot(handle))?.object;
        object.object()?;
        f(object)
    }

    #[inline]
    fn get<R>(&self, handle: Handle, f: impl FnOnce(&mut Entry) -> R) -> Result<R, Error> {
        let mut slots = self.slots.borrow_mut();
        match slots
            .as_mut()
            .and_then(|slots| slots.get_mut(self.slot(handle)))
        {
            Some(entry) if entry.object.object().is_some() => Ok(f(entry)),
            _ => Err(Error::StaleHandle),
        }
    }

    /// Gives up the wrapper's share; the object comes back if nothing holds the entry any more. `None` if there is no such share.
    pub(super) fn finalize(&self, handle: Handle) -> Option<Removed> {
        self.give_up(handle, |object| {
            object.object().is_some_and(|object| {
                Heap::touch(object.header());
                true
            })
        })
    }

    /// Removes the entry of an object that only its wrapper holds; see [`Heap::take_sole`].
    #[inline(always)]
    fn take_sole(&self, handle: Handle) -> Option<Rc<dyn ErasedObject>> {
        let mut slots = self.slots.borrow_mut();
        let slots = slots.as_mut()?;
        let slot = self.slot(handle);
        let entry = slots.get(slot)?;
        let object = entry.object.object()?;
        if !entry.wrapped
            || entry.retains > 0
            || entry.own.is_some()
            || entry.object.is_barred()
            || Rc::strong_count(object) > 1
            || (slot.data().as_ffi() >> 33) as u32 == self.last_generation
        {
            return None;
        }
        self.live.set(self.live.get() - 1);
        slots.remove(slot)?.object.into_object()
    }

    /// The same if something is true of the object. One look-up, because every dispose and every finalizer comes here.
    #[inline]
    fn give_up(&self, handle: Handle, on: impl FnOnce(&Typed) -> bool) -> Option<Removed> {
        let mut slots = self.slots.borrow_mut();
        let slots = slots.as_mut()?;
        let slot = self.slot(handle);
        let entry = slots.get_mut(slot)?;
        if !entry.wrapped || !on(&entry.object) {
            return None;
        }
        let removed = entry.give_up(handle);
        if removed.object.is_some() {
            self.vacate(slots, slot);
        }
        Some(removed)
    }

    fn release(&self, handle: Handle) -> Result<Removed, Error> {
        let unused = self.get(handle, |entry| match entry.retains.checked_sub(1) {
            Some(retains) => {
                entry.retains = retains;
                Ok(retains == 0 && !entry.wrapped)
            }
            None => Err(Error::OverRelease),
        })??;
        let removed = if unused { self.remove(handle) } else { None };
        Ok(removed.unwrap_or_default())
    }

    fn remove(&self, handle: Handle) -> Option<Removed> {
        let mut slots = self.slots.borrow_mut();
        let slots = slots.as_mut()?;
        let slot = self.slot(handle);
        let removed = slots.get_mut(slot)?.empty(handle);
        self.vacate(slots, slot);
        Some(removed)
    }

    /// Makes the slot of an empty entry free, or retires it.
    #[inline]
    fn vacate(&self, slots: &mut SlotMap<Slot, Entry>, slot: Slot) {
        if (slot.data().as_ffi() >> 33) as u32 == self.last_generation {
            self.retired.set(self.retired.get() + 1);
        } else {
            slots.remove(slot);
        }
        self.live.set(self.live.get() - 1);
    }

    /// Removes all entries, and those that user code makes while they are dropped; leaks them where that never ends.
    pub(super) fn clear(&self) {
        for _ in 0..CLEAR_ROUNDS {
            let handles: Vec<_> = match &*self.slots.borrow() {
                Some(slots) => slots.keys().filter_map(|slot| self.handle(slot)).collect(),
                None => return,
            };
            // A retired slot has a handle as well, but no object.
            let found = |&handle: &Handle| self.find(handle, |_| Some(())).is_some();
            let handles: Vec<_> = handles.into_iter().filter(found).collect();
            if handles.is_empty() {
                return;
            }
            for handle in handles {
                drop(self.remove(handle));
            }
        }
        std::mem::forget(self.slots.take());
    }

    /// Forgets all entries without dropping anything, and takes no more. So handles are refused without a check of its own in
    /// the usual path. Nothing happens if the crash was in the middle of a change of the table, which has no code of anybody else's.
    pub(super) fn abandon(&self) {
        if let Ok(mut slots) = self.slots.try_borrow_mut() {
            std::mem::forget(slots.take());
            self.live.set(0);
            self.capacity.set(0);
        }
    }

    /// How many bytes it may take to enter one more.
    pub(super) fn growth(&self) -> usize {
        let room = |slots: &SlotMap<Slot, Entry>| (slots.len(), slots.capacity());
        let (used, capacity) = self.slots.borrow().as_ref().map_or((0, 0), room);
        // One place is never used; a place has its version besides the entry.
        if used + 2 < capacity {
            0
        } else {
            2 * (capacity + 4) * (size_of::<Entry>() + size_of::<u64>())
        }
    }

    /// How many live, and the most that ever lived at once.
    pub(super) fn totals(&self) -> (u32, u32) {
        (self.live.get(), self.peak.get())
    }

    pub(super) fn retired(&self) -> u32 {
        self.retired.get()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The same with the real limit is among the integration tests; this is for Miri, which is too slow for that.
    #[test]
    fn used_up_slots_are_retired() {
        for salt in [0, 1, LAST_GENERATION] {
            let entries = Entries {
                last_generation: 3,
                ..Entries::new()
            };
            entries.set_salt(salt);
            let object = Ref::new(1);
            let mut seen = Vec::new();
            for i in 0..12 {
                let handle = entries.expose(object.handle(), || object.erased()).unwrap();
                assert!(!seen.contains(&handle));
                assert_eq!(
                    (handle.index(), entries.retired.get()),
                    (1 + i / 4, i / 4),
                    "four uses per slot"
                );
                seen.push(handle);
                assert!(entries.get(handle, |_| ()).is_ok());
                assert!(entries.finalize(handle).unwrap().object.is_some());
                for &stale in &seen {
                    assert!(entries.find(stale, |_| Some(())).is_none());
                    assert!(entries.finalize(stale).is_none());
                    assert_eq!(entries.release(stale).map(drop), Err(Error::StaleHandle));
                }
            }
            assert_eq!(
                (
                    entries.live.get(),
                    entries.peak.get(),
                    entries.retired.get()
                ),
                (0, 1, 3)
            );
            assert_eq!(object.strong_count(), 1, "a retired slot keeps nothing");
        }
    }

    #[test]
    fn a_retain_too_many_is_refused() {
        let object = Ref::new(1);
        let handle = Heap::expose(&object).unwrap();
        Heap::with(|heap| heap.entries.get(handle, |entry| entry.retains = u32::MAX)).unwrap();
        assert_eq!(
            Heap::retain(handle),
            Err(Error::TableFull { capacity: u32::MAX })
        );
        Heap::release(handle).unwrap();
        Heap::retain(handle).unwrap();
        Heap::with(|heap| heap.entries.get(handle, |entry| entry.retains = 0)).unwrap();
        Heap::dispose(handle).unwrap();
    }
}
