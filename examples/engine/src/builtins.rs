//! [`Builtin`]: the functions that every script has.

use std::rc::Rc;

use handfast::Ref;

use crate::failure::{Failure, Kind, Outcome};
use crate::globals::Globals;
use crate::list::{self, List};
use crate::run;
use crate::syntax::Position;
use crate::text;
use crate::value::Value;

/// A function that is part of the language.
pub struct Builtin {
    /// What it is called.
    pub name: &'static str,
    /// What it does.
    pub run: fn(&Call<'_>) -> Outcome<Value>,
}

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

/// All of them.
pub const BUILTINS: &[Builtin] = &[
    Builtin {
        name: "print",
        run: print,
    },
    Builtin {
        name: "len",
        run: len,
    },
    Builtin {
        name: "push",
        run: push,
    },
    Builtin {
        name: "pop",
        run: pop,
    },
    Builtin {
        name: "keys",
        run: keys,
    },
    Builtin {
        name: "has",
        run: has,
    },
    Builtin {
        name: "remove",
        run: remove,
    },
    Builtin {
        name: "range",
        run: range,
    },
    Builtin {
        name: "join",
        run: join,
    },
    Builtin {
        name: "str",
        run: |call| Ok(text::of(&call.arguments.first().cloned().unwrap_or_default()).into()),
    },
    Builtin {
        name: "num",
        run: num,
    },
    Builtin {
        name: "type",
        run: |call| Ok(call.any(0)?.type_name().into()),
    },
    Builtin {
        name: "floor",
        run: |call| Ok(call.number(0)?.floor().into()),
    },
    Builtin {
        name: "sqrt",
        run: |call| Ok(call.number(0)?.sqrt().into()),
    },
    Builtin {
        name: "code",
        run: code,
    },
];

impl Call<'_> {
    fn any(&self, index: usize) -> Outcome<&Value> {
        self.arguments.get(index).ok_or_else(|| {
            let message = format!("`{}` needs {} or more arguments", self.name, index + 1);
            Failure::new(Kind::Type, message, self.at)
        })
    }

    fn wrong(&self, found: &Value) -> Box<Failure> {
        let message = format!("`{}` does not take a {}", self.name, found.type_name());
        Failure::new(Kind::Type, message, self.at)
    }

    fn number(&self, index: usize) -> Outcome<f64> {
        match self.any(index)? {
            Value::Number(number) => Ok(*number),
            other => Err(self.wrong(other)),
        }
    }

    fn text(&self, index: usize) -> Outcome<&Rc<str>> {
        match self.any(index)? {
            Value::Text(text) => Ok(text),
            other => Err(self.wrong(other)),
        }
    }

    fn list(&self, index: usize) -> Outcome<&Ref<List>> {
        match self.any(index)? {
            Value::List(list) => Ok(list),
            other => Err(self.wrong(other)),
        }
    }

    fn too_long(&self, what: &str) -> Box<Failure> {
        Failure::new(Kind::Range, format!("this {what} gets too long"), self.at)
    }
}

/// Gives all arguments to the host as one text.
fn print(call: &Call<'_>) -> Outcome<Value> {
    let words: Vec<String> = call.arguments.iter().map(text::of).collect();
    let print = call.globals.borrow().print.clone();
    if let Value::Nil = print {
        return Ok(Value::Nil);
    }
    run::inner(&print, vec![words.join(" ").into()], call.globals, call.at)
}

fn len(call: &Call<'_>) -> Outcome<Value> {
    let length = match call.any(0)? {
        Value::Text(text) => text.chars().count(),
        Value::List(list) => list.borrow().items.len(),
        Value::Map(map) => map.borrow().entries.0.len(),
        other => return Err(call.wrong(other)),
    };
    Ok((length as f64).into())
}

fn push(call: &Call<'_>) -> Outcome<Value> {
    let (list, value) = (call.list(0)?, call.any(1)?.clone());
    let mut list = list.borrow_mut();
    if list.items.len() >= list::LONGEST {
        return Err(call.too_long("list"));
    }
    list.items.push(value);
    Ok(Value::Nil)
}

fn pop(call: &Call<'_>) -> Outcome<Value> {
    Ok(call.list(0)?.borrow_mut().items.pop().unwrap_or_default())
}

fn keys(call: &Call<'_>) -> Outcome<Value> {
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

fn has(call: &Call<'_>) -> Outcome<Value> {
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
fn remove(call: &Call<'_>) -> Outcome<Value> {
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
fn range(call: &Call<'_>) -> Outcome<Value> {
    let (from, to) = (call.number(0)?, call.number(1)?);
    let count = (to - from).ceil();
    if count.is_nan() || count > list::LONGEST as f64 {
        return Err(call.too_long("list"));
    }
    let numbers = (0..count.max(0.0) as usize).map(|i| (from + i as f64).into());
    Ok(Value::List(List::of(numbers.collect())))
}

fn join(call: &Call<'_>) -> Outcome<Value> {
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

/// The number that a text shows, or nil.
fn num(call: &Call<'_>) -> Outcome<Value> {
    match call.any(0)? {
        Value::Text(text) => Ok(text.trim().parse().map_or(Value::Nil, Value::Number)),
        Value::Number(number) => Ok(Value::Number(*number)),
        _ => Ok(Value::Nil),
    }
}

/// The code point of the first character, or nil.
fn code(call: &Call<'_>) -> Outcome<Value> {
    let first = call.text(0)?.chars().next();
    Ok(first.map_or(Value::Nil, |c| f64::from(u32::from(c)).into()))
}
