//! Values as text: for `print`, `str` and errors.

use std::fmt::Write;

use crate::value::Value;

/// How deep lists and maps are shown.
const DEEPEST: usize = 8;
/// How long a text gets: a value may contain another one many times over.
const LONGEST: usize = 1 << 20;

/// A value as text. Strings as they are; within lists and maps, in quotes.
pub(crate) fn of(value: &Value) -> String {
    let mut out = String::new();
    match value {
        Value::Text(text) => out.push_str(text),
        value => write(&mut out, value, None),
    }
    out
}

/// A number: whole ones without a point.
pub(crate) fn number(number: f64) -> String {
    if number.is_infinite() {
        return if number > 0.0 {
            "infinity"
        } else {
            "-infinity"
        }
        .into();
    }
    if number.is_nan() {
        "nan".into()
    } else {
        number.to_string()
    }
}

/// The lists and maps around what is written, from the inside out.
struct Around<'a> {
    value: &'a Value,
    next: Option<&'a Around<'a>>,
    depth: usize,
}

impl Around<'_> {
    fn contains(&self, value: &Value) -> bool {
        self.value.is(value) || self.next.is_some_and(|next| next.contains(value))
    }
}

fn write(out: &mut String, value: &Value, around: Option<&Around<'_>>) {
    let depth = around.map_or(0, |around| around.depth + 1);
    let shared = matches!(value, Value::List(_) | Value::Map(_));
    let known = || around.is_some_and(|around| around.contains(value));
    if out.len() >= LONGEST || shared && (depth >= DEEPEST || known()) {
        out.push('…');
        return;
    }
    let inner = Around {
        value,
        next: around,
        depth,
    };
    match value {
        Value::Nil => out.push_str("nil"),
        Value::Bool(truth) => out.push_str(if *truth { "true" } else { "false" }),
        Value::Number(it) => out.push_str(&number(*it)),
        Value::Text(text) => {
            let _ = write!(out, "{text:?}");
        }
        Value::List(list) => {
            out.push('[');
            for (index, item) in list.borrow().items.iter().enumerate() {
                separate(out, index);
                write(out, item, Some(&inner));
            }
            out.push(']');
        }
        Value::Map(map) => {
            out.push('{');
            for (index, (key, item)) in map.borrow().entries.0.iter().enumerate() {
                separate(out, index);
                let _ = write!(out, "{key}: ");
                write(out, item, Some(&inner));
            }
            out.push('}');
        }
        Value::Function(closure) => named(out, closure.borrow().name()),
        Value::Builtin(builtin) => named(out, builtin.name),
        Value::HostFunction(_) => out.push_str("<function of the host>"),
        Value::HostObject(_) => out.push_str("<object of the host>"),
    }
}

fn separate(out: &mut String, index: usize) {
    if index > 0 {
        out.push_str(", ");
    }
}

fn named(out: &mut String, name: &str) {
    let _ = if name.is_empty() {
        write!(out, "<fn>")
    } else {
        write!(out, "<fn {name}>")
    };
}
