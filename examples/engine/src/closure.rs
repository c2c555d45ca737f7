//! [`Closure`]: a function of a script's, and the scope it was made in.

use std::rc::Rc;

use handfast::prelude::*;
use handfast::{Error, RustFn};

use crate::convert;
use crate::globals::Globals;
use crate::live::Live;
use crate::pace;
use crate::run;
use crate::scope::Scope;
use crate::syntax::tree::Function;

/// A function of a script's. It holds the scope it was made in, which mostly holds it too: a cycle.
#[derive(Trace)]
pub struct Closure {
    #[trace(skip)]
    pub(crate) function: Rc<Function>,
    pub(crate) scope: Option<Ref<Scope>>,
    pub(crate) globals: Ref<Globals>,
    /// What it is for JavaScript, once it has been there. That one holds the closure: one more cycle.
    outside: Option<RustFn>,
    #[trace(skip)]
    _live: Live,
}

/// How many parameters a function may have: as many as a [`RustFn`] can take.
pub const PARAMETERS: usize = 6;

impl Closure {
    /// Makes one.
    pub(crate) fn of(
        function: Rc<Function>,
        scope: Option<Ref<Scope>>,
        globals: Ref<Globals>,
    ) -> Ref<Closure> {
        pace::keep(Closure {
            function,
            scope,
            globals,
            outside: None,
            _live: Live::new(),
        })
    }

    /// What it is called; empty if it has no name.
    pub fn name(&self) -> &str {
        &self.function.name
    }

    /// The JavaScript function that calls it: always the same one.
    ///
    /// # Errors
    /// [`Error::TableFull`].
    pub(crate) fn to_js(this: &Ref<Closure>) -> Result<JsValue, Error> {
        let known = this.borrow().outside.clone();
        let outside = known.unwrap_or_else(|| {
            let made = outside(this);
            this.borrow_mut().outside = Some(made.clone());
            made
        });
        Ok(outside.to_function()?.into())
    }

    /// The closure that a JavaScript function calls.
    ///
    /// # Errors
    /// As [`RustFn::from_js`]: [`Error::NotAHandle`] for a function of JavaScript's own.
    pub(crate) fn from_js(value: &JsValue) -> Result<Option<Ref<Closure>>, Error> {
        RustFn::from_js(value)?.with_env(Ref::clone)
    }
}

/// Takes as many arguments as the closure has parameters: JavaScript may pass fewer, or more.
fn outside(closure: &Ref<Closure>) -> RustFn {
    macro_rules! taking {
        ($($argument:ident)*) => {
            RustFn::new(closure.clone(), |closure: &Ref<Closure>, $($argument: JsValue),*| {
                called(closure, &[$($argument),*])
            })
        };
    }
    let parameters = closure.borrow().function.parameters.len();
    match parameters {
        0 => taking!(),
        1 => taking!(a),
        2 => taking!(a b),
        3 => taking!(a b c),
        4 => taking!(a b c d),
        5 => taking!(a b c d e),
        _ => taking!(a b c d e f),
    }
}

fn called(closure: &Ref<Closure>, arguments: &[JsValue]) -> Result<JsValue, JsValue> {
    let arguments: Result<_, _> = arguments.iter().map(convert::from_js).collect();
    convert::answer(run::call(
        closure,
        arguments.map_err(handfast::to_js_error)?,
    ))
}
