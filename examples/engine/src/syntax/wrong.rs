//! [`Wrong`]: why a text cannot be read, and how far it could be.

use std::borrow::Cow;

use winnow::error::ParserError;
use winnow::stream::Stream;

/// The error of all parsers here. Of two alternatives the one that came further is reported.
#[derive(Debug)]
pub(super) struct Wrong {
    /// How much of the input is left, in its own units.
    pub(super) left: usize,
    pub(super) message: Cow<'static, str>,
    /// Whether no alternative may be tried.
    last: bool,
}

impl Wrong {
    /// Ends the parse with this message.
    pub(super) fn here(input: &impl Stream, message: impl Into<Cow<'static, str>>) -> Wrong {
        Wrong {
            left: input.eof_offset(),
            message: message.into(),
            last: true,
        }
    }
}

impl<I: Stream> ParserError<I> for Wrong {
    type Inner = Wrong;

    fn from_input(input: &I) -> Wrong {
        Wrong {
            left: input.eof_offset(),
            message: Cow::Borrowed(""),
            last: false,
        }
    }

    fn or(self, other: Wrong) -> Wrong {
        if self.left < other.left { self } else { other }
    }

    fn is_backtrack(&self) -> bool {
        !self.last
    }

    fn into_inner(self) -> Result<Wrong, Wrong> {
        Ok(self)
    }
}
