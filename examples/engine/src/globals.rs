//! [`Globals`]: the variables that all scripts of one engine share.

use std::collections::BTreeMap;
use std::rc::Rc;

use handfast::prelude::*;

use crate::builtins::BUILTINS;
use crate::value::Value;

/// Global variables, by place; scripts are resolved to places before they run.
#[derive(Trace)]
pub struct Globals {
    #[trace(skip)]
    places: BTreeMap<Rc<str>, u32>,
    /// Nothing under names that were mentioned but never declared.
    values: Vec<Option<Value>>,
    /// What `print` calls with a text.
    pub print: Value,
    /// How many steps a run may take.
    pub steps: u64,
}

impl Globals {
    /// The builtins, and nothing else. Without limits.
    pub fn new(print: Value) -> Ref<Globals> {
        let mut globals = Globals {
            places: BTreeMap::new(),
            values: Vec::new(),
            print,
            steps: u64::MAX,
        };
        for builtin in BUILTINS {
            globals.define(builtin.name, Value::Builtin(builtin));
        }
        Ref::new(globals)
    }

    /// Declares a variable, or changes it.
    pub fn define(&mut self, name: &str, value: Value) {
        let place = self.place(&name.into());
        self.values[place as usize] = Some(value);
    }

    /// The value of a variable, if there is one.
    pub fn lookup(&self, name: &str) -> Option<Value> {
        self.get(*self.places.get(name)?)
    }

    pub(crate) fn place(&mut self, name: &Rc<str>) -> u32 {
        if let Some(&place) = self.places.get(name) {
            return place;
        }
        let place = self.values.len() as u32;
        self.places.insert(name.clone(), place);
        self.values.push(None);
        place
    }

    pub(crate) fn get(&self, place: u32) -> Option<Value> {
        self.values[place as usize].clone()
    }

    /// Sets a variable. Returns what it was.
    pub(crate) fn set(&mut self, place: u32, value: Value) -> Option<Value> {
        self.values[place as usize].replace(value)
    }
}
