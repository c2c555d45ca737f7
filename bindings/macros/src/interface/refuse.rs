//! What a trait that JavaScript objects implement cannot have.

use proc_macro2::Span;
use syn::{
    Attribute, Error, FnArg, ItemTrait, LitStr, ReceiverKind, Result, ReturnType, Signature,
    TraitItem, Type, TypeReference,
};

use super::argument::Argument;
use super::method::Method;
use crate::refuse::refuse;
use crate::returns::Returned;
use crate::types::{arguments, element, is_called};

pub(super) fn definition(item: &ItemTrait) -> Result<()> {
    if let Some(token) = &item.unsafety {
        return Err(refuse(
            token,
            "JavaScript cannot promise what an unsafe trait asks for",
        ));
    }
    if let Some(token) = &item.modifiers.auto_token {
        return Err(refuse(token, "an auto trait has no methods"));
    }
    if !item.supertraits.is_empty() {
        return Err(refuse(
            &item.supertraits,
            "an interface cannot have supertraits: nothing would implement them for a JavaScript object. Write their methods into this trait",
        ));
    }
    if let Some(clause) = &item.generics.where_clause {
        return Err(refuse(clause, "an interface cannot have conditions"));
    }
    crate::refuse::generics(&item.generics, "an interface")
}

/// What may not stand in the trait besides methods.
pub(super) fn part(part: &TraitItem) -> Error {
    match part {
        TraitItem::Const(item) => refuse(
            &item.ident,
            "an interface cannot have constants: a JavaScript object has values. Write a method marked `#[handfast(getter)]`",
        ),
        TraitItem::Type(item) => refuse(
            &item.ident,
            "an interface cannot have associated types: JavaScript has one of it. Name the type in the methods",
        ),
        TraitItem::Macro(item) => refuse(
            &item.mac.path,
            "methods made by a macro cannot be seen here: write them out",
        ),
        part => refuse(part, "an interface has methods only"),
    }
}

pub(super) fn nothing(item: &ItemTrait, methods: &[Method]) -> Result<()> {
    if methods.is_empty() {
        return Err(refuse(
            &item.ident,
            "an interface has at least one method, by which objects that have it are known",
        ));
    }
    Ok(())
}

pub(super) fn name(name: &LitStr) -> Result<()> {
    let text = name.value();
    if text.is_empty() || text.chars().any(char::is_control) {
        return Err(refuse(
            name,
            "this cannot be a name: it is empty, or has control characters",
        ));
    }
    Ok(())
}

pub(super) fn conditional(attrs: &[Attribute]) -> Result<()> {
    match attrs.iter().find(|attr| attr.path().is_ident("cfg")) {
        Some(attr) => Err(refuse(
            attr,
            "a method of an interface cannot be conditional: write the trait twice, each under its `#[cfg]`",
        )),
        None => Ok(()),
    }
}

pub(super) fn generics(signature: &Signature) -> Result<()> {
    crate::refuse::generics(&signature.generics, "a method of an interface")?;
    match &signature.generics.where_clause {
        Some(clause) => Err(refuse(
            clause,
            "a method of an interface cannot have conditions",
        )),
        None => Ok(()),
    }
}

pub(super) fn receiver(signature: &Signature) -> Result<()> {
    let message = match signature.inputs.first() {
        Some(FnArg::Receiver(receiver)) => match &receiver.kind {
            ReceiverKind::Reference(_, _, None) => return Ok(()),
            ReceiverKind::Reference(_, _, Some(_)) => {
                "JavaScript lends no object exclusively: take `&self`"
            }
            ReceiverKind::Value => {
                "a JavaScript object cannot be given away, because others may hold it: take `&self`"
            }
            _ => "a method of an interface takes `&self`",
        },
        _ => "a method of an interface takes `&self`: without an object there is nothing to call",
    };
    match signature.inputs.first() {
        Some(FnArg::Receiver(receiver)) => Err(refuse(receiver, message)),
        _ => Err(refuse(&signature.ident, message)),
    }
}

pub(super) fn infallible(signature: &Signature) -> Error {
    refuse(
        &signature.ident,
        "JavaScript may throw, and may return anything: return a `Result<_, JsError>` or a `Result<_, JsValue>`",
    )
}

pub(super) fn outcome(ty: &Type) -> Result<()> {
    if is_called(ty, "Result") {
        return Err(refuse(ty, "JavaScript has no `Result`: pass the value"));
    }
    Ok(())
}

/// What JavaScript cannot lend.
pub(super) fn returned(output: &ReturnType) -> Result<()> {
    let ReturnType::Type(_, ty) = output else {
        return Ok(());
    };
    match arguments(ty, "Result").as_deref() {
        Some([Type::Reference(ok), ..]) => Err(refuse(
            ok,
            "what JavaScript returns is made anew for Rust: return a `String`, a `Ref` or a value",
        )),
        _ => Ok(()),
    }
}

/// What cannot be lent to JavaScript.
pub(super) fn lent(reference: &TypeReference, target: &Type) -> Result<()> {
    if reference.mutability.is_some() {
        return Err(refuse(
            reference,
            "JavaScript could keep it: pass a `Ref`, or the value",
        ));
    }
    if element(target).is_some() || is_called(target, "Vec") || is_called(target, "Option") {
        return Err(refuse(
            reference,
            "pass it by value: JavaScript gets a copy",
        ));
    }
    if is_called(target, "String") {
        return Err(refuse(reference, "pass a `&str`"));
    }
    crate::refuse::foreign_pointer(target)
}

pub(super) fn getter(
    span: Span,
    signature: &Signature,
    parameters: &[Argument],
    returned: &Returned,
) -> Result<()> {
    not_async(signature)?;
    crate::refuse::getter(span, parameters.len(), returned)
}

pub(super) fn setter(
    span: Span,
    signature: &Signature,
    parameters: &[Argument],
    returned: &Returned,
    name: Option<&LitStr>,
) -> Result<()> {
    not_async(signature)?;
    if parameters.len() != 1 {
        return Err(Error::new(
            span,
            "a setter has one parameter besides the receiver",
        ));
    }
    if !returned.is_unit() {
        return Err(Error::new(
            returned.span(),
            "a setter returns a `Result` of nothing",
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

fn not_async(signature: &Signature) -> Result<()> {
    match &signature.asyncness {
        Some(token) => Err(refuse(
            token,
            "a property is read and written at once: write an async method, or return a `Promise`",
        )),
        None => Ok(()),
    }
}
