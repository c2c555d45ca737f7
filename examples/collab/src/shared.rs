//! [`SharedType`] and its three kinds: what a document consists of.

use std::cell::Cell;
use std::fmt;
use std::rc::Rc;

use handfast::{Object, Ref, handfast};
use yrs::{ArrayRef, BranchID, MapRef, Out, ReadTxn, TextRef};

use crate::document::Document;
use crate::live::{Live, What};
use crate::replica::Replica;

pub(crate) mod access;

use access::find;

/// Which kind of shared type it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A text.
    Text,
    /// A map.
    Map,
    /// An array.
    Array,
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Kind::Text => "text",
            Kind::Map => "map",
            Kind::Array => "array",
        })
    }
}

/// The base class of texts, maps and arrays. There are no objects of exactly this class.
///
/// It names a place in its document instead of pointing there: `yrs` frees what was deleted, and its own references then lead
/// nowhere. So each use looks the place up, and a deleted one is an error.
#[handfast(abstract)]
pub struct SharedType {
    /// Keeps the document: who holds a text needs nothing else.
    pub(crate) document: Ref<Document>,
    #[trace(skip)]
    pub(crate) replica: Rc<Replica>,
    #[trace(skip)]
    pub(crate) id: BranchID,
    #[trace(skip)]
    pub(crate) kind: Kind,
    /// Which object for the same place this is.
    number: u32,
    #[trace(skip)]
    _live: Live,
}

/// A text that several may edit at once. Offsets and lengths are in UTF-16 units, as in JavaScript.
#[handfast(extends = SharedType)]
pub struct SharedText {}

impl SharedText {
    pub(crate) fn base(&self) -> &SharedType {
        &self.parent
    }
}

/// A map from strings to values.
#[handfast(extends = SharedType)]
pub struct SharedMap {}

impl SharedMap {
    pub(crate) fn base(&self) -> &SharedType {
        &self.parent
    }
}

/// A list of values.
#[handfast(extends = SharedType)]
pub struct SharedArray {}

impl SharedArray {
    pub(crate) fn base(&self) -> &SharedType {
        &self.parent
    }
}

thread_local! {
    static NUMBERS: Cell<u32> = const { Cell::new(0) };
}

impl SharedType {
    /// The one object for a place in the document.
    pub(crate) fn at(document: &Ref<Document>, kind: Kind, id: BranchID) -> Ref<SharedType> {
        let replica = Document::replica(document);
        let known = replica
            .known
            .borrow()
            .get(&id)
            .map(|(_, known)| known.clone());
        if let Some(shared) = known.and_then(|known| known.upgrade()) {
            return shared;
        }
        let number = NUMBERS.get();
        NUMBERS.set(number.wrapping_add(1));
        let parent = SharedType {
            document: document.clone(),
            replica: replica.clone(),
            id: id.clone(),
            kind,
            number,
            _live: Live::new(What::SharedType),
        };
        let shared = match kind {
            Kind::Text => base(Ref::new(SharedText { parent })),
            Kind::Map => base(Ref::new(SharedMap { parent })),
            Kind::Array => base(Ref::new(SharedArray { parent })),
        };
        replica
            .known
            .borrow_mut()
            .insert(id, (number, shared.downgrade()));
        shared
    }

    /// Whether the shared type is still in the document.
    pub(crate) fn exists(&self, transaction: &impl ReadTxn) -> bool {
        match self.kind {
            Kind::Text => find::<TextRef>(&self.id, transaction).is_ok(),
            Kind::Map => find::<MapRef>(&self.id, transaction).is_ok(),
            Kind::Array => find::<ArrayRef>(&self.id, transaction).is_ok(),
        }
    }
}

impl Drop for SharedType {
    fn drop(&mut self) {
        let mut known = self.replica.known.borrow_mut();
        // A newer object for the same place may have come before this one was dropped.
        if known
            .get(&self.id)
            .is_some_and(|(number, _)| *number == self.number)
        {
            known.remove(&self.id);
        }
    }
}

fn base<T: Object<Root = SharedType>>(object: Ref<T>) -> Ref<SharedType> {
    let Ok(base) = object.upcast() else {
        unreachable!("{} derives from SharedType", T::class().name())
    };
    base
}

/// Which kind of shared type a value of `yrs` is, and where.
pub(crate) fn place(value: &Out) -> Option<(Kind, BranchID)> {
    let kind = match value {
        Out::YText(_) => Kind::Text,
        Out::YMap(_) => Kind::Map,
        Out::YArray(_) => Kind::Array,
        _ => return None,
    };
    Some((kind, value.try_branch()?.id()))
}

/// A watched shared type and its place: what events carry instead of references.
pub(crate) type Place = (Kind, BranchID);

/// A reference of a class below `SharedType`.
pub(crate) fn cast<T: Object<Root = SharedType>>(shared: Ref<SharedType>) -> Ref<T> {
    let Ok(shared) = shared.downcast() else {
        unreachable!("the kind says that it is a {}", T::class().name())
    };
    shared
}
