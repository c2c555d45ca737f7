//! [`Failure`]: why a script ended early.

use std::borrow::Cow;
use std::fmt;

use crate::syntax::Position;
use crate::value::Value;

/// What went wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The text is no script.
    Syntax,
    /// A value is not of the type that is needed.
    Type,
    /// There is nothing of this name.
    Name,
    /// A number is out of range.
    Range,
    /// Calls or expressions are nested too deeply.
    TooDeep,
    /// It has taken more steps than it may.
    TooLong,
    /// The script, or a function of JavaScript's, has thrown a value.
    Thrown,
}

impl Kind {
    /// What scripts and JavaScript call it.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Syntax => "syntax",
            Kind::Type => "type",
            Kind::Name => "name",
            Kind::Range => "range",
            Kind::TooDeep => "too deep",
            Kind::TooLong => "too long",
            Kind::Thrown => "thrown",
        }
    }
}

/// Why a script ended early, and where.
#[derive(Debug)]
pub struct Failure {
    /// What kind of error.
    pub kind: Kind,
    /// What it says.
    pub message: Cow<'static, str>,
    /// Where.
    pub at: Position,
    /// What was thrown; nil for errors of the language.
    pub value: Value,
}

/// Boxed, because every expression returns one of these.
pub type Outcome<T> = Result<T, Box<Failure>>;

impl Failure {
    /// An error of the language.
    #[cold]
    pub fn new(kind: Kind, message: impl Into<Cow<'static, str>>, at: Position) -> Box<Failure> {
        Box::new(Failure {
            kind,
            message: message.into(),
            at,
            value: Value::Nil,
        })
    }

    /// A thrown value.
    #[cold]
    pub fn thrown(value: Value, at: Position) -> Box<Failure> {
        let message = crate::text::of(&value).into();
        let kind = Kind::Thrown;
        Box::new(Failure {
            kind,
            message,
            at,
            value,
        })
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.at, self.message)
    }
}
