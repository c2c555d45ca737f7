//! Getters and setters for the public fields.

use proc_macro2::TokenStream;
use quote::{format_ident, quote, quote_spanned};
use syn::ext::IdentExt;
use syn::spanned::Spanned;
use syn::{
    Field, Fields, Ident, LitStr, Member, PatType, Path, Result, Type, Visibility, parse_quote,
};

use super::Class;
use crate::errors::Errors;
use crate::function::{Function, shared_attrs};
use crate::options::Options;
use crate::params::Param;
use crate::receiver::Receiver;
use crate::refuse;
use crate::returns::Returned;
use crate::types::{argument, mentions, replace_self};

const PASSED_ON: &[&str] = &["skip_typescript", "skip_jsdoc"];
const KNOWN: &[&str] = &[
    "skip",
    "readonly",
    "js_name",
    "getter_with_clone",
    "skip_typescript",
    "skip_jsdoc",
];

/// Takes the options of this crate off the fields.
pub(super) fn accessors(
    class: &Class<'_>,
    fields: &mut Fields,
    clone_all: bool,
) -> Result<TokenStream> {
    let mut errors = Errors::default();
    let (mut helpers, mut exported) = (Vec::new(), Vec::new());
    for (index, field) in fields.iter_mut().enumerate() {
        let accessors = Options::take(&mut field.attrs, "handfast")
            .and_then(|options| accessors_of(class, field, index, &options, clone_all));
        for Accessor {
            helper,
            function,
            class: path,
        } in errors.keep(accessors).into_iter().flatten()
        {
            let conditions: Vec<_> = field
                .attrs
                .iter()
                .filter(|attr| attr.path().is_ident("cfg"))
                .collect();
            helpers.push(quote! { #(#conditions)* #helper });
            exported.push(function.method(class.private, &path));
        }
    }
    errors.finish()?;
    if exported.is_empty() {
        return Ok(TokenStream::new());
    }
    let (private, js_name) = (class.private, &class.js_name);
    let attribute = private.wasm_bindgen(&quote! { js_class = #js_name, });
    Ok(quote! {
        #(#helpers)*
        #[derive(Clone, Copy)]
        pub struct Shim(f64);
        #private::shim!(Shim);
        #attribute
        impl Shim { #(#exported)* }
    })
}

struct Accessor {
    /// What the exported function calls.
    helper: TokenStream,
    function: Function,
    class: Path,
}

fn accessors_of(
    class: &Class<'_>,
    field: &Field,
    index: usize,
    options: &Options,
    clone_all: bool,
) -> Result<Vec<Accessor>> {
    let skip = options.flag("skip")?.is_some();
    if skip || !matches!(field.vis, Visibility::Public(_)) {
        refuse::options_of_unexported(options, skip)?;
        return Ok(Vec::new());
    }
    let member = match &field.ident {
        Some(ident) => Member::Named(ident.clone()),
        None => Member::Unnamed(index.into()),
    };
    let own_name = field
        .ident
        .as_ref()
        .map_or_else(|| index.to_string(), |ident| ident.unraw().to_string());
    let js_name = options
        .text("js_name")?
        .unwrap_or_else(|| LitStr::new(&own_name, member.span()));
    let clone = options.flag("getter_with_clone")?.is_some() || clone_all;
    // What a buffer shows is a view of it, which is not what could be put in its place.
    let buffer = argument(&field.ty, "Buffer");
    let readonly = options.flag("readonly")?.is_some() || buffer.is_some();
    let passed_on = options.pass_on(PASSED_ON);
    options.finish("a field", KNOWN)?;

    let path: Path = class.ident.clone().into();
    let private = class.private;
    let mut ty = match buffer {
        Some(number) => parse_quote! { #private::View<#number> },
        None => field.ty.clone(),
    };
    replace_self(&mut ty, &path);
    let accessor = |name: Ident, helper, role: TokenStream, receiver, params, returned| Accessor {
        helper,
        function: Function {
            typed: matches!(receiver, Receiver::Exclusive),
            options: quote! { #role = #js_name, #passed_on },
            attrs: shared_attrs(&field.attrs),
            label: format!("{}.{}", class.js_name.value(), js_name.value()),
            callee: quote! { #name },
            shim: name,
            asynchronous: false,
            receiver: Some(receiver),
            params,
            returned,
            constructs: None,
        },
        class: path.clone(),
    };

    let get = format_ident!("__get_{own_name}");
    let helper = match buffer {
        Some(_) => view(class, &get, &member, &ty),
        None => getter(class.ident, &get, &member, &ty, clone),
    };
    let returned = Returned::of(&parse_quote! { -> #ty }, None)?;
    let mut accessors = vec![accessor(
        get,
        helper,
        quote! { getter },
        Receiver::Shared,
        Vec::new(),
        returned,
    )];
    if !readonly {
        let set = format_ident!("__set_{own_name}");
        let helper = setter(class.ident, &set, &member, &ty);
        let mut param: PatType = parse_quote! { value: #ty };
        let params = vec![Param::parse(&mut param, 0, None)?];
        let returned = Returned::of(&syn::ReturnType::Default, None)?;
        accessors.push(accessor(
            set,
            helper,
            quote! { setter },
            Receiver::Exclusive,
            params,
            returned,
        ));
    }
    Ok(accessors)
}

/// References are cheap to clone and never `Copy`, so they need no `getter_with_clone`.
fn getter(class: &Ident, name: &Ident, member: &Member, ty: &Type, clone: bool) -> TokenStream {
    let references = ["Ref", "JsRef", "RustFn"].map(|name| format_ident!("{name}"));
    let value = if clone || mentions(ty, &references.each_ref()) {
        quote_spanned! { ty.span() => ::core::clone::Clone::clone(&object.#member) }
    } else {
        // Through a function that requires `Copy`, so that the error says so and not that a value was moved.
        quote_spanned! { ty.span() => copy(&object.#member) }
    };
    quote! {
        fn #name(object: &#class) -> #ty {
            #[allow(dead_code, reason = "fields that are cloned need it not")]
            fn copy<T: ::core::marker::Copy>(value: &T) -> T { *value }
            #value
        }
    }
}

/// Of a buffer.
fn view(class: &Class<'_>, name: &Ident, member: &Member, ty: &Type) -> TokenStream {
    let (private, ident) = (class.private, class.ident);
    quote! {
        fn #name(object: &#ident) -> #ty {
            #private::View::of(&object.#member)
        }
    }
}

/// Returns the old value, to be dropped when the object is not borrowed any more.
fn setter(class: &Ident, name: &Ident, member: &Member, ty: &Type) -> TokenStream {
    quote! {
        fn #name(object: &mut #class, value: #ty) -> #ty {
            ::core::mem::replace(&mut object.#member, value)
        }
    }
}
