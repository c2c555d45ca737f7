//! Scopes: their steps run within their closures, as those of borrows do.

use handfast_runtime::{Error, Heap, RawEscapableScope, RawLocal, RawScope};

use super::boundary::cap;
use super::{Machine, expect, pick};
use crate::model::{Scope, Slot};
use crate::op::Op;
use crate::sim_host::JsId;

/// The open scopes, from the innermost one outwards.
#[derive(Clone, Copy)]
pub(super) struct Scopes<'a> {
    scope: &'a RawScope,
    outer: Option<&'a Scopes<'a>>,
}

/// The right to let one value out of the innermost scope, until it is used.
pub(super) type Right<'o, 's> = Option<RawEscapableScope<'o, 's>>;

impl<'a> Scopes<'a> {
    /// The scope at a position, counted from the outermost one.
    fn at(&self, position: usize, count: usize) -> &'a RawScope {
        match self.outer {
            Some(outer) if position + 1 < count => outer.at(position, count - 1),
            _ => self.scope,
        }
    }
}

impl Machine {
    /// Opens a scope, carries out steps, closes it. `how`: in an open one, chosen by `outer`, out of which a value may escape.
    pub(super) fn scope(
        &mut self,
        how: u16,
        outer: u16,
        scopes: Option<&Scopes<'_>>,
        failed: impl Fn(String) -> String,
        steps: impl FnOnce(&mut Machine, &Scopes<'_>, Right<'_, '_>) -> Result<(), String>,
    ) -> Result<(), String> {
        let count = self.model.scopes.len();
        let parent = pick(count, outer).filter(|_| how % 2 == 1);
        let innermost = parent.is_some_and(|parent| parent + 1 == count);
        let room = self.model.locals_on_stack() < self.model.local_capacity;
        self.model.scopes.push(Scope {
            parent,
            place: innermost && room,
            ..Scope::default()
        });
        match (parent, scopes) {
            (Some(parent), Some(outer)) => outer.at(parent, count).escapable(|right| {
                let scope = right.scope();
                let outer = scopes;
                self.compare().map_err(&failed)?;
                steps(self, &Scopes { scope, outer }, Some(right))
            }),
            _ => RawScope::with(|scope| {
                let outer = scopes;
                self.compare().map_err(&failed)?;
                steps(self, &Scopes { scope, outer }, None)
            }),
        }?;
        let closed = self.model.scopes.pop().unwrap_or_default();
        closed
            .late
            .into_iter()
            .for_each(|slot| self.model.drop_js_ref(slot));
        self.compare()
            .map_err(|error| failed(format!("at its end: {error}")))
    }

    pub(super) fn step_scopes(
        &mut self,
        op: Op,
        scopes: Option<&Scopes<'_>>,
        right: &mut Right<'_, '_>,
    ) -> Result<(), String> {
        if let Op::CapLocals { capacity } = op {
            let used = self.model.locals_on_stack();
            self.model.local_capacity = cap(capacity, used as usize);
            Heap::set_local_capacity(self.model.local_capacity);
            return Ok(());
        }
        let Some(scopes) = scopes else {
            return Ok(());
        };
        match op {
            Op::Local { js, scope } => {
                let count = self.model.scopes.len();
                let (Some(value), Some(at)) = (self.pick_js(js), pick(count, scope)) else {
                    return Ok(());
                };
                let local = scopes.at(at, count).reserve();
                self.put(at, at + 1 == count, value, local)
            }
            Op::Escape { local } => {
                let Some(scope) = self.model.scopes.last() else {
                    return Ok(());
                };
                let (parent, place) = (scope.parent, scope.place);
                let Some(value) = pick(scope.locals.len(), local).map(|i| scope.locals[i].1) else {
                    return Ok(());
                };
                let (Some(right), Some(parent)) = (right.take(), parent) else {
                    return Ok(());
                };
                if let Some(scope) = self.model.scopes.last_mut() {
                    scope.place = false;
                }
                self.put(parent, place, value, right.escape())
            }
            _ => unreachable!("{op} is none of these"),
        }
    }

    /// Notes a local of the scope at a position, and gives it its value.
    fn put(
        &mut self,
        scope: usize,
        on_stack: bool,
        value: JsId,
        local: Result<RawLocal<'_>, Error>,
    ) -> Result<(), String> {
        let model = &mut self.model;
        let (used, capacity) = match on_stack {
            true => (model.locals_on_stack(), model.local_capacity),
            false => (model.slots.len() as u32, model.js_ref_capacity),
        };
        if used >= capacity {
            let full = Err(Error::TableFull { capacity });
            return expect("a local", local.map(|_| ()), full);
        }
        let slot = local
            .map_err(|error| format!("refused a local: {error}"))?
            .slot();
        let known = |slot| model.scopes.iter().any(|scope| scope.holds(slot));
        if model.slots.contains_key(&slot) || known(slot) {
            return Err(format!("slot {slot} was given out twice"));
        }
        if on_stack {
            model.scopes[scope].locals.push((slot, value));
        } else {
            model.scopes[scope].late.push(slot);
            model.slots.insert(slot, Slot { value, count: 1 });
        }
        self.sim.fill(slot, value);
        Ok(())
    }
}
