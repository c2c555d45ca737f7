//! From tokens to a tree: here what both `statement` and `expression` are made of.
//!
//! One token decides what follows, so nothing is tried twice. Nesting is limited before the descent begins, by counting
//! brackets: the parser itself, which recurs, never has to look how deep it is.

mod cursor;
mod expression;
mod statement;

use std::rc::Rc;

use winnow::stream::TokenSlice;

use super::Position;
use super::lexer::{Placed, Token, lex};
use super::tree::{Block, DEEPEST, Expression, Function, Place, Statement, Variable, What};
use super::wrong::Wrong;
use crate::closure::PARAMETERS;
use crate::failure::{Failure, Kind, Outcome};
use cursor::{Parsed, Tokens, ends, has, here, list, need};
use statement::statement;

/// How deep brackets may be nested, and how many prefix operators may follow each other.
const BRACKETS: u32 = 64;

/// Reads a script. Its names are not resolved yet.
///
/// # Errors
/// [`Kind::Syntax`], [`Kind::TooDeep`].
pub fn parse(source: &str) -> Outcome<Block> {
    let tokens = lex(source)?;
    limit(&tokens)?;
    let script = |input: &mut Tokens<'_>| {
        let mut statements = Vec::new();
        while !ends(input) {
            statements.push(statement(input)?);
        }
        block_of(input, statements, Position::START)
    };
    let mut input = TokenSlice::new(&tokens);
    script(&mut input).map_err(|wrong| {
        let at = tokens[(tokens.len() - wrong.left).min(tokens.len() - 1)].at;
        Failure::new(Kind::Syntax, wrong.message, at)
    })
}

fn limit(tokens: &[Placed]) -> Outcome<()> {
    let (mut brackets, mut prefixes) = (0u32, 0);
    for Placed { token, at } in tokens {
        match token {
            Token::Sign("(" | "[" | "{") => brackets += 1,
            Token::Sign(")" | "]" | "}") => brackets = brackets.saturating_sub(1),
            _ => {}
        }
        prefixes = match token {
            Token::Sign("-" | "!" | "not") => prefixes + 1,
            _ => 0,
        };
        if brackets.max(prefixes) > BRACKETS {
            let message = format!("this is nested more than {BRACKETS} deep");
            return Err(Failure::new(Kind::TooDeep, message, *at));
        }
    }
    Ok(())
}

fn variable(name: Rc<str>) -> Variable {
    let place = Place::Global(0);
    Variable { name, place }
}

fn block(input: &mut Tokens<'_>) -> Parsed<Block> {
    let at = here(input);
    need(input, "{")?;
    let mut statements = Vec::new();
    while !has(input, "}") {
        statements.push(statement(input)?);
    }
    block_of(input, statements, at)
}

fn block_of(input: &Tokens<'_>, statements: Vec<Statement>, at: Position) -> Parsed<Block> {
    // Functions first, so that they can call each other whatever their order.
    let (mut statements, others): (Vec<_>, Vec<_>) = statements.into_iter().partition(is_function);
    statements.extend(others);
    let depth = statements.iter().map(Statement::depth).max().unwrap_or(0);
    Ok(Block {
        statements,
        slots: 0,
        at,
        depth: deeper(input, depth)?,
    })
}

fn is_function(statement: &Statement) -> bool {
    match statement {
        Statement::Let(_, value) => matches!(&value.what, What::Function(f) if !f.name.is_empty()),
        _ => false,
    }
}

/// The parameters and the body.
fn function(input: &mut Tokens<'_>, name: Rc<str>, at: Position) -> Parsed<Expression> {
    need(input, "(")?;
    let parameters = list(input, ")", cursor::name)?;
    if parameters.len() > PARAMETERS {
        let message = format!("a function takes at most {PARAMETERS} parameters");
        return Err(Wrong::here(input, message));
    }
    let body = block(input)?;
    let function = Function {
        name,
        parameters,
        body,
    };
    made(input, What::Function(Rc::new(function)), at)
}

fn made(input: &Tokens<'_>, what: What, at: Position) -> Parsed<Expression> {
    let depth = deeper(input, what.depth())?;
    Ok(Expression { what, at, depth })
}

fn deeper(input: &Tokens<'_>, depth: u16) -> Parsed<u16> {
    if depth < DEEPEST {
        Ok(depth + 1)
    } else {
        Err(Wrong::here(input, "this expression is nested too deeply"))
    }
}
