//! `Engine`: scripts that share their globals.

use handfast::handfast;
use handfast::prelude::*;

use crate::convert;
use crate::globals::Globals;
use crate::run;
use crate::value::Value;

/// Runs scripts. All of one engine share their global variables.
#[handfast]
pub struct Engine {
    globals: Ref<Globals>,
}

#[handfast]
impl Engine {
    /// An engine whose scripts print by calling `print` with a text.
    #[handfast(constructor)]
    pub fn new(
        #[handfast(unchecked_optional_param_type = "(text: string) => void")] print: Option<
            JsRef<Function>,
        >,
    ) -> Engine {
        let print = print.map_or(Value::Nil, Value::HostFunction);
        let globals = Globals::new(print);
        Engine { globals }
    }

    /// Declares a global variable, or changes it. Scripts hold what is an object or a function of JavaScript's.
    pub fn define(&self, name: &str, value: JsValue) -> Result<(), handfast::Error> {
        let value = convert::from_js(&value)?;
        self.globals.borrow_mut().define(name, value);
        Ok(())
    }

    /// The value of a global variable; `undefined` if there is none.
    pub fn lookup(&self, name: &str) -> Result<JsValue, handfast::Error> {
        let value = self.globals.borrow().lookup(name);
        convert::to_js(&value.unwrap_or_default())
    }

    /// Limits how many steps a run may take, from the next one on.
    #[handfast(js_name = limitSteps)]
    pub fn limit_steps(&self, steps: f64) {
        self.globals.borrow_mut().steps = steps as u64;
    }

    /// Runs a script. Returns what it returns, or the value of the expression that it ends with.
    ///
    /// Throws a `ScriptError`, or what a function of JavaScript's has thrown.
    pub fn run(this: &Ref<Self>, source: String) -> Result<JsValue, JsValue> {
        // Nothing is borrowed while it runs: it may come back here.
        let globals = this.borrow().globals.clone();
        convert::answer(run::run(&source, &globals))
    }
}
