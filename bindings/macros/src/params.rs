//! [`Param`]: the parameters of an exported function, and the steps by which they reach the user's function.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{Pat, PatType, Path, Result, Type};

use crate::conversion::Conversion;
use crate::options::Options;
use crate::path::Private;
use crate::refuse;
use crate::types::{element, is_called, plain, replace_self};

const OPTIONS: &[&str] = &[
    "js_name",
    "unchecked_param_type",
    "unchecked_optional_param_type",
    "param_description",
];

pub(crate) struct Param {
    name: Ident,
    /// Options for wasm-bindgen.
    options: TokenStream,
    kind: Kind,
    /// The type as written, to place errors.
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
    /// `&mut [T]`, which wasm-bindgen writes back when the call is over.
    MutSlice(Type),
}

impl Param {
    /// Takes the options of this crate off the parameter. `class` is what `Self` means.
    pub(crate) fn parse(param: &mut PatType, index: usize, class: Option<&Path>) -> Result<Param> {
        let options = Options::take(&mut param.attrs, "handfast")?;
        let passed = options.pass_on(OPTIONS);
        options.finish("a parameter", OPTIONS)?;
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
            options: passed,
            kind: kind(&ty)?,
            span: param.ty.span(),
        })
    }

    /// How it arrives.
    fn js_type(&self, private: &Private, asynchronous: bool) -> TokenStream {
        match &self.kind {
            Kind::Value { conversion, .. } => {
                let from_js = conversion.taking(private);
                quote_spanned! { self.span => #from_js::Js }
            }
            Kind::Borrow(ty) => {
                let lifetime = lifetime(private, asynchronous);
                quote_spanned! { self.span => <#ty as #private::RefFromJs<#lifetime>>::Js }
            }
            Kind::BorrowMut(ty) => quote_spanned! { self.span => #private::Arg<#ty> },
            Kind::Slice(item) => quote_spanned! { self.span => ::std::vec::Vec<#item> },
            Kind::MutSlice(item) => quote_spanned! { self.span => &mut [#item] },
        }
    }

    /// As a parameter of wasm-bindgen's function.
    pub(crate) fn outer(&self, private: &Private, asynchronous: bool) -> TokenStream {
        let (name, options) = (&self.name, &self.options);
        let js_type = self.js_type(private, asynchronous);
        if options.is_empty() {
            quote! { #name: #js_type }
        } else {
            quote! { #[wasm_bindgen(#options)] #name: #js_type }
        }
    }

    /// As a parameter of the inner function.
    pub(crate) fn inner(&self, private: &Private, asynchronous: bool) -> TokenStream {
        let name = &self.name;
        let js_type = self.js_type(private, asynchronous);
        quote! { #name: #js_type }
    }

    pub(crate) fn name(&self) -> &Ident {
        &self.name
    }

    /// First step: find out what was passed. Nothing is taken or borrowed.
    pub(crate) fn hold(&self, private: &Private, asynchronous: bool) -> TokenStream {
        let name = &self.name;
        match &self.kind {
            Kind::Value { conversion, .. } => {
                let from_js = conversion.taking(private);
                quote_spanned! { self.span => let #name = #from_js::hold(#name)?; }
            }
            Kind::Borrow(ty) => {
                let lifetime = lifetime(private, asynchronous);
                quote_spanned! { self.span => let #name = <#ty as #private::RefFromJs<#lifetime>>::anchor(#name)?; }
            }
            Kind::BorrowMut(_) => quote_spanned! { self.span => let #name = #name.into_ref()?; },
            Kind::Slice(_) | Kind::MutSlice(_) => TokenStream::new(),
        }
    }

    /// Second step: find out whether it can be taken.
    pub(crate) fn check(&self, private: &Private) -> TokenStream {
        let name = &self.name;
        match &self.kind {
            Kind::Value { conversion, .. } => {
                let from_js = conversion.taking(private);
                quote_spanned! { self.span => #from_js::check(&#name)?; }
            }
            _ => TokenStream::new(),
        }
    }

    /// Third step: borrow.
    pub(crate) fn borrow(
        &self,
        private: &Private,
        method: &Ident,
        asynchronous: bool,
    ) -> TokenStream {
        let name = &self.name;
        match &self.kind {
            Kind::Borrow(ty) => {
                let lifetime = lifetime(private, asynchronous);
                quote_spanned! { self.span => let #name = <#ty as #private::RefFromJs<#lifetime>>::borrow(&#name, #method)?; }
            }
            Kind::BorrowMut(_) => {
                quote_spanned! { self.span => let mut #name = #name.try_borrow_mut_for(#method)?; }
            }
            _ => TokenStream::new(),
        }
    }

    /// Fourth step: take.
    pub(crate) fn take(&self, private: &Private) -> TokenStream {
        let name = &self.name;
        match &self.kind {
            Kind::Value { conversion, .. } => {
                let from_js = conversion.taking(private);
                let taken =
                    conversion.boxed(quote_spanned! { self.span => #from_js::take(#name)? });
                quote_spanned! { self.span => let #name = #taken; }
            }
            _ => TokenStream::new(),
        }
    }

    /// As an argument of the user's function.
    pub(crate) fn argument(&self) -> TokenStream {
        let name = &self.name;
        match &self.kind {
            Kind::Value { lent: false, .. } | Kind::MutSlice(_) => {
                quote_spanned! { self.span => #name }
            }
            Kind::Value { lent: true, .. } | Kind::Slice(_) => {
                quote_spanned! { self.span => &#name }
            }
            Kind::Borrow(_) => quote_spanned! { self.span => &*#name },
            Kind::BorrowMut(_) => quote_spanned! { self.span => &mut *#name },
        }
    }
}

fn kind(ty: &Type) -> Result<Kind> {
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
    if is_called(target, "str") {
        return Ok(Kind::Value {
            conversion: Conversion::of(&syn::parse_quote!(::std::string::String))?,
            lent: true,
        });
    }
    if is_called(target, "Ref") || is_called(target, "JsRef") {
        return Ok(Kind::Value {
            conversion: Conversion::of(target)?,
            lent: true,
        });
    }
    let Some(item) = element(target) else {
        return Ok(Kind::Borrow(target.clone()));
    };
    if is_called(item, "Ref") || is_called(item, "JsRef") {
        return Ok(Kind::Value {
            conversion: Conversion::of(&syn::parse_quote!(::std::vec::Vec<#item>))?,
            lent: true,
        });
    }
    Ok(Kind::Slice(item.clone()))
}

/// For how long a `&T` parameter is used.
fn lifetime(private: &Private, asynchronous: bool) -> TokenStream {
    if asynchronous {
        quote! { #private::Future }
    } else {
        quote! { #private::Call }
    }
}
