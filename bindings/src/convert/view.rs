//! [`View`]s and [`Buffer`]s as results, and views as arguments.

use std::marker::PhantomData;

use handfast_runtime::{Borrow, Buffer, Error, Ref};
use wasm_bindgen::JsValue;
use wasm_bindgen::convert::{IntoWasmAbi, OptionIntoWasmAbi};
use wasm_bindgen::describe::WasmDescribe;

use super::describe::{TypeName, named, type_name};
use super::{IntoJs, One, Optional, Read, Reading, RefFromJs};
use crate::class::resolve;
use crate::error::Thrown;
use crate::view::{Access, Mutable, View, Viewed, wrap};

/// Reads a view.
pub struct ByView<T, A>(PhantomData<(T, A)>);

impl<T: Viewed, A: Access> TypeName for ByView<T, A> {
    const NAME: &'static str = if A::READ_ONLY {
        T::READ_ONLY_VIEW
    } else {
        T::VIEW
    };
}

impl<T: Viewed, A: Access> Reading for ByView<T, A> {
    type Value = Ref<View<T, A>>;

    fn describe() {
        named::<Self>();
    }

    fn describe_list() {
        type_name!("any[]");
    }

    fn read(value: &JsValue) -> Result<Ref<View<T, A>>, Error> {
        resolve(value, false)
    }
}

// Nobody is to be told of views who has taken or returned something else.
#[diagnostic::do_not_recommend]
impl<L, T: Viewed, A: Access> RefFromJs<L> for View<T, A> {
    type Js = Read<ByView<T, A>>;
    type Anchor = Ref<View<T, A>>;
    type Guard<'a> = Borrow<'a, View<T, A>>;

    fn anchor(js: Self::Js) -> Result<Ref<View<T, A>>, Error> {
        js.get()
    }

    fn borrow<'a>(
        anchor: &'a Ref<View<T, A>>,
        method: &'static &'static str,
    ) -> Result<Borrow<'a, View<T, A>>, Error> {
        anchor.try_borrow_for(method)
    }
}

/// The wrapper of a view on its way to JavaScript.
pub struct Wrapped<T, A>(JsValue, PhantomData<(T, A)>);

impl<T: Viewed, A: Access> WasmDescribe for Wrapped<T, A> {
    fn describe() {
        named::<ByView<T, A>>();
    }
}

impl<T: Viewed, A: Access> IntoWasmAbi for Wrapped<T, A> {
    type Abi = u32;
    fn into_abi(self) -> u32 {
        self.0.into_abi()
    }
}

impl<T: Viewed, A: Access> OptionIntoWasmAbi for Wrapped<T, A> {
    fn none() -> u32 {
        0
    }
}

/// For promises.
impl<T: Viewed, A: Access> From<Wrapped<T, A>> for JsValue {
    fn from(wrapped: Wrapped<T, A>) -> JsValue {
        wrapped.0
    }
}

fn wrapped<T: Viewed, A: Access>(view: View<T, A>) -> Result<Wrapped<T, A>, Error> {
    Ok(Wrapped(wrap(view)?, PhantomData))
}

/// Stands for a buffer in the conversions: what JavaScript gets is a view of all of it.
pub struct ByBuffer<T>(PhantomData<T>);

/// Implements a result alone and optional.
macro_rules! into_js {
    ([$($generics:tt)*] $of:ty, $value:ty, $access:ty, $view:expr) => {
        into_js!(@ [$($generics)*] $of, One, $value, Wrapped<T, $access>, |value| wrapped($view(value)));
        into_js!(@ [$($generics)*] $of, Optional, Option<$value>, Option<Wrapped<T, $access>>, |value: Option<$value>| {
            value.map($view).map(wrapped).transpose()
        });
    };
    (@ [$($generics:tt)*] $of:ty, $shape:ident, $value:ty, $js:ty, $into:expr) => {
        #[diagnostic::do_not_recommend]
        impl<$($generics)*> IntoJs<$shape> for $of {
            type Value = $value;
            type Js = $js;
            type Return = Result<$js, JsValue>;
            fn into_js(value: $value) -> Result<$js, Error> {
                $into(value)
            }
            fn answer(result: Result<$js, Thrown>) -> Result<$js, JsValue> {
                result.map_err(Thrown::into_js)
            }
        }
    };
}

into_js!([T: Viewed, A: Access] View<T, A>, View<T, A>, A, |view: View<T, A>| view);
into_js!([T: Viewed] ByBuffer<T>, Buffer<T>, Mutable, |buffer: Buffer<T>| View::<T, Mutable>::of(&buffer));
