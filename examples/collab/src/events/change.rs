//! [`Change`]: what happened, as plain data.

use std::sync::Arc;

use yrs::types::{Attrs, Delta, EntryChange};
use yrs::{Any, Out};

use crate::events::observers::Topic;
use crate::shared::Place;
use crate::value::Value;

/// Something that observers of one topic are told.
pub(crate) struct Change {
    /// Who called for the transaction, if that was said.
    pub(crate) origin: Option<String>,
    pub(crate) news: News,
}

/// What exactly happened.
pub(crate) enum News {
    /// A text or an array has another content.
    Content(Place, Vec<Step>),
    /// A map has.
    Entries(Place, Vec<(Arc<str>, Entry)>),
    /// A transaction has changed the document; this brings replicas up to date.
    Update(Vec<u8>),
}

impl Change {
    pub(crate) fn topic(&self) -> Topic {
        match &self.news {
            News::Content((_, id), ..) | News::Entries((_, id), ..) => Topic::Shared(id.clone()),
            News::Update(_) => Topic::Updates,
        }
    }
}

/// One step of a walk through the old content that makes it the new one.
#[derive(Debug, PartialEq)]
pub(crate) enum Step {
    /// Text, or one value inside of a text.
    Insert(Value, Option<Box<Attrs>>),
    /// Items of an array.
    InsertItems(Vec<Value>),
    Delete(u32),
    /// Goes on, and formats what it passes.
    Retain(u32, Option<Box<Attrs>>),
}

impl From<&Delta> for Step {
    fn from(delta: &Delta) -> Step {
        match delta {
            Delta::Inserted(value, attributes) => Step::Insert(value.into(), attributes.clone()),
            Delta::Deleted(length) => Step::Delete(*length),
            Delta::Retain(length, attributes) => Step::Retain(*length, attributes.clone()),
        }
    }
}

impl From<&yrs::types::Change> for Step {
    fn from(change: &yrs::types::Change) -> Step {
        match change {
            yrs::types::Change::Added(items) => {
                Step::InsertItems(items.iter().map(Value::from).collect())
            }
            yrs::types::Change::Removed(length) => Step::Delete(*length),
            yrs::types::Change::Retain(length) => Step::Retain(*length, None),
        }
    }
}

/// What happened to one key.
#[derive(Debug, PartialEq)]
pub(crate) struct Entry {
    pub(crate) action: &'static str,
    pub(crate) old: Value,
    pub(crate) new: Value,
}

impl From<&EntryChange> for Entry {
    fn from(change: &EntryChange) -> Entry {
        let nothing = Out::Any(Any::Undefined);
        let (action, old, new) = match change {
            EntryChange::Inserted(new) => ("add", &nothing, new),
            EntryChange::Updated(old, new) => ("update", old, new),
            EntryChange::Removed(old) => ("delete", old, &nothing),
        };
        Entry {
            action,
            old: old.into(),
            new: new.into(),
        }
    }
}
