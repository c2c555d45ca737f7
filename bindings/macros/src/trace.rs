//! `Trace`: which references a value holds, derived from the fields.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{Attribute, Data, DeriveInput, Fields, Generics, Result, Type, parse_quote};

use crate::options::Options;
use crate::path::{Private, hidden};
use crate::refuse;
use crate::types::{last_segment, mentions, plain, type_arguments};

/// `#[derive(Trace)]`: `Trace`, and `Object`, so that a `Ref` can own the value.
pub(crate) fn derive(mut item: DeriveInput) -> Result<TokenStream> {
    let options = Options::take(&mut item.attrs, "trace")?;
    let private = Private::new(&options)?;
    let forced = options.flag("edges")?.is_some();
    options.finish("a type", &["edges", "crate"])?;
    let variants = match &mut item.data {
        Data::Struct(data) => vec![variant(
            &private,
            &quote! { Self },
            &item.ident,
            &mut data.fields,
        )?],
        Data::Enum(data) => {
            let mut variants = Vec::new();
            for data in &mut data.variants {
                let name = &data.ident;
                variants.push(variant(
                    &private,
                    &quote! { Self::#name },
                    &item.ident,
                    &mut data.fields,
                )?);
            }
            variants
        }
        Data::Union(data) => return Err(refuse::derived_union(data, "Trace")),
    };
    let trace = implementation(&private, &item.ident, &item.generics, forced, &variants);
    let object = object(&private, &item.ident, &item.generics);
    Ok(hidden(&quote! { #trace #object }))
}

/// `Trace` for an exported struct. Takes the options of this crate off the fields. `edges`: there are references besides
/// those in fields.
pub(crate) fn of_struct(
    private: &Private,
    options: &Options,
    ident: &Ident,
    fields: &mut Fields,
    edges: bool,
) -> Result<TokenStream> {
    let forced = options.flag("edges")?.is_some() || edges;
    options.finish("a struct", &["edges"])?;
    let variant = variant(private, &quote! { Self }, ident, fields)?;
    Ok(implementation(
        private,
        ident,
        &Generics::default(),
        forced,
        &[variant],
    ))
}

/// `Trace` for a type without fields.
pub(crate) fn leaf(private: &Private, ident: &Ident) -> TokenStream {
    let trace = implementation(private, ident, &Generics::default(), false, &[]);
    hidden(&trace)
}

struct Variant {
    /// Binds the traced fields.
    pattern: TokenStream,
    /// For each of them, a statement that sets `edges`.
    edges: Vec<TokenStream>,
    /// For each of them, a statement that sets `interior`.
    interior: Vec<TokenStream>,
    /// For each of them, a statement that traces it.
    traces: Vec<TokenStream>,
}

fn variant(
    private: &Private,
    path: &TokenStream,
    owner: &Ident,
    fields: &mut Fields,
) -> Result<Variant> {
    let runtime = private.runtime();
    let mut bindings = Vec::new();
    let (mut edges, mut interior, mut traces) = (Vec::new(), Vec::new(), Vec::new());
    for (index, field) in fields.iter_mut().enumerate() {
        let options = Options::take(&mut field.attrs, "trace")?;
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
            .map_or_else(|| syn::Member::Unnamed(index.into()), syn::Member::Named);
        let ty = &field.ty;
        bindings.push(quote! { #(#conditions)* #member: #binding });
        traces.push(quote_spanned! { ty.span() => #(#conditions)* #runtime::Trace::trace(#binding, tracer); });
        edges.extend(deciding(ty, owner).into_iter().map(|ty| {
            quote_spanned! { ty.span() => #(#conditions)* { edges |= <#ty as #runtime::Trace>::EDGES; } }
        }));
        interior.extend(match cells(ty, owner) {
            Some(types) => types
                .into_iter()
                .map(|ty| quote_spanned! { ty.span() => #(#conditions)* { interior |= <#ty as #runtime::Trace>::INTERIOR; } })
                .collect(),
            None => vec![quote! { #(#conditions)* { interior = edges; } }],
        });
    }
    Ok(Variant {
        pattern: quote! { #path { #(#bindings,)* .. } },
        edges,
        interior,
        traces,
    })
}

/// The types that decide whether a field can hold references.
///
/// Usually the field's type. If it contains the owner, as `Vec<Owner>` does, its constant would depend on itself;
/// then it is whatever else the type mentions, because the owner adds nothing that its other fields do not.
pub(crate) fn deciding<'a>(ty: &'a Type, owner: &Ident) -> Vec<&'a Type> {
    let this = format_ident!("Self");
    let ty = plain(ty);
    let contains = |ty: &Type| mentions(ty, &[owner, &this]);
    let ends_here = ["Ref", "Weak", "JsRef", "JsWeak", "RustFn", "PhantomData"]
        .iter()
        .any(|name| crate::types::is_called(ty, name));
    if ends_here || !contains(ty) {
        return vec![ty];
    }
    match ty {
        Type::Tuple(tuple) => tuple
            .elems
            .iter()
            .flat_map(|ty| deciding(ty, owner))
            .collect(),
        Type::Array(array) => deciding(&array.elem, owner),
        Type::Slice(slice) => deciding(&slice.elem, owner),
        ty => last_segment(ty)
            .map(type_arguments)
            .unwrap_or_default()
            .into_iter()
            .flat_map(|ty| deciding(ty, owner))
            .collect(),
    }
}

/// The types that decide whether references can be taken out of a shared field; `None` if it must be assumed.
///
/// As [`deciding`]; but what contains the owner may do so in a cell. Only the standard containers are known not to.
fn cells<'a>(ty: &'a Type, owner: &Ident) -> Option<Vec<&'a Type>> {
    const CONTAINERS: [&str; 11] = [
        "Vec",
        "VecDeque",
        "LinkedList",
        "BinaryHeap",
        "Option",
        "Box",
        "BTreeSet",
        "HashSet",
        "BTreeMap",
        "HashMap",
        "Result",
    ];
    let types = deciding(ty, owner);
    let ty = plain(ty);
    if types == [ty] {
        return Some(types);
    }
    let inner = match ty {
        Type::Tuple(tuple) => tuple.elems.iter().collect(),
        Type::Array(array) => vec![&*array.elem],
        Type::Slice(slice) => vec![&*slice.elem],
        ty => {
            let segment = last_segment(ty)?;
            if segment.ident == *owner || segment.ident == "Self" {
                return Some(Vec::new());
            }
            if !CONTAINERS.iter().any(|name| segment.ident == name) {
                return None;
            }
            type_arguments(segment)
        }
    };
    let inner: Option<Vec<_>> = inner.into_iter().map(|ty| cells(ty, owner)).collect();
    Some(inner?.concat())
}

fn implementation(
    private: &Private,
    ident: &Ident,
    generics: &Generics,
    forced: bool,
    variants: &[Variant],
) -> TokenStream {
    let runtime = private.runtime();
    let mut generics = generics.clone();
    for param in generics.type_params_mut() {
        param.bounds.push(parse_quote!(#runtime::Trace));
    }
    let (impl_generics, ty_generics, conditions) = generics.split_for_impl();
    let edges = variants.iter().flat_map(|variant| &variant.edges);
    let interior = variants.iter().flat_map(|variant| &variant.interior);
    let arms = variants
        .iter()
        .filter(|variant| !variant.traces.is_empty())
        .map(
            |Variant {
                 pattern, traces, ..
             }| {
                quote! { #pattern => { #(#traces)* } }
            },
        );
    quote! {
        #[automatically_derived]
        impl #impl_generics #runtime::Trace for #ident #ty_generics #conditions {
            const EDGES: bool = {
                #[allow(unused_mut, reason = "there may be no fields")]
                let mut edges = #forced;
                #(#edges)*
                edges
            };
            const INTERIOR: bool = {
                #[allow(unused_variables, reason = "it may be that no field contains the type itself")]
                let edges = <Self as #runtime::Trace>::EDGES;
                #[allow(unused_mut, reason = "there may be no fields")]
                let mut interior = false;
                #(#interior)*
                interior
            };
            #[allow(unused_variables, unreachable_patterns, reason = "there may be no fields, or only these")]
            fn trace(&self, tracer: &mut #runtime::Tracer<'_>) {
                match self {
                    #(#arms)*
                    _ => {}
                }
            }
        }
    }
}

/// `Object` for a type of its own. Types with lifetimes cannot be owned by a `Ref`.
fn object(private: &Private, ident: &Ident, generics: &Generics) -> TokenStream {
    if generics.lifetimes().next().is_some() {
        return TokenStream::new();
    }
    let runtime = private.runtime();
    let mut generics = generics.clone();
    for param in generics.type_params_mut() {
        param.bounds.push(parse_quote!(#runtime::Trace));
        param.bounds.push(parse_quote!('static));
    }
    let (impl_generics, ty_generics, conditions) = generics.split_for_impl();
    let name = ident.to_string();
    quote! {
        #[automatically_derived]
        impl #impl_generics #runtime::Object for #ident #ty_generics #conditions {
            type Root = Self;
            fn class() -> &'static #runtime::Class {
                // Two, because a static cannot depend on type parameters, but this does.
                static WITH_EDGES: #runtime::Class = #runtime::Class::new(#name, true);
                static LEAF: #runtime::Class = #runtime::Class::new(#name, false);
                if <Self as #runtime::Trace>::EDGES { &WITH_EDGES } else { &LEAF }
            }
            fn into_value(self) -> #runtime::Value<Self> {
                #runtime::Value::Exact(self)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use quote::ToTokens;
    use syn::parse_str;

    fn edges(ty: &str) -> Vec<String> {
        let ty = parse_str(ty).unwrap();
        let deciding = deciding(&ty, &format_ident!("Node"));
        deciding
            .iter()
            .map(|ty| ty.to_token_stream().to_string().replace(' ', ""))
            .collect()
    }

    #[test]
    fn a_field_decides_unless_it_contains_its_owner() {
        assert_eq!(edges("Vec<u32>"), ["Vec<u32>"]);
        assert_eq!(edges("Ref<Node>"), ["Ref<Node>"]);
        assert_eq!(edges("Option<Box<Node>>"), [""; 0]);
        assert_eq!(edges("Vec<Self>"), [""; 0]);
    }

    #[test]
    fn only_known_containers_of_the_owner_are_known_to_be_no_cells() {
        let known = |ty: &str| {
            cells(&parse_str(ty).unwrap(), &format_ident!("Node")).map(|types| types.len())
        };
        assert_eq!(known("Option<Box<Node>>"), Some(0));
        assert_eq!(known("RefCell<u32>"), Some(1));
        assert_eq!(known("HashMap<Ref<Leaf>, Vec<Self>>"), Some(1));
        assert_eq!(known("RefCell<Option<Box<Node>>>"), None);
        assert_eq!(known("Vec<Wrapper<Node>>"), None);
    }

    #[test]
    fn what_stands_next_to_the_owner_still_decides() {
        assert_eq!(edges("HashMap<Ref<Leaf>, Box<Node>>"), ["Ref<Leaf>"]);
        assert_eq!(
            edges("(Option<Box<Node>>, JsRef, [Ref<Node>; 2])"),
            ["JsRef", "Ref<Node>"]
        );
    }
}
