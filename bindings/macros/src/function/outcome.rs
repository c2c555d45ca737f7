//! [`Outcome`]: how an exported function tells JavaScript what it came to.
//!
//! Always by returning: an exception thrown out of wasm would skip what Rust still has to do.

use proc_macro2::TokenStream;
use quote::quote;

use super::Function;
use crate::path::Private;

pub(super) enum Outcome {
    /// A promise, which is rejected with the error.
    Promise,
    /// An object, whose class looks for the error.
    Constructed,
    /// One number; the error waits in JavaScript, where the class of such numbers looks for it.
    Number {
        /// What TypeScript should say, because wasm-bindgen sees only that class.
        typescript: &'static str,
    },
    /// A bigint that may be missing, as any value: a `Result` of it is more than wasm-bindgen can return.
    Wide,
    /// Anything else, as `IntoJs` says.
    Converted,
}

impl Outcome {
    pub(super) fn of(function: &Function) -> Outcome {
        let returned = &function.returned;
        if function.asynchronous {
            Outcome::Promise
        } else if function.constructs.is_some() {
            Outcome::Constructed
        } else if returned.is_wide() {
            Outcome::Wide
        } else {
            returned
                .number()
                .map_or(Outcome::Converted, |typescript| Outcome::Number {
                    typescript,
                })
        }
    }

    /// The return type, if the inner function returns `js` or an error.
    pub(super) fn output(
        &self,
        function: &Function,
        private: &Private,
        js: &TokenStream,
    ) -> TokenStream {
        match self {
            Outcome::Promise | Outcome::Wide => {
                quote! { ::core::result::Result<#js, #private::wasm_bindgen::JsValue> }
            }
            Outcome::Number { .. } => quote! { #private::Checked<#js> },
            Outcome::Constructed => js.clone(),
            Outcome::Converted => function.returned.output(private),
        }
    }

    /// From what the inner function returned to that type.
    pub(super) fn finish(
        &self,
        function: &Function,
        private: &Private,
        call: &TokenStream,
    ) -> TokenStream {
        let call = match self {
            Outcome::Promise => call.clone(),
            _ => quote! { #private::catch(|| #call) },
        };
        match self {
            Outcome::Promise => {
                let label = &function.label;
                let receiver = match function.receiver {
                    Some(_) => quote! { self.0.number() },
                    None => quote! { 0.0 },
                };
                quote! { #private::pending(#label, #receiver, #call).await.map_err(::core::convert::From::from) }
            }
            Outcome::Wide => quote! { #call.map_err(::core::convert::From::from) },
            Outcome::Number { .. } => quote! { #private::Checked::of(#call) },
            Outcome::Constructed => quote! { #private::returned(#call) },
            Outcome::Converted => function.returned.answer(private, &call),
        }
    }

    /// The type for TypeScript, where wasm-bindgen cannot know it.
    pub(super) fn typescript(&self) -> Option<&'static str> {
        match self {
            Outcome::Number { typescript } => Some(typescript),
            Outcome::Wide => Some("bigint | undefined"),
            _ => None,
        }
    }
}
