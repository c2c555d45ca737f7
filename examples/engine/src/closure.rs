//! [`Closure`]: a function of a script's, and the scope it was made in.

use std::rc::Rc;

use handfast::handfast;
use handfast::prelude::*;

use crate::globals::Globals;
use crate::live::Live;
use crate::pace;
use crate::scope::Scope;
use crate::syntax::tree::Function;

/// A function of a script's. It holds the scope it was made in, which mostly holds it too: a cycle.
#[handfast(js_name = ScriptFunction)]
pub struct Closure {
    #[trace(skip)]
    pub(crate) function: Rc<Function>,
    pub(crate) scope: Option<Ref<Scope>>,
    pub(crate) globals: Ref<Globals>,
    #[trace(skip)]
    _live: Live,
}

impl Closure {
    /// Makes one.
    pub(crate) fn of(
        function: Rc<Function>,
        scope: Option<Ref<Scope>>,
        globals: Ref<Globals>,
    ) -> Ref<Closure> {
        let _live = Live::new();
        pace::keep(Closure {
            function,
            scope,
            globals,
            _live,
        })
    }

    /// What it is called; empty if it has no name.
    pub fn name(&self) -> &str {
        &self.function.name
    }
}
