//! The attribute `#[handfast]` and `#[derive(Trace)]`. Apps use them through the crate `handfast`.
//!
//! What an expansion looks like: the user's item stays as it was written. Next to it stands a *shim*, a struct that
//! is only a handle, with one `#[wasm_bindgen]` method for each exported one, so that wasm-bindgen makes the
//! JavaScript, TypeScript and JSDoc. A shim method resolves the handle and the arguments, borrows, calls the user's
//! method, and returns a `Result` while no borrow is left; only then does it throw. Expansions name nothing but
//! `handfast::private`.

use proc_macro::TokenStream;

mod class;
mod conversion;
mod errors;
mod expand;
mod function;
mod interface;
mod methods;
mod options;
mod params;
mod passed_on;
mod path;
mod receiver;
mod refuse;
mod returns;
mod size;
mod trace;
mod types;

/// Exports a struct, the methods of an `impl` block, a function, or an enum to JavaScript. On a trait, lets JavaScript
/// objects implement it.
///
/// It takes the place of `#[wasm_bindgen]` and understands its options; see the crate `handfast`.
#[proc_macro_attribute]
pub fn handfast(options: TokenStream, item: TokenStream) -> TokenStream {
    expand::handfast(options.into(), item.into()).into()
}

/// Derives `handfast::Trace`, and `handfast::Object` with it, for a type that is not exported.
///
/// `#[trace(skip)]` on a field leaves it out; `#[trace(edges)]` on the type says that it can hold references even
/// if no field seems to.
#[proc_macro_derive(Trace, attributes(trace))]
pub fn trace(item: TokenStream) -> TokenStream {
    expand::derive_trace(item.into()).into()
}

/// Derives `handfast::HeapSize`: what the fields own.
///
/// `#[size(skip)]` on a field leaves it out.
#[proc_macro_derive(HeapSize, attributes(size))]
pub fn heap_size(item: TokenStream) -> TokenStream {
    expand::derive_heap_size(item.into()).into()
}
