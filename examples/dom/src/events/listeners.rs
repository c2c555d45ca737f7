//! [`Listeners`]: what one node calls for which events.

use handfast::{Trace, Tracer};
use string_cache::DefaultAtom;

/// A listener without its callback.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// Called on the way down to the target.
    pub capture: bool,
    /// Removed before its first call.
    pub once: bool,
    /// Its `preventDefault` does nothing.
    pub passive: bool,
}

/// One registered callback.
#[derive(Clone, Debug)]
pub struct Listener<C> {
    /// Position in the order of registration; never used twice in one list.
    id: u32,
    kind: DefaultAtom,
    /// The callback.
    pub callback: C,
    /// How it was registered.
    pub options: Options,
    /// Set through an `on…` property.
    pub handler: bool,
}

/// The listeners of one node in the order in which they are called.
///
/// Dispatch does not copy the list. It asks for one listener after the other by number, and only for those that
/// were there when it came to the node: so what a listener removes is not called, and what it adds waits for the
/// next event, as the standard wants.
pub struct Listeners<C> {
    /// Sorted by `id`.
    list: Vec<Listener<C>>,
    next_id: u32,
}

impl<C> Default for Listeners<C> {
    fn default() -> Listeners<C> {
        Listeners {
            list: Vec::new(),
            next_id: 0,
        }
    }
}

impl<C: Trace> Trace for Listeners<C> {
    const EDGES: bool = C::EDGES;
    const INTERIOR: bool = C::INTERIOR;
    fn trace(&self, tracer: &mut Tracer<'_>) {
        self.list
            .iter()
            .for_each(|listener| listener.callback.trace(tracer));
    }
}

impl<C> Listeners<C> {
    /// Adds a listener, unless the same callback listens already to the same events in the same phase.
    pub fn add(
        &mut self,
        kind: DefaultAtom,
        callback: C,
        options: Options,
        same: impl Fn(&C, &C) -> bool,
    ) {
        if self
            .position(&kind, options.capture, |other| same(other, &callback))
            .is_none()
        {
            self.push(kind, callback, options, false);
        }
    }

    /// Removes the listener that `add` made. Returns whether there was one.
    pub fn remove(
        &mut self,
        kind: &DefaultAtom,
        capture: bool,
        is_it: impl Fn(&C) -> bool,
    ) -> bool {
        let position = self.position(kind, capture, is_it);
        position
            .map(|position| self.list.remove(position))
            .is_some()
    }

    /// Removes a listener by its number.
    pub(super) fn remove_id(&mut self, id: u32) {
        self.list.retain(|listener| listener.id != id);
    }

    /// Sets the handler of an `on…` property. A new function takes the place of the old one.
    pub fn set_handler(&mut self, kind: DefaultAtom, callback: Option<C>) {
        let position = self
            .list
            .iter()
            .position(|listener| listener.handler && listener.kind == kind);
        match (position, callback) {
            (Some(position), Some(callback)) => self.list[position].callback = callback,
            (Some(position), None) => drop(self.list.remove(position)),
            (None, Some(callback)) => self.push(kind, callback, Options::default(), true),
            (None, None) => {}
        }
    }

    /// The handler of an `on…` property.
    pub fn handler(&self, kind: &DefaultAtom) -> Option<&C> {
        let found = self
            .list
            .iter()
            .find(|listener| listener.handler && listener.kind == *kind)?;
        Some(&found.callback)
    }

    /// The number that the next listener will get: all there now have smaller ones.
    pub(super) fn end(&self) -> u32 {
        self.next_id
    }

    /// The first listener for these events and phase with a number in `from..end`, and that number.
    pub(super) fn next(
        &self,
        kind: &DefaultAtom,
        capture: bool,
        from: u32,
        end: u32,
    ) -> Option<(u32, &Listener<C>)> {
        let first = self.list.partition_point(|listener| listener.id < from);
        let rest = self.list[first..]
            .iter()
            .take_while(|listener| listener.id < end);
        let mut fitting =
            rest.filter(|listener| listener.kind == *kind && listener.options.capture == capture);
        fitting.next().map(|listener| (listener.id, listener))
    }

    /// Whether there are none at all.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    fn push(&mut self, kind: DefaultAtom, callback: C, options: Options, handler: bool) {
        self.list.push(Listener {
            id: self.next_id,
            kind,
            callback,
            options,
            handler,
        });
        self.next_id += 1;
    }

    fn position(
        &self,
        kind: &DefaultAtom,
        capture: bool,
        is_it: impl Fn(&C) -> bool,
    ) -> Option<usize> {
        self.list.iter().position(|listener| {
            listener.kind == *kind
                && listener.options.capture == capture
                && !listener.handler
                && is_it(&listener.callback)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CAPTURE: Options = Options {
        capture: true,
        once: false,
        passive: false,
    };

    fn list(entries: &[(&str, u32)]) -> Listeners<u32> {
        let mut listeners = Listeners::default();
        for &(kind, callback) in entries {
            listeners.add(kind.into(), callback, Options::default(), u32::eq);
        }
        listeners
    }

    fn called(listeners: &Listeners<u32>, kind: &str, capture: bool) -> Vec<u32> {
        let kind = DefaultAtom::from(kind);
        let (mut from, end, mut called) = (0, listeners.end(), Vec::new());
        while let Some((id, listener)) = listeners.next(&kind, capture, from, end) {
            called.push(listener.callback);
            from = id + 1;
        }
        called
    }

    #[test]
    fn the_same_callback_is_added_once_per_phase() {
        let mut listeners = list(&[("click", 1), ("click", 2), ("click", 1), ("input", 1)]);
        listeners.add("click".into(), 1, CAPTURE, u32::eq);
        assert_eq!(called(&listeners, "click", false), [1, 2]);
        assert_eq!(called(&listeners, "click", true), [1]);
        assert_eq!(called(&listeners, "input", false), [1]);
    }

    #[test]
    fn removal_needs_the_same_kind_phase_and_callback() {
        let mut listeners = list(&[("click", 1)]);
        assert!(!listeners.remove(&"click".into(), true, |c| *c == 1));
        assert!(!listeners.remove(&"input".into(), false, |c| *c == 1));
        assert!(!listeners.remove(&"click".into(), false, |c| *c == 2));
        assert!(listeners.remove(&"click".into(), false, |c| *c == 1));
        assert!(listeners.is_empty());
    }

    #[test]
    fn a_dispatch_sees_removals_but_no_additions() {
        let mut listeners = list(&[("click", 1), ("click", 2), ("click", 3)]);
        let (kind, end) = (DefaultAtom::from("click"), listeners.end());
        let (first, _) = listeners.next(&kind, false, 0, end).unwrap();
        listeners.remove(&kind, false, |c| *c == 2);
        listeners.add(kind.clone(), 4, Options::default(), u32::eq);
        let (second, listener) = listeners.next(&kind, false, first + 1, end).unwrap();
        assert_eq!(listener.callback, 3);
        assert!(listeners.next(&kind, false, second + 1, end).is_none());
    }

    #[test]
    fn a_handler_keeps_its_place_until_it_is_unset() {
        let mut listeners = Listeners::default();
        listeners.set_handler("click".into(), Some(1));
        listeners.add("click".into(), 2, Options::default(), u32::eq);
        listeners.set_handler("click".into(), Some(3));
        assert_eq!(called(&listeners, "click", false), [3, 2]);
        assert!(
            !listeners.remove(&"click".into(), false, |c| *c == 3),
            "not a listener that was added"
        );
        listeners.set_handler("click".into(), None);
        assert_eq!(listeners.handler(&"click".into()), None);
        listeners.set_handler("click".into(), Some(4));
        assert_eq!(called(&listeners, "click", false), [2, 4]);
    }
}
