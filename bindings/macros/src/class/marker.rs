//! The class as wasm-bindgen knows it: a struct without content, by which it emits a JavaScript class; and the
//! registration that puts handles into that class.

use proc_macro2::TokenStream;
use quote::{format_ident, quote, quote_spanned};
use syn::Attribute;
use syn::spanned::Spanned;

use super::{Base, Class};
use crate::function::shared_attrs;

pub(super) fn marker(
    class: &Class<'_>,
    attrs: &[Attribute],
    passed_on: &TokenStream,
) -> TokenStream {
    let Class {
        private,
        ident,
        js_name,
        base,
        identity,
        preserve,
        measured: _,
    } = class;
    let runtime = private.runtime();
    let docs = shared_attrs(attrs);
    let marker = format_ident!("Marker", span = ident.span());
    let (extends, base_marker, base_identity, base_preserve, base_id) = match base {
        Some(Base { path, .. }) => (
            quote! { <#path as #private::Class>::Marker },
            quote! { <#path as #private::Class>::marker() },
            quote! { || <#path as #private::Class>::IDENTITY },
            quote! { || <#path as #private::Class>::PRESERVE },
            quote! { <#path as #private::Class>::js_class() },
        ),
        None => (
            quote! { #private::HandfastObject },
            quote! { #private::HandfastObject {} },
            TokenStream::new(),
            TokenStream::new(),
            quote! { 0 },
        ),
    };
    let base_name = base.as_ref().map_or_else(
        || syn::LitStr::new("HandfastObject", ident.span()),
        |base| base.js_name.clone(),
    );
    let start = format_ident!(
        "__handfast_start_{}",
        js_name.value().replace(|c: char| !c.is_alphanumeric(), "_")
    );
    let start_attribute = private.wasm_bindgen(&quote! { start, private, });
    let assertion = base.as_ref().map(|base| same_base_name(class, base));
    quote! {
        #assertion

        /// By a name without generics, which wasm-bindgen requires.
        type Extends = #extends;

        // wasm-bindgen recognises the field that it adds for `extends` only if it can write it `wasm_bindgen::Parent`.
        use #private::wasm_bindgen;

        #(#docs)*
        #[wasm_bindgen::prelude::wasm_bindgen(js_name = #js_name, extends = Extends, extends_js_class = #base_name, #passed_on wasm_bindgen = wasm_bindgen)]
        pub struct #marker {}

        #[automatically_derived]
        impl #private::Class for #ident {
            const JS_NAME: &'static str = #js_name;
            const IDENTITY: bool = #identity || <#ident as #runtime::Trace>::EDGES || <#ident as #runtime::Object>::MEASURED #base_identity;
            const PRESERVE: bool = #preserve #base_preserve;
            type Marker = #marker;
            fn marker() -> #marker {
                #marker { parent: ::core::convert::From::from(#base_marker) }
            }
            #[inline]
            fn js_class() -> u32 {
                ::std::thread_local! {
                    static ID: ::core::cell::Cell<u32> = const { ::core::cell::Cell::new(0) };
                }
                #[cold]
                fn register() -> u32 {
                    let marker = #private::wasm_bindgen::JsValue::from(<#ident as #private::Class>::marker());
                    let id = #private::register_class::<#ident>(#base_id, &marker);
                    ID.set(id);
                    id
                }
                match ID.get() {
                    0 => register(),
                    id => id,
                }
            }
        }

        // A wrapper must not be reached by wasm-bindgen's own methods, so they are replaced before any code of the
        // app runs. Where start functions do not run, the first wrapper does it.
        #start_attribute
        fn #start() {
            <#ident as #private::Class>::js_class();
        }
    }
}

/// The struct cannot see the options of its base.
fn same_base_name(class: &Class<'_>, base: &Base) -> TokenStream {
    let (private, Base { path, js_name }) = (class.private, base);
    quote_spanned! { path.span() =>
        const _: () = ::core::assert!(
            #private::same_name(#js_name, <#path as #private::Class>::JS_NAME),
            "the base class has another name in JavaScript: repeat its `js_name` as `extends_js_class = ...`"
        );
    }
}
