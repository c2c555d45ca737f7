//! What is in lists, maps, strings and objects.

use std::rc::Rc;

use handfast::Ref;

use crate::failure::{Failure, Kind, Outcome};
use crate::host;
use crate::list::List;
use crate::syntax::Position;
use crate::value::Value;

/// What is under a key.
pub(super) fn get(of: &Value, key: &Value, at: Position) -> Outcome<Value> {
    match (of, key) {
        (Value::List(list), Value::Number(number)) => {
            let list = list.borrow();
            Ok(list.items[index(*number, list.items.len(), at)?].clone())
        }
        (Value::Map(map), Value::Text(key)) => Ok(map.borrow().value(key)),
        (Value::Text(text), Value::Number(number)) => {
            let character = text.chars().nth(index(*number, text.chars().count(), at)?);
            Ok(character.map_or(Value::Nil, |c| c.to_string().into()))
        }
        (Value::HostObject(_) | Value::HostFunction(_), _) => host::get(of, key, at),
        _ => Err(refused(of, key, at)),
    }
}

/// Puts a value under a key.
pub(super) fn set(of: &Value, key: &Value, value: Value, at: Position) -> Outcome<()> {
    // The old value is dropped when nothing is borrowed.
    let _old = match (of, key) {
        (Value::List(list), Value::Number(number)) => {
            let mut list = list.borrow_mut();
            let index = index(*number, list.items.len(), at)?;
            Some(std::mem::replace(&mut list.items[index], value))
        }
        (Value::Map(map), Value::Text(key)) => {
            map.borrow_mut().entries.0.insert(key.clone(), value)
        }
        (Value::HostObject(_) | Value::HostFunction(_), _) => {
            host::set(of, key, &value, at)?;
            None
        }
        _ => return Err(refused(of, key, at)),
    };
    Ok(())
}

fn index(number: f64, length: usize, at: Position) -> Outcome<usize> {
    let index = number as usize;
    if index as f64 == number && index < length {
        return Ok(index);
    }
    let message = format!(
        "there is no {} in a length of {length}",
        crate::text::number(number)
    );
    Err(Failure::new(Kind::Range, message, at))
}

#[cold]
fn refused(of: &Value, key: &Value, at: Position) -> Box<Failure> {
    let key = match key {
        Value::Text(name) => format!("`{name}`"),
        other => format!("a {}", other.type_name()),
    };
    Failure::new(
        Kind::Type,
        format!("a {} has nothing under {key}", of.type_name()),
        at,
    )
}

/// What a loop visits.
pub(super) enum Items {
    /// The list itself: what is added meanwhile is visited too.
    List(Ref<List>),
    Keys(Vec<Rc<str>>),
    Values(Vec<Value>),
}

pub(super) fn items(of: &Value, at: Position) -> Outcome<Items> {
    match of {
        Value::List(list) => Ok(Items::List(list.clone())),
        Value::Map(map) => Ok(Items::Keys(
            map.borrow().entries.0.keys().cloned().collect(),
        )),
        Value::Text(text) => Ok(Items::Values(
            text.chars().map(|c| c.to_string().into()).collect(),
        )),
        Value::HostObject(object) => Ok(Items::Values(host::items(object, at)?)),
        other => {
            let message = format!("a {} contains nothing to visit", other.type_name());
            Err(Failure::new(Kind::Type, message, at))
        }
    }
}

impl Items {
    pub(super) fn get(&self, index: usize) -> Option<Value> {
        match self {
            Items::List(list) => list.borrow().items.get(index).cloned(),
            Items::Keys(keys) => keys.get(index).cloned().map(Value::Text),
            Items::Values(values) => values.get(index).cloned(),
        }
    }
}
