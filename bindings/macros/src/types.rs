//! Recognising types by how they are written, which is all a macro can see.

use proc_macro2::{Ident, Span};
use syn::spanned::Spanned;
use syn::visit_mut::{self, VisitMut};
use syn::{GenericArgument, Path, PathArguments, PathSegment, Type};

/// The type without the invisible and the visible parentheses around it.
pub(crate) fn plain(mut ty: &Type) -> &Type {
    loop {
        ty = match ty {
            Type::Group(group) => &group.elem,
            Type::Paren(paren) => &paren.elem,
            _ => return ty,
        };
    }
}

/// The last part of a path: `Ref<Node>` of `handfast::Ref<Node>`.
pub(crate) fn last_segment(ty: &Type) -> Option<&PathSegment> {
    match plain(ty) {
        Type::Path(ty) if ty.qself.is_none() => ty.path.segments.last(),
        _ => None,
    }
}

/// Whether the type is called `name`, whatever its arguments.
pub(crate) fn is_called(ty: &Type, name: &str) -> bool {
    last_segment(ty).is_some_and(|segment| segment.ident == name)
}

/// The type arguments of a type called `name`.
pub(crate) fn arguments<'a>(ty: &'a Type, name: &str) -> Option<Vec<&'a Type>> {
    let segment = last_segment(ty).filter(|segment| segment.ident == name)?;
    Some(type_arguments(segment))
}

pub(crate) fn type_arguments(segment: &PathSegment) -> Vec<&Type> {
    let PathArguments::AngleBracketed(arguments) = &segment.arguments else {
        return Vec::new();
    };
    arguments
        .args
        .iter()
        .filter_map(|argument| match argument {
            GenericArgument::Type(ty) => Some(ty),
            _ => None,
        })
        .collect()
}

/// The only type argument of a type called `name`: `T` of `Option<T>`.
pub(crate) fn argument<'a>(ty: &'a Type, name: &str) -> Option<&'a Type> {
    match arguments(ty, name)?[..] {
        [argument] => Some(argument),
        _ => None,
    }
}

/// The element type of `[T]`.
pub(crate) fn element(ty: &Type) -> Option<&Type> {
    match plain(ty) {
        Type::Slice(slice) => Some(&slice.elem),
        _ => None,
    }
}

/// Whether the type is a number that JavaScript has typed arrays of.
pub(crate) fn is_number(ty: &Type) -> bool {
    const NUMBERS: [&str; 12] = [
        "i8", "i16", "i32", "i64", "isize", "u8", "u16", "u32", "u64", "usize", "f32", "f64",
    ];
    NUMBERS.iter().any(|name| is_called(ty, name))
}

pub(crate) fn is_unit(ty: &Type) -> bool {
    matches!(plain(ty), Type::Tuple(tuple) if tuple.elems.is_empty())
}

/// Whether the type is the class itself, by name or as `Self`.
pub(crate) fn is_class(ty: &Type, class: &Path) -> bool {
    match plain(ty) {
        Type::Path(ty) => {
            ty.path.is_ident("Self")
                || ty.path == *class
                || class
                    .segments
                    .last()
                    .is_some_and(|last| ty.path.is_ident(&last.ident))
        }
        _ => false,
    }
}

/// Writes the class where `Self` stands: in the shim's methods it would be the shim.
pub(crate) fn replace_self(ty: &mut Type, class: &Path) {
    struct Replace<'a>(&'a Path);
    impl VisitMut for Replace<'_> {
        fn visit_path_mut(&mut self, path: &mut Path) {
            visit_mut::visit_path_mut(self, path);
            let this = path
                .segments
                .first()
                .filter(|first| path.leading_colon.is_none() && first.ident == "Self");
            let Some(span) = this.map(|this| this.ident.span()) else {
                return;
            };
            let rest = std::mem::take(&mut path.segments).into_iter().skip(1);
            let mut replaced = self.0.clone();
            // Errors belong where `Self` is written.
            replaced
                .segments
                .iter_mut()
                .for_each(|segment| segment.ident.set_span(span));
            replaced.segments.extend(rest);
            *path = replaced;
        }
    }
    Replace(class).visit_type_mut(ty);
}

/// Where a type is written, for errors in what is generated for it.
///
/// Only the place is the user's: names are looked up as in any other generated code.
pub(crate) fn place(ty: &impl Spanned) -> Span {
    Span::call_site().located_at(ty.span())
}

/// Whether a type called `name` is mentioned anywhere in the type.
pub(crate) fn mentions(ty: &Type, names: &[&Ident]) -> bool {
    struct Search<'a>(&'a [&'a Ident], bool);
    impl<'ast> syn::visit::Visit<'ast> for Search<'_> {
        fn visit_path(&mut self, path: &'ast Path) {
            self.1 |= path
                .segments
                .iter()
                .any(|segment| self.0.iter().any(|name| segment.ident == **name));
            syn::visit::visit_path(self, path);
        }
    }
    let mut search = Search(names, false);
    syn::visit::Visit::visit_type(&mut search, ty);
    search.1
}

#[cfg(test)]
mod tests {
    use super::*;
    use quote::ToTokens;
    use syn::{parse_quote, parse_str};

    #[test]
    fn self_is_replaced_wherever_it_stands() {
        let mut ty: Type = parse_str("Result<Option<Ref<Self>>, <Self as Trait>::Error>").unwrap();
        replace_self(&mut ty, &parse_quote!(tree::Node));
        let expected: Type =
            parse_str("Result<Option<Ref<tree::Node>>, <tree::Node as Trait>::Error>").unwrap();
        assert_eq!(
            ty.to_token_stream().to_string(),
            expected.to_token_stream().to_string()
        );
    }

    #[test]
    fn a_class_is_known_by_its_last_name() {
        let class: Path = parse_quote!(tree::Node);
        for ty in ["Self", "Node", "tree::Node", "(Node)"] {
            assert!(is_class(&parse_str(ty).unwrap(), &class), "{ty}");
        }
        for ty in ["Ref<Node>", "other::Node", "&Node"] {
            assert!(!is_class(&parse_str(ty).unwrap(), &class), "{ty}");
        }
    }
}
