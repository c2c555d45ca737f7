//! Buffers against vectors: random operations, with sections taken and dropped in between, as JavaScript's views are.
//!
//! After every step all sections show the numbers they should, from the address where they were made.

use std::rc::Rc;

use handfast_proptests::search;
use handfast_runtime::{Buffer, Element, Error, Section};
use proptest::prelude::*;

/// Numbers pick among what there is, or a little beyond it.
#[derive(Clone, Copy, Debug)]
enum Step {
    Section(usize, usize),
    /// A section of a section.
    Inner(usize, usize, usize),
    Drop(usize),
    /// Writes one number through the buffer.
    Write(usize, u8),
    /// The same through a section, as JavaScript does.
    WriteThrough(usize, usize, u8),
    Push(u8),
    Extend(u8, usize),
    Resize(usize, u8),
    Truncate(usize),
    Reserve(usize),
    Shrink,
    /// The buffer goes, and another takes its place; the sections stay.
    Replace(usize),
    Read(usize, usize),
    /// Asks for more than there can be.
    TooMuch(usize),
}

fn step() -> impl Strategy<Value = Step> {
    let (number, byte) = (any::<usize>, any::<u8>);
    let length = || 0_usize..20;
    prop_oneof![
        6 => (number(), number()).prop_map(|(a, b)| Step::Section(a, b)),
        2 => (number(), number(), number()).prop_map(|(of, a, b)| Step::Inner(of, a, b)),
        7 => number().prop_map(Step::Drop),
        3 => (number(), byte()).prop_map(|(at, number)| Step::Write(at, number)),
        3 => (number(), number(), byte()).prop_map(|(of, at, number)| Step::WriteThrough(of, at, number)),
        4 => byte().prop_map(Step::Push),
        2 => (byte(), length()).prop_map(|(number, length)| Step::Extend(number, length)),
        2 => (length(), byte()).prop_map(|(length, number)| Step::Resize(length, number)),
        2 => length().prop_map(Step::Truncate),
        2 => length().prop_map(Step::Reserve),
        1 => Just(Step::Shrink),
        1 => length().prop_map(Step::Replace),
        2 => (number(), length()).prop_map(|(at, length)| Step::Read(at, length)),
        1 => number().prop_map(Step::TooMuch),
    ]
}

/// The numbers of one buffer, as they should be: shared with what is known of its sections.
type Numbers = Rc<std::cell::RefCell<Vec<u8>>>;

struct Viewed<T: Element> {
    section: Section<T>,
    place: *const std::cell::Cell<T>,
    numbers: Numbers,
    start: usize,
    length: usize,
}

struct World<T: Element> {
    buffer: Buffer<T>,
    numbers: Numbers,
    views: Vec<Viewed<T>>,
}

impl<T: Element + From<u8> + PartialEq> World<T> {
    fn new(length: usize) -> World<T> {
        let numbers: Vec<u8> = (0..length).map(|number| number as u8).collect();
        World {
            buffer: numbers.iter().map(|&number| T::from(number)).collect(),
            numbers: Rc::new(numbers.into()),
            views: Vec::new(),
        }
    }

    fn len(&self) -> usize {
        self.numbers.borrow().len()
    }

    /// How many views the buffer should say it has.
    fn viewed(&self) -> usize {
        let own = |view: &&Viewed<T>| Rc::ptr_eq(&view.numbers, &self.numbers);
        self.views.iter().filter(own).count()
    }

    /// Two positions of so many, or one beyond the end.
    fn range(a: usize, b: usize, len: usize) -> (usize, usize) {
        let (a, b) = (a % (len + 2), b % (len + 2));
        (a.min(b), a.max(b))
    }

    fn view(&mut self, section: Section<T>, numbers: Numbers, start: usize, length: usize) {
        let place = section.cells().as_ptr();
        self.views.push(Viewed {
            section,
            place,
            numbers,
            start,
            length,
        });
    }

    /// Does something that may be refused because there are views, and only then.
    fn change(
        &mut self,
        refused: bool,
        change: impl FnOnce(&mut Buffer<T>) -> Result<(), Error>,
        model: impl FnOnce(&mut Vec<u8>),
    ) -> Result<(), String> {
        let views = self.viewed() as u32;
        match change(&mut self.buffer) {
            Ok(()) if refused && views > 0 => Err("it was not refused".into()),
            Ok(()) => {
                model(&mut self.numbers.borrow_mut());
                Ok(())
            }
            Err(error) if error == Error::Viewed { views } && refused && views > 0 => Ok(()),
            Err(error) => Err(format!("refused with {views} views: {error}")),
        }
    }

    fn take(&mut self, step: Step) -> Result<(), String> {
        let (len, capacity) = (self.len(), self.buffer.capacity());
        let pick = |of: usize, views: &[Viewed<T>]| (!views.is_empty()).then(|| of % views.len());
        match step {
            Step::Section(a, b) => {
                let (start, end) = World::<T>::range(a, b, len);
                match self.buffer.section(start..end) {
                    Ok(section) if end <= len => {
                        self.view(section, self.numbers.clone(), start, end - start);
                        Ok(())
                    }
                    Err(Error::OutOfBounds { .. }) if end > len => Ok(()),
                    other => Err(format!("{start}..{end} of {len}: {:?}", other.map(drop))),
                }
            }
            Step::Inner(of, a, b) => {
                let Some(of) = pick(of, &self.views) else {
                    return Ok(());
                };
                let Viewed {
                    section,
                    numbers,
                    start,
                    length,
                    ..
                } = &self.views[of];
                let (from, to) = World::<T>::range(a, b, *length);
                match section.section(from..to) {
                    Ok(inner) if to <= *length => {
                        let (numbers, start) = (numbers.clone(), start + from);
                        self.view(inner, numbers, start, to - from);
                        Ok(())
                    }
                    Err(Error::OutOfBounds { .. }) if to > *length => Ok(()),
                    other => Err(format!("{from}..{to} of {length}: {:?}", other.map(drop))),
                }
            }
            Step::Drop(of) => {
                if let Some(of) = pick(of, &self.views) {
                    self.views.swap_remove(of);
                }
                Ok(())
            }
            Step::Write(at, number) => {
                let at = at % (len + 1);
                match self.buffer.write(at, &[number.into()]) {
                    Ok(()) if at < len => {
                        self.numbers.borrow_mut()[at] = number;
                        Ok(())
                    }
                    Err(Error::OutOfBounds { .. }) if at == len => Ok(()),
                    other => Err(format!("write at {at} of {len}: {other:?}")),
                }
            }
            Step::WriteThrough(of, at, number) => {
                let Some(of) = pick(of, &self.views) else {
                    return Ok(());
                };
                let Viewed {
                    section,
                    numbers,
                    start,
                    length,
                    ..
                } = &self.views[of];
                if *length > 0 {
                    section.cells()[at % length].set(number.into());
                    numbers.borrow_mut()[start + at % length] = number;
                }
                Ok(())
            }
            Step::Push(number) => self.change(
                len == capacity,
                |buffer| buffer.push(number.into()),
                |numbers| numbers.push(number),
            ),
            Step::Extend(number, length) => self.change(
                len + length > capacity,
                |buffer| buffer.extend_from_slice(&vec![number.into(); length]),
                |numbers| numbers.extend(vec![number; length]),
            ),
            Step::Resize(length, number) => self.change(
                length < len || length > capacity,
                |buffer| buffer.resize(length, number.into()),
                |numbers| numbers.resize(length, number),
            ),
            Step::Truncate(length) => self.change(
                length < len,
                |buffer| buffer.truncate(length),
                |numbers| numbers.truncate(length),
            ),
            Step::Reserve(additional) => self.change(
                len + additional > capacity,
                |buffer| buffer.reserve(additional),
                |_| {},
            ),
            Step::Shrink => self.change(true, Buffer::shrink_to_fit, |_| {}),
            Step::Replace(length) => {
                let World {
                    buffer, numbers, ..
                } = World::new(length);
                (self.buffer, self.numbers) = (buffer, numbers);
                Ok(())
            }
            Step::Read(at, length) => {
                let at = at % (len + 2);
                let mut room = vec![T::from(255); length];
                let expected = self
                    .numbers
                    .borrow()
                    .get(at..at + length)
                    .map(<[u8]>::to_vec);
                match (self.buffer.read(at, &mut room), expected) {
                    (Ok(()), Some(expected)) if same(&room, &expected) => Ok(()),
                    (Err(Error::OutOfBounds { .. }), None) if same(&room, &vec![255; length]) => {
                        Ok(())
                    }
                    other => Err(format!("read {length} at {at} of {len}: {:?}", other.0)),
                }
            }
            Step::TooMuch(by) => {
                let views = self.viewed() as u32;
                match self.buffer.reserve(usize::MAX - by % 1000) {
                    Err(Error::TooLarge) => Ok(()),
                    Err(error) if error == Error::Viewed { views } && views > 0 => Ok(()),
                    other => Err(format!("more than there can be: {other:?}")),
                }
            }
        }
    }

    fn check(&self) -> Result<(), String> {
        if !same(&self.buffer.to_vec(), &self.numbers.borrow()) {
            return Err("the buffer has other numbers".into());
        }
        if self.buffer.views() != self.viewed() {
            return Err(format!(
                "{} views, not {}",
                self.buffer.views(),
                self.viewed()
            ));
        }
        for Viewed {
            section,
            place,
            numbers,
            start,
            length,
        } in &self.views
        {
            let seen: Vec<T> = section.cells().iter().map(std::cell::Cell::get).collect();
            if !same(&seen, &numbers.borrow()[*start..start + length]) {
                return Err("a section has other numbers".into());
            }
            if section.cells().as_ptr() != *place {
                return Err("a section has moved".into());
            }
            if place.addr() % align_of::<T>() != 0 {
                return Err("a section is not aligned".into());
            }
        }
        Ok(())
    }
}

fn same<T: From<u8> + PartialEq + Copy>(numbers: &[T], expected: &[u8]) -> bool {
    let expected = expected.iter().copied().map(T::from);
    numbers.iter().copied().eq(expected)
}

fn run<T: Element + From<u8> + PartialEq>(steps: &[Step]) -> Result<(), String> {
    let mut world = World::<T>::new(3);
    for (position, step) in steps.iter().enumerate() {
        let result = world.take(*step).and_then(|()| world.check());
        result.map_err(|message| format!("step {position}: {message}"))?;
    }
    Ok(())
}

#[test]
fn buffers_are_vectors_that_stay_where_they_are_as_long_as_somebody_looks() {
    let cases = if cfg!(miri) { 4 } else { 2_000 };
    let steps = prop::collection::vec(step(), 1..80);
    let all = |steps: &Vec<Step>| {
        run::<u8>(steps)?;
        run::<i16>(steps)?;
        run::<f32>(steps)?;
        run::<u64>(steps)
    };
    if let Err(found) = search::search(cases, &steps, all) {
        panic!("{}\nseed {}\n{:#?}", found.message, found.seed, found.value);
    }
}
