//! Items that wasm-bindgen handles alone: enums, start functions, TypeScript sections.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Fields, ItemConst, ItemEnum, ItemFn, Result};

use crate::options::Options;
use crate::path::Private;
use crate::{refuse, trace};

const ENUM: &[&str] = &[
    "js_name",
    "skip_typescript",
    "private",
    "js_namespace",
    "fallback",
];

/// An enum. It can be a field of a class, so it gets `Trace` as well.
pub(crate) fn enumeration(options: &Options, item: &ItemEnum) -> Result<TokenStream> {
    let private = Private::new(options)?;
    refuse::generics(&item.generics, "an exported enum")?;
    let attribute = private.wasm_bindgen(&options.pass_on(ENUM));
    options.finish("an enum", &[ENUM, &["crate"]].concat())?;
    let trace = item
        .variants
        .iter()
        .all(|variant| matches!(variant.fields, Fields::Unit))
        .then(|| trace::leaf(&private, &item.ident));
    Ok(quote! { #attribute #item #trace })
}

/// `#[handfast(typescript_custom_section)] const TEXT: &str = …;`
pub(crate) fn constant(options: &Options, item: &ItemConst) -> Result<TokenStream> {
    let private = Private::new(options)?;
    if options.flag("typescript_custom_section")?.is_none() {
        return Err(refuse::constant(item));
    }
    options.finish("a constant", &["typescript_custom_section", "crate"])?;
    let attribute = private.wasm_bindgen(&quote! { typescript_custom_section, });
    Ok(quote! { #attribute #item })
}

/// `#[handfast(start)]` and `#[handfast(main)]`, which convert no arguments.
pub(crate) fn start(options: &Options, private: &Private, item: &ItemFn) -> Result<TokenStream> {
    let passed = options.pass_on(&["start", "main", "private"]);
    options.finish("a start function", &["start", "main", "private", "crate"])?;
    let attribute = private.wasm_bindgen(&passed);
    Ok(quote! { #attribute #item })
}
