//! [`RustFn`]: a Rust closure that is a JavaScript function.

mod answer;
mod argument;
mod call;
mod code;
mod cross;
mod imports;
mod object;
mod receiver;

use std::fmt;

use handfast_runtime::{Error, Ref, Trace, Tracer};
use js_sys::Function;
use wasm_bindgen::{JsCast, JsValue};

use crate::js_ref::JsRef;
use call::{Exclusive, Once, Shared};
use code::Code;
use object::{Body, Callable, holds_nothing};

/// A Rust closure that is a JavaScript function.
///
/// It is an object of the heap: counted, with a handle while JavaScript has the function, which is its wrapper. Whatever
/// releases wrappers releases it: a finalizer, a sweep, `handfast.dispose(f)` and `f[Symbol.dispose]()`.
///
/// What the closure needs is its *environment*, a value of its own that [`Trace`] looks into, so that cycles through functions are
/// collected. The code itself must hold nothing; code that captures a variable is refused when it is compiled.
///
/// ```
/// use handfast::prelude::*;
///
/// #[handfast(identity)]
/// pub struct Counter {
///     count: i32,
/// }
///
/// #[handfast]
/// impl Counter {
///     /// A function that adds to the counter.
///     pub fn adder(this: &Ref<Self>) -> RustFn {
///         RustFn::new((this.clone(),), |(counter,): &(Ref<Counter>,), by: i32| {
///             let mut counter = counter.borrow_mut();
///             counter.count += by;
///             counter.count
///         })
///     }
/// }
///
/// let counter = Ref::new(Counter { count: 0 });
/// let adder = Counter::adder(&counter);
/// assert_eq!(counter.strong_count(), 2); // the function holds it
/// drop(adder);
/// assert_eq!(counter.strong_count(), 1);
/// drop(counter);
/// handfast::assert_empty();
/// ```
///
/// In JavaScript `counter.adder()(5)` calls it.
///
/// # Arguments and results
///
/// At most six, of the types that exported functions take by value and return, with their types written out: numbers, `bool`,
/// `char`, `String`, `Ref<T>`, classes, `JsRef<V>`, JavaScript's own types, `RustFn`, enums, and `Vec` and `Option` of these; results
/// also as `Result<_, E>`. They are checked in the same way, and errors name the function. Only what may be missing is not
/// converted: `Option<i32>` takes a number, `undefined` or `null`.
///
/// # In signatures
///
/// Exported functions take and return `RustFn`, also in `Option` and `Vec`, and a field can hold one. JavaScript gets the same
/// function for the same `RustFn` as long as it can reach it, and passing it back gives that `RustFn`; any other function is
/// refused as [`Error::NotAHandle`]. TypeScript sees a `HandfastFunction`; name a better type by `unchecked_return_type`.
///
/// # Errors of a call
///
/// They are thrown in JavaScript. [`Error::Disposed`] or [`Error::StaleHandle`] once it was released; [`Error::BorrowedMut`] if one made
/// by [`new_mut`](RustFn::new_mut) is called by itself; [`Error::AlreadyCalled`] for a second call of one made by
/// [`once`](RustFn::once). A call holds the environment until it is over, so a function may dispose itself.
///
/// # Cost
///
/// One allocation. The first time that JavaScript gets it, one JavaScript function is made; a call is one crossing, and one
/// more for each argument or result that is not a number.
#[derive(Clone)]
pub struct RustFn {
    object: Ref<dyn Callable>,
    code: &'static Code,
}

impl RustFn {
    /// Makes a function of code that reads its environment, `|env: &E, …|`. It may be called while it runs.
    pub fn new<E: Trace + 'static, F: Shared<E, M>, M>(env: E, code: F) -> RustFn {
        const { holds_nothing::<F>() }
        RustFn {
            object: Ref::new(Body { env, code }).into_dyn(),
            code: const { &F::CODE },
        }
    }

    /// Makes a function of code that changes its environment, `|env: &mut E, …|`. A call of it while it runs is refused.
    pub fn new_mut<E: Trace + 'static, F: Exclusive<E, M>, M>(env: E, code: F) -> RustFn {
        const { holds_nothing::<F>() }
        RustFn {
            object: Ref::new(Body { env, code }).into_dyn(),
            code: const { &F::CODE },
        }
    }

    /// Makes a function that can be called once, of code that takes its environment, `|env: E, …|`. A call whose arguments are
    /// refused does not count.
    pub fn once<E: Trace + 'static, F: Once<E, M>, M>(env: E, code: F) -> RustFn {
        const { holds_nothing::<F>() }
        let (env, code) = (Some(env), Some(code));
        RustFn {
            object: Ref::new(Body { env, code }).into_dyn(),
            code: const { &F::CODE },
        }
    }

    /// The function behind a JavaScript value, which keeps it too. Takes time in proportion to the number of closures in the
    /// source that JavaScript has seen as functions.
    ///
    /// # Errors
    /// One for each way a value can fail to be a function of this instance that is alive: [`Error::NotAHandle`] for a
    /// function of JavaScript's.
    pub fn from_js(value: &JsValue) -> Result<RustFn, Error> {
        let (object, code) = code::unwrap(value)?;
        Ok(RustFn { object, code })
    }

    /// Looks at the environment, if it is an `E`; so an app finds out which of its functions JavaScript has passed.
    ///
    /// # Errors
    /// As [`Ref::try_borrow`]; the function is borrowed meanwhile.
    ///
    /// ```
    /// use handfast::prelude::*;
    ///
    /// let greet = RustFn::new("Ann".to_owned(), |name: &String| format!("hello {name}"));
    /// assert_eq!(greet.with_env(|name: &String| name.clone())?, Some("Ann".to_owned()));
    /// assert_eq!(greet.with_env(|number: &u32| *number)?, None);
    /// # Ok::<(), handfast::Error>(())
    /// ```
    pub fn with_env<E: 'static, R>(&self, look: impl FnOnce(&E) -> R) -> Result<Option<R>, Error> {
        let body = self.object.try_borrow()?;
        Ok(body.env().downcast_ref::<E>().map(look))
    }

    /// The JavaScript function: the one that JavaScript already has, or a new one. It shares the object.
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
