//! From a shared type to what `yrs` has in its place, for as long as a transaction.

use handfast::{Object, Ref};
use wasm_bindgen::JsValue;
use yrs::types::TypeRef;
use yrs::{BranchID, Hook, ReadTxn, RootRef, SharedRef, TransactionMut};

use super::{Kind, SharedType, base};
use crate::document::Document;
use crate::error::CollabError;
use crate::replica::Reading;

/// What `yrs` has at a place.
///
/// # Errors
/// [`CollabError::Deleted`].
pub(crate) fn find<S: SharedRef>(
    id: &BranchID,
    transaction: &impl ReadTxn,
) -> Result<S, CollabError> {
    Hook::<S>::from(id.clone())
        .get(transaction)
        .ok_or(CollabError::Deleted)
}

/// The shared type at the root of the document that has this name. It is made if there is none; a root that is known from
/// other replicas only gets its kind here.
///
/// # Errors
/// [`CollabError::WrongKind`], [`CollabError::UnknownKind`], [`CollabError::Busy`].
pub(crate) fn root<S: RootRef>(
    document: &Ref<Document>,
    kind: Kind,
    name: &str,
) -> Result<Ref<SharedType>, CollabError> {
    let replica = Document::replica(document);
    let found = replica.read(|transaction| {
        let branch = BranchID::get_root(transaction, name);
        Ok(branch.map(|branch| branch.type_ref().clone()))
    })?;
    match found.unwrap_or(TypeRef::Undefined) {
        TypeRef::Undefined => replica.write(None, |transaction| {
            S::root(name).get_or_create(transaction);
            Ok(())
        })?,
        found if found == S::type_ref() => {}
        TypeRef::Text => return Err(CollabError::WrongKind { found: Kind::Text }),
        TypeRef::Map => return Err(CollabError::WrongKind { found: Kind::Map }),
        TypeRef::Array => return Err(CollabError::WrongKind { found: Kind::Array }),
        _ => return Err(CollabError::UnknownKind),
    }
    Ok(SharedType::at(document, kind, BranchID::Root(name.into())))
}

/// Reads a shared type. `work` must not call JavaScript.
///
/// # Errors
/// [`CollabError::Deleted`], [`CollabError::Busy`].
pub(crate) fn read<S: SharedRef, R>(
    this: &SharedType,
    work: impl FnOnce(&S, &Reading<'_, '_>) -> R,
) -> Result<R, CollabError> {
    this.replica
        .read(|transaction| Ok(work(&find(&this.id, transaction)?, transaction)))
}

/// Changes a shared type, and tells observers. `work` must not call JavaScript.
///
/// # Errors
/// As [`Document::change`]; [`CollabError::Deleted`].
pub(crate) fn edit<T: Object<Root = SharedType>, S: SharedRef, R>(
    this: &Ref<T>,
    work: impl FnOnce(&S, &mut TransactionMut<'_>) -> Result<R, CollabError>,
) -> Result<R, JsValue> {
    let (document, id) = {
        let this = base(this.clone());
        let this = this.borrow();
        (this.document.clone(), this.id.clone())
    };
    Document::change(&document, None, |transaction| {
        work(&find(&id, transaction)?, transaction)
    })
}

/// Puts a new shared type into another one. `work` inserts it and answers what `yrs` made.
///
/// # Errors
/// As [`edit`].
pub(crate) fn nest<T: Object<Root = SharedType>, S: SharedRef, N: SharedRef>(
    this: &Ref<T>,
    kind: Kind,
    work: impl FnOnce(&S, &mut TransactionMut<'_>) -> Result<N, CollabError>,
) -> Result<Ref<SharedType>, JsValue> {
    let id = edit(this, |shared: &S, transaction| {
        Ok(work(shared, transaction)?.as_ref().id())
    })?;
    let document = base(this.clone()).borrow().document.clone();
    Ok(SharedType::at(&document, kind, id))
}
