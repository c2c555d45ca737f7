//! The tokens that are left, and what is asked of them.

use std::rc::Rc;

use winnow::prelude::*;
use winnow::stream::{Stream, TokenSlice};
use winnow::token::any;

use crate::syntax::Position;
use crate::syntax::lexer::{Placed, Token};
use crate::syntax::wrong::Wrong;

pub(super) type Tokens<'t> = TokenSlice<'t, Placed>;
pub(super) type Parsed<T> = Result<T, Wrong>;

/// The next token. There is always one: nothing goes past [`Token::End`].
pub(super) fn next<'t>(input: &Tokens<'t>) -> &'t Token {
    input
        .peek_token()
        .map_or(&Token::End, |placed| &placed.token)
}

pub(super) fn here(input: &Tokens<'_>) -> Position {
    input
        .peek_token()
        .map_or(Position::START, |placed| placed.at)
}

pub(super) fn ends(input: &Tokens<'_>) -> bool {
    *next(input) == Token::End
}

/// Takes a sign, if it is there.
pub(super) fn has(input: &mut Tokens<'_>, sign: &'static str) -> bool {
    let it = *next(input) == Token::Sign(sign);
    if it {
        input.next_token();
    }
    it
}

/// Takes a sign that must be there.
pub(super) fn need(input: &mut Tokens<'_>, sign: &'static str) -> Parsed<()> {
    if has(input, sign) {
        Ok(())
    } else {
        Err(expected(input, &format!("`{sign}`")))
    }
}

pub(super) fn expected(input: &Tokens<'_>, what: &str) -> Wrong {
    let found = match next(input) {
        Token::Number(number) => number.to_string(),
        Token::Text(_) => "a string".into(),
        Token::Name(name) => format!("`{name}`"),
        Token::Sign(sign) => format!("`{sign}`"),
        Token::End => "the end".into(),
    };
    Wrong::here(input, format!("expected {what}, found {found}"))
}

pub(super) fn name(input: &mut Tokens<'_>) -> Parsed<Rc<str>> {
    let name = any::<_, Wrong>.verify_map(|placed: &Placed| match &placed.token {
        Token::Name(name) => Some(name.clone()),
        _ => None,
    });
    { name }
        .parse_next(input)
        .map_err(|_| expected(input, "a name"))
}

/// What is between two signs, with commas in between and maybe one at the end. The first sign was taken.
pub(super) fn list<T>(
    input: &mut Tokens<'_>,
    close: &'static str,
    mut item: impl FnMut(&mut Tokens<'_>) -> Parsed<T>,
) -> Parsed<Vec<T>> {
    let mut items = Vec::new();
    while !has(input, close) {
        items.push(item(input)?);
        if *next(input) != Token::Sign(close) {
            need(input, ",")?;
        }
    }
    Ok(items)
}
