//! [`Conversion`]: by which traits of `handfast::private` a type crosses the boundary.

use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::{GenericArgument, Path, PathArguments, Result, Type};

use crate::path::Private;
use crate::types::{argument, element, is_called, is_class, is_number, last_segment};
use crate::{refuse, types};

/// How many of something: the same names as in `handfast::private`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Shape {
    One,
    Optional,
    Many,
    OptionalMany,
    OrNull,
}

/// What crosses.
pub(crate) enum Kind {
    /// A class by value, or anything wasm-bindgen can carry.
    Value(Type),
    /// `Ref<T>`, with its argument.
    Ref(PathArguments),
    /// `JsRef<T>`, with its argument, which has a default.
    JsRef(PathArguments),
    /// `JsRef<dyn Trait>`, with its argument.
    Interface(PathArguments),
    /// `Buffer<T>`, with its argument.
    Buffer(PathArguments),
}

pub(crate) struct Conversion {
    pub(crate) kind: Kind,
    pub(crate) shape: Shape,
    /// `Box<[T]>`, which crosses as `Vec<T>`.
    boxed: bool,
}

impl Conversion {
    /// Recognises `Option`, `Nullable<Ref<T>>`, `Vec`, `Box<[T]>`, `Ref` and `JsRef`. Refuses what can never cross.
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
        // Of other types wasm-bindgen knows by itself what to do.
        if let Some(inner) = argument(ty, "Nullable").filter(|inner| is_called(inner, "Ref")) {
            return Ok(Conversion {
                kind: kind(inner)?,
                shape: Shape::OrNull,
                boxed: false,
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

    /// What TypeScript calls a lone number or `bool`, written as such.
    pub(crate) fn number(&self) -> Option<&'static str> {
        let Kind::Value(ty) = &self.kind else {
            return None;
        };
        match self.shape {
            Shape::One if is_called(ty, "bool") => Some("boolean"),
            Shape::One if is_number(ty) && !is_called(ty, "i64") && !is_called(ty, "u64") => {
                Some("number")
            }
            _ => None,
        }
    }

    /// `Option<i128>` or `Option<u128>`.
    pub(crate) fn is_wide(&self) -> bool {
        let Kind::Value(Type::Path(ty)) = &self.kind else {
            return false;
        };
        self.shape == Shape::Optional && ["i128", "u128"].iter().any(|name| ty.path.is_ident(name))
    }

    /// Whether it is a lone `T` or `Ref<T>` of this class.
    pub(crate) fn is_of_class(&self, class: &Path) -> bool {
        let is_class = match &self.kind {
            Kind::Value(ty) => is_class(ty, class),
            Kind::Ref(PathArguments::AngleBracketed(arguments)) => {
                matches!(arguments.args.first(), Some(GenericArgument::Type(ty)) if is_class(ty, class))
            }
            _ => false,
        };
        self.shape == Shape::One && is_class
    }

    /// The `T` of a lone `Ref<T>`.
    pub(crate) fn is_ref(&self) -> bool {
        self.shape == Shape::One && matches!(self.kind, Kind::Ref(_))
    }

    /// What is read as JavaScript passed it, instead of by wasm-bindgen, and in which shape.
    fn read(&self, private: &Private, span: Span) -> Option<(TokenStream, Shape)> {
        let Kind::Value(ty) = &self.kind else {
            return None;
        };
        let many = matches!(self.shape, Shape::Many | Shape::OptionalMany);
        if many && is_number(ty) {
            // A typed array, which is one value to JavaScript.
            let shape = if self.shape == Shape::Many {
                Shape::One
            } else {
                Shape::Optional
            };
            return Some((quote_spanned! { span => #private::Numbers<#ty> }, shape));
        }
        let reading = match () {
            () if is_called(ty, "String") => quote_spanned! { span => #private::Text },
            () if is_called(ty, "char") => quote_spanned! { span => #private::Character },
            () if many && is_called(ty, "bool") => quote_spanned! { span => #private::Truth },
            () => return None,
        };
        Some((reading, self.shape))
    }

    fn kind(&self, private: &Private, span: Span) -> TokenStream {
        match &self.kind {
            Kind::Value(ty) => quote_spanned! { span => #ty },
            Kind::Ref(arguments) => quote_spanned! { span => #private::ByRef #arguments },
            Kind::JsRef(arguments) => quote_spanned! { span => #private::ByJsRef #arguments },
            Kind::Interface(arguments) => {
                quote_spanned! { span => #private::ByInterface #arguments }
            }
            Kind::Buffer(arguments) => quote_spanned! { span => #private::ByBuffer #arguments },
        }
    }

    fn shape(shape: Shape, private: &Private, span: Span) -> TokenStream {
        match shape {
            Shape::One => quote_spanned! { span => #private::One },
            Shape::Optional => quote_spanned! { span => #private::Optional },
            Shape::OrNull => quote_spanned! { span => #private::OrNull },
            Shape::Many => quote_spanned! { span => #private::Many },
            Shape::OptionalMany => quote_spanned! { span => #private::OptionalMany },
        }
    }

    /// The `T` and the `Shape` of `<T as FromJs<Shape>>`.
    pub(crate) fn taken(&self, private: &Private, span: Span) -> (TokenStream, TokenStream) {
        let (kind, shape) = match self.read(private, span) {
            Some((reading, shape)) => (quote_spanned! { span => #private::By<#reading> }, shape),
            None => (self.kind(private, span), self.shape),
        };
        (kind, Conversion::shape(shape, private, span))
    }

    /// `<T as FromJs<Shape>>`.
    pub(crate) fn taking(&self, private: &Private, span: Span) -> TokenStream {
        let (kind, shape) = self.taken(private, span);
        quote_spanned! { span => <#kind as #private::FromJs<#shape>> }
    }

    /// `<T as IntoJs<Shape>>`.
    pub(crate) fn giving(&self, private: &Private, span: Span) -> TokenStream {
        let kind = self.kind(private, span);
        let shape = Conversion::shape(self.shape, private, span);
        quote_spanned! { span => <#kind as #private::IntoJs<#shape>> }
    }

    /// Whether the user wrote `Box<[T]>`.
    pub(crate) fn is_boxed(&self) -> bool {
        self.boxed
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
    } else if argument(ty, "JsRef")
        .is_some_and(|of| matches!(types::plain(of), Type::TraitObject(_)))
    {
        Kind::Interface(arguments())
    } else if is_called(ty, "JsRef") {
        Kind::JsRef(arguments())
    } else if argument(ty, "Buffer").is_some() {
        Kind::Buffer(arguments())
    } else {
        Kind::Value(types::plain(ty).clone())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::options::Options;
    use syn::parse_str;

    fn taking(ty: &str) -> String {
        let private = Private::new(&Options::default()).unwrap();
        let conversion = Conversion::of(&parse_str(ty).unwrap()).unwrap();
        conversion
            .taking(&private, Span::call_site())
            .to_string()
            .replace(' ', "")
            .replace("::handfast::private::", "")
    }

    #[test]
    fn types_are_recognised_by_how_they_are_written() {
        assert_eq!(taking("u32"), "<u32asFromJs<One>>");
        assert_eq!(taking("handfast::Ref<Node>"), "<ByRef<Node>asFromJs<One>>");
        assert_eq!(
            taking("Option<Ref<Node>>"),
            "<ByRef<Node>asFromJs<Optional>>"
        );
        assert_eq!(
            taking("Vec<JsRef<dyn Observer>>"),
            "<ByInterface<dynObserver>asFromJs<Many>>"
        );
        assert_eq!(taking("Vec<Node>"), "<NodeasFromJs<Many>>");
        assert_eq!(taking("Option<String>"), "<By<Text>asFromJs<Optional>>");
        assert_eq!(taking("Vec<u8>"), "<By<Numbers<u8>>asFromJs<One>>");
        assert_eq!(
            taking("Option<Box<[f64]>>"),
            "<By<Numbers<f64>>asFromJs<Optional>>"
        );
        assert_eq!(
            taking("Option<Box<[JsRef]>>"),
            "<ByJsRefasFromJs<OptionalMany>>"
        );
        assert_eq!(taking("Box<str>"), "<Box<str>asFromJs<One>>");
    }

    #[test]
    fn what_can_never_cross_is_refused() {
        for ty in [
            "Rc<Node>",
            "Vec<Arc<Node>>",
            "Option<&Node>",
            "Weak<Node>",
            "(u32, u32)",
            "impl Fn()",
        ] {
            assert!(Conversion::of(&parse_str(ty).unwrap()).is_err(), "{ty}");
        }
    }
}
