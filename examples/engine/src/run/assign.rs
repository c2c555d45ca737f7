//! Assignments.

use crate::failure::{Failure, Kind, Outcome};
use crate::scope::Scope;
use crate::syntax::tree::{Binary, Expression, Place, What};
use crate::value::Value;

use super::{Evaluator, Sight, access, operate};

impl Evaluator<'_> {
    #[inline(never)]
    pub(super) fn assign(
        &self,
        target: &Expression,
        operator: Option<Binary>,
        value: &Expression,
        sight: Sight<'_>,
    ) -> Outcome<()> {
        let changed = |old: &dyn Fn() -> Outcome<Value>| match operator {
            None => self.expression(value, sight),
            Some(operator) => {
                let old = old()?;
                let by = self.expression(value, sight)?;
                operate::binary(operator, old, by, target.at)
            }
        };
        match &target.what {
            What::Variable(variable) => {
                // Also checks that it is declared.
                self.get(variable, sight, target.at)?;
                let new = changed(&|| self.get(variable, sight, target.at))?;
                self.set(variable.place, new, sight);
                Ok(())
            }
            What::Index(of, key) => {
                let of = self.expression(of, sight)?;
                let key = self.expression(key, sight)?;
                let new = changed(&|| access::get(&of, &key, target.at))?;
                access::set(&of, &key, new, target.at)
            }
            What::Property(of, name) => {
                let of = self.expression(of, sight)?;
                let key = Value::Text(name.clone());
                let new = changed(&|| access::get(&of, &key, target.at))?;
                access::set(&of, &key, new, target.at)
            }
            _ => Err(Failure::new(
                Kind::Syntax,
                "nothing can be assigned to this",
                target.at,
            )),
        }
    }

    pub(super) fn set(&self, place: Place, value: Value, sight: Sight<'_>) {
        // The old value is dropped when nothing is borrowed.
        let _old = match (place, sight) {
            (Place::Local { up, slot }, Some(scope)) => Scope::set(scope, up, slot, value),
            (Place::Local { .. }, None) => unreachable!("a local variable has a scope"),
            (Place::Global(place), _) => self.globals.borrow_mut().set(place, value),
        };
    }
}
