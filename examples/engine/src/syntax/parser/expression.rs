//! Expressions, by winnow's Pratt parser.

use std::rc::Rc;

use winnow::combinator::{Infix, Postfix, Prefix, expression as pratt};
use winnow::prelude::*;
use winnow::stream::Stream;

use super::cursor::{Parsed, Tokens, expected, here, list, name, need, next};
use super::{function, made, variable};
use crate::syntax::lexer::Token;
use crate::syntax::tree::{Binary, Expression, Unary, What};
use crate::syntax::wrong::Wrong;

type Fold<'t> = fn(&mut Tokens<'t>, Expression, Expression) -> Parsed<Expression>;

/// An expression.
pub(super) fn expression(input: &mut Tokens<'_>) -> Parsed<Expression> {
    pratt(operand)
        .prefix(prefix)
        .infix(infix)
        .postfix(postfix)
        .parse_next(input)
}

/// No operator, and nothing taken.
fn none<T>(input: &Tokens<'_>) -> Parsed<T> {
    Err(winnow::error::ParserError::from_input(input))
}

fn prefix<'t>(input: &mut Tokens<'t>) -> Parsed<Prefix<Tokens<'t>, Expression, Wrong>> {
    let prefix = match next(input) {
        Token::Sign("-") => Prefix(8, |input, a| unary(input, Unary::Minus, a)),
        Token::Sign("!") => Prefix(8, |input, a| unary(input, Unary::Not, a)),
        // Binds less than comparisons, as in languages that have the word.
        Token::Sign("not") => Prefix(3, |input, a| unary(input, Unary::Not, a)),
        // Asked for last, where an expression must begin.
        _ => return Err(expected(input, "an expression")),
    };
    input.next_token();
    Ok(prefix)
}

fn unary(input: &mut Tokens<'_>, operator: Unary, a: Expression) -> Parsed<Expression> {
    let at = a.at;
    made(input, What::Unary(operator, Box::new(a)), at)
}

fn infix<'t>(input: &mut Tokens<'t>) -> Parsed<Infix<Tokens<'t>, Expression, Wrong>> {
    macro_rules! binary {
        ($operator:ident) => {
            |input, a, b| binary(input, Binary::$operator, a, b)
        };
    }
    let Token::Sign(sign) = next(input) else {
        return none(input);
    };
    let (power, fold): (_, Fold<'t>) = match *sign {
        "or" => (1, |input, a, b| logic(input, true, a, b)),
        "and" => (2, |input, a, b| logic(input, false, a, b)),
        "==" => (4, binary!(Equal)),
        "!=" => (4, binary!(Unequal)),
        "<" => (5, binary!(Less)),
        "<=" => (5, binary!(LessOrEqual)),
        ">" => (5, binary!(Greater)),
        ">=" => (5, binary!(GreaterOrEqual)),
        "+" => (6, binary!(Add)),
        "-" => (6, binary!(Subtract)),
        "*" => (7, binary!(Multiply)),
        "/" => (7, binary!(Divide)),
        "%" => (7, binary!(Remainder)),
        _ => return none(input),
    };
    input.next_token();
    Ok(Infix::Left(power, fold))
}

fn binary(
    input: &mut Tokens<'_>,
    operator: Binary,
    a: Expression,
    b: Expression,
) -> Parsed<Expression> {
    let at = a.at;
    made(input, What::Binary(operator, Box::new(a), Box::new(b)), at)
}

fn logic(input: &mut Tokens<'_>, or: bool, a: Expression, b: Expression) -> Parsed<Expression> {
    let at = a.at;
    made(input, What::Logic(or, Box::new(a), Box::new(b)), at)
}

fn postfix<'t>(input: &mut Tokens<'t>) -> Parsed<Postfix<Tokens<'t>, Expression, Wrong>> {
    let postfix = match next(input) {
        Token::Sign("(") => Postfix(9, |input, callee: Expression| {
            let at = callee.at;
            let arguments = list(input, ")", expression)?;
            made(input, What::Call(Box::new(callee), arguments), at)
        }),
        Token::Sign("[") => Postfix(9, |input, of: Expression| {
            let at = of.at;
            let key = expression(input)?;
            need(input, "]")?;
            made(input, What::Index(Box::new(of), Box::new(key)), at)
        }),
        Token::Sign(".") => Postfix(9, |input, of: Expression| {
            let at = here(input);
            let name = name(input)?;
            made(input, What::Property(Box::new(of), name), at)
        }),
        _ => return none(input),
    };
    input.next_token();
    Ok(postfix)
}

fn operand(input: &mut Tokens<'_>) -> Parsed<Expression> {
    let at = here(input);
    let what = match next(input) {
        Token::Number(number) => What::Number(*number),
        Token::Text(text) => What::Text(text.clone()),
        Token::Name(name) => What::Variable(variable(name.clone())),
        Token::Sign("nil") => What::Nil,
        Token::Sign("true") => What::Bool(true),
        Token::Sign("false") => What::Bool(false),
        Token::Sign("(") => {
            input.next_token();
            let inner = expression(input)?;
            need(input, ")")?;
            return Ok(inner);
        }
        Token::Sign("[") => {
            input.next_token();
            let items = list(input, "]", expression)?;
            return made(input, What::List(items), at);
        }
        Token::Sign("{") => {
            input.next_token();
            let entries = list(input, "}", entry)?;
            return made(input, What::Map(entries), at);
        }
        Token::Sign("fn") => {
            input.next_token();
            return function(input, Rc::from(""), at);
        }
        _ => return none(input),
    };
    input.next_token();
    made(input, what, at)
}

fn entry(input: &mut Tokens<'_>) -> Parsed<(Rc<str>, Expression)> {
    let key = match next(input) {
        Token::Text(text) => {
            input.next_token();
            text.clone()
        }
        _ => name(input)?,
    };
    need(input, ":")?;
    Ok((key, expression(input)?))
}
