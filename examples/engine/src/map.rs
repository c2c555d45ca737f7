//! [`Map`]: values under names.

use std::rc::Rc;

use handfast::prelude::*;
use handfast::{Tracer, handfast};
use indexmap::IndexMap;

use crate::live::Live;
use crate::pace;
use crate::value::Value;

/// What a map contains, in the order in which it was put in.
#[derive(Default)]
pub struct Entries(pub(crate) IndexMap<Rc<str>, Value>);

impl Trace for Entries {
    const EDGES: bool = true;
    const INTERIOR: bool = false;
    fn trace(&self, tracer: &mut Tracer<'_>) {
        self.0.values().for_each(|value| value.trace(tracer));
    }
}

/// A map of a script's. JavaScript sees it as a `ScriptObject`.
#[handfast(js_name = ScriptObject)]
pub struct Map {
    pub(crate) entries: Entries,
    #[trace(skip)]
    _live: Live,
}

impl Map {
    /// A map of these.
    pub fn of(entries: IndexMap<Rc<str>, Value>) -> Ref<Map> {
        let _live = Live::new();
        let entries = Entries(entries);
        pace::keep(Map { entries, _live })
    }

    /// What is under a name, or nil.
    pub fn value(&self, key: &str) -> Value {
        self.entries.0.get(key).cloned().unwrap_or_default()
    }
}
