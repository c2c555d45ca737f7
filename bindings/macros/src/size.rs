//! `HeapSize`: how much memory a value owns, derived from the fields.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{Attribute, Data, DeriveInput, Fields, Generics, Member, Path, Result, parse_quote};

use crate::options::Options;
use crate::path::{Private, hidden};
use crate::refuse;
use crate::trace::deciding;

/// `#[derive(HeapSize)]`.
pub(crate) fn derive(mut item: DeriveInput) -> Result<TokenStream> {
    let options = Options::take(&mut item.attrs, "size")?;
    let private = Private::new(&options)?;
    options.finish("a type", &["crate"])?;
    let name = &item.ident;
    let variants = match &mut item.data {
        Data::Struct(data) => vec![variant(&private, quote! { Self }, name, &mut data.fields)?],
        Data::Enum(data) => {
            let variant = |data: &mut syn::Variant| {
                let path = &data.ident;
                variant(&private, quote! { Self::#path }, name, &mut data.fields)
            };
            data.variants
                .iter_mut()
                .map(variant)
                .collect::<Result<_>>()?
        }
        Data::Union(data) => return Err(refuse::derived_union(data, "HeapSize")),
    };
    Ok(hidden(&implementation(
        &private,
        name,
        &item.generics,
        &variants,
    )))
}

/// For an exported struct; by a function of the user's, if there is one. Takes the options of this derive off the fields.
pub(crate) fn of_struct(
    private: &Private,
    name: &Ident,
    fields: &mut Fields,
    by_hand: Option<&Path>,
) -> Result<TokenStream> {
    let runtime = private.runtime();
    let generics = Generics::default();
    match by_hand {
        None => {
            let variant = variant(private, quote! { Self }, name, fields)?;
            Ok(implementation(private, name, &generics, &[variant]))
        }
        Some(function) => Ok(quote! {
            #[automatically_derived]
            impl #runtime::HeapSize for #name {
                const OWNS: bool = true;
                fn heap_size(&self) -> usize {
                    let measure: fn(&#name) -> usize = #function;
                    measure(self)
                }
            }
        }),
    }
}

struct Variant {
    /// Binds the fields that count.
    pattern: TokenStream,
    /// For each of them, a statement that sets `owns`.
    owns: Vec<TokenStream>,
    /// For each of them, a statement that adds to `bytes`.
    sizes: Vec<TokenStream>,
}

fn variant(
    private: &Private,
    path: TokenStream,
    owner: &Ident,
    fields: &mut Fields,
) -> Result<Variant> {
    let runtime = private.runtime();
    let (mut bindings, mut owns, mut sizes) = (Vec::new(), Vec::new(), Vec::new());
    for (index, field) in fields.iter_mut().enumerate() {
        let options = Options::take(&mut field.attrs, "size")?;
        let skip = options.flag("skip")?.is_some();
        options.finish("a field", &["skip"])?;
        if skip {
            continue;
        }
        let conditions: Vec<&Attribute> = field
            .attrs
            .iter()
            .filter(|attr| attr.path().is_ident("cfg"))
            .collect();
        let binding = format_ident!("field{index}");
        let member = field
            .ident
            .clone()
            .map_or_else(|| Member::Unnamed(index.into()), Member::Named);
        let ty = &field.ty;
        bindings.push(quote! { #(#conditions)* #member: #binding });
        // What contains its owner does so in memory of its own, and its constant would depend on itself.
        let owned = if deciding(ty, owner) == [crate::types::plain(ty)] {
            quote_spanned! { ty.span() => <#ty as #runtime::HeapSize>::OWNS }
        } else {
            quote! { true }
        };
        owns.push(quote! { #(#conditions)* { owns |= #owned; } });
        sizes.push(quote_spanned! { ty.span() => #(#conditions)* { bytes = usize::saturating_add(bytes, #runtime::HeapSize::heap_size(#binding)); } });
    }
    Ok(Variant {
        pattern: quote! { #path { #(#bindings,)* .. } },
        owns,
        sizes,
    })
}

fn implementation(
    private: &Private,
    name: &Ident,
    generics: &Generics,
    variants: &[Variant],
) -> TokenStream {
    let runtime = private.runtime();
    let mut generics = generics.clone();
    for param in generics.type_params_mut() {
        param.bounds.push(parse_quote!(#runtime::HeapSize));
    }
    let (impl_generics, ty_generics, conditions) = generics.split_for_impl();
    let owns = variants.iter().flat_map(|variant| &variant.owns);
    let arms = variants
        .iter()
        .filter(|variant| !variant.sizes.is_empty())
        .map(|variant| {
            let Variant { pattern, sizes, .. } = variant;
            quote! { #pattern => { #(#sizes)* } }
        });
    quote! {
        #[automatically_derived]
        impl #impl_generics #runtime::HeapSize for #name #ty_generics #conditions {
            const OWNS: bool = {
                #[allow(unused_mut, reason = "there may be no fields")]
                let mut owns = false;
                #(#owns)*
                owns
            };
            #[allow(unused_mut, unreachable_patterns, reason = "there may be no fields, or only these")]
            fn heap_size(&self) -> usize {
                let mut bytes = 0;
                match self {
                    #(#arms)*
                    _ => {}
                }
                bytes
            }
        }
    }
}
