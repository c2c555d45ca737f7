//! The constructor of an `abstract` class, which nobody can call.
//!
//! wasm-bindgen declares the constructor of a class that has none as private, and TypeScript lets no class extend
//! such a one. A parameter that no value fits keeps `new` from being called just as well.

use proc_macro2::TokenStream;
use quote::quote;

use super::Class;

pub(super) fn constructor(class: &Class<'_>) -> TokenStream {
    let (private, js_name, ident) = (class.private, &class.js_name, class.ident);
    let attribute = private.wasm_bindgen(&quote! { js_class = #js_name, });
    quote! {
        #[derive(Clone, Copy)]
        pub struct Abstract(f64);
        #private::shim!(Abstract);
        #attribute
        impl Abstract {
            #[doc = " A class to be extended: construct one of those that extend it."]
            #[wasm_bindgen(constructor)]
            pub fn __handfast_abstract(
                #[wasm_bindgen(unchecked_param_type = "never")] none: #private::wasm_bindgen::JsValue,
            ) -> #private::Constructed {
                ::core::mem::drop(none);
                #private::not_constructed::<#ident>()
            }
        }
    }
}
