//! From text to a tree: [`lexer`] and [`parser`], both made with winnow.

pub mod lexer;
pub mod parser;
pub mod tree;
mod wrong;

use std::fmt;

/// A place in a script, counted from 1. Columns are characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// The line.
    pub line: u32,
    /// The column.
    pub column: u32,
}

impl Position {
    /// Where a script begins.
    pub const START: Position = Position { line: 1, column: 1 };

    /// The place after a text that begins here.
    pub(crate) fn after(mut self, text: &str) -> Position {
        for character in text.chars() {
            if character == '\n' {
                self.line += 1;
                self.column = 1;
            } else {
                self.column += 1;
            }
        }
        self
    }
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.line, self.column)
    }
}
