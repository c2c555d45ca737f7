//! Lists and maps.

use super::Call;
use crate::failure::Outcome;
use crate::list::{self, List};
use crate::run;
use crate::text;
use crate::value::Value;

pub(super) fn len(call: &Call<'_>) -> Outcome<Value> {
    let length = match call.any(0)? {
        Value::Text(text) => text.chars().count(),
        Value::List(list) => list.borrow().items.len(),
        Value::Map(map) => map.borrow().entries.0.len(),
        other => return Err(call.wrong(other)),
    };
    Ok((length as f64).into())
}

pub(super) fn push(call: &Call<'_>) -> Outcome<Value> {
    let (list, value) = (call.list(0)?, call.any(1)?.clone());
    let mut list = list.borrow_mut();
    if list.items.len() >= list::LONGEST {
        return Err(call.too_long("list"));
    }
    list.items.push(value);
    Ok(Value::Nil)
}

pub(super) fn pop(call: &Call<'_>) -> Outcome<Value> {
    Ok(call.list(0)?.borrow_mut().items.pop().unwrap_or_default())
}

pub(super) fn keys(call: &Call<'_>) -> Outcome<Value> {
    match call.any(0)? {
        Value::Map(map) => {
            let keys = map
                .borrow()
                .entries
                .0
                .keys()
                .cloned()
                .map(Value::Text)
                .collect();
            Ok(Value::List(List::of(keys)))
        }
        other => Err(call.wrong(other)),
    }
}

pub(super) fn has(call: &Call<'_>) -> Outcome<Value> {
    match call.any(0)? {
        Value::Map(map) => Ok(map.borrow().entries.0.contains_key(&**call.text(1)?).into()),
        Value::List(list) => {
            let wanted = call.any(1)?;
            Ok(list
                .borrow()
                .items
                .iter()
                .any(|item| item.is(wanted))
                .into())
        }
        other => Err(call.wrong(other)),
    }
}

/// Takes out what is under a key, or at a place.
pub(super) fn remove(call: &Call<'_>) -> Outcome<Value> {
    match call.any(0)? {
        Value::Map(map) => {
            let key = call.text(1)?;
            Ok(map
                .borrow_mut()
                .entries
                .0
                .shift_remove(&**key)
                .unwrap_or_default())
        }
        Value::List(list) => {
            let index = call.number(1)?;
            let mut list = list.borrow_mut();
            let inside = index >= 0.0 && index < list.items.len() as f64;
            Ok(if inside {
                list.items.remove(index as usize)
            } else {
                Value::Nil
            })
        }
        other => Err(call.wrong(other)),
    }
}

/// The whole numbers from one to before another.
pub(super) fn range(call: &Call<'_>) -> Outcome<Value> {
    let (from, to) = (call.number(0)?, call.number(1)?);
    let count = (to - from).ceil();
    if count.is_nan() || count > list::LONGEST as f64 {
        return Err(call.too_long("list"));
    }
    let numbers = (0..count.max(0.0) as usize).map(|i| (from + i as f64).into());
    Ok(Value::List(List::of(numbers.collect())))
}

pub(super) fn join(call: &Call<'_>) -> Outcome<Value> {
    let separator = call.text(1)?;
    let mut joined = String::new();
    for (index, item) in call.list(0)?.borrow().items.iter().enumerate() {
        if index > 0 {
            joined.push_str(separator);
        }
        joined.push_str(&text::of(item));
        if joined.len() > run::LONGEST_TEXT {
            return Err(call.too_long("string"));
        }
    }
    Ok(joined.into())
}
