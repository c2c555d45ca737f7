//! The receiver of a method: just the handle.

use std::cell::Cell;

use handfast_runtime::{Error, Heap, Ref};

use crate::class::Class;
use crate::error::Thrown;

// In the functions below the usual case passes nothing but registers. What went wrong is found out by trying again.

/// [`Heap::with_exact`] for methods of a class.
#[inline(always)]
pub fn with_exact<T: Class, R>(
    handle: f64,
    method: &'static &'static str,
    f: impl FnOnce(&T) -> R,
) -> Option<R> {
    Heap::with_exact(handle, method, f)
}

/// [`Heap::with_exact_mut`] for methods of a class.
#[inline(always)]
pub fn with_exact_mut<T: Class, R>(
    handle: f64,
    method: &'static &'static str,
    f: impl FnOnce(&mut T) -> R,
) -> Option<R> {
    Heap::with_exact_mut(handle, method, f)
}

/// The receiver of a method call.
///
/// # Errors
/// Of [`Error::Disposed`], [`Error::StaleHandle`], [`Error::WrongClass`] or [`Error::NotAHandle`].
#[inline(always)]
pub fn receiver<T: Class>(handle: f64) -> Result<Ref<T>, Thrown> {
    Heap::lookup_number(handle).ok_or_else(|| no_receiver(handle, T::class))
}

#[cold]
#[inline(never)]
fn no_receiver(handle: f64, expected: fn() -> &'static handfast_runtime::Class) -> Thrown {
    Heap::why_not_number(handle, expected).into()
}

/// Why a receiver that could not be borrowed cannot.
#[cold]
#[inline(never)]
pub fn not_borrowed<T: Class>(object: Ref<T>, method: &'static &'static str) -> Thrown {
    reason(object.try_borrow_for(method))
}

/// Why a receiver that could not be borrowed to change it cannot.
#[cold]
#[inline(never)]
pub fn not_borrowed_mut<T: Class>(object: Ref<T>, method: &'static &'static str) -> Thrown {
    reason(object.try_borrow_mut_for(method))
}

fn reason<T>(refused: Result<T, Error>) -> Thrown {
    // Nothing has happened since the first try.
    refused.err().unwrap_or(Error::Freed).into()
}

/// Makes a generated `struct Shim(f64)` the receiver of wasm-bindgen's method glue.
///
/// wasm-bindgen reads `this.__wbg_ptr_<Class>`, which is an `f64` for it, and passes it here unseen; the method
/// resolves it. So no borrow and no reference count exists while arguments are converted.
#[doc(hidden)]
#[macro_export]
macro_rules! __shim {
    ($shim:ident) => {
        impl $crate::private::wasm_bindgen::describe::WasmDescribe for $shim {
            fn describe() {
                $crate::private::wasm_bindgen::describe::inform(
                    $crate::private::wasm_bindgen::describe::F64,
                );
            }
        }

        impl $crate::private::wasm_bindgen::convert::RefFromWasmAbi for $shim {
            type Abi = f64;
            type Anchor = ::core::mem::ManuallyDrop<$shim>;
            #[inline]
            unsafe fn ref_from_abi(js: f64) -> Self::Anchor {
                ::core::mem::ManuallyDrop::new($shim(js))
            }
        }

        impl $crate::private::wasm_bindgen::convert::LongRefFromWasmAbi for $shim {
            type Abi = f64;
            type Anchor = $shim;
            #[inline]
            unsafe fn long_ref_from_abi(js: f64) -> $shim {
                $shim(js)
            }
        }

        impl $crate::private::wasm_bindgen::__rt::marker::SupportsConstructor for $shim {}
        impl $crate::private::wasm_bindgen::__rt::marker::SupportsInstanceProperty for $shim {}
        impl $crate::private::wasm_bindgen::__rt::marker::SupportsStaticProperty for $shim {}
    };
}

/// The receiver of an async method.
///
/// It is resolved when the method is called: the object lives until the future is done, also if JavaScript disposes
/// the wrapper meanwhile. The future takes it out, so that a method that takes `self` finds it unshared.
pub struct AsyncReceiver<T: Class> {
    object: Cell<Option<Result<Ref<T>, Error>>>,
    handle: f64,
}

impl<T: Class> std::panic::UnwindSafe for AsyncReceiver<T> {}
impl<T: Class> std::panic::RefUnwindSafe for AsyncReceiver<T> {}

impl<T: Class> AsyncReceiver<T> {
    /// Of a handle.
    pub fn new(handle: f64) -> AsyncReceiver<T> {
        AsyncReceiver {
            object: Cell::new(Some(Heap::resolve_number(handle))),
            handle,
        }
    }

    /// The handle, which need not be current any more.
    pub fn number(&self) -> f64 {
        self.handle
    }

    /// The object. To be called once.
    ///
    /// # Errors
    /// As [`Heap::resolve_number`].
    pub fn take(&self) -> Result<Ref<T>, Error> {
        self.object.take().unwrap_or(Err(Error::Freed))
    }
}

/// Makes a generated `struct Shim(AsyncReceiver<Class>)` the receiver of async methods.
#[doc(hidden)]
#[macro_export]
macro_rules! __async_shim {
    ($shim:ident) => {
        impl $crate::private::wasm_bindgen::describe::WasmDescribe for $shim {
            fn describe() {
                $crate::private::wasm_bindgen::describe::inform(
                    $crate::private::wasm_bindgen::describe::F64,
                );
            }
        }

        impl $crate::private::wasm_bindgen::convert::LongRefFromWasmAbi for $shim {
            type Abi = f64;
            type Anchor = $shim;
            #[inline]
            unsafe fn long_ref_from_abi(js: f64) -> $shim {
                $shim($crate::private::AsyncReceiver::new(js))
            }
        }
    };
}
