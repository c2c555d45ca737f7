//! Finds out where the variables of a script are, so that running it compares no names.

use std::rc::Rc;

use crate::failure::{Failure, Kind, Outcome};
use crate::globals::Globals;
use crate::syntax::Position;
use crate::syntax::tree::{Block, Expression, Function, Place, Statement, Variable, What};

/// Resolves a script whose own variables are globals, so that the next script finds them.
///
/// # Errors
/// [`Kind::Syntax`] for a variable that is declared twice in one scope, and for `break` outside of loops.
pub fn resolve(script: &mut Block, globals: &mut Globals) -> Outcome<()> {
    let mut resolver = Resolver {
        globals,
        scopes: Vec::new(),
        in_loop: false,
    };
    resolver.statements(&mut script.statements)
}

struct Resolver<'a> {
    globals: &'a mut Globals,
    /// The variables of those scopes that exist at run time, from the outermost on.
    scopes: Vec<Vec<Rc<str>>>,
    in_loop: bool,
}

impl Resolver<'_> {
    fn place(&mut self, name: &Rc<str>) -> Place {
        for (up, scope) in self.scopes.iter().rev().enumerate() {
            if let Some(slot) = scope.iter().position(|other| other == name) {
                let (up, slot) = (up as u32, slot as u32);
                return Place::Local { up, slot };
            }
        }
        Place::Global(self.globals.place(name))
    }

    fn variable(&mut self, variable: &mut Variable) {
        variable.place = self.place(&variable.name);
    }

    /// A block whose scope begins with these variables.
    fn block(&mut self, block: &mut Block, mut names: Vec<Rc<str>>) -> Outcome<()> {
        for statement in &block.statements {
            if let Statement::Let(variable, value) = statement {
                if names.contains(&variable.name) {
                    let message = format!("`{}` is declared twice in one scope", variable.name);
                    return Err(Failure::new(Kind::Syntax, message, value.at));
                }
                names.push(variable.name.clone());
            }
        }
        block.slots = names.len() as u32;
        let scoped = !names.is_empty();
        if scoped {
            self.scopes.push(names);
        }
        self.statements(&mut block.statements)?;
        if scoped {
            self.scopes.pop();
        }
        Ok(())
    }

    fn body(&mut self, block: &mut Block, names: Vec<Rc<str>>) -> Outcome<()> {
        let outer = std::mem::replace(&mut self.in_loop, true);
        self.block(block, names)?;
        self.in_loop = outer;
        Ok(())
    }

    fn function(&mut self, function: &mut Function) -> Outcome<()> {
        let outer = std::mem::take(&mut self.in_loop);
        self.block(&mut function.body, function.parameters.clone())?;
        self.in_loop = outer;
        Ok(())
    }

    fn statements(&mut self, statements: &mut [Statement]) -> Outcome<()> {
        statements
            .iter_mut()
            .try_for_each(|statement| self.statement(statement))
    }

    fn statement(&mut self, statement: &mut Statement) -> Outcome<()> {
        match statement {
            Statement::Expression(e) | Statement::Throw(e) => self.expression(e),
            Statement::Let(variable, value) => {
                self.variable(variable);
                self.expression(value)
            }
            Statement::Assign(target, _, value) => {
                self.expression(target)?;
                self.expression(value)
            }
            Statement::If(arms, otherwise) => {
                for (condition, block) in arms {
                    self.expression(condition)?;
                    self.block(block, Vec::new())?;
                }
                otherwise
                    .iter_mut()
                    .try_for_each(|block| self.block(block, Vec::new()))
            }
            Statement::While(condition, block) => {
                self.expression(condition)?;
                self.body(block, Vec::new())
            }
            Statement::For(name, over, block) => {
                self.expression(over)?;
                self.body(block, vec![name.clone()])
            }
            Statement::Return(value, _) => value
                .iter_mut()
                .try_for_each(|value| self.expression(value)),
            Statement::Break(at) | Statement::Continue(at) => self.leaves_loop(*at),
            Statement::Try(block, name, handler) => {
                self.block(block, Vec::new())?;
                self.block(handler, vec![name.clone()])
            }
            Statement::Block(block) => self.block(block, Vec::new()),
        }
    }

    fn leaves_loop(&self, at: Position) -> Outcome<()> {
        if self.in_loop {
            return Ok(());
        }
        Err(Failure::new(
            Kind::Syntax,
            "there is no loop around this",
            at,
        ))
    }

    fn expression(&mut self, expression: &mut Expression) -> Outcome<()> {
        match &mut expression.what {
            What::Nil | What::Bool(_) | What::Number(_) | What::Text(_) => Ok(()),
            What::Variable(variable) => {
                self.variable(variable);
                Ok(())
            }
            What::Function(function) => {
                let function =
                    Rc::get_mut(function).expect("the tree was just made, and nobody shares it");
                self.function(function)
            }
            What::List(items) => items.iter_mut().try_for_each(|item| self.expression(item)),
            What::Map(entries) => entries
                .iter_mut()
                .try_for_each(|(_, value)| self.expression(value)),
            What::Unary(_, e) | What::Property(e, _) => self.expression(e),
            What::Binary(_, a, b) | What::Logic(_, a, b) | What::Index(a, b) => {
                self.expression(a)?;
                self.expression(b)
            }
            What::Call(callee, arguments) => {
                self.expression(callee)?;
                arguments
                    .iter_mut()
                    .try_for_each(|argument| self.expression(argument))
            }
        }
    }
}
