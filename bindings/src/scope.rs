//! [`Scope`]: JavaScript values that Rust holds for the length of a call.

use std::ops::Deref;

use handfast_runtime::{Error, RawEscapableScope, RawScope};
use wasm_bindgen::JsCast;

use crate::js_ref::JsRef;
use crate::{imports, instance};

mod call;
mod local;

pub use local::Local;

/// Opens a [`Scope`], calls `f`, and closes it: what `f` has put into it is let go, all at once, also if `f` returns early or
/// panics.
///
/// ```no_run
/// use handfast::prelude::*;
/// use handfast::scope;
///
/// /// Calls `f` for each number below `n`. However many there are, the table of values never has more than three.
/// fn each(f: &JsRef<Function>, n: u32) -> Result<(), JsValue> {
///     scope(|outer| {
///         let f = outer.local_of(f);
///         for i in 0..n {
///             scope(|s| {
///                 let number = s.local(&JsValue::from(i));
///                 f.call1(s, number).map(drop)
///             })?;
///         }
///         Ok(())
///     })
/// }
/// ```
///
/// A scope costs one call into JavaScript when it ends, and none if nothing was put into it. It is a closure so that it
/// cannot be left open. For the same reason it cannot be held over an `await`, which may be for ever: hold a
/// [`JsRef`] there.
///
/// Objects of Rust need no scope: a [`Ref`](crate::Ref) is a counted pointer that JavaScript does not see.
#[inline]
pub fn scope<R>(f: impl for<'s> FnOnce(Scope<'s>) -> R) -> R {
    RawScope::with(|raw| f(Scope { raw }))
}

/// A region of a call for temporaries: JavaScript values that are held until [`scope`] returns. Copied freely.
///
/// It stays on its thread:
///
/// ```compile_fail
/// fn send<T: Send>(_: T) {}
/// handfast::scope(|s| send(s));
/// ```
///
/// The values are on a stack, in slots of the same table as those of [`JsRef`]s, but with no count and no free list. For
/// the collectors of both sides they are held, whatever becomes of the objects that hold them too.
///
/// Scopes nest. A scope can be used while others are open inside of it; what is put into it then costs as much as a
/// [`JsRef`].
#[derive(Clone, Copy, Debug)]
pub struct Scope<'s> {
    raw: &'s RawScope,
}

impl<'s> Scope<'s> {
    /// Holds a value until this scope ends. One call into JavaScript.
    ///
    /// # Panics
    /// If the stack is full; see [`try_local`](Scope::try_local).
    #[inline]
    pub fn local<T: JsCast>(self, value: &T) -> Local<'s, T> {
        self.try_local(value).unwrap_or_else(full)
    }

    /// Holds a value until this scope ends. One call into JavaScript.
    ///
    /// # Errors
    /// [`Error::TableFull`]: there are a million values in open scopes, or as many as were allowed by
    /// [`Heap::set_local_capacity`](crate::Heap::set_local_capacity).
    #[inline]
    pub fn try_local<T: JsCast>(self, value: &T) -> Result<Local<'s, T>, Error> {
        let local = self.reserve()?;
        imports::hold(local.slot(), value.as_ref());
        Ok(local)
    }

    /// Holds the value of a reference until this scope ends, whatever becomes of the reference. One call into JavaScript.
    ///
    /// # Panics
    /// If the stack is full; see [`try_local_of`](Scope::try_local_of).
    #[inline]
    pub fn local_of<T>(self, held: &JsRef<T>) -> Local<'s, T> {
        self.try_local_of(held).unwrap_or_else(full)
    }

    /// Holds the value of a reference until this scope ends, whatever becomes of the reference. One call into JavaScript.
    ///
    /// # Errors
    /// As [`try_local`](Scope::try_local).
    #[inline]
    pub fn try_local_of<T>(self, held: &JsRef<T>) -> Result<Local<'s, T>, Error> {
        let local = self.reserve()?;
        imports::copy_slot(held.slot(), local.slot());
        Ok(local)
    }

    /// Opens a scope inside of this one, out of which one value may escape into this one; otherwise like [`scope`].
    ///
    /// ```no_run
    /// # use handfast::prelude::*;
    /// # use handfast::{Local, Scope};
    /// /// What `f` makes of `value` in two steps. The first result is let go, the second is the caller's.
    /// fn twice<'s>(s: Scope<'s>, f: Local<'s, Function>, value: Local<'s>) -> Result<Local<'s>, JsValue> {
    ///     s.escapable(|inner| {
    ///         let first = f.call1(*inner, value)?;
    ///         let second = f.call1(*inner, first)?;
    ///         Ok(inner.escape(second))
    ///     })
    /// }
    /// ```
    #[inline]
    pub fn escapable<R>(self, f: impl for<'i> FnOnce(EscapableScope<'s, 'i>) -> R) -> R {
        self.raw.escapable(|raw| f(EscapableScope::new(raw)))
    }

    /// The caller stores a value in it at once.
    #[inline]
    fn reserve<T>(self) -> Result<Local<'s, T>, Error> {
        instance::id();
        self.raw.reserve().map(Local::new)
    }
}

/// A [`Scope`] out of which one value may go into the scope around it. Derefs to [`Scope`].
#[derive(Debug)]
pub struct EscapableScope<'o, 's> {
    raw: RawEscapableScope<'o, 's>,
    scope: Scope<'s>,
}

impl<'o, 's> EscapableScope<'o, 's> {
    fn new(raw: RawEscapableScope<'o, 's>) -> EscapableScope<'o, 's> {
        let scope = Scope { raw: raw.scope() };
        EscapableScope { raw, scope }
    }

    /// Has the scope around this one hold a value as well. Once: there is room for one. One call into JavaScript.
    ///
    /// # Panics
    /// If there is no room; see [`try_escape`](EscapableScope::try_escape).
    #[inline]
    pub fn escape<T>(self, local: Local<'_, T>) -> Local<'o, T> {
        self.try_escape(local).unwrap_or_else(full)
    }

    /// Has the scope around this one hold a value as well. Once: there is room for one. One call into JavaScript.
    ///
    /// # Errors
    /// [`Error::TableFull`] if the stack was full when this scope was opened, and there is no room elsewhere either.
    pub fn try_escape<T>(self, local: Local<'_, T>) -> Result<Local<'o, T>, Error> {
        let escaped = Local::new(self.raw.escape()?);
        imports::copy_slot(local.slot(), escaped.slot());
        Ok(escaped)
    }
}

impl<'s> Deref for EscapableScope<'_, 's> {
    type Target = Scope<'s>;
    fn deref(&self) -> &Scope<'s> {
        &self.scope
    }
}

#[cold]
#[inline(never)]
fn full<T>(error: Error) -> T {
    panic!("{error}")
}
