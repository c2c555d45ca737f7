//! [`Private`]: the path through which expansions name things.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote};
use syn::punctuated::Pair;
use syn::{Path, Result, Token, parse_quote};

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

    /// The same path, placed elsewhere: an error about what follows it is shown there.
    pub(crate) fn at(&self, span: Span) -> Private {
        let mut path = self.0.clone();
        for segment in &mut path.segments {
            segment
                .ident
                .set_span(segment.ident.span().located_at(span));
        }
        for pair in path.segments.pairs_mut() {
            if let Pair::Punctuated(_, separator) = pair {
                *separator = Token![::](span);
            }
        }
        path.leading_colon = path.leading_colon.map(|_| Token![::](span));
        Private(path)
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
