//! From tokens to a tree: statements here, [expressions](expression) below.
//!
//! One token decides what follows, so nothing is tried twice. Nesting is limited before the descent begins, by counting
//! brackets: the parser itself, which recurs, never has to look how deep it is.

mod expression;

use std::rc::Rc;

use winnow::prelude::*;
use winnow::stream::{Stream, TokenSlice};
use winnow::token::any;

use super::Position;
use super::lexer::{Placed, Token, lex};
use super::tree::{Binary, Block, DEEPEST, Expression, Function, Place, Statement, Variable, What};
use super::wrong::Wrong;
use crate::closure::PARAMETERS;
use crate::failure::{Failure, Kind, Outcome};
use expression::expression;

type Tokens<'t> = TokenSlice<'t, Placed>;
type Parsed<T> = Result<T, Wrong>;

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

/// The next token. There is always one: nothing goes past [`Token::End`].
fn next<'t>(input: &Tokens<'t>) -> &'t Token {
    input
        .peek_token()
        .map_or(&Token::End, |placed| &placed.token)
}

fn here(input: &Tokens<'_>) -> Position {
    input
        .peek_token()
        .map_or(Position::START, |placed| placed.at)
}

fn ends(input: &Tokens<'_>) -> bool {
    *next(input) == Token::End
}

/// Takes a sign, if it is there.
fn has(input: &mut Tokens<'_>, sign: &'static str) -> bool {
    let it = *next(input) == Token::Sign(sign);
    if it {
        input.next_token();
    }
    it
}

/// Takes a sign that must be there.
fn need(input: &mut Tokens<'_>, sign: &'static str) -> Parsed<()> {
    if has(input, sign) {
        Ok(())
    } else {
        Err(expected(input, &format!("`{sign}`")))
    }
}

fn expected(input: &Tokens<'_>, what: &str) -> Wrong {
    let found = match next(input) {
        Token::Number(number) => number.to_string(),
        Token::Text(_) => "a string".into(),
        Token::Name(name) => format!("`{name}`"),
        Token::Sign(sign) => format!("`{sign}`"),
        Token::End => "the end".into(),
    };
    Wrong::here(input, format!("expected {what}, found {found}"))
}

fn name(input: &mut Tokens<'_>) -> Parsed<Rc<str>> {
    let name = any::<_, Wrong>.verify_map(|placed: &Placed| match &placed.token {
        Token::Name(name) => Some(name.clone()),
        _ => None,
    });
    { name }
        .parse_next(input)
        .map_err(|_| expected(input, "a name"))
}

/// What is between two signs, with commas in between and maybe one at the end. The first sign was taken.
fn list<T>(
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

fn variable(name: Rc<str>) -> Variable {
    let place = Place::Global(0);
    Variable { name, place }
}

fn statement(input: &mut Tokens<'_>) -> Parsed<Statement> {
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
    let parameters = list(input, ")", self::name)?;
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
