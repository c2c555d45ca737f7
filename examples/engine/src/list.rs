//! [`List`]: a growing list of values.

use handfast::handfast;
use handfast::prelude::*;

use crate::live::Live;
use crate::pace;
use crate::value::Value;

/// How long lists may get: a doubling loop in a script must not use up the memory.
pub const LONGEST: usize = 1 << 22;

/// A list of a script's. JavaScript sees it as a `ScriptList`.
#[handfast(js_name = ScriptList)]
pub struct List {
    pub(crate) items: Vec<Value>,
    #[trace(skip)]
    _live: Live,
}

impl List {
    /// A list of these.
    pub fn of(items: Vec<Value>) -> Ref<List> {
        let _live = Live::new();
        pace::keep(List { items, _live })
    }

    /// What is in it.
    pub fn items(&self) -> &[Value] {
        &self.items
    }
}
