//! [`Builtin`]: the functions that every script has.

mod call;
mod collections;
mod plain;

use crate::failure::Outcome;
use crate::value::Value;

pub use call::Call;

/// A function that is part of the language.
pub struct Builtin {
    /// What it is called.
    pub name: &'static str,
    /// What it does.
    pub run: fn(&Call<'_>) -> Outcome<Value>,
}

impl Builtin {
    const fn new(name: &'static str, run: fn(&Call<'_>) -> Outcome<Value>) -> Builtin {
        Builtin { name, run }
    }
}

/// All of them.
pub const BUILTINS: &[Builtin] = &[
    Builtin::new("print", plain::print),
    Builtin::new("len", collections::len),
    Builtin::new("push", collections::push),
    Builtin::new("pop", collections::pop),
    Builtin::new("keys", collections::keys),
    Builtin::new("has", collections::has),
    Builtin::new("remove", collections::remove),
    Builtin::new("range", collections::range),
    Builtin::new("join", collections::join),
    Builtin::new("str", plain::str),
    Builtin::new("num", plain::num),
    Builtin::new("type", plain::type_name),
    Builtin::new("floor", plain::floor),
    Builtin::new("sqrt", plain::sqrt),
    Builtin::new("code", plain::code),
];
