//! [`DomError`]: the exceptions of the DOM standard.

use std::fmt;

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
            DomError::InvalidCharacter(name) => write!(f, "{name:?} is not a valid name"),
            DomError::Syntax(selector) => write!(f, "{selector:?} is not a valid selector"),
        }
    }
}

impl std::error::Error for DomError {}
