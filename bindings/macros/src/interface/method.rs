//! [`Method`]: a method of a trait that JavaScript objects implement.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::ext::IdentExt;
use syn::{
    Attribute, FnArg, Ident, LitStr, Result, ReturnType, Signature, TraitItemFn, parse_quote,
};

use super::argument::Argument;
use super::{default_name, refuse};
use crate::errors::Errors;
use crate::function::{local, shared_attrs};
use crate::options::Options;
use crate::path::Private;
use crate::returns::Returned;
use crate::types::place;

/// What a method is in JavaScript.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Method,
    Getter,
    Setter,
}

pub(super) struct Method {
    pub(super) role: Role,
    pub(super) js_name: LitStr,
    /// What TypeScript should say it returns.
    pub(super) typed: Option<LitStr>,
    pub(super) untyped: bool,
    /// Doc comments and `cfg`.
    pub(super) attrs: Vec<Attribute>,
    pub(super) asynchronous: bool,
    /// Whether it has a default body.
    pub(super) optional: bool,
    pub(super) arguments: Vec<Argument>,
    pub(super) returned: Returned,
    signature: Signature,
}

impl Method {
    /// Takes the options of this crate off the method and its parameters.
    pub(super) fn parse(function: &mut TraitItemFn) -> Result<Method> {
        let options = Options::take(&mut function.attrs, "handfast")?;
        let getter = options.optional_text("getter")?;
        let setter = options.optional_text("setter")?;
        let js_name = options.text("js_name")?;
        let typed = options.text("unchecked_return_type")?;
        let untyped = options.flag("skip_typescript")?.is_some();
        options.finish(
            "a method of a trait",
            &[
                "getter",
                "setter",
                "js_name",
                "unchecked_return_type",
                "skip_typescript",
            ],
        )?;
        refuse::generics(&function.sig)?;
        crate::refuse::signature(&function.sig)?;
        refuse::returned(&function.sig.output)?;
        refuse::conditional(&function.attrs)?;
        refuse::receiver(&function.sig)?;

        let mut errors = Errors::default();
        let behind = function.sig.inputs.iter_mut().skip(1);
        let arguments: Vec<Argument> = behind
            .enumerate()
            .filter_map(|(index, input)| match input {
                FnArg::Typed(param) => errors.keep(Argument::parse(param, index)),
                FnArg::Receiver(_) => None,
            })
            .collect();
        let returned = errors.keep(Returned::of(&function.sig.output, None));
        errors.finish()?;
        let signature = function.sig.clone();
        let returned = returned.ok_or_else(|| refuse::infallible(&signature))?;
        if !returned.fallible {
            return Err(refuse::infallible(&signature));
        }

        let name = signature.ident.unraw().to_string();
        let (role, property) = match (getter, setter) {
            (Some((span, property)), _) => {
                refuse::getter(span, &signature, &arguments, &returned)?;
                (Role::Getter, property)
            }
            (None, Some((span, property))) => {
                refuse::setter(
                    span,
                    &signature,
                    &arguments,
                    &returned,
                    property.as_ref().or(js_name.as_ref()),
                )?;
                (Role::Setter, property)
            }
            (None, None) => (Role::Method, None),
        };
        let own = match role {
            Role::Setter => name.strip_prefix("set_").unwrap_or(&name),
            _ => &name,
        };
        let js_name = property
            .or(js_name)
            .unwrap_or_else(|| LitStr::new(own, signature.ident.span()));
        refuse::name(&js_name)?;
        Ok(Method {
            role,
            js_name,
            typed,
            untyped,
            attrs: shared_attrs(&function.attrs),
            asynchronous: signature.asyncness.is_some(),
            optional: function.default.is_some(),
            arguments,
            returned,
            signature,
        })
    }

    /// What JavaScript must know: see `defineInterface` in `js-runtime/src/interface.js`.
    pub(super) fn definition(&self) -> String {
        let role = if self.role == Role::Method { "m" } else { "p" };
        // Writing a property needs none to be there.
        let optional = if self.optional || self.role == Role::Setter {
            "?"
        } else {
            ""
        };
        let arguments: String = self.arguments.iter().map(Argument::digit).collect();
        let result = match self.returned.value.as_ref() {
            _ if self.asynchronous => '4',
            None => '0',
            Some(value) => match value.number() {
                Some("number") => '1',
                Some(_) => '2',
                None => '3',
            },
        };
        format!(
            "{role}{optional}{arguments}>{result} {}",
            self.js_name.value()
        )
    }

    /// The method of `JsRef<dyn Trait>`.
    pub(super) fn call(&self, private: &Private, interface: &Ident, position: u32) -> TokenStream {
        let Method {
            signature,
            arguments,
            ..
        } = self;
        let mut signature = signature.clone();
        for (input, argument) in signature.inputs.iter_mut().skip(1).zip(arguments) {
            if let FnArg::Typed(param) = input {
                let name = &argument.local;
                *param.pat = parse_quote!(#name);
            }
        }
        let default = self.optional.then(|| {
            let (name, awaited) = (default_name(&signature.ident), self.awaited());
            let names = arguments.iter().map(|argument| &argument.local);
            quote! {
                if !#private::interface::is_implemented(self, #position) {
                    return <Self as #interface>::#name(self, #(#names),*) #awaited;
                }
            }
        });
        let [answer, value, outcome] = ["answer", "value", "outcome"].map(local);
        let passed = arguments.iter().map(|argument| argument.pass(private));
        let numbers = arguments.iter().map(|argument| {
            let name = &argument.passed;
            quote! { #name.number() }
        });
        let call = match self.role {
            Role::Method => quote! { #private::interface::call(self, #position, [#(#numbers),*]) },
            Role::Getter => quote! { #private::interface::get_property(self, #position) },
            Role::Setter => {
                quote! { #private::interface::set_property(self, #position, #(#numbers)*) }
            }
        };
        let converted = self.converted(private, interface, position, &answer, &value);
        let thrown = quote! { #private::Thrown };
        let sent = quote! {
            (|| -> ::core::result::Result<#private::interface::Answer, #thrown> {
                #(#passed)*
                #call
            })()
        };
        let outcome_of = if self.asynchronous {
            quote! {
                match #sent {
                    ::core::result::Result::Ok(#answer) => #private::interface::settled(#answer).await,
                    ::core::result::Result::Err(thrown) => ::core::result::Result::Err(thrown),
                }.and_then(|#value| { #converted })
            }
        } else {
            quote! { #sent.and_then(|#answer| { #converted }) }
        };
        let error = self.error(private);
        let attrs = self.attrs.iter().filter(|attr| attr.path().is_ident("cfg"));
        quote! {
            #(#attrs)*
            #signature {
                #default
                let #outcome: ::core::result::Result<_, #thrown> = #outcome_of;
                #outcome.map_err(|thrown| {
                    #[allow(unused_imports, reason = "`JsError` needs no trait")]
                    use #private::IntoCaught as _;
                    #error
                })
            }
        }
    }

    fn awaited(&self) -> Option<TokenStream> {
        self.asynchronous.then(|| quote! { .await })
    }

    /// From what JavaScript answered to the `Ok` value, or what is wrong with it.
    fn converted(
        &self,
        private: &Private,
        interface: &Ident,
        position: u32,
        answer: &Ident,
        value: &Ident,
    ) -> TokenStream {
        let span = self.returned.span();
        let private = private.at(span);
        let Some(conversion) = &self.returned.value else {
            return quote! { ::core::result::Result::Ok(()) };
        };
        if !self.asynchronous {
            match conversion.number() {
                Some("number") => {
                    return quote_spanned! { span => #private::interface::number::<dyn #interface, _>(#answer, #position) };
                }
                Some(_) => {
                    return quote_spanned! { span => ::core::result::Result::Ok(#private::interface::truth_of(#answer)) };
                }
                None => {}
            }
        }
        let read = if self.asynchronous {
            quote! { #value }
        } else {
            quote! { #answer.value() }
        };
        let (of, shape) = conversion.taken(&private, span);
        let taken = quote_spanned! { span => #private::interface::converted::<dyn #interface, #of, #shape>(#read, #position) };
        if conversion.is_boxed() {
            let boxed = conversion.boxed(quote! { taken });
            quote! { #taken.map(|taken| #boxed) }
        } else {
            taken
        }
    }

    /// From `thrown` to the error type of the user's `Result`.
    fn error(&self, private: &Private) -> TokenStream {
        match &self.signature.output {
            ReturnType::Type(_, ty) => {
                let span = place(ty);
                let private = private.at(span);
                quote_spanned! { span =>
                    #private::Caught::<<#ty as #private::Outcome>::Error>::of(thrown).into_error()
                }
            }
            ReturnType::Default => TokenStream::new(),
        }
    }
}
