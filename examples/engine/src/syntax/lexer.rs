//! From text to [`Token`]s.

use std::rc::Rc;

use winnow::ascii::{digit1, multispace1, till_line_ending};
use winnow::combinator::{alt, dispatch, empty, eof, fail, opt, peek, preceded, repeat};
use winnow::prelude::*;
use winnow::stream::Stream;
use winnow::token::{any, one_of, take_while};

use super::Position;
use super::wrong::Wrong;
use crate::failure::{Failure, Kind, Outcome};

/// What a token is.
#[derive(Clone, Debug, PartialEq)]
pub enum Token {
    /// A number.
    Number(f64),
    /// The content of a string.
    Text(Rc<str>),
    /// What something is called.
    Name(Rc<str>),
    /// A keyword or a sign.
    Sign(&'static str),
    /// The end of the script.
    End,
}

/// A token, and where it begins.
#[derive(Clone, Debug, PartialEq)]
pub struct Placed {
    /// What it is.
    pub token: Token,
    /// Where it begins.
    pub at: Position,
}

const KEYWORDS: &[&str] = &[
    "and", "break", "catch", "continue", "else", "false", "fn", "for", "if", "in", "let", "nil",
    "not", "or", "return", "throw", "true", "try", "while",
];

/// Longer ones first, because the first that fits is taken.
const SIGNS: &[&str] = &[
    "==", "!=", "<=", ">=", "+=", "-=", "*=", "/=", "+", "-", "*", "/", "%", "<", ">", "=", "!",
    "(", ")", "[", "]", "{", "}", ",", ";", ":", ".",
];

type Parsed<T> = Result<T, Wrong>;

/// Splits a script; the last token is [`Token::End`].
///
/// # Errors
/// [`Kind::Syntax`] for what is no token.
pub fn lex(source: &str) -> Outcome<Vec<Placed>> {
    let mut rest = source;
    let (mut tokens, mut at) = (Vec::new(), Position::START);
    loop {
        let before = rest;
        let result = blank(&mut rest).and_then(|()| {
            at = at.after(&before[..before.len() - rest.len()]);
            let start = rest;
            token(&mut rest).map(|token| (token, start))
        });
        let (token, start) = result.map_err(|wrong| {
            let at = Position::START.after(&source[..source.len() - wrong.left]);
            Failure::new(Kind::Syntax, wrong.message, at)
        })?;
        let end = token == Token::End;
        tokens.push(Placed { token, at });
        if end {
            return Ok(tokens);
        }
        at = at.after(&start[..start.len() - rest.len()]);
    }
}

fn blank(input: &mut &str) -> Parsed<()> {
    let comment = ("//", till_line_ending).void();
    repeat(0.., alt((multispace1.void(), comment))).parse_next(input)
}

fn token(input: &mut &str) -> Parsed<Token> {
    let unknown = |input: &mut &str| match input.chars().next() {
        None => eof.value(Token::End).parse_next(input),
        Some(character) => Err(Wrong::here(input, format!("unexpected {character:?}"))),
    };
    let known = dispatch! { peek(any);
        '0'..='9' => number,
        '"' => text,
        'a'..='z' | 'A'..='Z' | '_' => word,
        _ => sign,
    };
    alt((known, unknown)).parse_next(input)
}

fn number(input: &mut &str) -> Parsed<Token> {
    let exponent = (one_of(['e', 'E']), opt(one_of(['+', '-'])), digit1);
    (digit1, opt(('.', digit1)), opt(exponent))
        .take()
        .verify_map(|digits: &str| digits.parse().ok())
        .map(Token::Number)
        .parse_next(input)
}

fn word(input: &mut &str) -> Parsed<Token> {
    let name =
        take_while(1.., |c: char| c.is_ascii_alphanumeric() || c == '_').parse_next(input)?;
    let keyword = KEYWORDS.iter().find(|keyword| **keyword == name);
    Ok(keyword.map_or_else(|| Token::Name(name.into()), |keyword| Token::Sign(keyword)))
}

fn sign(input: &mut &str) -> Parsed<Token> {
    let found = SIGNS.iter().find(|sign| input.starts_with(**sign));
    let Some(sign) = found else {
        return fail.parse_next(input);
    };
    input.next_slice(sign.len());
    Ok(Token::Sign(sign))
}

fn text(input: &mut &str) -> Parsed<Token> {
    let start = *input;
    any.parse_next(input)?;
    let mut text = String::new();
    loop {
        let plain = take_while(0.., |c| !matches!(c, '"' | '\\' | '\n')).parse_next(input)?;
        text.push_str(plain);
        match any::<_, Wrong>.parse_next(input) {
            Ok('"') => return Ok(Token::Text(text.into())),
            Ok('\\') => text.push(escape(input)?),
            _ => return Err(Wrong::here(&start, "this string does not end")),
        }
    }
}

fn escape(input: &mut &str) -> Parsed<char> {
    let start = *input;
    let hex = take_while(1..=6, |c: char| c.is_ascii_hexdigit());
    let code =
        preceded("u{", hex).verify_map(|hex| char::from_u32(u32::from_str_radix(hex, 16).ok()?));
    let known = dispatch! { any;
        'n' => empty.value('\n'),
        't' => empty.value('\t'),
        'r' => empty.value('\r'),
        '"' => empty.value('"'),
        '\\' => empty.value('\\'),
        _ => fail,
    };
    let found: Parsed<char> = alt(((code, "}").map(|(c, _)| c), known)).parse_next(input);
    found.map_err(|_| {
        Wrong::here(
            &start,
            "unknown escape: there are \\n, \\t, \\r, \\\", \\\\ and \\u{…}",
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(source: &str) -> Vec<Token> {
        lex(source)
            .unwrap()
            .into_iter()
            .map(|placed| placed.token)
            .collect()
    }

    fn refused(source: &str) -> String {
        lex(source).unwrap_err().to_string()
    }

    #[test]
    fn the_longest_sign_is_taken() {
        use Token::{End, Sign};
        assert_eq!(tokens("<= < =="), [Sign("<="), Sign("<"), Sign("=="), End]);
        assert_eq!(tokens("a<=b").len(), 4);
        assert_eq!(tokens("notes not")[1], Sign("not"));
    }

    #[test]
    fn numbers_and_strings() {
        assert_eq!(
            tokens("12 1.5 2e3 1.5e-1")[..4],
            [12.0, 1.5, 2000.0, 0.15].map(Token::Number)
        );
        assert_eq!(
            tokens(r#""a\n\"\u{1F600}""#)[0],
            Token::Text("a\n\"\u{1F600}".into())
        );
        assert_eq!(tokens("// nothing\n").len(), 1);
    }

    #[test]
    fn every_token_knows_its_place() {
        let places: Vec<String> = lex("a // x\n  é".split('é').next().unwrap())
            .unwrap()
            .iter()
            .map(|t| t.at.to_string())
            .collect();
        assert_eq!(places, ["1:1", "2:3"]);
        let after = lex("\"é\" b").unwrap()[1].at;
        assert_eq!(after, Position { line: 1, column: 5 });
    }

    #[test]
    fn what_is_no_token_is_refused_where_it_is() {
        assert_eq!(refused("a\n @"), "2:2: unexpected '@'");
        assert_eq!(
            refused("let s = \"abc\n\";"),
            "1:9: this string does not end"
        );
        assert!(
            refused(r#""a\q""#).starts_with("1:4: unknown escape"),
            "{}",
            refused(r#""a\q""#)
        );
        assert!(refused(r#""\u{110000}""#).starts_with("1:3: unknown escape"));
    }
}
