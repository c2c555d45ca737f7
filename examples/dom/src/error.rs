//! [`DomError`]: the exceptions of the DOM standard.

use std::fmt;

use wasm_bindgen::prelude::*;

/// Why an operation was refused; nothing has changed then. JavaScript sees a `DOMException` of the same name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DomError {
    /// The node cannot go there.
    HierarchyRequest(&'static str),
    /// The node is not where it should be.
    NotFound(&'static str),
    /// The name has characters that cannot be in it.
    InvalidCharacter(String),
    /// The prefix and the namespace do not go together.
    Namespace(&'static str),
    /// The selector cannot be understood.
    Syntax(String),
    /// The object is in a state in which this cannot be done.
    InvalidState(&'static str),
    /// Handfast itself refused something; JavaScript sees its error.
    Handfast(handfast::Error),
}

impl DomError {
    /// The standard's name of the exception.
    pub fn name(&self) -> &'static str {
        match self {
            DomError::HierarchyRequest(_) => "HierarchyRequestError",
            DomError::NotFound(_) => "NotFoundError",
            DomError::InvalidCharacter(_) => "InvalidCharacterError",
            DomError::Namespace(_) => "NamespaceError",
            DomError::Syntax(_) => "SyntaxError",
            DomError::InvalidState(_) => "InvalidStateError",
            DomError::Handfast(_) => "HandfastError",
        }
    }
}

impl fmt::Display for DomError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            DomError::HierarchyRequest(why)
            | DomError::NotFound(why)
            | DomError::Namespace(why)
            | DomError::InvalidState(why) => f.write_str(why),
            DomError::Handfast(error) => error.fmt(f),
            DomError::InvalidCharacter(name) => write!(f, "{name:?} is not a valid name"),
            DomError::Syntax(selector) => write!(f, "{selector:?} is not a valid selector"),
        }
    }
}

impl std::error::Error for DomError {}

impl From<handfast::Error> for DomError {
    fn from(error: handfast::Error) -> DomError {
        DomError::Handfast(error)
    }
}

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = DOMException)]
    type DomException;

    #[wasm_bindgen(constructor, js_class = "DOMException")]
    fn new(message: &str, name: &str) -> DomException;
}

impl From<DomError> for JsValue {
    fn from(error: DomError) -> JsValue {
        match error {
            DomError::Handfast(error) => handfast::to_js_error(error),
            error => DomException::new(&error.to_string(), error.name()).into(),
        }
    }
}
