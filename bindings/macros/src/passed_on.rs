//! Items that wasm-bindgen handles alone: enums, start functions, TypeScript sections.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::ext::IdentExt;
use syn::{Fields, Ident, ItemConst, ItemEnum, ItemFn, LitStr, Result, Visibility};

use crate::methods::own_name;
use crate::options::Options;
use crate::path::{Private, hidden};
use crate::{refuse, trace};

const ENUM: &[&str] = &[
    "js_name",
    "skip_typescript",
    "private",
    "js_namespace",
    "fallback",
];

/// An enum. It can be a field of a class, so it gets `Trace` as well.
///
/// It stands in a module of its own, because for enums wasm-bindgen insists on being called `wasm_bindgen`.
pub(crate) fn enumeration(options: &Options, mut item: ItemEnum) -> Result<TokenStream> {
    let private = Private::new(options)?;
    refuse::generics(&item.generics, "an exported enum")?;
    refuse::misplaced(&item.attrs)?;
    let js_name = options
        .text("js_name")?
        .unwrap_or_else(|| own_name(&item.ident.clone().into()));
    let passed_on = options.pass_on(ENUM);
    options.finish("an enum", &[ENUM, &["crate"]].concat())?;
    let is_public = matches!(item.vis, Visibility::Public(_));
    if !is_public {
        return Err(refuse::private_enum(&item));
    }
    let is_leaf = item
        .variants
        .iter()
        .all(|variant| matches!(variant.fields, Fields::Unit));
    let trace = is_leaf.then(|| trace::leaf(&private, &item.ident));
    let (ident, vis) = (item.ident.clone(), item.vis.clone());
    let element = hidden(&element(&private, &ident, &js_name));
    let module = format_ident!("__handfast_enum_{}", ident.unraw());
    let conditions: Vec<_> = item
        .attrs
        .extract_if(.., |attr| attr.path().is_ident("cfg"))
        .collect();
    Ok(quote! {
        #(#conditions)*
        #[doc(hidden)]
        #[allow(non_snake_case, reason = "generated")]
        mod #module {
            #[allow(unused_imports, reason = "what the enum mentions")]
            use super::*;
            use #private::wasm_bindgen;

            #[wasm_bindgen::prelude::wasm_bindgen(#passed_on)]
            #item
        }
        #(#conditions)*
        #[doc(inline)]
        #vis use #module::#ident;
        #(#conditions)*
        #trace
        #(#conditions)*
        #element
    })
}

/// So that arrays of the enum can be parameters: each element is checked.
fn element(private: &Private, ident: &Ident, js_name: &LitStr) -> TokenStream {
    let expected = format!("a value of {}", js_name.value());
    quote! {
        enum Name {}
        impl #private::TypeName for Name {
            const NAME: &'static str = #js_name;
            const SUFFIX: &'static str = "[]";
        }

        #[automatically_derived]
        impl #private::Element for #ident {
            fn describe_list() {
                #private::named::<Name>();
            }
            fn from_js(value: &#private::wasm_bindgen::JsValue) -> ::core::result::Result<#ident, #private::runtime::Error> {
                <#ident as #private::wasm_bindgen::convert::TryFromJsValue>::try_from_js_value_ref(value)
                    .ok_or(#private::runtime::Error::WrongType { expected: #expected })
            }
        }
    }
}

/// `#[handfast(typescript_custom_section)] const TEXT: &str = …;`
pub(crate) fn constant(options: &Options, item: &ItemConst) -> Result<TokenStream> {
    let private = Private::new(options)?;
    if options.flag("typescript_custom_section")?.is_none() {
        return Err(refuse::constant(item));
    }
    options.finish("a constant", &["typescript_custom_section", "crate"])?;
    let ident = &item.ident;
    let conditions = item.attrs.iter().filter(|attr| attr.path().is_ident("cfg"));
    // wasm-bindgen insists on its name here too.
    let section = hidden(&quote! {
        use #private::wasm_bindgen;
        #[wasm_bindgen::prelude::wasm_bindgen(typescript_custom_section)]
        const SECTION: &str = #ident;
    });
    Ok(quote! {
        #[allow(dead_code, reason = "used only by what wasm-bindgen reads")]
        #item
        #(#conditions)*
        #section
    })
}

/// `#[handfast(start)]` and `#[handfast(main)]`, which convert no arguments.
pub(crate) fn start(options: &Options, private: &Private, item: &ItemFn) -> Result<TokenStream> {
    let passed = options.pass_on(&["start", "main", "private"]);
    options.finish("a start function", &["start", "main", "private", "crate"])?;
    let attribute = private.wasm_bindgen(&passed);
    Ok(quote! { #attribute #item })
}
