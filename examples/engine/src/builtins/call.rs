//! [`Call`]: what a builtin is called with.

use std::rc::Rc;

use handfast::Ref;

use crate::failure::{Failure, Kind, Outcome};
use crate::globals::Globals;
use crate::list::List;
use crate::syntax::Position;
use crate::value::Value;

/// A call of a builtin. The arguments are held by the caller's stack.
pub struct Call<'a> {
    pub(crate) name: &'static str,
    /// What was passed.
    pub arguments: &'a [Value],
    /// Those of the engine in which the script runs.
    pub globals: &'a Ref<Globals>,
    /// Where the script calls.
    pub at: Position,
}

impl Call<'_> {
    pub(super) fn any(&self, index: usize) -> Outcome<&Value> {
        self.arguments.get(index).ok_or_else(|| {
            let message = format!("`{}` needs {} or more arguments", self.name, index + 1);
            Failure::new(Kind::Type, message, self.at)
        })
    }

    pub(super) fn wrong(&self, found: &Value) -> Box<Failure> {
        let message = format!("`{}` does not take a {}", self.name, found.type_name());
        Failure::new(Kind::Type, message, self.at)
    }

    pub(super) fn number(&self, index: usize) -> Outcome<f64> {
        match self.any(index)? {
            Value::Number(number) => Ok(*number),
            other => Err(self.wrong(other)),
        }
    }

    pub(super) fn text(&self, index: usize) -> Outcome<&Rc<str>> {
        match self.any(index)? {
            Value::Text(text) => Ok(text),
            other => Err(self.wrong(other)),
        }
    }

    pub(super) fn list(&self, index: usize) -> Outcome<&Ref<List>> {
        match self.any(index)? {
            Value::List(list) => Ok(list),
            other => Err(self.wrong(other)),
        }
    }

    pub(super) fn too_long(&self, what: &str) -> Box<Failure> {
        Failure::new(Kind::Range, format!("this {what} gets too long"), self.at)
    }
}
