//! The usual call of a small method: one whose object is a current one that nobody has borrowed, see `Heap::with_exact`.
//!
//! Methods whose parameters and result are numbers, if any, can do so little that looking for the object is most of it, and none of
//! their arguments can be refused. All other cases are left to the general way, in a function of its own.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use syn::Path;

use super::outcome::Outcome;
use super::{Function, local};
use crate::params::Param;
use crate::path::Private;
use crate::receiver::Receiver;

impl Function {
    /// What the exported function does, if it is a small method: `call` is the inner function, which is its general way and
    /// returns `js`.
    pub(super) fn tried(
        &self,
        private: &Private,
        class: Option<&Path>,
        call: &Ident,
        js: &TokenStream,
    ) -> Option<TokenStream> {
        let class = class?;
        let lend = match self.receiver.as_ref()? {
            Receiver::Shared => quote! { with_exact },
            Receiver::Exclusive => quote! { with_exact_mut },
            _ => return None,
        };
        let outcome = Outcome::of(self);
        if !matches!(outcome, Outcome::Number { .. }) {
            return None;
        }
        let numbers: Vec<_> = self
            .params
            .iter()
            .map(Param::number)
            .collect::<Option<_>>()?;
        let (names, types): (Vec<_>, Vec<_>) = numbers.into_iter().unzip();
        let sure = self.params.iter().map(|param| param.sure(private));

        let (callee, label) = (&self.callee, &self.label);
        let [this, ret] = ["this", "ret"].map(local);
        // An item, as `call` is.
        let unusual = Ident::new("__handfast_unusual", Span::mixed_site());
        let result = self.result(private, &ret);
        let output = outcome.output(self, private, js);
        let general = quote! { #call(#this, #(::core::convert::From::from(#names)),*) };
        let general = outcome.finish(self, private, &general);
        Some(quote! {
            #[cold]
            #[inline(never)]
            fn #unusual(#this: f64, #(#names: #types),*) -> #output {
                #general
            }
            #(#sure)*
            match #private::catch(|| {
                let #ret = #private::#lend::<#class, _>(
                    self.0,
                    &#label,
                    |#this| #callee(#this, #(#names),*),
                );
                ::core::result::Result::Ok(match #ret {
                    ::core::option::Option::Some(#ret) => ::core::option::Option::Some(#result),
                    ::core::option::Option::None => ::core::option::Option::None,
                })
            })
            .transpose()
            {
                ::core::option::Option::Some(#ret) => #private::Checked::of(#ret),
                ::core::option::Option::None => #unusual(self.0, #(#names),*),
            }
        })
    }
}
