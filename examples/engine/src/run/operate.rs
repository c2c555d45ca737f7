//! What operators do.

use std::cmp::Ordering;

use crate::failure::{Failure, Kind, Outcome};
use crate::list::{self, List};
use crate::syntax::Position;
use crate::syntax::tree::Binary;
use crate::text;
use crate::value::Value;

/// How long strings may get, in bytes: a doubling loop in a script must not use up the memory.
pub(crate) const LONGEST: usize = 1 << 24;

pub(super) fn negative(a: &Value, at: Position) -> Outcome<Value> {
    match a {
        Value::Number(number) => Ok(Value::Number(-number)),
        other => Err(wrong(
            format!("`-` does not take a {}", other.type_name()),
            at,
        )),
    }
}

pub(super) fn binary(operator: Binary, a: Value, b: Value, at: Position) -> Outcome<Value> {
    match operator {
        Binary::Equal => return Ok(a.is(&b).into()),
        Binary::Unequal => return Ok((!a.is(&b)).into()),
        _ => {}
    }
    if let (Value::Number(a), Value::Number(b)) = (&a, &b) {
        return Ok(numbers(operator, *a, *b));
    }
    match (operator, &a, &b) {
        (Binary::Add, Value::Text(_), _) | (Binary::Add, _, Value::Text(_)) => joined(&a, &b, at),
        (Binary::Add, Value::List(a), Value::List(b)) => {
            let (a, b) = (a.borrow(), b.borrow());
            if a.items.len() + b.items.len() > list::LONGEST {
                return Err(Failure::new(Kind::Range, "this list gets too long", at));
            }
            let items = [a.items(), b.items()].concat();
            drop((a, b));
            Ok(Value::List(List::of(items)))
        }
        (_, Value::Text(x), Value::Text(y)) => {
            compared(operator, x.cmp(y)).ok_or_else(|| refused(operator, &a, &b, at))
        }
        _ => Err(refused(operator, &a, &b, at)),
    }
}

fn joined(a: &Value, b: &Value, at: Position) -> Outcome<Value> {
    let (a, b) = (text::of(a), text::of(b));
    if a.len() + b.len() > LONGEST {
        return Err(Failure::new(Kind::Range, "this string gets too long", at));
    }
    Ok((a + &b).into())
}

fn numbers(operator: Binary, a: f64, b: f64) -> Value {
    match operator {
        Binary::Add => (a + b).into(),
        Binary::Subtract => (a - b).into(),
        Binary::Multiply => (a * b).into(),
        Binary::Divide => (a / b).into(),
        Binary::Remainder => (a % b).into(),
        // What is no number compares with nothing.
        _ => a
            .partial_cmp(&b)
            .and_then(|order| compared(operator, order))
            .unwrap_or(Value::Bool(false)),
    }
}

fn compared(operator: Binary, order: Ordering) -> Option<Value> {
    let truth = match operator {
        Binary::Less => order.is_lt(),
        Binary::LessOrEqual => order.is_le(),
        Binary::Greater => order.is_gt(),
        Binary::GreaterOrEqual => order.is_ge(),
        _ => return None,
    };
    Some(truth.into())
}

#[cold]
fn refused(operator: Binary, a: &Value, b: &Value, at: Position) -> Box<Failure> {
    let (sign, a, b) = (operator.sign(), a.type_name(), b.type_name());
    wrong(format!("`{sign}` does not take a {a} and a {b}"), at)
}

fn wrong(message: String, at: Position) -> Box<Failure> {
    Failure::new(Kind::Type, message, at)
}
