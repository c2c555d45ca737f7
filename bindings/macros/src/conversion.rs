//! [`Conversion`]: by which traits of `handfast::private` a type crosses the boundary.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{PathArguments, Result, Type};

use crate::path::Private;
use crate::types::{argument, element, is_called, last_segment};
use crate::{refuse, types};

/// How many of something: the same names as in `handfast::private`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Shape {
    One,
    Optional,
    Many,
    OptionalMany,
}

/// What crosses.
enum Kind {
    /// A class by value, or anything wasm-bindgen can carry.
    Value(Type),
    /// `Ref<T>`, with its argument.
    Ref(PathArguments),
    /// `JsRef<T>`, with its argument, which has a default.
    JsRef(PathArguments),
}

pub(crate) struct Conversion {
    kind: Kind,
    shape: Shape,
    /// `Box<[T]>`, which crosses as `Vec<T>`.
    boxed: bool,
}

impl Conversion {
    /// Recognises `Option`, `Vec`, `Box<[T]>`, `Ref` and `JsRef`. Refuses what can never cross.
    pub(crate) fn of(ty: &Type) -> Result<Conversion> {
        if let Some(inner) = argument(ty, "Option") {
            return Ok(match many(inner) {
                Some((item, boxed)) => Conversion {
                    kind: kind(item)?,
                    shape: Shape::OptionalMany,
                    boxed,
                },
                None => Conversion {
                    kind: kind(inner)?,
                    shape: Shape::Optional,
                    boxed: false,
                },
            });
        }
        Ok(match many(ty) {
            Some((item, boxed)) => Conversion {
                kind: kind(item)?,
                shape: Shape::Many,
                boxed,
            },
            None => Conversion {
                kind: kind(ty)?,
                shape: Shape::One,
                boxed: false,
            },
        })
    }

    pub(crate) fn is_one(&self) -> bool {
        self.shape == Shape::One
    }

    /// The name of a lone number or `bool`, written as such.
    pub(crate) fn primitive(&self) -> Option<&'static str> {
        const PRIMITIVES: [&str; 11] =
            ["bool", "i8", "i16", "i32", "isize", "u8", "u16", "u32", "usize", "f32", "f64"];
        match &self.kind {
            Kind::Value(ty) if self.is_one() => PRIMITIVES
                .into_iter()
                .find(|name| matches!(ty, Type::Path(path) if path.path.is_ident(name))),
            _ => None,
        }
    }

    /// `Ref<T>` or `Option<Ref<T>>`.
    pub(crate) fn is_given(&self) -> bool {
        matches!(self.kind, Kind::Ref(_)) && matches!(self.shape, Shape::One | Shape::Optional)
    }

    /// The `T` of a lone `Ref<T>`.
    pub(crate) fn is_ref(&self) -> bool {
        self.is_one() && matches!(self.kind, Kind::Ref(_))
    }

    fn kind(&self, private: &Private) -> TokenStream {
        match &self.kind {
            Kind::Value(ty) => quote! { #ty },
            Kind::Ref(arguments) => quote! { #private::ByRef #arguments },
            Kind::JsRef(arguments) => quote! { #private::ByJsRef #arguments },
        }
    }

    fn shape(&self, private: &Private) -> TokenStream {
        match self.shape {
            Shape::One => quote! { #private::One },
            Shape::Optional => quote! { #private::Optional },
            Shape::Many => quote! { #private::Many },
            Shape::OptionalMany => quote! { #private::OptionalMany },
        }
    }

    /// `<T as FromJs<Shape>>`.
    pub(crate) fn taking(&self, private: &Private) -> TokenStream {
        let (kind, shape) = (self.kind(private), self.shape(private));
        quote! { <#kind as #private::FromJs<#shape>> }
    }

    /// `<T as IntoJs<Shape>>`.
    pub(crate) fn giving(&self, private: &Private) -> TokenStream {
        let (kind, shape) = (self.kind(private), self.shape(private));
        quote! { <#kind as #private::IntoJs<#shape>> }
    }

    /// From what `FromJs` gave to what the user wrote.
    pub(crate) fn boxed(&self, value: TokenStream) -> TokenStream {
        match (self.boxed, self.shape) {
            (false, _) => value,
            (true, Shape::OptionalMany) => quote! { #value.map(::std::vec::Vec::into_boxed_slice) },
            (true, _) => quote! { #value.into_boxed_slice() },
        }
    }

    /// From what the user wrote to what `IntoJs` takes.
    pub(crate) fn unboxed(&self, value: TokenStream) -> TokenStream {
        match (self.boxed, self.shape) {
            (false, _) => value,
            (true, Shape::OptionalMany) => quote! { #value.map(<[_]>::into_vec) },
            (true, _) => quote! { <[_]>::into_vec(#value) },
        }
    }
}

/// The element of `Vec<T>` or `Box<[T]>`, and whether it is the latter.
fn many(ty: &Type) -> Option<(&Type, bool)> {
    let boxed = || {
        argument(ty, "Box")
            .and_then(element)
            .map(|item| (item, true))
    };
    argument(ty, "Vec").map(|item| (item, false)).or_else(boxed)
}

fn kind(ty: &Type) -> Result<Kind> {
    refuse::foreign_pointer(ty)?;
    let arguments =
        || last_segment(ty).map_or(PathArguments::None, |segment| segment.arguments.clone());
    Ok(if is_called(ty, "Ref") {
        Kind::Ref(arguments())
    } else if is_called(ty, "JsRef") {
        Kind::JsRef(arguments())
    } else {
        Kind::Value(types::plain(ty).clone())
    })
}
