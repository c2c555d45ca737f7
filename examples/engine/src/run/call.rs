//! Calls.

use std::rc::Rc;

use handfast::Ref;

use crate::builtins::Call;
use crate::closure::Closure;
use crate::failure::{Failure, Kind, Outcome};
use crate::globals::Globals;
use crate::host;
use crate::syntax::Position;
use crate::value::Value;

use super::Evaluator;
use super::level::Level;
use super::statement::Flow;

/// Calls a function of a script's from outside. Missing arguments are nil, and what is too much is ignored.
///
/// # Errors
/// Whatever the function fails with.
pub fn call(closure: &Ref<Closure>, arguments: Vec<Value>) -> Outcome<Value> {
    let globals = closure.borrow().globals.clone();
    let _level = Level::enter(&globals, Position::START)?;
    scripted(closure, arguments)
}

/// Calls what a script calls.
pub(crate) fn inner(
    callee: &Value,
    arguments: Vec<Value>,
    globals: &Ref<Globals>,
    at: Position,
) -> Outcome<Value> {
    match callee {
        Value::Function(closure) => scripted(closure, arguments),
        Value::Builtin(builtin) => (builtin.run)(&Call {
            name: builtin.name,
            arguments: &arguments,
            globals,
            at,
        }),
        Value::HostFunction(function) => {
            let _level = Level::host(at)?;
            host::call(function, None, &arguments, at)
        }
        other => {
            let message = format!("a {} cannot be called", other.type_name());
            Err(Failure::new(Kind::Type, message, at))
        }
    }
}

/// Calls what was found under a name.
pub(super) fn method(
    this: &Value,
    method: &Value,
    arguments: Vec<Value>,
    globals: &Ref<Globals>,
    at: Position,
) -> Outcome<Value> {
    match (this, method) {
        (Value::HostObject(_) | Value::HostFunction(_), Value::HostFunction(function)) => {
            let _level = Level::host(at)?;
            host::call(function, Some(this), &arguments, at)
        }
        _ => inner(method, arguments, globals, at),
    }
}

fn scripted(closure: &Ref<Closure>, mut arguments: Vec<Value>) -> Outcome<Value> {
    let (function, scope, globals) = {
        let closure = closure.borrow();
        (
            Rc::clone(&closure.function),
            closure.scope.clone(),
            closure.globals.clone(),
        )
    };
    arguments.resize(function.parameters.len(), Value::Nil);
    let evaluator = Evaluator { globals: &globals };
    match evaluator.block(&function.body, scope.as_ref(), arguments.into_iter())? {
        Flow::Return(value) => Ok(value),
        _ => Ok(Value::Nil),
    }
}
