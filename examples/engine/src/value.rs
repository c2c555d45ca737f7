//! [`Value`]: what variables hold.

use std::fmt;
use std::rc::Rc;

use handfast::prelude::*;
use js_sys::Object;

use crate::builtins::Builtin;
use crate::closure::Closure;
use crate::list::List;
use crate::map::Map;

/// A value of a script. Lists, maps, functions and JavaScript's objects are shared, the others are copied.
#[derive(Clone, Default, Trace)]
pub enum Value {
    /// Nothing; `undefined` in JavaScript.
    #[default]
    Nil,
    /// A truth.
    Bool(bool),
    /// A number.
    Number(f64),
    /// A string, which cannot be changed.
    Text(#[trace(skip)] Rc<str>),
    /// A list.
    List(Ref<List>),
    /// A map from strings.
    Map(Ref<Map>),
    /// A function of a script's.
    Function(Ref<Closure>),
    /// A function that every script has.
    Builtin(#[trace(skip)] &'static Builtin),
    /// A function of JavaScript's.
    HostFunction(JsRef<Function>),
    /// Any other object of JavaScript's.
    HostObject(JsRef<Object>),
}

impl Value {
    /// What scripts call its type.
    pub fn type_name(&self) -> &'static str {
        match self {
            Value::Nil => "nil",
            Value::Bool(_) => "bool",
            Value::Number(_) => "number",
            Value::Text(_) => "string",
            Value::List(_) => "list",
            Value::Map(_) => "map",
            Value::Function(_) | Value::Builtin(_) | Value::HostFunction(_) => "function",
            Value::HostObject(_) => "object",
        }
    }

    /// Everything is true but `nil` and `false`.
    pub fn is_true(&self) -> bool {
        !matches!(self, Value::Nil | Value::Bool(false))
    }

    /// `==`: plain values by what they are, shared ones by identity.
    pub fn is(&self, other: &Value) -> bool {
        match (self, other) {
            (Value::Nil, Value::Nil) => true,
            (Value::Bool(a), Value::Bool(b)) => a == b,
            (Value::Number(a), Value::Number(b)) => a == b,
            (Value::Text(a), Value::Text(b)) => a == b,
            (Value::List(a), Value::List(b)) => a == b,
            (Value::Map(a), Value::Map(b)) => a == b,
            (Value::Function(a), Value::Function(b)) => a == b,
            (Value::Builtin(a), Value::Builtin(b)) => std::ptr::eq(*a, *b),
            (Value::HostFunction(a), Value::HostFunction(b)) => {
                a.ptr_eq(b) || Object::is(&a.get(), &b.get())
            }
            (Value::HostObject(a), Value::HostObject(b)) => {
                a.ptr_eq(b) || Object::is(&a.get(), &b.get())
            }
            _ => false,
        }
    }
}

impl From<f64> for Value {
    fn from(number: f64) -> Value {
        Value::Number(number)
    }
}

impl From<bool> for Value {
    fn from(truth: bool) -> Value {
        Value::Bool(truth)
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Value {
        Value::Text(text.into())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Value {
        Value::Text(text.into())
    }
}

impl fmt::Debug for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&crate::text::of(self))
    }
}
