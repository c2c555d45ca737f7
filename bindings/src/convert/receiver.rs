//! The receiver of a method: just the handle.

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
                $crate::private::wasm_bindgen::describe::inform($crate::private::wasm_bindgen::describe::F64);
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
