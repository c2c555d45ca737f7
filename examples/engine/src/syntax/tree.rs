//! What a script is made of. It holds no references to objects, so that closures share it.

use std::rc::Rc;

use super::Position;

/// How deep a tree may be. Evaluating and dropping one takes stack in proportion.
pub const DEEPEST: u16 = 200;

/// An expression.
#[derive(Debug)]
pub struct Expression {
    /// What it is.
    pub what: What,
    /// Where its errors are reported.
    pub at: Position,
    /// How deep the tree below it is.
    pub(super) depth: u16,
}

/// Where a variable is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// In this scope or one around it, and there in this place.
    Local {
        /// How many scopes outwards.
        up: u32,
        /// The place.
        slot: u32,
    },
    /// Among the globals.
    Global(u32),
}

/// A name, and what it refers to once the program was resolved.
#[derive(Debug)]
pub struct Variable {
    /// The name.
    pub name: Rc<str>,
    /// Where it is.
    pub place: Place,
}

/// What an expression is.
#[derive(Debug)]
pub enum What {
    /// Nothing.
    Nil,
    /// A truth.
    Bool(bool),
    /// A number.
    Number(f64),
    /// A string.
    Text(Rc<str>),
    /// A variable.
    Variable(Variable),
    /// A function.
    Function(Rc<Function>),
    /// A list.
    List(Vec<Expression>),
    /// A map: keys and values.
    Map(Vec<(Rc<str>, Expression)>),
    /// Not or minus.
    Unary(Unary, Box<Expression>),
    /// Two operands, both evaluated.
    Binary(Binary, Box<Expression>, Box<Expression>),
    /// `and`, or `or` if it is true: the second is evaluated only if needed.
    Logic(bool, Box<Expression>, Box<Expression>),
    /// A call.
    Call(Box<Expression>, Vec<Expression>),
    /// What something has under a computed key.
    Index(Box<Expression>, Box<Expression>),
    /// What something has under a name.
    Property(Box<Expression>, Rc<str>),
}

/// Operators with one operand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unary {
    /// `not`, `!`
    Not,
    /// `-`
    Minus,
}

/// Operators with two operands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Binary {
    /// `+`
    Add,
    /// `-`
    Subtract,
    /// `*`
    Multiply,
    /// `/`
    Divide,
    /// `%`
    Remainder,
    /// `==`
    Equal,
    /// `!=`
    Unequal,
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterOrEqual,
}

impl Binary {
    /// As it is written.
    pub fn sign(self) -> &'static str {
        match self {
            Binary::Add => "+",
            Binary::Subtract => "-",
            Binary::Multiply => "*",
            Binary::Divide => "/",
            Binary::Remainder => "%",
            Binary::Equal => "==",
            Binary::Unequal => "!=",
            Binary::Less => "<",
            Binary::LessOrEqual => "<=",
            Binary::Greater => ">",
            Binary::GreaterOrEqual => ">=",
        }
    }
}

/// A function as it is written.
#[derive(Debug)]
pub struct Function {
    /// What it is called; empty if it has no name.
    pub name: Rc<str>,
    /// The names of its parameters, which are the first variables of its scope.
    pub parameters: Vec<Rc<str>>,
    /// What it does.
    pub body: Block,
}

/// Statements with a scope of their own.
#[derive(Debug)]
pub struct Block {
    /// In the order in which they run: functions first.
    pub statements: Vec<Statement>,
    /// How many variables its scope has. If there are none, it has no scope either.
    pub slots: u32,
    /// Where it begins.
    pub at: Position,
    pub(super) depth: u16,
}

/// A statement.
#[derive(Debug)]
pub enum Statement {
    /// An expression for what it does.
    Expression(Expression),
    /// `let` or a named function: makes a variable.
    Let(Variable, Expression),
    /// An assignment, maybe with an operator.
    Assign(Expression, Option<Binary>, Expression),
    /// Conditions with their blocks, and the block for when none holds.
    If(Vec<(Expression, Block)>, Option<Block>),
    /// A loop.
    While(Expression, Block),
    /// A loop over what a list or a map contains. The variable is the first of the block's scope.
    For(Rc<str>, Expression, Block),
    /// The end of a function, or of the script.
    Return(Option<Expression>, Position),
    /// The end of a loop.
    Break(Position),
    /// The end of a round of a loop.
    Continue(Position),
    /// An error of the script's.
    Throw(Expression),
    /// A block, and another one for its errors. The variable is the first of that one's scope.
    Try(Block, Rc<str>, Block),
    /// A block.
    Block(Block),
}

impl What {
    /// How deep the tree below is.
    pub(super) fn depth(&self) -> u16 {
        let all = |list: &[Expression]| list.iter().map(|e| e.depth).max().unwrap_or(0);
        match self {
            What::Nil | What::Bool(_) | What::Number(_) | What::Text(_) | What::Variable(_) => 0,
            What::Function(function) => function.body.depth,
            What::List(items) => all(items),
            What::Map(entries) => entries.iter().map(|(_, e)| e.depth).max().unwrap_or(0),
            What::Unary(_, e) | What::Property(e, _) => e.depth,
            What::Binary(_, a, b) | What::Logic(_, a, b) | What::Index(a, b) => {
                a.depth.max(b.depth)
            }
            What::Call(callee, arguments) => callee.depth.max(all(arguments)),
        }
    }
}

impl Statement {
    /// How deep the tree below is.
    pub(super) fn depth(&self) -> u16 {
        let maybe = |e: &Option<Expression>| e.as_ref().map_or(0, |e| e.depth);
        match self {
            Statement::Expression(e) | Statement::Let(_, e) | Statement::Throw(e) => e.depth,
            Statement::Assign(a, _, b) => a.depth.max(b.depth),
            Statement::If(arms, otherwise) => {
                let arms = arms
                    .iter()
                    .map(|(condition, block)| condition.depth.max(block.depth));
                arms.chain(otherwise.iter().map(|block| block.depth))
                    .max()
                    .unwrap_or(0)
            }
            Statement::While(e, block) | Statement::For(_, e, block) => e.depth.max(block.depth),
            Statement::Return(e, _) => maybe(e),
            Statement::Break(_) | Statement::Continue(_) => 0,
            Statement::Try(block, _, handler) => block.depth.max(handler.depth),
            Statement::Block(block) => block.depth,
        }
    }
}
