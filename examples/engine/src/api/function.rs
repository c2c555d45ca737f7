//! `ScriptFunction`: a closure.

use handfast::handfast;
use handfast::prelude::*;

use crate::closure::Closure;
use crate::convert;
use crate::run;

#[handfast(js_class = ScriptFunction)]
impl Closure {
    /// What it is called; empty if it has no name.
    #[handfast(getter, js_name = name)]
    pub fn js_name(&self) -> String {
        self.name().into()
    }

    /// Calls it. What is missing is nil, and what is too much is ignored.
    #[handfast(variadic)]
    pub fn call(this: &Ref<Self>, arguments: Vec<JsValue>) -> Result<JsValue, JsValue> {
        let arguments: Result<_, _> = arguments.iter().map(convert::from_js).collect();
        convert::answer(run::call(this, arguments.map_err(handfast::to_js_error)?))
    }
}
