//! [`Scope`]: the variables of one run of a block or a function.

use handfast::prelude::*;

use crate::live::Live;
use crate::pace;
use crate::value::Value;

/// Variables, and the scope around them. Closures share it.
#[derive(Trace)]
pub struct Scope {
    /// Nothing until the variable is declared.
    slots: Vec<Option<Value>>,
    around: Option<Ref<Scope>>,
    #[trace(skip)]
    _live: Live,
}

impl Scope {
    /// A scope with room for its variables, of which the first ones have values.
    pub(crate) fn inside(
        around: Option<&Ref<Scope>>,
        slots: u32,
        first: impl Iterator<Item = Value>,
    ) -> Ref<Scope> {
        let mut filled: Vec<Option<Value>> = Vec::with_capacity(slots as usize);
        filled.extend(first.take(slots as usize).map(Some));
        filled.resize_with(slots as usize, || None);
        pace::keep(Scope {
            slots: filled,
            around: around.cloned(),
            _live: Live::new(),
        })
    }

    /// The value of a variable, `up` scopes outwards; nothing if it is not declared yet.
    pub(crate) fn get(this: &Ref<Scope>, up: u32, slot: u32) -> Option<Value> {
        let scope = this.borrow();
        match up {
            0 => scope.slots[slot as usize].clone(),
            _ => Scope::get(scope.outer(), up - 1, slot),
        }
    }

    /// Sets a variable. Returns what it was.
    pub(crate) fn set(this: &Ref<Scope>, up: u32, slot: u32, value: Value) -> Option<Value> {
        if up == 0 {
            return this.borrow_mut().slots[slot as usize].replace(value);
        }
        Scope::set(this.borrow().outer(), up - 1, slot, value)
    }

    fn outer(&self) -> &Ref<Scope> {
        self.around
            .as_ref()
            .expect("the resolver counted the scopes")
    }
}
