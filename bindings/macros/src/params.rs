//! [`Param`]: the parameters of an exported function.

mod steps;

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::{Pat, PatType, Path, Result, Type};

use crate::conversion::{self, Conversion};
use crate::options::Options;
use crate::path::Private;
use crate::refuse;
use crate::types::{element, is_called, is_number, place, plain, replace_self};

const OPTIONS: &[&str] = &[
    "js_name",
    "unchecked_param_type",
    "unchecked_optional_param_type",
    "param_description",
];

pub(crate) struct Param {
    /// As JavaScript and wasm-bindgen's function call it.
    name: Ident,
    /// As the inner function calls it: no name of the user's can be confused with it, nor can it hide one.
    local: Ident,
    /// Options for wasm-bindgen.
    options: TokenStream,
    kind: Kind,
    /// The type as written, where errors belong.
    span: Span,
}

enum Kind {
    /// By value, through `FromJs`; lent to the user's function if it takes `&Ref<T>` or `&str`.
    Value { conversion: Conversion, lent: bool },
    /// `&T`, through `RefFromJs`.
    Borrow(Type),
    /// `&mut T`, which only classes support.
    BorrowMut(Type),
    /// `&[T]`, which arrives as a `Vec<T>`.
    Slice(Type),
    /// `&mut [T]`, which is written back when the call is over.
    MutSlice(Type),
}

impl Param {
    /// Takes the options of this crate off the parameter. `class` is what `Self` means.
    pub(crate) fn parse(param: &mut PatType, index: usize, class: Option<&Path>) -> Result<Param> {
        let options = Options::take(&mut param.attrs, "handfast")?;
        let passed = options.pass_on(OPTIONS);
        options.finish("a parameter", OPTIONS)?;
        let local = format_ident!("arg{index}", span = Span::mixed_site());
        let name = match &*param.pat {
            Pat::Ident(pat) => pat.ident.clone(),
            _ => format_ident!("arg{index}"),
        };
        let mut ty = (*param.ty).clone();
        if let Some(class) = class {
            replace_self(&mut ty, class);
        }
        Ok(Param {
            name,
            local,
            options: passed,
            kind: Kind::of(&ty)?,
            span: place(&param.ty),
        })
    }

    /// Its name in the inner function and its type, if it is a lone number: nothing that JavaScript passes for one is refused.
    pub(crate) fn number(&self) -> Option<(&Ident, &Type)> {
        match &self.kind {
            Kind::Value { conversion, .. } if conversion.number() == Some("number") => {
                match &conversion.kind {
                    conversion::Kind::Value(ty) => Some((&self.local, ty)),
                    _ => None,
                }
            }
            _ => None,
        }
    }

    /// Reads such a number, within wasm-bindgen's function.
    pub(crate) fn sure(&self, private: &Private) -> TokenStream {
        let (local, name) = (&self.local, &self.name);
        quote! { let #local = #private::sure(#name); }
    }

    /// How it arrives.
    fn js_type(&self, private: &Private, asynchronous: bool) -> TokenStream {
        let private = private.at(self.span);
        match &self.kind {
            Kind::Value { conversion, .. } => {
                let from_js = conversion.taking(&private, self.span);
                quote_spanned! { self.span => #from_js::Js }
            }
            Kind::Borrow(ty) => {
                let lifetime = lifetime(&private, asynchronous);
                quote_spanned! { self.span => <#ty as #private::RefFromJs<#lifetime>>::Js }
            }
            Kind::BorrowMut(ty) => quote_spanned! { self.span => #private::Arg<#ty> },
            Kind::Slice(item) => {
                quote_spanned! { self.span => #private::Read<#private::List<#private::Item<#item>>> }
            }
            Kind::MutSlice(item) => quote_spanned! { self.span => #private::LentNumbers<#item> },
        }
    }

    /// As a parameter of wasm-bindgen's function.
    pub(crate) fn outer(&self, private: &Private, asynchronous: bool) -> TokenStream {
        let (name, options) = (&self.name, &self.options);
        let js_type = self.js_type(private, asynchronous);
        let attribute = (!options.is_empty()).then(|| quote! { #[wasm_bindgen(#options)] });
        quote! { #attribute #name: #js_type }
    }

    /// As a parameter of the inner function.
    pub(crate) fn inner(&self, private: &Private, asynchronous: bool) -> TokenStream {
        let local = &self.local;
        let js_type = self.js_type(private, asynchronous);
        quote! { #local: #js_type }
    }

    /// As the argument by which the former calls the latter.
    pub(crate) fn passed(&self) -> TokenStream {
        let name = &self.name;
        quote! { #name }
    }
}

impl Kind {
    fn of(ty: &Type) -> Result<Kind> {
        let Type::Reference(reference) = plain(ty) else {
            refuse::parameter(ty)?;
            return Ok(Kind::Value {
                conversion: Conversion::of(ty)?,
                lent: false,
            });
        };
        let target = plain(&reference.elem);
        refuse::reference_to(target)?;
        if reference.mutability.is_some() {
            return Ok(match element(target) {
                Some(item) => Kind::MutSlice(item.clone()),
                None => Kind::BorrowMut(target.clone()),
            });
        }
        let lent = |ty: &Type| {
            Ok(Kind::Value {
                conversion: Conversion::of(ty)?,
                lent: true,
            })
        };
        match element(target) {
            Some(item) if is_read(item) => lent(&syn::parse_quote!(::std::vec::Vec<#item>)),
            Some(item) => Ok(Kind::Slice(item.clone())),
            None if is_called(target, "str") => lent(&syn::parse_quote!(::std::string::String)),
            None if ["Ref", "JsRef", "RustFn"]
                .iter()
                .any(|name| is_called(target, name)) =>
            {
                lent(target)
            }
            None => Ok(Kind::Borrow(target.clone())),
        }
    }
}

/// Whether an array of it can be made for the call. One of a class cannot: its elements would be taken by value.
fn is_read(item: &Type) -> bool {
    let named = ["Ref", "JsRef", "RustFn", "String", "char", "bool"];
    is_number(item) || named.iter().any(|name| is_called(item, name))
}

/// For how long a `&T` parameter is used.
fn lifetime(private: &Private, asynchronous: bool) -> TokenStream {
    if asynchronous {
        quote! { #private::Future }
    } else {
        quote! { #private::Call }
    }
}
