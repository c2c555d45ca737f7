//! [`Receiver`]: in what form a method takes the object it is called on.

use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{FnArg, Pat, Path, ReceiverKind, Result, Signature, Type};

use crate::path::Private;
use crate::refuse;
use crate::types::{argument, is_called, is_class, plain};

pub(crate) enum Receiver {
    /// `&self`
    Shared,
    /// `&mut self`
    Exclusive,
    /// `self`
    Value,
    /// `this: &Ref<Self>`
    RefLent(Span),
    /// `this: Ref<Self>`
    Ref(Span),
}

impl Receiver {
    /// The receiver of a method of `class`; nothing for a static one.
    pub(crate) fn of(signature: &Signature, class: &Path) -> Result<Option<Receiver>> {
        Ok(match signature.inputs.first() {
            Some(FnArg::Receiver(receiver)) => Some(match &receiver.kind {
                ReceiverKind::Value => Receiver::Value,
                ReceiverKind::Reference(_, _, None) => Receiver::Shared,
                ReceiverKind::Reference(_, _, Some(_)) => Receiver::Exclusive,
                ReceiverKind::Typed(_, ty) => typed(ty, class)?,
                _ => return Err(refuse::receiver(receiver)),
            }),
            Some(FnArg::Typed(param)) if matches!(&*param.pat, Pat::Ident(pat) if pat.ident == "this") =>
            {
                let is_own_ref =
                    |ty: &Type| argument(ty, "Ref").is_some_and(|ty| is_class(ty, class));
                match plain(&param.ty) {
                    Type::Reference(ty) if ty.mutability.is_none() && is_own_ref(&ty.elem) => {
                        Some(Receiver::RefLent(param.ty.span()))
                    }
                    ty if is_own_ref(ty) => Some(Receiver::Ref(param.ty.span())),
                    Type::Reference(ty) if is_called(&ty.elem, "Ref") => {
                        return Err(refuse::foreign_this(&param.ty));
                    }
                    _ => None,
                }
            }
            _ => None,
        })
    }

    /// First step, after which `this` is a `Ref` of the object.
    pub(crate) fn hold(
        &self,
        private: &Private,
        this: &syn::Ident,
        class: &Path,
        asynchronous: bool,
    ) -> TokenStream {
        match asynchronous {
            true => quote! { let #this = #this?; },
            false => quote! { let #this = #private::receiver::<#class>(#this)?; },
        }
    }

    /// Second step.
    pub(crate) fn check(&self, private: &Private, this: &syn::Ident) -> TokenStream {
        match self {
            Receiver::Value => quote! { #private::can_take(&#this)?; },
            _ => TokenStream::new(),
        }
    }

    /// Third step.
    pub(crate) fn borrow(
        &self,
        private: &Private,
        this: &syn::Ident,
        method: &syn::Ident,
    ) -> TokenStream {
        match self {
            Receiver::Shared => quote! {
                let ::core::result::Result::Ok(#this) = #this.try_borrow_for(#method) else {
                    return ::core::result::Result::Err(#private::not_borrowed(#this, #method));
                };
            },
            Receiver::Exclusive => quote! {
                let ::core::result::Result::Ok(mut #this) = #this.try_borrow_mut_for(#method) else {
                    return ::core::result::Result::Err(#private::not_borrowed_mut(#this, #method));
                };
            },
            _ => TokenStream::new(),
        }
    }

    /// Fourth step.
    pub(crate) fn take(&self, private: &Private, this: &syn::Ident) -> TokenStream {
        match self {
            Receiver::Value => quote! { let #this = #private::take(#this)?; },
            _ => TokenStream::new(),
        }
    }

    /// As an argument of the user's method.
    pub(crate) fn argument(&self, this: &syn::Ident) -> TokenStream {
        match self {
            Receiver::Shared => quote! { &*#this },
            Receiver::Exclusive => quote! { &mut *#this },
            Receiver::RefLent(_) => quote! { &#this },
            Receiver::Value | Receiver::Ref(_) => quote! { #this },
        }
    }

    /// A method that gets its own `Ref` can store it, so its wrapper must be findable.
    pub(crate) fn assertion(&self, private: &Private, class: &Path) -> TokenStream {
        let (Receiver::RefLent(span) | Receiver::Ref(span)) = self else {
            return TokenStream::new();
        };
        quote_spanned! { *span =>
            const _: () = ::core::assert!(
                <#class as #private::Class>::IDENTITY,
                "a method with `this: &Ref<Self>` needs a class whose objects have one wrapper each: write `#[handfast(identity)]` on the struct"
            );
        }
    }
}

fn typed(ty: &Type, class: &Path) -> Result<Receiver> {
    match plain(ty) {
        Type::Reference(reference) if is_class(&reference.elem, class) => {
            Ok(if reference.mutability.is_some() {
                Receiver::Exclusive
            } else {
                Receiver::Shared
            })
        }
        ty if is_class(ty, class) => Ok(Receiver::Value),
        ty => Err(refuse::receiver(ty)),
    }
}
