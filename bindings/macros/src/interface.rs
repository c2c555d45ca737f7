//! `#[handfast] trait Interface { … }`: any JavaScript object that has the methods can be held as `JsRef<dyn Interface>`.
//!
//! The trait stays a trait, which Rust types may implement too. Next to it stands its implementation for
//! `JsRef<dyn Interface>`, whose methods call those of the object, and the interface for TypeScript.

mod argument;
mod method;
mod refuse;
mod typescript;

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::ext::IdentExt;
use syn::{FnArg, Ident, ItemTrait, LitStr, Pat, Result, TraitItem, TraitItemFn, parse_quote};

use crate::errors::Errors;
use crate::methods::{own_name, remove_param_options};
use crate::options::Options;
use crate::path::{Private, hidden};
use method::Method;

pub(crate) fn expand(options: &Options, mut item: ItemTrait) -> Result<TokenStream> {
    let private = Private::new(options)?;
    let js_name = options.text("js_name")?;
    let untyped = options.flag("skip_typescript")?.is_some();
    options.finish("a trait", &["js_name", "skip_typescript", "crate"])?;
    refuse::definition(&item)?;
    crate::refuse::misplaced(&item.attrs)?;
    let ident = item.ident.clone();
    let js_name = js_name.unwrap_or_else(|| own_name(&ident.clone().into()));
    refuse::name(&js_name)?;
    let methods = methods(&mut item)?;

    let calls = methods.iter().zip(0..);
    let calls = calls.map(|(method, position)| method.call(&private, &ident, position));
    let definition: Vec<String> = methods.iter().map(Method::definition).collect();
    let (definition, count) = (definition.join("\n"), methods.len());
    let section =
        (!untyped).then(|| typescript::section(&private, &js_name, &item.attrs, &methods));
    let hidden = hidden(&quote! {
        #[automatically_derived]
        impl #private::Interface for dyn #ident {
            const JS_NAME: &'static str = #js_name;
            const METHODS: &'static str = #definition;
            const COUNT: usize = #count;
            fn first() -> &'static ::std::thread::LocalKey<::core::cell::Cell<i32>> {
                ::std::thread_local! {
                    static FIRST: ::core::cell::Cell<i32> = const { ::core::cell::Cell::new(0) };
                }
                &FIRST
            }
        }

        #[automatically_derived]
        impl #ident for #private::JsRef<dyn #ident> {
            #(#calls)*
        }

        #section
    });
    let conditions = item.attrs.iter().filter(|attr| attr.path().is_ident("cfg"));
    Ok(quote! { #item #(#conditions)* #hidden })
}

/// Takes the options of this crate off the methods. The errors of all methods are reported.
fn methods(item: &mut ItemTrait) -> Result<Vec<Method>> {
    let mut errors = Errors::default();
    let (mut methods, mut defaults) = (Vec::new(), Vec::new());
    for part in &mut item.items {
        let TraitItem::Fn(function) = part else {
            errors.push(refuse::part(part));
            continue;
        };
        let Some(method) = errors.keep(Method::parse(function)) else {
            continue;
        };
        if method.asynchronous {
            // `dyn` of a trait is possible if it need not have the method, and the method can still be called on `JsRef<dyn …>`.
            function
                .sig
                .generics
                .make_where_clause()
                .predicates
                .push(parse_quote!(Self: ::core::marker::Sized));
        }
        defaults.extend(move_body(function));
        methods.push(method);
    }
    errors.finish()?;
    refuse::nothing(item, &methods)?;
    if methods.iter().any(|method| method.asynchronous) {
        item.attrs.push(parse_quote!(#[allow(async_fn_in_trait, reason = "JavaScript's promises are not `Send` anyway")]));
    }
    item.items.extend(defaults.into_iter().map(TraitItem::Fn));
    Ok(methods)
}

/// What the method with the default body is called; the method itself only calls it.
fn default_name(ident: &Ident) -> Ident {
    format_ident!("__handfast_default_{}", ident.unraw(), span = ident.span())
}

/// Moves a default body to a method of its own, so that `JsRef<dyn …>` can run it where the object has none.
fn move_body(function: &mut TraitItemFn) -> Option<TraitItemFn> {
    let body = function.default.take()?;
    let mut moved = function.clone();
    moved.attrs.retain(|attr| attr.path().is_ident("cfg"));
    moved.attrs.push(parse_quote!(#[doc(hidden)]));
    moved.default = Some(body);
    moved.sig.ident = default_name(&function.sig.ident);

    let mut names = Vec::new();
    for input in &mut function.sig.inputs {
        if let FnArg::Typed(param) = input {
            let name = match &*param.pat {
                Pat::Ident(pat) => pat.ident.clone(),
                _ => format_ident!("arg{}", names.len()),
            };
            *param.pat = parse_quote!(#name);
            names.push(name);
        }
    }
    let (moved_name, awaited) = (
        &moved.sig.ident,
        function.sig.asyncness.map(|_| quote!(.await)),
    );
    function.default = Some(parse_quote!({ self.#moved_name(#(#names),*) #awaited }));
    Some(moved)
}

/// Removes the options of this crate from a trait that is not expanded.
pub(crate) fn remove_options(item: &mut ItemTrait) {
    for part in &mut item.items {
        if let TraitItem::Fn(method) = part {
            Options::remove(&mut method.attrs);
            remove_param_options(&mut method.sig);
        }
    }
}

/// Whether a name can be written after a dot.
fn is_identifier(name: &LitStr) -> bool {
    let name = name.value();
    let mut characters = name.chars();
    let first = characters
        .next()
        .is_some_and(|first| first.is_alphabetic() || "_$".contains(first));
    first && characters.all(|other| other.is_alphanumeric() || "_$".contains(other))
}
