//! [`CollabError`]: why something was refused.

use std::fmt;

use wasm_bindgen::prelude::*;

use crate::shared::Kind;

/// Why something was refused; unless a variant says otherwise, nothing has changed then. JavaScript sees a
/// `CollabError` with the same [code](CollabError::code).
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum CollabError {
    /// The document is being changed right now. It cannot happen to what this crate exports: nothing of it calls
    /// JavaScript while `yrs` is at work.
    Busy,
    /// The range does not lie within the text or array.
    OutOfRange {
        /// The position right after the range.
        end: u64,
        /// How long it is.
        length: u32,
    },
    /// A position is between the halves of a surrogate pair. Nothing may come between them: `yrs` and Yjs would replace both,
    /// each replica on its own, and replicas would differ.
    SplitCharacter,
    /// The shared type was deleted from its document.
    Deleted,
    /// The document has a shared type of another kind under this name.
    WrongKind {
        /// What it has.
        found: Kind,
    },
    /// The document has something under this name that this crate does not show, such as XML.
    UnknownKind,
    /// The bytes are no update.
    MalformedUpdate(String),
    /// The bytes are no state vector.
    MalformedStateVector(String),
    /// The update contradicts itself or the document. What came before in the update stands.
    RefusedUpdate(String),
    /// The number cannot be the id of a client.
    ClientId,
    /// The value cannot be put into a document.
    Value(&'static str),
    /// This cannot be done inside of a transaction.
    InTransaction,
    /// Changes of a nested shared type are undone by an undo manager of the one at the root.
    NotARoot,
    /// The shared type belongs to another document.
    ForeignType,
    /// Observers answered every change with another one; the events of the last are dropped.
    ObserverLoop,
}

impl CollabError {
    /// What programs know it by.
    pub fn code(&self) -> &'static str {
        match self {
            CollabError::Busy => "COLLAB_BUSY",
            CollabError::OutOfRange { .. } => "COLLAB_OUT_OF_RANGE",
            CollabError::SplitCharacter => "COLLAB_SPLIT_CHARACTER",
            CollabError::Deleted => "COLLAB_DELETED",
            CollabError::WrongKind { .. } | CollabError::UnknownKind => "COLLAB_WRONG_KIND",
            CollabError::MalformedUpdate(_) => "COLLAB_MALFORMED_UPDATE",
            CollabError::MalformedStateVector(_) => "COLLAB_MALFORMED_STATE_VECTOR",
            CollabError::RefusedUpdate(_) => "COLLAB_REFUSED_UPDATE",
            CollabError::ClientId => "COLLAB_CLIENT_ID",
            CollabError::Value(_) => "COLLAB_NOT_A_VALUE",
            CollabError::InTransaction => "COLLAB_IN_TRANSACTION",
            CollabError::NotARoot => "COLLAB_NOT_A_ROOT",
            CollabError::ForeignType => "COLLAB_FOREIGN_TYPE",
            CollabError::ObserverLoop => "COLLAB_OBSERVER_LOOP",
        }
    }
}

impl fmt::Display for CollabError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            CollabError::Busy => f.write_str("the document is being changed"),
            CollabError::OutOfRange { end, length } => {
                write!(f, "the range ends at {end}, but the length is {length}")
            }
            CollabError::SplitCharacter => {
                f.write_str("the position is between the halves of a surrogate pair")
            }
            CollabError::Deleted => f.write_str("it was deleted from its document"),
            CollabError::WrongKind { found } => write!(f, "the document has a {found} there"),
            CollabError::UnknownKind => {
                f.write_str("the document has something else than a text, map or array there")
            }
            CollabError::MalformedUpdate(why) => write!(f, "not an update: {why}"),
            CollabError::MalformedStateVector(why) => write!(f, "not a state vector: {why}"),
            CollabError::RefusedUpdate(why) => f.write_str(why),
            CollabError::ClientId => f.write_str("a client id is an integer from 0 to 2^53 - 1"),
            CollabError::Value(why) => f.write_str(why),
            CollabError::InTransaction => {
                f.write_str("not inside of a transaction: do it when `transact` has returned")
            }
            CollabError::NotARoot => {
                f.write_str("name the text, map or array at the root of the document instead")
            }
            CollabError::ForeignType => f.write_str("it belongs to another document"),
            CollabError::ObserverLoop => {
                f.write_str("observers answered every change with another one")
            }
        }
    }
}

impl std::error::Error for CollabError {}

impl From<yrs::TransactionAcqError> for CollabError {
    fn from(_: yrs::TransactionAcqError) -> CollabError {
        CollabError::Busy
    }
}

#[wasm_bindgen(module = "/js/errors.js")]
extern "C" {
    #[wasm_bindgen(js_name = makeError)]
    fn make_error(code: &str, message: &str) -> JsValue;

    /// Imported as a function, though it is a class, and never called: so it can be re-exported as it is.
    #[wasm_bindgen(js_name = CollabError, reexport, skip_typescript)]
    #[allow(dead_code, reason = "only the re-export matters")]
    fn collab_error();
}

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"
/** Why something was refused; nothing has changed then. */
export class CollabError extends Error {
    readonly code: string;
}
"#;

impl From<CollabError> for JsValue {
    fn from(error: CollabError) -> JsValue {
        make_error(error.code(), &error.to_string())
    }
}
