//! Makes a class usable by value and by reference in exported functions.
//!
//! Only the crate of a class can know that wasm-bindgen's traits are not implemented for it, so these
//! implementations are made there; all they do is to refer to [`ByValue`](super::ByValue).

/// Implements the conversions of one class.
#[doc(hidden)]
#[macro_export]
macro_rules! __class_conversions {
    ($class:ty) => {
        impl<S> $crate::private::FromJs<S> for $class
        where
            $crate::private::ByValue<$class>: $crate::private::FromJs<S>,
        {
            type Js = <$crate::private::ByValue<$class> as $crate::private::FromJs<S>>::Js;
            type Held = <$crate::private::ByValue<$class> as $crate::private::FromJs<S>>::Held;
            type Value = <$crate::private::ByValue<$class> as $crate::private::FromJs<S>>::Value;
            #[inline]
            fn hold(
                js: Self::Js,
            ) -> ::core::result::Result<Self::Held, $crate::private::runtime::Error> {
                <$crate::private::ByValue<$class> as $crate::private::FromJs<S>>::hold(js)
            }
            #[inline]
            fn check(
                held: &Self::Held,
            ) -> ::core::result::Result<(), $crate::private::runtime::Error> {
                <$crate::private::ByValue<$class> as $crate::private::FromJs<S>>::check(held)
            }
            #[inline]
            fn take(
                held: Self::Held,
            ) -> ::core::result::Result<Self::Value, $crate::private::runtime::Error> {
                <$crate::private::ByValue<$class> as $crate::private::FromJs<S>>::take(held)
            }
        }

        impl<S> $crate::private::IntoJs<S> for $class
        where
            $crate::private::ByValue<$class>: $crate::private::IntoJs<S>,
        {
            type Value = <$crate::private::ByValue<$class> as $crate::private::IntoJs<S>>::Value;
            type Js = <$crate::private::ByValue<$class> as $crate::private::IntoJs<S>>::Js;
            type Return = <$crate::private::ByValue<$class> as $crate::private::IntoJs<S>>::Return;
            #[inline]
            fn into_js(
                value: Self::Value,
            ) -> ::core::result::Result<Self::Js, $crate::private::runtime::Error> {
                <$crate::private::ByValue<$class> as $crate::private::IntoJs<S>>::into_js(value)
            }
            #[inline]
            fn answer(
                result: ::core::result::Result<Self::Js, $crate::private::Thrown>,
            ) -> Self::Return {
                <$crate::private::ByValue<$class> as $crate::private::IntoJs<S>>::answer(result)
            }
        }

        impl<L> $crate::private::RefFromJs<L> for $class {
            type Js = $crate::private::Arg<$class>;
            type Anchor = $crate::private::runtime::Ref<$class>;
            type Guard<'a> = $crate::private::runtime::Borrow<'a, $class>;
            #[inline]
            fn anchor(
                js: Self::Js,
            ) -> ::core::result::Result<Self::Anchor, $crate::private::runtime::Error> {
                js.get()
            }
            #[inline]
            fn borrow<'a>(
                anchor: &'a Self::Anchor,
                method: &'static &'static str,
            ) -> ::core::result::Result<Self::Guard<'a>, $crate::private::runtime::Error> {
                anchor.try_borrow_for(method)
            }
        }
    };
}
