//! [`RustFn`]: a Rust closure that is a JavaScript function.

mod answer;
mod argument;
mod call;
mod code;
mod cross;
mod imports;
mod object;

use std::fmt;

use handfast_runtime::{Error, Ref, Trace, Tracer};
use js_sys::Function;
use wasm_bindgen::{JsCast, JsValue};

use crate::js_ref::JsRef;
use call::{Exclusive, Once, Shared};
use code::Code;
use object::{Body, Callable, holds_nothing};

/// A Rust closure that JavaScript can call.
#[derive(Clone)]
pub struct RustFn {
    object: Ref<dyn Callable>,
    code: &'static Code,
}

impl RustFn {
    /// Makes a function of code that borrows its environment.
    pub fn new<E: Trace + 'static, F: Shared<E, M>, M>(env: E, code: F) -> RustFn {
        const { holds_nothing::<F>() }
        RustFn {
            object: Ref::new(Body { env, code }).into_dyn(),
            code: const { &F::CODE },
        }
    }

    /// Makes a function of code that changes its environment.
    pub fn new_mut<E: Trace + 'static, F: Exclusive<E, M>, M>(env: E, code: F) -> RustFn {
        const { holds_nothing::<F>() }
        RustFn {
            object: Ref::new(Body { env, code }).into_dyn(),
            code: const { &F::CODE },
        }
    }

    /// Makes a function that can be called once, of code that takes its environment.
    pub fn once<E: Trace + 'static, F: Once<E, M>, M>(env: E, code: F) -> RustFn {
        const { holds_nothing::<F>() }
        let (env, code) = (Some(env), Some(code));
        RustFn {
            object: Ref::new(Body { env, code }).into_dyn(),
            code: const { &F::CODE },
        }
    }

    /// The function behind a JavaScript value.
    ///
    /// # Errors
    /// One for each way a value can fail to be a function of this instance that is alive: [`Error::NotAHandle`] for a
    /// function of JavaScript's.
    pub fn from_js(value: &JsValue) -> Result<RustFn, Error> {
        let (object, code) = code::unwrap(value)?;
        Ok(RustFn { object, code })
    }

    /// The JavaScript function: the one that JavaScript already has, or a new one.
    ///
    /// # Errors
    /// [`Error::TableFull`].
    pub fn to_function(&self) -> Result<Function, Error> {
        self.wrap().map(JsCast::unchecked_into)
    }

    pub(crate) fn wrap(&self) -> Result<JsValue, Error> {
        self.code.wrap(&self.object)
    }
}

impl Trace for RustFn {
    const EDGES: bool = true;
    const INTERIOR: bool = false;
    fn trace(&self, tracer: &mut Tracer<'_>) {
        self.object.trace(tracer);
    }
}

/// # Panics
/// If the table is full; see [`RustFn::to_function`].
impl From<&RustFn> for JsValue {
    fn from(function: &RustFn) -> JsValue {
        function.wrap().unwrap_or_else(|error| panic!("{error}"))
    }
}

/// # Panics
/// If the table is full; see [`RustFn::to_function`].
impl From<RustFn> for JsValue {
    fn from(function: RustFn) -> JsValue {
        JsValue::from(&function)
    }
}

/// # Panics
/// If the table is full; see [`RustFn::to_function`].
impl From<&RustFn> for Function {
    fn from(function: &RustFn) -> Function {
        JsValue::from(function).unchecked_into()
    }
}

/// # Panics
/// If a table is full; see [`RustFn::to_function`] and [`JsRef::try_new`].
impl From<&RustFn> for JsRef<Function> {
    fn from(function: &RustFn) -> JsRef<Function> {
        JsRef::new(&Function::from(function))
    }
}

/// Two are equal when they are the same function.
impl PartialEq for RustFn {
    fn eq(&self, other: &RustFn) -> bool {
        self.object == other.object
    }
}

impl Eq for RustFn {}

impl fmt::Debug for RustFn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RustFn({:?})", self.object.handle())
    }
}
