//! What is refused: each message says why, or what to write instead.

use proc_macro2::{Ident, Span};
use quote::ToTokens;
use syn::{
    Attribute, DataUnion, Error, FieldsNamed, FieldsUnnamed, Generics, ImplItem, Item, ItemConst,
    ItemEnum, ItemImpl, LitStr, Meta, Path, Result, Safety, Signature, Type, Visibility,
};

use crate::options::Options;
use crate::params::Param;
use crate::receiver::Receiver;
use crate::returns::Returned;
use crate::types::{argument, is_called, plain};

pub(crate) fn refuse(tokens: impl ToTokens, message: &str) -> Error {
    Error::new_spanned(tokens, message)
}

/// What `#[handfast]` cannot stand on.
pub(crate) fn item(item: &Item) -> Error {
    let message = match item {
        Item::ForeignMod(_) => {
            "imports are wasm-bindgen's own: write `#[wasm_bindgen]` on this block"
        }
        Item::Union(_) => {
            "a union cannot be exported, because nobody knows which field is valid: use a struct"
        }
        Item::Mod(_) => "write `#[handfast]` on the items of the module",
        Item::Type(_) => "a type alias cannot be exported: write `#[handfast]` on the struct",
        Item::Static(_) => "a static cannot be exported: export a function that returns its value",
        _ => "`#[handfast]` stands on a struct, an impl block, a function, an enum or a trait",
    };
    match item {
        Item::ForeignMod(item) => refuse(&item.abi, message),
        Item::Union(item) => refuse(&item.ident, message),
        item => refuse(item, message),
    }
}

pub(crate) fn constant(item: &ItemConst) -> Error {
    refuse(
        &item.ident,
        "a constant cannot be exported: export a function that returns its value",
    )
}

pub(crate) fn generics(generics: &Generics, what: &str) -> Result<()> {
    if generics.params.is_empty() {
        return Ok(());
    }
    let message = format!(
        "{what} cannot have type or lifetime parameters: JavaScript has one of it. Write one for each type it is used with"
    );
    Err(refuse(&generics.params, &message))
}

pub(crate) fn private_enum(item: &ItemEnum) -> Error {
    refuse(&item.ident, "only a `pub` enum can be exported")
}

pub(crate) fn derived_union(data: &DataUnion, derived: &str) -> Error {
    let message = format!(
        "`{derived}` cannot be derived for a union, because nobody knows which field is valid: use an enum"
    );
    refuse(data.union_token, &message)
}

/// An option that nothing read.
pub(crate) fn option(name: &Ident, place: &str, known: &[&str]) -> Error {
    let written = name.to_string();
    let reason = match written.as_str() {
        "js_namespace" => "classes and methods cannot be put into a JavaScript namespace: export an object that contains them".to_owned(),
        "js_class" => "`js_class` stands on the impl block".to_owned(),
        "catch" => "an exported function returns a `Result` instead".to_owned(),
        "method" | "static_method_of" => "whether a function is a method follows from its receiver".to_owned(),
        "structural" | "final" | "is_type_of" | "vendor_prefix" | "module" | "raw_module" | "inline_js" | "thread_local_v2" | "typescript_type" => {
            format!("`{written}` belongs on an import, which stays `#[wasm_bindgen]`")
        }
        "this" => "a method gets its JavaScript object from its receiver: `&self`, or `this: &Ref<Self>`".to_owned(),
        "indexing_getter" | "indexing_setter" | "indexing_deleter" => "wasm-bindgen has these for imports only: export methods".to_owned(),
        "jspi" | "experimental_tokio" => "an experiment of wasm-bindgen's that is not supported here: write an `async fn`".to_owned(),
        _ if known.contains(&written.as_str()) => format!("`{written}` has no meaning here"),
        _ => format!("unknown option `{written}` of {place}; known are: {}", known.join(", ")),
    };
    Error::new(name.span(), reason)
}

/// Options on what is not exported do nothing.
pub(crate) fn options_of_unexported(options: &Options, skip: bool) -> Result<()> {
    match options.unread() {
        None => Ok(()),
        Some(name) if skip => Err(Error::new(
            name.span(),
            format!("`{name}` has no effect on what is skipped"),
        )),
        Some(name) => Err(Error::new(
            name.span(),
            format!("`{name}` has no effect here, because only what is `pub` is exported"),
        )),
    }
}

/// Attributes that look like ours and do not reach us.
pub(crate) fn misplaced(attrs: &[Attribute]) -> Result<()> {
    for attr in attrs {
        let last = attr
            .path()
            .segments
            .last()
            .map(|segment| segment.ident.to_string());
        match (last.as_deref(), &attr.meta) {
            (Some("wasm_bindgen"), _) => {
                return Err(refuse(
                    attr.path(),
                    "write `#[handfast(...)]` instead of `#[wasm_bindgen(...)]`",
                ));
            }
            (Some("cfg_attr"), Meta::List(list)) if conditional(list.tokens.clone()) => {
                return Err(refuse(
                    attr,
                    "options of `#[handfast]` cannot be conditional: write the item twice, each under its `#[cfg]`",
                ));
            }
            _ => {}
        }
    }
    Ok(())
}

fn conditional(tokens: proc_macro2::TokenStream) -> bool {
    tokens.into_iter().any(|token| matches!(&token, proc_macro2::TokenTree::Ident(ident) if ident == "handfast" || ident == "wasm_bindgen"))
}

pub(crate) fn implementation(item: &ItemImpl) -> Result<()> {
    if let Some((path, _)) = &item.trait_ {
        return Err(refuse(
            path,
            "the impl of a trait cannot be exported: JavaScript has no traits. Export methods that call it",
        ));
    }
    if let Some(unsafety) = &item.unsafety {
        return Err(refuse(unsafety, "an unsafe impl block cannot be exported"));
    }
    generics(&item.generics, "an exported impl block")
}

pub(crate) fn class_type(ty: &Type) -> Error {
    refuse(ty, "methods can be exported of a `#[handfast]` struct only")
}

/// What may stand in an impl block besides methods.
pub(crate) fn impl_item(item: &ImplItem) -> Result<()> {
    match item {
        ImplItem::Const(item) if matches!(item.vis, Visibility::Public(_)) => Err(refuse(
            &item.ident,
            "a constant cannot be exported: write a static getter, or move it to a block without `#[handfast]`",
        )),
        ImplItem::Macro(item) => Err(refuse(
            &item.mac.path,
            "methods made by a macro cannot be seen here: move the macro call to a block without `#[handfast]`",
        )),
        _ => Ok(()),
    }
}

pub(crate) fn signature(signature: &Signature) -> Result<()> {
    generics(&signature.generics, "an exported function")?;
    if let Some(where_clause) = &signature.generics.where_clause {
        return Err(refuse(
            where_clause,
            "an exported function cannot have conditions",
        ));
    }
    if let Safety::Unsafe(token) = &signature.safety {
        return Err(refuse(
            token,
            "an unsafe function cannot be exported: JavaScript cannot promise what it asks for",
        ));
    }
    match &signature.variadic {
        Some(variadic) => Err(refuse(
            variadic,
            "C variadics cannot be exported: take a `Vec` and write `#[handfast(variadic)]`",
        )),
        None => Ok(()),
    }
}

pub(crate) fn private_function(signature: &Signature) -> Error {
    refuse(&signature.ident, "only a `pub` function can be exported")
}

pub(crate) fn receiver(receiver: impl ToTokens) -> Error {
    refuse(
        receiver,
        "a method takes `self`, `&self`, `&mut self`, `this: &Ref<Self>` or `this: Ref<Self>`",
    )
}

pub(crate) fn foreign_this(ty: &Type) -> Error {
    refuse(
        ty,
        "`this` is the object itself, so it is a `&Ref<Self>`; call the parameter something else",
    )
}

/// Pointers that count on their own: the runtime would not see what they hold.
pub(crate) fn foreign_pointer(ty: &Type) -> Result<()> {
    for name in ["Rc", "Arc"] {
        if argument(ty, name).is_some() {
            return Err(refuse(
                ty,
                &format!("`{name}` cannot cross the boundary: use `Ref`"),
            ));
        }
    }
    if argument(ty, "Weak").is_some() {
        return Err(refuse(
            ty,
            "`Weak` cannot cross the boundary: take or return `Option<Ref<T>>`",
        ));
    }
    match plain(ty) {
        Type::ImplTrait(_) => Err(refuse(
            ty,
            "a type that crosses the boundary must be named: `impl Trait` is generic",
        )),
        Type::Reference(_) => Err(refuse(
            ty,
            "a reference cannot stand inside another type here: use `Ref<T>`, or the value",
        )),
        Type::Tuple(tuple) if !tuple.elems.is_empty() => Err(refuse(
            ty,
            "JavaScript has no tuples: use a struct or a `Vec`",
        )),
        _ => Ok(()),
    }
}

/// What cannot be taken by value.
pub(crate) fn parameter(ty: &Type) -> Result<()> {
    if argument(ty, "Result").is_some() {
        return Err(refuse(
            ty,
            "JavaScript has no `Result` to pass: take the value",
        ));
    }
    Ok(())
}

/// What cannot be taken by reference.
pub(crate) fn reference_to(ty: &Type) -> Result<()> {
    if let Type::TraitObject(_) = ty {
        return Err(refuse(
            ty,
            "a trait object cannot come from JavaScript: take `JsRef<dyn Trait>` with a `#[handfast]` trait, or `Ref` of a class",
        ));
    }
    if argument(ty, "Option").is_some() || argument(ty, "Vec").is_some() {
        return Err(refuse(ty, "take it by value: it is made for this call"));
    }
    foreign_pointer(ty)
}

pub(crate) fn returned(ty: &Type) -> Result<()> {
    if let Type::Reference(reference) = plain(ty) {
        let instead = if is_called(&reference.elem, "str") {
            "return a `String`"
        } else {
            "return a `Ref`, or the value"
        };
        return Err(refuse(
            ty,
            &format!(
                "a reference cannot be returned to JavaScript, which could keep it: {instead}"
            ),
        ));
    }
    Ok(())
}

pub(crate) fn constructor(
    span: Span,
    signature: &Signature,
    receiver: Option<&Receiver>,
    returned: &Returned,
    class: &Path,
) -> Result<()> {
    if let (Some(_), Some(first)) = (receiver, signature.inputs.first()) {
        return Err(refuse(
            first,
            "a constructor has no receiver: it makes the object",
        ));
    }
    if let Some(token) = &signature.asyncness {
        return Err(refuse(
            token,
            "a constructor cannot be async, because `new` returns the object itself: write a static async method",
        ));
    }
    if !returned.is_of_class(class) {
        let span = if returned.is_unit() {
            span
        } else {
            returned.span()
        };
        return Err(Error::new(
            span,
            "a constructor returns `Self`, `Ref<Self>`, or a `Result` of one of them",
        ));
    }
    Ok(())
}

/// `params`: how many there are besides the receiver.
pub(crate) fn getter(span: Span, params: usize, returned: &Returned) -> Result<()> {
    if params > 0 {
        return Err(Error::new(
            span,
            "a getter has no parameters besides the receiver",
        ));
    }
    if returned.is_unit() {
        return Err(Error::new(span, "a getter returns a value"));
    }
    Ok(())
}

pub(crate) fn setter(
    span: Span,
    signature: &Signature,
    params: &[Param],
    returned: &Returned,
    name: Option<&LitStr>,
) -> Result<()> {
    if params.len() != 1 {
        return Err(Error::new(
            span,
            "a setter has one parameter besides the receiver",
        ));
    }
    if let Some(token) = &signature.asyncness {
        return Err(refuse(
            token,
            "a setter cannot be async, because an assignment cannot wait",
        ));
    }
    if !returned.is_unit() {
        return Err(Error::new(
            returned.span(),
            "a setter returns nothing, or a `Result` of nothing",
        ));
    }
    if name.is_none() && !signature.ident.to_string().starts_with("set_") {
        return Err(refuse(
            &signature.ident,
            "call the setter `set_...`, or name the property: `#[handfast(setter = name)]`",
        ));
    }
    Ok(())
}

pub(crate) fn name_without_base(name: &LitStr) -> Error {
    refuse(
        name,
        "`extends_js_class` says what the class in `extends = ...` is called in JavaScript; there is none",
    )
}

pub(crate) fn own_base(base: &Path, ident: &Ident) -> Result<()> {
    if base.is_ident(ident) || base.is_ident("Self") {
        return Err(refuse(base, "a class cannot extend itself"));
    }
    Ok(())
}

pub(crate) fn own_parent(fields: &FieldsNamed) -> Result<()> {
    let parent = fields
        .named
        .iter()
        .filter_map(|field| field.ident.as_ref())
        .find(|ident| *ident == "parent");
    match parent {
        Some(ident) => Err(refuse(
            ident,
            "a class that extends another gets a field `parent` with the base's value: call this one something else",
        )),
        None => Ok(()),
    }
}

pub(crate) fn derived_tuple(fields: &FieldsUnnamed) -> Error {
    refuse(
        fields,
        "a class that extends another needs named fields, because it gets a field `parent`",
    )
}
