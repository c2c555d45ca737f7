//! Steps that cross the boundary by handles.

use std::collections::BTreeSet;
use std::thread;

use handfast_runtime::{Error, Handle, Heap, Release};

use super::{Machine, expect, pick};
use crate::model::{self, Entry};
use crate::op::Op;
use crate::oracle;
use crate::sim_host::JsId;
use crate::subject::{Kind, Leaf, Node, ObjectId, Special, Strong, Sub, View, each};

const TWO_32: f64 = 4_294_967_296.0;
/// Handles are this much and more, up to twice as much.
const TWO_52: f64 = 4_503_599_627_370_496.0;

impl Machine {
    pub(super) fn step_boundary(&mut self, op: Op) -> Result<(), String> {
        match op {
            Op::Wrap { object, keep } => return self.wrap(object, keep),
            Op::Resolve { js, class, keep } => {
                let Some(wrapper) = self.pick_wrapper(js) else {
                    return Ok(());
                };
                let Some(number) = self.sim.number(wrapper, true) else {
                    return Ok(());
                };
                return self.resolve(number, class, keep);
            }
            Op::Forge { how, seed, class } => {
                let number = self.forge(how, seed);
                return self.resolve(number, class, seed);
            }
            Op::Retain { handle } => {
                let Some(handle) = self.pick_handle(handle) else {
                    return Ok(());
                };
                self.before_entry()?;
                let actual = Heap::retain(handle);
                self.entered();
                let entry = self.model.entries.get_mut(&handle);
                let expected = entry
                    .map(|entry| entry.retains += 1)
                    .ok_or(Error::StaleHandle);
                expect("retain", actual, expected)?;
            }
            Op::Release { handle } => {
                let Some(handle) = self.pick_handle(handle) else {
                    return Ok(());
                };
                self.before_entry()?;
                let actual = self.call(|| Heap::release(handle))?;
                self.entered();
                let expected = self.model.release(handle);
                expect("release", actual.unwrap_or(expected), expected)?;
            }
            Op::Dispose { js } => {
                let Some(wrapper) = self.pick_wrapper(js) else {
                    return Ok(());
                };
                let handle = self.sim.number(wrapper, false).and_then(Handle::from_f64);
                let Some(handle) = handle else {
                    return expect("disposed again", self.sim.dispose(wrapper), false);
                };
                let sim = self.sim.clone();
                self.give_up_by("dispose", handle, move || sim.dispose(wrapper))?;
                expect(
                    "a disposed wrapper's number",
                    self.sim.number(wrapper, false),
                    Some(-1.0),
                )?;
            }
            Op::DisposeNumber { handle } => {
                let Some(handle) = self.pick_handle(handle) else {
                    return Ok(());
                };
                self.give_up_by("dispose", handle, || Heap::dispose(handle).is_ok())?;
            }
            Op::FinalizeNumber { handle } => {
                let Some(handle) = self.pick_handle(handle) else {
                    return Ok(());
                };
                self.give_up_by("finalize", handle, || Heap::finalize(handle))?;
            }
            Op::QueueHandle { handle, thread } => {
                let Some(handle) = self.pick_handle(handle) else {
                    return Ok(());
                };
                push(Release::Handle(handle), thread)?;
                self.model.queue.push(model::Release::Handle(handle));
            }
            Op::QueueJs { held, thread } => {
                let Some(index) = pick(self.held.len(), held) else {
                    return Ok(());
                };
                let slot = self.held.remove(index).into_slot();
                self.model.held.remove(index);
                push(Release::JsRef(slot), thread)?;
                self.model.queue.push(model::Release::JsRef(slot));
            }
            Op::QueueForged { slot, thread } => {
                // Slots that are nobody's, or another instance's: below the first range and far above the last.
                let slot = if slot % 2 == 0 {
                    u32::from(slot) % 7
                } else {
                    u32::MAX - u32::from(slot)
                };
                push(Release::JsRef(slot), thread)?;
                self.model.queue.push(model::Release::JsRef(slot));
            }
            Op::CapHandles { capacity } => {
                self.model.handle_capacity = cap(capacity, self.model.entries.len());
                Heap::set_handle_capacity(self.model.handle_capacity);
            }
            _ => unreachable!("{op} is none of these"),
        }
        Ok(())
    }

    fn pick_handle(&self, index: u16) -> Option<Handle> {
        pick(self.handles.len(), index).map(|index| self.handles[index])
    }

    /// A wrapper that the program can get at, disposed or not.
    fn pick_wrapper(&self, index: u16) -> Option<JsId> {
        let wrappers: Vec<_> = self
            .sim
            .reachable()
            .into_iter()
            .filter(|&id| self.sim.number(id, false).is_some())
            .collect();
        pick(wrappers.len(), index).map(|index| wrappers[index])
    }

    /// Gives up a handle otherwise than by its wrapper's death.
    fn give_up_by(
        &mut self,
        what: &str,
        handle: Handle,
        f: impl FnOnce() -> bool,
    ) -> Result<(), String> {
        self.before_entry()?;
        let actual = self.call(f)?;
        self.entered();
        let expected = self.model.give_up(handle);
        self.model.end_wrappers(handle);
        expect(what, actual.unwrap_or(expected), expected)
    }

    fn wrap(&mut self, object: u16, keep: u16) -> Result<(), String> {
        let Some(index) = pick(self.refs.len(), object) else {
            return Ok(());
        };
        let (id, _) = self.model.refs[index];
        let identity = self.model.objects[&id].kind != Kind::Leaf;
        let reachable = self.sim.reachable();
        self.before_entry()?;
        let (sim, strong) = (self.sim.clone(), self.refs[index].clone());
        let outcome = self.call(|| each!(&strong, object => sim.wrap(object, identity)))?;
        self.entered();
        let Some(outcome) = outcome else {
            return Err("user code panicked where none was to run".to_owned());
        };

        let old = self.model.objects[&id]
            .handle
            .filter(|handle| self.model.entries[handle].wrapped);
        if old.is_none() && self.model.entries.len() as u32 >= self.model.handle_capacity {
            return expect(
                "wrapped",
                outcome.map(|_| ()),
                Err(Error::TableFull {
                    capacity: self.model.handle_capacity,
                }),
            );
        }
        let wrapper = outcome.map_err(|error| format!("refused to wrap: {error}"))?;
        let Some(handle) = each!(&strong, object => object.handle()) else {
            return Err("wrapped, but without a handle".to_owned());
        };
        match old {
            Some(old) => expect("the handle of an exposed object", handle, old)?,
            None => {
                self.note_handle(handle)?;
                self.model.entries.insert(
                    handle,
                    Entry {
                        object: id,
                        wrapped: true,
                        retains: 0,
                    },
                );
                if let Some(object) = self.model.objects.get_mut(&id) {
                    object.handle = Some(handle);
                }
            }
        }
        if identity {
            self.check_identity(wrapper, handle, &reachable)?;
        }
        self.model.wrappers.insert(wrapper, handle);
        if keep.is_multiple_of(2) {
            self.sim.unroot(wrapper);
        }
        Ok(())
    }

    /// While the program can get at an object's wrapper, it gets no other.
    fn check_identity(
        &self,
        wrapper: JsId,
        handle: Handle,
        reachable: &BTreeSet<JsId>,
    ) -> Result<(), String> {
        let mut known = self
            .model
            .wrappers
            .iter()
            .filter(|(known, of)| **of == handle && reachable.contains(known));
        match known.find(|(known, _)| **known != wrapper) {
            Some((known, _)) => Err(format!(
                "{known} is the wrapper, but Rust returned {wrapper}"
            )),
            None => Ok(()),
        }
    }

    /// What resolving a number as a class must lead to; `None` stands for a class that nobody has.
    fn expected(&self, number: f64, class: Option<Kind>) -> Result<ObjectId, Error> {
        if number == -1.0 {
            return Err(Error::Disposed);
        }
        let scope = -16.0 - number;
        if (0.0..16_777_216.0).contains(&scope) && scope.fract() == 0.0 {
            let scope = scope as u32;
            return Err(Error::ScopeEnded { scope });
        }
        if !(TWO_52..2.0 * TWO_52).contains(&number) || number % TWO_32 == 0.0 {
            return Err(Error::NotAHandle);
        }
        let found = self
            .model
            .entries
            .iter()
            .find(|(handle, _)| handle.to_f64() == number);
        let (_, entry) = found.ok_or(Error::StaleHandle)?;
        let kind = self.model.objects[&entry.object].kind;
        match class {
            Some(class) if kind.is_a(class) => Ok(entry.object),
            _ => Err(Error::WrongClass {
                expected: class.map_or("String", Kind::name),
                found: kind.name(),
            }),
        }
    }

    fn resolve(&mut self, number: f64, class: u16, keep: u16) -> Result<(), String> {
        let class = Kind::ALL.get(usize::from(class) % 5).copied();
        self.before_entry()?;
        let outcome = self.call(|| match class {
            Some(Kind::Node) => Heap::resolve_number::<Node>(number).map(Strong::Node),
            Some(Kind::Special) => Heap::resolve_number::<Special>(number).map(Strong::Special),
            Some(Kind::Sub) => Heap::resolve_number::<Sub>(number).map(Strong::Sub),
            Some(Kind::Leaf) => Heap::resolve_number::<Leaf>(number).map(Strong::Leaf),
            None => Heap::resolve_number::<String>(number)
                .map(|_| unreachable!("no object is a String")),
        })?;
        // What is not positive is refused before. Other numbers are looked up, also those that are no handle.
        if number.to_bits() as i64 > 0 {
            self.entered();
        }
        let Some(outcome) = outcome else {
            return Err("user code panicked where none was to run".to_owned());
        };
        let expected = self.expected(number, class);
        expect(
            "resolved",
            outcome.as_ref().map(|_| ()).map_err(|&error| error),
            expected.map(|_| ()),
        )?;
        let (Ok(strong), Ok(id), Some(class)) = (outcome, expected, class) else {
            return Ok(());
        };
        expect(
            "the object resolved",
            Some(oracle::address(&strong)),
            self.upgrade(id).as_ref().map(oracle::address),
        )?;
        if keep % 2 == 1 {
            self.refs.push(strong);
            self.model.refs.push((id, View::Class(class)));
        }
        Ok(())
    }

    /// A number that is probably no current handle.
    fn forge(&self, how: u16, seed: u16) -> f64 {
        let some = self.pick_handle(seed).map_or(1.0, Handle::to_f64);
        let seed = f64::from(seed);
        match how % 14 {
            0 => f64::NAN,
            1 => f64::INFINITY,
            2 => f64::NEG_INFINITY,
            3 if seed > 30.0 => -seed,
            3 => -1.0,
            4 => 0.0,
            5 => -some,
            6 => some + 0.5,
            7 => some + TWO_32,
            8 => some - TWO_32,
            9 => some + 1.0,
            10 => TWO_52 + seed * TWO_32,
            11 => TWO_52 + some,
            12 => f64::from_bits(
                (seed.to_bits() ^ some.to_bits()).wrapping_mul(0x9E37_79B9_7F4A_7C15),
            ),
            _ if seed % 2.0 == 0.0 => seed + 1.0,
            _ => TWO_52 + seed,
        }
    }
}

/// A capacity near the number of entries there are, or none.
pub(super) fn cap(capacity: u16, live: usize) -> u32 {
    match capacity % 5 {
        0 | 1 => u32::MAX,
        more => live as u32 + u32::from(more) - 2,
    }
}

/// Pushes a release, from another thread or from this one.
fn push(release: Release, thread: u16) -> Result<(), String> {
    let queue = Heap::release_queue();
    if thread.is_multiple_of(4) {
        thread::spawn(move || queue.push(release))
            .join()
            .map_err(|_| "the other thread panicked".to_owned())
    } else {
        queue.push(release);
        Ok(())
    }
}
