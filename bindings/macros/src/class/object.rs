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
        measured,
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
    // What a class does not measure itself is what its base class measures.
    let (is_measured, size) = match (measured, base) {
        (true, _) => (
            quote! { true },
            quote! { #runtime::HeapSize::heap_size(self) },
        ),
        (false, Some(base)) => (
            quote! { <#base as #runtime::Object>::MEASURED },
            quote! { #runtime::Object::measure(&self.parent) },
        ),
        (false, None) => (quote! { false }, quote! { 0 }),
    };
    let root_measured = base.filter(|_| *measured).map(|base| {
        quote! {
            const _: () = assert!(<#base as #runtime::Object>::MEASURED, "the class that a measured class extends must be measured, too");
        }
    });
    quote! {
        #root_measured

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
            const MEASURED: bool = #is_measured;
            #[inline]
            fn measure(&self) -> usize {
                #size
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
            fn measure_part(&self) -> usize {
                #runtime::Object::measure(self)
            }
        }
    }
}
