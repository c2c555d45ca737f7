//! What an exported function does: four steps for each argument, the call, and the conversion of what it returned.
//!
//! First all arguments are held, then all are checked: up to here nothing has changed, so an error loses nothing.
//! Then what is lent is borrowed, and last what is given away is taken.

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use syn::Path;

use super::{Function, local};
use crate::params::Param;
use crate::path::Private;

impl Function {
    /// The statements of the inner function, whose parameters are called as [`Param::inner`] says.
    pub(super) fn body(
        &self,
        private: &Private,
        class: Option<&Path>,
        this: &Ident,
    ) -> TokenStream {
        let Function {
            callee,
            receiver,
            params,
            asynchronous,
            label,
            ..
        } = self;
        let [method, ret] = ["METHOD", "ret"].map(local);
        let receiver = receiver.as_ref().zip(class);

        // What has a receiver is refused with it.
        let enter = receiver.is_none().then(|| quote! { #private::enter()?; });
        let hold_this =
            receiver.map(|(receiver, class)| receiver.hold(private, this, class, *asynchronous));
        let check_this = receiver.map(|(receiver, _)| receiver.check(private, this));
        let borrow_this = receiver.map(|(receiver, _)| receiver.borrow(private, this, &method));
        let take_this = receiver.map(|(receiver, _)| receiver.take(private, this));
        let this_argument = receiver.map(|(receiver, _)| receiver.argument(this));

        let hold = params
            .iter()
            .map(|param| param.hold(private, *asynchronous));
        let check = params.iter().map(|param| param.check(private));
        let borrow = params
            .iter()
            .map(|param| param.borrow(private, &method, *asynchronous));
        let take = params.iter().map(|param| param.take(private));
        let arguments = this_argument
            .into_iter()
            .chain(params.iter().map(Param::argument));

        let awaited = asynchronous.then(|| quote! { .await });
        let result = self.result(private, &ret);
        quote! {
            const #method: &&str = &#label;
            #enter
            #hold_this
            #(#hold)*
            #check_this
            #(#check)*
            let #ret = {
                #borrow_this
                #(#borrow)*
                #take_this
                #(#take)*
                let #ret = #callee(#(#arguments),*) #awaited;
                #ret
            };
            ::core::result::Result::Ok(#result)
        }
    }

    /// From what the user's function returned to what travels, when nothing is borrowed any more.
    pub(super) fn result(&self, private: &Private, ret: &Ident) -> TokenStream {
        let success = self.returned.success(private, quote! { #ret });
        if self.constructs.is_none() {
            return self.returned.convert(private, success);
        }
        let construct = local("construct");
        if self.returned.is_ref() {
            quote! { #construct.finish_ref(&#success)? }
        } else {
            quote! { #construct.finish(#success)? }
        }
    }
}
