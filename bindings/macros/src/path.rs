//! [`Private`]: the path through which expansions name things.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::{Path, Result, parse_quote};

use crate::options::Options;

/// `::handfast::private`, or wherever `#[handfast(crate = path)]` says the crate is.
#[derive(Clone)]
pub(crate) struct Private(Path);

impl Private {
    pub(crate) fn new(options: &Options) -> Result<Private> {
        let krate = options
            .path("crate")?
            .unwrap_or_else(|| parse_quote!(::handfast));
        Ok(Private(parse_quote!(#krate::private)))
    }

    /// The runtime crate.
    pub(crate) fn runtime(&self) -> TokenStream {
        quote! { #self::runtime }
    }

    /// The attribute `#[wasm_bindgen(…)]`, told where the crates are that its own expansion names.
    pub(crate) fn wasm_bindgen(&self, options: &TokenStream) -> TokenStream {
        quote! {
            #[#self::wasm_bindgen::prelude::wasm_bindgen(
                #options
                wasm_bindgen = #self::wasm_bindgen,
                js_sys = #self::js_sys,
                wasm_bindgen_futures = #self::wasm_bindgen_futures
            )]
        }
    }
}

impl ToTokens for Private {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        self.0.to_tokens(tokens);
    }
}

/// A block that keeps generated items apart from the user's.
pub(crate) fn hidden(items: &TokenStream) -> TokenStream {
    quote! {
        #[allow(missing_docs, unreachable_pub, unused_qualifications, non_snake_case, deprecated, clippy::all, clippy::pedantic, reason = "generated")]
        const _: () = { #items };
    }
}
