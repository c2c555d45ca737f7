//! [`Foreign`]: an object whose content is another language's.

#[cfg(feature = "abi-views")]
use std::rc::Rc;

use crate::class::Class;
use crate::error::Error;
use crate::js_ref::RawJsRef;
use crate::object::{Object, Value};
use crate::strong::Ref;
use crate::trace::{Trace, Tracer};
use crate::weak::Weak;

/// How C is told that an object is gone.
pub(super) type Drop = extern "C" fn(usize);

/// What a field refers to.
#[derive(Clone, Default)]
pub(super) enum Field {
    #[default]
    Empty,
    Object(Ref<Foreign>),
    Weak(Weak<Foreign>),
    Value(RawJsRef),
}

/// The value of an object of C's.
pub(super) struct Foreign {
    /// The address of what is C's own.
    data: usize,
    drop: Option<Drop>,
    fields: Vec<Field>,
    #[cfg(feature = "abi-views")]
    /// Counted by the views of its memory; there once somebody has asked for one.
    viewers: Option<Rc<()>>,
}

#[cfg(feature = "abi-views")]
/// A view of an object's memory, or a text of it: the object is counted as seen as long as it lives.
pub(super) struct Viewer(#[expect(dead_code, reason = "it is only counted")] Rc<()>);

impl Foreign {
    pub(super) fn new(data: usize, drop: Option<Drop>, fields: u32) -> Foreign {
        let mut foreign = Foreign {
            data,
            drop,
            fields: Vec::new(),
            #[cfg(feature = "abi-views")]
            viewers: None,
        };
        foreign.resize(fields);
        foreign
    }

    #[cfg(feature = "abi-views")]
    pub(super) fn viewer(&mut self) -> Viewer {
        Viewer(self.viewers.get_or_insert_default().clone())
    }

    #[cfg(feature = "abi-views")]
    /// How many views there are.
    pub(super) fn views(&self) -> u32 {
        let viewers = self.viewers.as_ref();
        viewers.map_or(0, |viewers| Rc::strong_count(viewers) as u32 - 1)
    }

    pub(super) fn data(&self) -> usize {
        self.data
    }

    /// Returns the fields that are cut off, to be dropped when the object is not borrowed any more.
    pub(super) fn resize(&mut self, fields: u32) -> Vec<Field> {
        let cut = self
            .fields
            .split_off(self.fields.len().min(fields as usize));
        self.fields.resize_with(fields as usize, Field::default);
        cut
    }

    pub(super) fn len(&self) -> u32 {
        self.fields.len() as u32
    }

    pub(super) fn get(&self, index: u32) -> Result<&Field, Error> {
        self.fields.get(index as usize).ok_or(NO_FIELD)
    }

    /// Returns what was there, to be dropped when the object is not borrowed any more.
    pub(super) fn set(&mut self, index: u32, field: Field) -> Result<Field, (Error, Field)> {
        match self.fields.get_mut(index as usize) {
            Some(place) => Ok(std::mem::replace(place, field)),
            None => Err((NO_FIELD, field)),
        }
    }
}

const NO_FIELD: Error = Error::WrongType {
    expected: "the number of a field that the object has",
};

impl std::ops::Drop for Foreign {
    fn drop(&mut self) {
        if let Some(drop) = self.drop {
            drop(self.data);
        }
    }
}

impl Trace for Foreign {
    const EDGES: bool = true;
    const INTERIOR: bool = false;

    fn trace(&self, tracer: &mut Tracer<'_>) {
        for field in &self.fields {
            match field {
                Field::Object(object) => object.trace(tracer),
                Field::Value(value) => value.trace(tracer),
                Field::Weak(_) | Field::Empty => {}
            }
        }
    }
}

impl Object for Foreign {
    type Root = Foreign;

    /// Of no object: each has the class that C has made for it.
    fn class() -> &'static Class {
        static CLASS: Class = Class::new("object of C", true);
        &CLASS
    }

    fn into_value(self) -> Value<Foreign> {
        Value::Exact(self)
    }
}
