//! Texts and numbers.

use super::Call;
use crate::failure::Outcome;
use crate::run;
use crate::text;
use crate::value::Value;

/// Gives all arguments to the host as one text.
pub(super) fn print(call: &Call<'_>) -> Outcome<Value> {
    let words: Vec<String> = call.arguments.iter().map(text::of).collect();
    let print = call.globals.borrow().print.clone();
    if let Value::Nil = print {
        return Ok(Value::Nil);
    }
    run::inner(&print, vec![words.join(" ").into()], call.globals, call.at)
}

/// The number that a text shows, or nil.
pub(super) fn num(call: &Call<'_>) -> Outcome<Value> {
    match call.any(0)? {
        Value::Text(text) => Ok(text.trim().parse().map_or(Value::Nil, Value::Number)),
        Value::Number(number) => Ok(Value::Number(*number)),
        _ => Ok(Value::Nil),
    }
}

/// The code point of the first character, or nil.
pub(super) fn code(call: &Call<'_>) -> Outcome<Value> {
    let first = call.text(0)?.chars().next();
    Ok(first.map_or(Value::Nil, |c| f64::from(u32::from(c)).into()))
}

/// Any value as text.
pub(super) fn str(call: &Call<'_>) -> Outcome<Value> {
    Ok(text::of(call.any(0)?).into())
}

/// What scripts call the type of a value.
pub(super) fn type_name(call: &Call<'_>) -> Outcome<Value> {
    Ok(call.any(0)?.type_name().into())
}

pub(super) fn floor(call: &Call<'_>) -> Outcome<Value> {
    Ok(call.number(0)?.floor().into())
}

pub(super) fn sqrt(call: &Call<'_>) -> Outcome<Value> {
    Ok(call.number(0)?.sqrt().into())
}
