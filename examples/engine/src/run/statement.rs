//! Statements.

use crate::failure::{Failure, Kind, Outcome};
use crate::map::Map;
use crate::scope::Scope;
use crate::syntax::Position;
use crate::syntax::tree::{Block, Expression, Statement};
use crate::value::Value;

use super::level::{Level, step};
use super::{Evaluator, Sight};

/// How a statement ends.
pub(super) enum Flow {
    Next,
    Return(Value),
    Break,
    Continue,
}

impl Evaluator<'_> {
    /// A whole script.
    pub(super) fn script(&self, script: &Block) -> Outcome<Value> {
        let mut statements = script.statements.as_slice();
        let mut result = None;
        if let [first @ .., Statement::Expression(last)] = statements {
            (statements, result) = (first, Some(last));
        }
        if let Flow::Return(value) = self.statements(statements, None)? {
            return Ok(value);
        }
        result.map_or(Ok(Value::Nil), |last| self.expression(last, None))
    }

    /// A block, whose first variables have these values.
    pub(super) fn block(
        &self,
        block: &Block,
        sight: Sight<'_>,
        first: impl Iterator<Item = Value>,
    ) -> Outcome<Flow> {
        let _level = Level::inner(block.at)?;
        if block.slots == 0 {
            return self.statements(&block.statements, sight);
        }
        let scope = Scope::inside(sight, block.slots, first);
        self.statements(&block.statements, Some(&scope))
    }

    fn plain_block(&self, block: &Block, sight: Sight<'_>) -> Outcome<Flow> {
        self.block(block, sight, std::iter::empty())
    }

    fn statements(&self, statements: &[Statement], sight: Sight<'_>) -> Outcome<Flow> {
        for statement in statements {
            match self.statement(statement, sight)? {
                Flow::Next => {}
                other => return Ok(other),
            }
        }
        Ok(Flow::Next)
    }

    fn statement(&self, statement: &Statement, sight: Sight<'_>) -> Outcome<Flow> {
        match statement {
            Statement::Expression(e) => drop(self.expression(e, sight)?),
            Statement::Let(variable, value) => {
                let value = self.expression(value, sight)?;
                self.set(variable.place, value, sight);
            }
            Statement::Assign(target, operator, value) => {
                self.assign(target, *operator, value, sight)?;
            }
            Statement::If(arms, otherwise) => {
                for (condition, block) in arms {
                    if self.expression(condition, sight)?.is_true() {
                        return self.plain_block(block, sight);
                    }
                }
                if let Some(block) = otherwise {
                    return self.plain_block(block, sight);
                }
            }
            Statement::While(condition, block) => return self.repeat(condition, block, sight),
            Statement::For(_, over, block) => return self.each(over, block, sight),
            Statement::Return(value, _) => {
                let value = value
                    .as_ref()
                    .map_or(Ok(Value::Nil), |value| self.expression(value, sight));
                return Ok(Flow::Return(value?));
            }
            Statement::Break(_) => return Ok(Flow::Break),
            Statement::Continue(_) => return Ok(Flow::Continue),
            Statement::Throw(value) => {
                return Err(Failure::thrown(self.expression(value, sight)?, value.at));
            }
            Statement::Try(block, _, handler) => return self.attempt(block, handler, sight),
            Statement::Block(block) => return self.plain_block(block, sight),
        }
        Ok(Flow::Next)
    }

    #[inline(never)]
    fn repeat(&self, condition: &Expression, block: &Block, sight: Sight<'_>) -> Outcome<Flow> {
        while self.expression(condition, sight)?.is_true() {
            step(condition.at)?;
            match self.plain_block(block, sight)? {
                Flow::Next | Flow::Continue => {}
                Flow::Break => break,
                Flow::Return(value) => return Ok(Flow::Return(value)),
            }
        }
        Ok(Flow::Next)
    }

    #[inline(never)]
    fn each(&self, over: &Expression, block: &Block, sight: Sight<'_>) -> Outcome<Flow> {
        let items = self.expression(over, sight)?;
        let items = super::access::items(&items, over.at)?;
        let mut index = 0;
        while let Some(item) = items.get(index) {
            step(over.at)?;
            index += 1;
            match self.block(block, sight, std::iter::once(item))? {
                Flow::Next | Flow::Continue => {}
                Flow::Break => break,
                Flow::Return(value) => return Ok(Flow::Return(value)),
            }
        }
        Ok(Flow::Next)
    }

    #[inline(never)]
    fn attempt(&self, block: &Block, handler: &Block, sight: Sight<'_>) -> Outcome<Flow> {
        let failure = match self.plain_block(block, sight) {
            Ok(flow) => return Ok(flow),
            // Otherwise a script could go on for ever.
            Err(failure) if failure.kind == Kind::TooLong => return Err(failure),
            Err(failure) => *failure,
        };
        let caught = match failure.kind {
            Kind::Thrown => failure.value,
            kind => described(kind, &failure.message, failure.at),
        };
        self.block(handler, sight, std::iter::once(caught))
    }
}

/// An error of the language, as scripts catch it.
fn described(kind: Kind, message: &str, at: Position) -> Value {
    let entries = [
        ("kind", kind.name().into()),
        ("message", message.into()),
        ("line", f64::from(at.line).into()),
        ("column", f64::from(at.column).into()),
    ];
    Value::Map(Map::of(
        entries
            .into_iter()
            .map(|(key, value): (&str, Value)| (key.into(), value))
            .collect(),
    ))
}
