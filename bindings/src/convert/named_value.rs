//! [`NamedValue`]: a JavaScript value on its way out, of a type that is known to TypeScript by its name alone.

use std::marker::PhantomData;

use wasm_bindgen::JsValue;
use wasm_bindgen::convert::{
    IntoWasmAbi, OptionIntoWasmAbi, VectorIntoWasmAbi, js_value_vector_into_abi,
};
use wasm_bindgen::describe::{self, WasmDescribe, WasmDescribeVector, inform};

use super::describe::{TypeName, named};

/// A value of the type `N`.
pub struct NamedValue<N>(JsValue, PhantomData<N>);

impl<N> NamedValue<N> {
    pub(super) fn new(value: JsValue) -> NamedValue<N> {
        NamedValue(value, PhantomData)
    }
}

impl<N: TypeName> WasmDescribe for NamedValue<N> {
    fn describe() {
        named::<N>();
    }
}

impl<N: TypeName> WasmDescribeVector for NamedValue<N> {
    fn describe_vector() {
        inform(describe::VECTOR);
        named::<N>();
    }
}

impl<N: TypeName> IntoWasmAbi for NamedValue<N> {
    type Abi = u32;
    #[inline]
    fn into_abi(self) -> u32 {
        self.0.into_abi()
    }
}

impl<N: TypeName> OptionIntoWasmAbi for NamedValue<N> {
    #[inline]
    fn none() -> u32 {
        0
    }
}

impl<N: TypeName> VectorIntoWasmAbi for NamedValue<N> {
    type Abi = <Box<[JsValue]> as IntoWasmAbi>::Abi;
    fn vector_into_abi(vector: Box<[NamedValue<N>]>) -> Self::Abi {
        js_value_vector_into_abi(vector)
    }
}

/// For promises.
impl<N> From<NamedValue<N>> for JsValue {
    fn from(value: NamedValue<N>) -> JsValue {
        value.0
    }
}

/// Makes every shape of a value a result, which `$wrap` gives to JavaScript.
macro_rules! results {
    ([$($generics:tt)*] $of:ty, $value:ty, $name:ty, $wrap:expr) => {
        $crate::convert::named_value::results!(@ [$($generics)*] $of, One, $value, NamedValue<$name>, $wrap);
        $crate::convert::named_value::results!(@ [$($generics)*] $of, Optional, Option<$value>, Option<NamedValue<$name>>,
            |value: Option<$value>| value.map($wrap).transpose());
        $crate::convert::named_value::results!(@ [$($generics)*] $of, Many, Vec<$value>, Vec<NamedValue<$name>>,
            |values: Vec<$value>| values.into_iter().map($wrap).collect());
        $crate::convert::named_value::results!(@ [$($generics)*] $of, OptionalMany, Option<Vec<$value>>, Option<Vec<NamedValue<$name>>>,
            |values: Option<Vec<$value>>| values.map(|values| values.into_iter().map($wrap).collect()).transpose());
    };
    (@ [$($generics:tt)*] $of:ty, $shape:ident, $value:ty, $js:ty, $into:expr) => {
        // Nobody is to be told of these who has returned something else.
        #[diagnostic::do_not_recommend]
        impl<$($generics)*> IntoJs<$crate::convert::$shape> for $of {
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
pub(super) use results;
