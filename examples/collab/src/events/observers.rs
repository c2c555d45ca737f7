//! [`Observers`]: the JavaScript functions that a document tells what happened.

use std::collections::HashMap;

use handfast::{JsRef, Trace};
use js_sys::{Function, Object};
use yrs::BranchID;

/// What can be observed.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Topic {
    /// A text, map or array.
    Shared(BranchID),
    /// Updates for other replicas.
    Updates,
}

/// The functions of one topic.
#[derive(Trace)]
struct Audience {
    /// The number of the closure in `yrs` that writes the changes of this topic down.
    subscription: u32,
    /// Sorted by number.
    functions: Vec<(u32, JsRef<Function>)>,
}

/// All functions of one document. Owns their JS-side values.
#[derive(Default)]
pub(crate) struct Observers {
    audiences: HashMap<Topic, Audience>,
    /// The next number; none is used twice.
    next: u32,
}

impl Trace for Observers {
    const EDGES: bool = true;
    const INTERIOR: bool = false;
    fn trace(&self, tracer: &mut handfast::Tracer<'_>) {
        self.audiences
            .values()
            .for_each(|audience| audience.trace(tracer));
    }
}

/// What is left to do for whoever has added or removed a function.
pub(crate) enum Then {
    Nothing,
    /// Somebody listens now: `yrs` must be subscribed to under this number.
    Subscribe(u32),
    /// Nobody does any more.
    Unsubscribe,
}

impl Observers {
    /// Adds a function. One that is there already is not added again.
    pub(crate) fn add(&mut self, topic: Topic, function: JsRef<Function>) -> Then {
        let number = self.next;
        self.next += 1;
        if let Some(audience) = self.audiences.get_mut(&topic) {
            if audience.position(&function.get()).is_none() {
                audience.functions.push((number, function));
            }
            return Then::Nothing;
        }
        let audience = Audience {
            subscription: number,
            functions: vec![(number, function)],
        };
        self.audiences.insert(topic, audience);
        Then::Subscribe(number)
    }

    /// Removes a function. Answers nothing if it was not there.
    pub(crate) fn remove(&mut self, topic: &Topic, function: &Function) -> Option<Then> {
        let audience = self.audiences.get_mut(topic)?;
        let position = audience.position(function)?;
        audience.functions.remove(position);
        if !audience.functions.is_empty() {
            return Some(Then::Nothing);
        }
        self.audiences.remove(topic);
        Some(Then::Unsubscribe)
    }

    /// Removes the functions of shared types that are gone.
    pub(crate) fn end(&mut self, subscriptions: &[u32]) {
        self.audiences
            .retain(|_, audience| !subscriptions.contains(&audience.subscription));
    }

    /// The number that the next function will get: all there now have smaller ones.
    pub(crate) fn limit(&self) -> u32 {
        self.next
    }

    /// The first function of a topic with a number in `from..limit`, and that number.
    ///
    /// Functions are asked for one by one: so what one removes is not called, and what it adds waits for the next change.
    pub(crate) fn next(
        &self,
        topic: &Topic,
        from: u32,
        limit: u32,
    ) -> Option<(u32, JsRef<Function>)> {
        let functions = &self.audiences.get(topic)?.functions;
        let position = functions.partition_point(|(number, _)| *number < from);
        let found = functions.get(position);
        found.filter(|(number, _)| *number < limit).cloned()
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.audiences
            .values()
            .map(|audience| audience.functions.len())
            .sum()
    }
}

impl Audience {
    fn position(&self, function: &Function) -> Option<usize> {
        self.functions
            .iter()
            .position(|(_, other)| Object::is(&other.get(), function))
    }
}
