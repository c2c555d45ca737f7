//! [`Returned`]: what an exported function returns, and how it reaches JavaScript.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{Path, Result, ReturnType};

use crate::conversion::Conversion;
use crate::path::Private;
use crate::refuse;
use crate::types::{arguments, is_unit, plain, replace_self};

pub(crate) struct Returned {
    /// Nothing for `()`.
    value: Option<Conversion>,
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
            span: output.span(),
        })
    }

    pub(crate) fn is_unit(&self) -> bool {
        self.value.is_none()
    }

    /// A type that is one number to wasm, and what TypeScript calls it: its failure is checked in a cheaper way.
    pub(crate) fn scalar(&self) -> Option<(TokenStream, &'static str)> {
        let Some(conversion) = &self.value else {
            // In parentheses, because wasm-bindgen takes the bare word for a misplaced keyword.
            return Some((quote! { () }, "(void)"));
        };
        let name = conversion.primitive()?;
        let ty = Ident::new(name, self.span);
        Some((quote! { #ty }, if name == "bool" { "boolean" } else { "number" }))
    }

    pub(crate) fn span(&self) -> Span {
        self.span
    }

    /// Whether it is one value and not several, perhaps none, or `()`.
    pub(crate) fn is_one(&self) -> bool {
        self.value.as_ref().is_some_and(Conversion::is_one)
    }

    pub(crate) fn is_ref(&self) -> bool {
        self.value.as_ref().is_some_and(Conversion::is_ref)
    }

    /// Whether it travels as a handle, `Ref<T>` or `Option<Ref<T>>`, which is checked by its class.
    pub(crate) fn is_given(&self) -> bool {
        self.value.as_ref().is_some_and(Conversion::is_given)
    }

    /// How it travels.
    pub(crate) fn js_type(&self, private: &Private) -> TokenStream {
        match &self.value {
            Some(conversion) => {
                let into_js = conversion.giving(private);
                quote_spanned! { self.span => #into_js::Js }
            }
            None => quote! { () },
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

    /// The value for JavaScript, as a `Result` whose error is Handfast's.
    pub(crate) fn convert(&self, private: &Private, value: TokenStream) -> TokenStream {
        match &self.value {
            Some(conversion) => {
                let into_js = conversion.giving(private);
                let value = conversion.unboxed(value);
                quote_spanned! { self.span => #into_js::into_js(#value)? }
            }
            // Not `()`: a generated setter returns the old value here, to be dropped when nothing is borrowed.
            None => quote! { ::core::mem::drop(#value) },
        }
    }
}
