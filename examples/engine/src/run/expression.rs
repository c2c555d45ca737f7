//! Expressions.
//!
//! This is what recurs, so its frame must be small: what needs room is in functions of its own.

use std::rc::Rc;

use indexmap::IndexMap;

use crate::closure::Closure;
use crate::failure::{Failure, Kind, Outcome};
use crate::list::List;
use crate::map::Map;
use crate::scope::Scope;
use crate::syntax::Position;
use crate::syntax::tree::{Expression, Place, Unary, Variable, What};
use crate::value::Value;

use super::level::Level;
use super::{Evaluator, Sight, access, call, operate};

impl Evaluator<'_> {
    pub(super) fn expression(&self, expression: &Expression, sight: Sight<'_>) -> Outcome<Value> {
        match &expression.what {
            What::Nil => Ok(Value::Nil),
            What::Bool(truth) => Ok(Value::Bool(*truth)),
            What::Number(number) => Ok(Value::Number(*number)),
            What::Text(text) => Ok(Value::Text(text.clone())),
            What::Variable(variable) => self.get(variable, sight, expression.at),
            What::Function(function) => Ok(Value::Function(Closure::of(
                function.clone(),
                sight.cloned(),
                self.globals.clone(),
            ))),
            _ => self.composed(expression, sight),
        }
    }

    fn composed(&self, expression: &Expression, sight: Sight<'_>) -> Outcome<Value> {
        let at = expression.at;
        let _level = Level::inner(at)?;
        match &expression.what {
            What::List(items) => Ok(Value::List(List::of(self.all(items, sight)?))),
            What::Map(entries) => self.map(entries, sight),
            What::Unary(operator, a) => {
                let a = self.expression(a, sight)?;
                match operator {
                    Unary::Not => Ok(Value::Bool(!a.is_true())),
                    Unary::Minus => operate::negative(&a, at),
                }
            }
            What::Binary(operator, a, b) => {
                let a = self.expression(a, sight)?;
                // The classic hazard: nothing but this local variable holds the first operand now, and the second
                // may collect. It is a `Ref`, so it counts.
                let b = self.expression(b, sight)?;
                operate::binary(*operator, a, b, at)
            }
            What::Logic(or, a, b) => {
                let a = self.expression(a, sight)?;
                if a.is_true() == *or {
                    Ok(a)
                } else {
                    self.expression(b, sight)
                }
            }
            What::Call(callee, arguments) => self.called(callee, arguments, sight, at),
            What::Index(of, key) => {
                let of = self.expression(of, sight)?;
                let key = self.expression(key, sight)?;
                access::get(&of, &key, at)
            }
            What::Property(of, name) => {
                let of = self.expression(of, sight)?;
                access::get(&of, &Value::Text(name.clone()), at)
            }
            _ => unreachable!("the others are not composed"),
        }
    }

    #[inline(never)]
    fn all(&self, items: &[Expression], sight: Sight<'_>) -> Outcome<Vec<Value>> {
        items
            .iter()
            .map(|item| self.expression(item, sight))
            .collect()
    }

    #[inline(never)]
    fn map(&self, entries: &[(Rc<str>, Expression)], sight: Sight<'_>) -> Outcome<Value> {
        let mut map = IndexMap::with_capacity(entries.len());
        for (key, value) in entries {
            map.insert(key.clone(), self.expression(value, sight)?);
        }
        Ok(Value::Map(Map::of(map)))
    }

    #[inline(never)]
    fn called(
        &self,
        callee: &Expression,
        arguments: &[Expression],
        sight: Sight<'_>,
        at: Position,
    ) -> Outcome<Value> {
        if let What::Property(of, name) = &callee.what {
            let this = self.expression(of, sight)?;
            let method = access::get(&this, &Value::Text(name.clone()), callee.at)?;
            let arguments = self.all(arguments, sight)?;
            return call::method(&this, &method, arguments, self.globals, at);
        }
        let callee = self.expression(callee, sight)?;
        let arguments = self.all(arguments, sight)?;
        call::inner(&callee, arguments, self.globals, at)
    }

    pub(super) fn get(
        &self,
        variable: &Variable,
        sight: Sight<'_>,
        at: Position,
    ) -> Outcome<Value> {
        let value = match (variable.place, sight) {
            (Place::Local { up, slot }, Some(scope)) => Scope::get(scope, up, slot),
            (Place::Local { .. }, None) => unreachable!("a local variable has a scope"),
            (Place::Global(place), _) => self.globals.borrow().get(place),
        };
        value.ok_or_else(|| undeclared(variable, at))
    }
}

#[cold]
fn undeclared(variable: &Variable, at: Position) -> Box<Failure> {
    let name = &variable.name;
    let message = match variable.place {
        Place::Local { .. } => format!("`{name}` is used before its declaration"),
        Place::Global(_) => format!("there is no `{name}`"),
    };
    Failure::new(Kind::Name, message, at)
}
