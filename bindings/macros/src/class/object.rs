//! What makes the struct an object of the runtime: `Object` and `Part`.

use proc_macro2::TokenStream;
use quote::quote;

use super::Class;

pub(super) fn implementations(class: &Class<'_>) -> TokenStream {
    let Class {
        private,
        ident,
        js_name,
        base,
        ..
    } = class;
    let runtime = private.runtime();
    let base = base.as_ref().map(|base| &base.path);
    let (root, value, extending, inherited, inherited_mut) = match base {
        Some(base) => (
            quote! { <#base as #runtime::Object>::Root },
            quote! { Derived(::std::boxed::Box::new(self)) },
            quote! { .extending(<#base as #runtime::Object>::class) },
            quote! { #runtime::Part::part(&self.parent, id) },
            quote! { #runtime::Part::part_mut(&mut self.parent, id) },
        ),
        None => {
            let none = quote! { ::core::option::Option::None };
            (
                quote! { #ident },
                quote! { Exact(self) },
                TokenStream::new(),
                none.clone(),
                none,
            )
        }
    };
    quote! {
        #[automatically_derived]
        impl #runtime::Object for #ident {
            type Root = #root;
            fn class() -> &'static #runtime::Class {
                static CLASS: #runtime::Class = #runtime::Class::new(#js_name, <#ident as #runtime::Trace>::EDGES)
                    #extending
                    .hosted(<#ident as #private::Class>::js_class);
                &CLASS
            }
            #[inline]
            fn into_value(self) -> #runtime::Value<#root> {
                #runtime::Value::#value
            }
        }

        #[automatically_derived]
        impl #runtime::Part for #ident {
            fn part(&self, id: ::core::any::TypeId) -> ::core::option::Option<&dyn ::core::any::Any> {
                if id == ::core::any::TypeId::of::<#ident>() { ::core::option::Option::Some(self) } else { #inherited }
            }
            fn part_mut(&mut self, id: ::core::any::TypeId) -> ::core::option::Option<&mut dyn ::core::any::Any> {
                if id == ::core::any::TypeId::of::<#ident>() { ::core::option::Option::Some(self) } else { #inherited_mut }
            }
            fn trace_part(&self, tracer: &mut #runtime::Tracer<'_>) {
                #runtime::Trace::trace(self, tracer);
            }
        }
    }
}
