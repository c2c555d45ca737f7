//! [`Function`]: one exported function or method, as the function that wasm-bindgen exports in its place.

mod body;
mod free;
mod outcome;
mod usual;

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use syn::{Attribute, FnArg, Path, Signature};

pub(crate) use free::expand;

use crate::errors::Errors;
use crate::params::Param;
use crate::path::Private;
use crate::receiver::Receiver;
use crate::returns::Returned;
use outcome::Outcome;

/// Options of functions that mean the same to wasm-bindgen, besides `js_name`.
pub(crate) const PASSED_ON: &[&str] = &[
    "unchecked_return_type",
    "return_description",
    "skip_typescript",
    "skip_jsdoc",
    "variadic",
];

pub(crate) struct Function {
    /// The name of wasm-bindgen's function.
    pub(crate) shim: Ident,
    /// Options for wasm-bindgen, each followed by a comma.
    pub(crate) options: TokenStream,
    /// Whether they say what it returns, or nobody is to know.
    pub(crate) typed: bool,
    /// Doc comments and `cfg`.
    pub(crate) attrs: Vec<Attribute>,
    /// What errors call it: `Node.append`.
    pub(crate) label: String,
    /// What to call.
    pub(crate) callee: TokenStream,
    pub(crate) asynchronous: bool,
    pub(crate) receiver: Option<Receiver>,
    pub(crate) params: Vec<Param>,
    pub(crate) returned: Returned,
    /// The class, if this is its constructor.
    pub(crate) constructs: Option<Path>,
}

impl Function {
    /// The method that wasm-bindgen exports.
    pub(crate) fn method(&self, private: &Private, class: &Path) -> TokenStream {
        let (attrs, options) = (&self.attrs, self.all_options());
        let Parts {
            inner,
            signature,
            finish,
        } = self.parts(private, Some(class));
        quote! {
            #[wasm_bindgen(#options)]
            #(#attrs)*
            pub #signature { #inner #finish }
        }
    }

    /// The free function that wasm-bindgen exports, and next to it the inner one: within it, its parameters could
    /// hide the user's function.
    fn free(&self, private: &Private) -> TokenStream {
        let attrs = &self.attrs;
        let attribute = private.wasm_bindgen(&self.all_options());
        let Parts {
            inner,
            signature,
            finish,
        } = self.parts(private, None);
        quote! {
            #inner
            #attribute
            #(#attrs)*
            pub #signature { #finish }
        }
    }

    fn parts(&self, private: &Private, class: Option<&Path>) -> Parts {
        let Function {
            shim,
            params,
            asynchronous,
            ..
        } = self;
        let this = local("this");
        // An item, which hides variables of the same name: the user's must not be called so.
        let call = Ident::new("__handfast_call", Span::mixed_site());
        let (mut inner, mut arguments) = (Vec::new(), Vec::new());
        if let Some(class) = &self.constructs {
            let construct = local("construct");
            inner.push(quote! { #construct: #private::Construct<#class> });
            arguments.push(quote! { #private::Construct::begin() });
        }
        let receiver = self.receiver.as_ref().zip(class).map(|(_, class)| {
            let (ty, argument) = this_param(private, class, *asynchronous);
            inner.push(quote! { #this: #ty });
            arguments.push(argument);
            quote! { &self }
        });
        inner.extend(
            params
                .iter()
                .map(|param| param.inner(private, *asynchronous)),
        );
        arguments.extend(params.iter().map(Param::passed));
        let outer = params
            .iter()
            .map(|param| param.outer(private, *asynchronous));
        let outer = receiver.into_iter().chain(outer);

        let outcome = Outcome::of(self);
        let js = match &self.constructs {
            Some(_) => quote! { #private::Constructed },
            None => self.returned.js_type(private),
        };
        let output = outcome.output(self, private, &js);
        let body = self.body(private, class, &this);
        let is_async = asynchronous.then(|| quote! { async });
        let finish = match self.tried(private, class, &call, &js) {
            Some(tried) => tried,
            None => outcome.finish(self, private, &quote! { #call(#(#arguments),*) }),
        };
        Parts {
            inner: quote! {
                #is_async fn #call(#(#inner),*) -> ::core::result::Result<#js, #private::Thrown> {
                    #body
                }
            },
            signature: quote! { #is_async fn #shim(#(#outer),*) -> #output },
            finish,
        }
    }

    /// The options, with the type for TypeScript where wasm-bindgen cannot know it.
    fn all_options(&self) -> TokenStream {
        let options = &self.options;
        match Outcome::of(self).typescript() {
            Some(name) if !self.typed => quote! { #options unchecked_return_type = #name, },
            _ => options.clone(),
        }
    }
}

/// The function that wasm-bindgen exports only passes on what it got.
struct Parts {
    /// A function that owns all that must be dropped, also on an error.
    inner: TokenStream,
    signature: TokenStream,
    /// Calls it.
    finish: TokenStream,
}

/// How the receiver reaches the inner function: its type, and from where.
fn this_param(private: &Private, class: &Path, asynchronous: bool) -> (TokenStream, TokenStream) {
    if !asynchronous {
        return (quote! { f64 }, quote! { self.0 });
    }
    let runtime = private.runtime();
    (
        quote! { ::core::result::Result<#runtime::Ref<#class>, #runtime::Error> },
        quote! { self.0.take() },
    )
}

/// A name for a local variable that no name of the user's can be confused with.
pub(crate) fn local(name: &str) -> Ident {
    Ident::new(name, Span::mixed_site())
}

/// Doc comments and `cfg`, which the exported function needs as well.
pub(crate) fn shared_attrs(attrs: &[Attribute]) -> Vec<Attribute> {
    attrs
        .iter()
        .filter(|attr| attr.path().is_ident("doc") || attr.path().is_ident("cfg"))
        .cloned()
        .collect()
}

/// The parameters behind the receiver. All their errors are reported.
pub(crate) fn params(
    signature: &mut Signature,
    receiver: Option<&Receiver>,
    class: Option<&Path>,
    errors: &mut Errors,
) -> Vec<Param> {
    let behind = signature
        .inputs
        .iter_mut()
        .skip(usize::from(receiver.is_some()));
    let typed = behind.filter_map(|param| match param {
        FnArg::Typed(param) => Some(param),
        // One that was refused.
        FnArg::Receiver(_) => None,
    });
    typed
        .enumerate()
        .filter_map(|(index, param)| errors.keep(Param::parse(param, index, class)))
        .collect()
}
