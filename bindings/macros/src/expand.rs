//! From an item to its expansion: which kind of item it is.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{DeriveInput, Item, Result};

use crate::options::Options;
use crate::{class, function, interface, methods, passed_on, refuse, trace};

/// `#[handfast(options)] item`.
pub(crate) fn handfast(options: TokenStream, item: TokenStream) -> TokenStream {
    expand(options, item.clone()).unwrap_or_else(|error| {
        let error = error.into_compile_error();
        // The item as well: without it, each use of it would be another error.
        let item = without_options(item);
        quote! { #error #item }
    })
}

fn expand(options: TokenStream, item: TokenStream) -> Result<TokenStream> {
    let options: Options = syn::parse2(options)?;
    match syn::parse2(item)? {
        Item::Struct(item) => class::expand(&options, item),
        Item::Impl(item) => methods::expand(&options, item),
        Item::Fn(item) => function::expand(&options, item),
        Item::Trait(item) => interface::expand(&options, item),
        Item::Enum(item) => passed_on::enumeration(&options, item),
        Item::Const(item) => passed_on::constant(&options, &item),
        other => Err(refuse::item(&other)),
    }
}

/// `#[derive(Trace)] item`.
pub(crate) fn derive_trace(item: TokenStream) -> TokenStream {
    let expanded = syn::parse2::<DeriveInput>(item).and_then(trace::derive);
    expanded.unwrap_or_else(syn::Error::into_compile_error)
}

/// `#[derive(HeapSize)] item`.
pub(crate) fn derive_heap_size(item: TokenStream) -> TokenStream {
    let expanded = syn::parse2::<DeriveInput>(item).and_then(crate::size::derive);
    expanded.unwrap_or_else(syn::Error::into_compile_error)
}

/// The item without the attributes that only mean something to this crate.
fn without_options(item: TokenStream) -> TokenStream {
    let Ok(mut item) = syn::parse2::<Item>(item) else {
        return TokenStream::new();
    };
    match &mut item {
        Item::Struct(item) => {
            Options::remove(&mut item.attrs);
            item.fields
                .iter_mut()
                .for_each(|field| Options::remove(&mut field.attrs));
        }
        Item::Impl(item) => methods::remove_options(item),
        Item::Trait(item) => interface::remove_options(item),
        Item::Fn(item) => methods::remove_param_options(&mut item.sig),
        _ => {}
    }
    quote! { #item }
}

#[cfg(test)]
mod tests {
    use super::*;
    use syn::parse_str;

    /// Expands an item and returns the result without spaces.
    fn expanded(options: &str, item: &str) -> String {
        let tokens = handfast(parse_str(options).unwrap(), parse_str(item).unwrap());
        syn::parse2::<syn::File>(tokens.clone()).expect("the expansion is a list of items");
        tokens.to_string().replace(' ', "")
    }

    fn position(text: &str, part: &str) -> usize {
        text.find(part)
            .unwrap_or_else(|| panic!("no {part} in {text}"))
    }

    #[test]
    fn the_item_stays_as_it_was_without_our_attributes() {
        let text = expanded(
            "",
            "impl Node { #[handfast(getter)] pub fn name(&self) -> String { self.name.clone() } }",
        );
        assert!(
            text.starts_with("implNode{pubfnname(&self)->String{self.name.clone()}}"),
            "{text}"
        );
        assert!(!text.contains("handfast(getter)"));
    }

    #[test]
    fn all_are_held_then_checked_then_borrowed_then_taken() {
        let text = expanded(
            "",
            "impl Node { pub fn f(&mut self, a: Leaf, b: &Leaf, c: Leaf) {} }",
        );
        let steps = [
            "receiver::<Node>",
            "::hold(arg0)",
            "::anchor(arg1)",
            "::hold(arg2)",
            "::check(&arg0)",
            "::check(&arg2)",
        ];
        let later = [
            "this.try_borrow_mut_for(METHOD)",
            "::borrow(&arg1,METHOD)",
            "::take(arg0)",
            "::take(arg2)",
            "<Node>::f(",
        ];
        let positions: Vec<usize> = steps
            .iter()
            .chain(&later)
            .map(|step| position(&text, step))
            .collect();
        assert!(positions.is_sorted(), "{positions:?} {text}");
    }

    #[test]
    fn a_constructor_begins_before_it_does_anything() {
        let text = expanded(
            "",
            "impl Node { #[handfast(constructor)] pub fn new(a: Ref<Leaf>) -> Self { todo } }",
        );
        assert!(
            text.contains("__handfast_call(::handfast::private::Construct::begin(),a)"),
            "{text}"
        );
        assert!(text.contains("construct.finish(ret)?"), "{text}");
    }

    #[test]
    fn what_is_not_public_is_left_alone() {
        let item = "impl Node { fn f<T>(&self, value: Rc<T>) {} #[handfast(skip)] pub fn g<T>(&self, value: T) {} }";
        let text = expanded("", item);
        assert!(!text.contains("compile_error"), "{text}");
        assert!(!text.contains("Shim"), "{text}");
    }

    #[test]
    fn all_errors_of_a_block_are_reported() {
        let text = expanded(
            "",
            "impl Node { pub fn f(&self, a: Rc<u32>, b: (u8, u8)) -> &str { todo } pub unsafe fn g(&self) {} }",
        );
        assert_eq!(text.matches("compile_error").count(), 4, "{text}");
    }

    #[test]
    fn expansions_name_nothing_but_private() {
        let text = expanded(
            "crate = hf",
            "pub struct Node { pub name: u32, next: Option<Ref<Node>> }",
        );
        assert!(!text.contains("::handfast::"), "{text}");
        assert_eq!(
            text.matches("hf::").count(),
            text.matches("hf::private::").count(),
            "{text}"
        );
    }

    #[test]
    fn a_derived_class_owns_the_value_of_its_base() {
        let text = expanded("extends = Base", "pub struct Derived;");
        assert!(text.starts_with("pubstructDerived{parent:Base}"), "{text}");
    }
}
