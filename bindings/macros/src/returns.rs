//! [`Returned`]: what an exported function returns, and how it reaches JavaScript.

use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::{Path, Result, ReturnType};

use crate::conversion::Conversion;
use crate::path::Private;
use crate::refuse;
use crate::types::{arguments, is_unit, place, plain, replace_self};

pub(crate) struct Returned {
    /// Nothing for `()`.
    pub(crate) value: Option<Conversion>,
    /// Whether the user's function returns a `Result`.
    pub(crate) fallible: bool,
    span: Span,
}

impl Returned {
    pub(crate) fn of(output: &ReturnType, class: Option<&Path>) -> Result<Returned> {
        let ReturnType::Type(_, ty) = output else {
            return Ok(Returned {
                value: None,
                fallible: false,
                span: Span::call_site(),
            });
        };
        let span = place(ty);
        let mut ty = plain(ty).clone();
        if let Some(class) = class {
            replace_self(&mut ty, class);
        }
        let (ty, fallible) = match arguments(&ty, "Result").as_deref() {
            Some([ok] | [ok, _]) => ((*ok).clone(), true),
            _ => (ty, false),
        };
        refuse::returned(&ty)?;
        let value = if is_unit(&ty) {
            None
        } else {
            Some(Conversion::of(&ty)?)
        };
        Ok(Returned {
            value,
            fallible,
            span,
        })
    }

    pub(crate) fn is_unit(&self) -> bool {
        self.value.is_none()
    }

    /// What TypeScript calls a value that is one number to wasm, or nothing at all.
    pub(crate) fn number(&self) -> Option<&'static str> {
        match &self.value {
            Some(conversion) => conversion.number(),
            // With a blank, because wasm-bindgen takes the bare word for a misplaced keyword.
            None => Some(" void"),
        }
    }

    /// A bigint that may be missing: a `Result` of it is more than wasm-bindgen can return.
    pub(crate) fn is_wide(&self) -> bool {
        self.value.as_ref().is_some_and(Conversion::is_wide)
    }

    pub(crate) fn is_ref(&self) -> bool {
        self.value.as_ref().is_some_and(Conversion::is_ref)
    }

    /// Whether it is what a constructor of this class returns.
    pub(crate) fn is_of_class(&self, class: &Path) -> bool {
        self.value
            .as_ref()
            .is_some_and(|conversion| conversion.is_of_class(class))
    }

    pub(crate) fn span(&self) -> Span {
        self.span
    }

    /// How it travels.
    pub(crate) fn js_type(&self, private: &Private) -> TokenStream {
        match &self.value {
            Some(conversion) if conversion.is_wide() => quote! { #private::wasm_bindgen::JsValue },
            Some(_) => {
                let into_js = self.giving(private);
                quote_spanned! { self.span => #into_js::Js }
            }
            None => quote! { () },
        }
    }

    /// How wasm-bindgen's function returns it, or an error.
    pub(crate) fn output(&self, private: &Private) -> TokenStream {
        let into_js = self.giving(private);
        quote_spanned! { self.span => #into_js::Return }
    }

    /// From what the inner function returned to that type.
    pub(crate) fn answer(&self, private: &Private, result: &TokenStream) -> TokenStream {
        let into_js = self.giving(private);
        quote_spanned! { self.span => #into_js::answer(#result) }
    }

    /// `<T as IntoJs<Shape>>`.
    fn giving(&self, private: &Private) -> TokenStream {
        let private = private.at(self.span);
        match &self.value {
            Some(conversion) => conversion.giving(&private, self.span),
            None => quote_spanned! { self.span => <() as #private::IntoJs> },
        }
    }

    /// From what the user's function returned to its `Ok` value. Leaves the inner function on `Err`.
    pub(crate) fn success(&self, private: &Private, value: TokenStream) -> TokenStream {
        if !self.fallible {
            return value;
        }
        quote! {
            match #value {
                ::core::result::Result::Ok(value) => value,
                ::core::result::Result::Err(error) => {
                    #[allow(unused_imports, reason = "Handfast's own error needs no trait")]
                    use #private::IntoThrown as _;
                    return ::core::result::Result::Err(#private::ErrorValue(error).thrown());
                }
            }
        }
    }

    /// The value for JavaScript. Leaves the inner function if there is no room for it.
    pub(crate) fn convert(&self, private: &Private, value: TokenStream) -> TokenStream {
        match &self.value {
            Some(conversion) if conversion.is_wide() => {
                quote! { #private::wasm_bindgen::JsValue::from(#value) }
            }
            Some(conversion) => {
                let into_js = self.giving(private);
                let value = conversion.unboxed(value);
                quote_spanned! { self.span => #into_js::into_js(#value)? }
            }
            // Not `()`: a generated setter returns the old value here, to be dropped when nothing is borrowed.
            None => quote! { ::core::mem::drop(#value) },
        }
    }
}
