//! From an item to its expansion: which kind of item it is.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{DeriveInput, Item, Result};

use crate::options::Options;
use crate::{class, function, methods, passed_on, refuse, trace};

/// `#[handfast(options)] item`.
pub(crate) fn handfast(options: TokenStream, item: TokenStream) -> TokenStream {
    expand(options, item.clone()).unwrap_or_else(|error| {
        let error = error.into_compile_error();
        // The item as well: without it, each use of it would be another error.
        let item = without_options(item);
        quote! { #error #item }
    })
}

fn expand(options: TokenStream, item: TokenStream) -> Result<TokenStream> {
    let options: Options = syn::parse2(options)?;
    match syn::parse2(item)? {
        Item::Struct(item) => class::expand(&options, item),
        Item::Impl(item) => methods::expand(&options, item),
        Item::Fn(item) => function::expand(&options, item),
        Item::Enum(item) => passed_on::enumeration(&options, item),
        Item::Const(item) => passed_on::constant(&options, &item),
        other => Err(refuse::item(&other)),
    }
}

/// `#[derive(Trace)] item`.
pub(crate) fn derive_trace(item: TokenStream) -> TokenStream {
    let expanded = syn::parse2::<DeriveInput>(item).and_then(trace::derive);
    expanded.unwrap_or_else(syn::Error::into_compile_error)
}

/// The item without the attributes that only mean something to this crate.
fn without_options(item: TokenStream) -> TokenStream {
    let Ok(mut item) = syn::parse2::<Item>(item) else {
        return TokenStream::new();
    };
    match &mut item {
        Item::Struct(item) => {
            Options::remove(&mut item.attrs);
            item.fields
                .iter_mut()
                .for_each(|field| Options::remove(&mut field.attrs));
        }
        Item::Impl(item) => methods::remove_options(item),
        Item::Fn(item) => methods::remove_param_options(&mut item.sig),
        _ => {}
    }
    quote! { #item }
}
