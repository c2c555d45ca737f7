//! The steps by which an argument reaches the user's function; see `function/body.rs` for their order.

use proc_macro2::{Ident, TokenStream};
use quote::quote_spanned;

use super::{Kind, Param, lifetime};
use crate::path::Private;

impl Param {
    /// First step: find out what was passed. Nothing is taken or borrowed.
    pub(crate) fn hold(&self, private: &Private, asynchronous: bool) -> TokenStream {
        let (name, private) = (&self.local, private.at(self.span));
        match &self.kind {
            Kind::Value { conversion, .. } => {
                let from_js = conversion.taking(&private, self.span);
                quote_spanned! { self.span => let #name = #from_js::hold(#name)?; }
            }
            Kind::Borrow(ty) => {
                let lifetime = lifetime(&private, asynchronous);
                quote_spanned! { self.span => let #name = <#ty as #private::RefFromJs<#lifetime>>::anchor(#name)?; }
            }
            Kind::BorrowMut(_) | Kind::Slice(_) => {
                quote_spanned! { self.span => let #name = #name.get()?; }
            }
            Kind::MutSlice(_) => quote_spanned! { self.span => let mut #name = #name; },
        }
    }

    /// Second step: find out whether it can be taken.
    pub(crate) fn check(&self, private: &Private) -> TokenStream {
        let Kind::Value { conversion, .. } = &self.kind else {
            return TokenStream::new();
        };
        let from_js = conversion.taking(&private.at(self.span), self.span);
        let name = &self.local;
        quote_spanned! { self.span => #from_js::check(&#name)?; }
    }

    /// Third step: borrow.
    pub(crate) fn borrow(
        &self,
        private: &Private,
        method: &Ident,
        asynchronous: bool,
    ) -> TokenStream {
        let (name, private) = (&self.local, private.at(self.span));
        match &self.kind {
            Kind::Borrow(ty) => {
                let lifetime = lifetime(&private, asynchronous);
                quote_spanned! { self.span => let #name = <#ty as #private::RefFromJs<#lifetime>>::borrow(&#name, #method)?; }
            }
            Kind::BorrowMut(_) => {
                quote_spanned! { self.span => let mut #name = #name.try_borrow_mut_for(#method)?; }
            }
            Kind::MutSlice(_) => quote_spanned! { self.span => let #name = #name.get()?; },
            _ => TokenStream::new(),
        }
    }

    /// Fourth step: take.
    pub(crate) fn take(&self, private: &Private) -> TokenStream {
        let Kind::Value { conversion, .. } = &self.kind else {
            return TokenStream::new();
        };
        let from_js = conversion.taking(&private.at(self.span), self.span);
        let name = &self.local;
        let taken = conversion.boxed(quote_spanned! { self.span => #from_js::take(#name)? });
        quote_spanned! { self.span => let #name = #taken; }
    }

    /// As an argument of the user's function.
    pub(crate) fn argument(&self) -> TokenStream {
        let name = &self.local;
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
