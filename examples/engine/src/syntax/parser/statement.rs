//! Statements.

use winnow::stream::Stream;

use super::cursor::{Parsed, Tokens, has, here, name, need, next};
use super::expression::expression;
use super::{block, function, variable};
use crate::syntax::lexer::Token;
use crate::syntax::tree::{Binary, Statement, What};
use crate::syntax::wrong::Wrong;

pub(super) fn statement(input: &mut Tokens<'_>) -> Parsed<Statement> {
    let at = here(input);
    let Token::Sign(sign) = *next(input) else {
        return simple(input);
    };
    match sign {
        "{" => return Ok(Statement::Block(block(input)?)),
        "if" => return condition(input),
        "while" => {
            input.next_token();
            return Ok(Statement::While(expression(input)?, block(input)?));
        }
        "for" => {
            input.next_token();
            let name = name(input)?;
            need(input, "in")?;
            return Ok(Statement::For(name, expression(input)?, block(input)?));
        }
        "try" => {
            input.next_token();
            let tried = block(input)?;
            need(input, "catch")?;
            return Ok(Statement::Try(tried, name(input)?, block(input)?));
        }
        "fn" => {
            let start = input.checkpoint();
            input.next_token();
            if matches!(next(input), Token::Name(_)) {
                let name = name(input)?;
                let made = function(input, name.clone(), at)?;
                return Ok(Statement::Let(variable(name), made));
            }
            input.reset(&start);
            return simple(input);
        }
        _ => {}
    }
    let statement = match sign {
        "let" => {
            input.next_token();
            let name = name(input)?;
            need(input, "=")?;
            Statement::Let(variable(name), expression(input)?)
        }
        "return" => {
            input.next_token();
            let nothing = matches!(next(input), Token::Sign(";" | "}") | Token::End);
            let value = if nothing {
                None
            } else {
                Some(expression(input)?)
            };
            Statement::Return(value, at)
        }
        "break" | "continue" => {
            input.next_token();
            if sign == "break" {
                Statement::Break(at)
            } else {
                Statement::Continue(at)
            }
        }
        "throw" => {
            input.next_token();
            Statement::Throw(expression(input)?)
        }
        _ => return simple(input),
    };
    end_of_statement(input)?;
    Ok(statement)
}

/// A semicolon, which the last statement of a block does not need.
fn end_of_statement(input: &mut Tokens<'_>) -> Parsed<()> {
    if matches!(next(input), Token::Sign("}") | Token::End) {
        return Ok(());
    }
    need(input, ";")
}

/// An expression or an assignment.
fn simple(input: &mut Tokens<'_>) -> Parsed<Statement> {
    let target = expression(input)?;
    let operator = match next(input) {
        Token::Sign("=") => None,
        Token::Sign("+=") => Some(Binary::Add),
        Token::Sign("-=") => Some(Binary::Subtract),
        Token::Sign("*=") => Some(Binary::Multiply),
        Token::Sign("/=") => Some(Binary::Divide),
        _ => {
            end_of_statement(input)?;
            return Ok(Statement::Expression(target));
        }
    };
    if !matches!(
        target.what,
        What::Variable(_) | What::Index(..) | What::Property(..)
    ) {
        return Err(Wrong::here(input, "nothing can be assigned to this"));
    }
    input.next_token();
    let value = expression(input)?;
    end_of_statement(input)?;
    Ok(Statement::Assign(target, operator, value))
}

fn condition(input: &mut Tokens<'_>) -> Parsed<Statement> {
    let (mut arms, mut otherwise) = (Vec::new(), None);
    // In a loop: a chain of many is no deeper than one.
    loop {
        need(input, "if")?;
        arms.push((expression(input)?, block(input)?));
        if !has(input, "else") {
            break;
        }
        if *next(input) != Token::Sign("if") {
            otherwise = Some(block(input)?);
            break;
        }
    }
    Ok(Statement::If(arms, otherwise))
}
