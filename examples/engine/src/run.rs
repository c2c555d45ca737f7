//! The evaluator: walks the tree. Its stack is Rust's, and so is whatever an expression has come to so far.
//!
//! Nothing is borrowed while an expression is evaluated or a function called: it may change everything.

mod access;
mod assign;
mod call;
mod expression;
mod level;
mod operate;
mod statement;

use handfast::Ref;

use crate::failure::Outcome;
use crate::globals::Globals;
use crate::resolve;
use crate::scope::Scope;
use crate::syntax::{Position, parser};
use crate::value::Value;
use level::Level;

pub use call::call;
pub(crate) use call::inner;
pub(crate) use operate::LONGEST as LONGEST_TEXT;

/// The variables in sight; none around a whole script, whose variables are globals.
type Sight<'a> = Option<&'a Ref<Scope>>;

/// Runs code with the variables of one engine.
struct Evaluator<'a> {
    globals: &'a Ref<Globals>,
}

/// Runs a script. Returns what it returns, or the value of its last statement if that is an expression.
///
/// # Errors
/// All kinds there are.
pub fn run(source: &str, globals: &Ref<Globals>) -> Outcome<Value> {
    let mut script = parser::parse(source)?;
    resolve::resolve(&mut script, &mut globals.borrow_mut())?;
    let _level = Level::enter(globals, Position::START)?;
    Evaluator { globals }.script(&script)
}
