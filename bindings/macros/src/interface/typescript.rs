//! The interface as TypeScript sees it.
//!
//! wasm-bindgen knows the types of exports only when it links, and declares nothing that is not exported. So the text is made
//! here, of what the types are called; what only the compiler knows, the names of classes, is put in by constants.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Attribute, Expr, ExprLit, GenericArgument, Lit, LitStr, Meta, PathArguments, Type};

use super::argument::{Argument, Passage};
use super::is_identifier;
use super::method::{Method, Role};
use crate::conversion::{Conversion, Kind, Shape};
use crate::path::Private;
use crate::types::{is_called, is_number, last_segment};

/// Which way a value goes: JavaScript may pass more than it gets.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    ToJs,
    FromJs,
}

/// A part of the text.
enum Piece {
    Text(String),
    /// A constant.
    Name(TokenStream),
}

#[derive(Default)]
struct Text(Vec<Piece>);

impl Text {
    fn push(&mut self, text: &str) {
        if let Some(Piece::Text(last)) = self.0.last_mut() {
            last.push_str(text);
        } else {
            self.0.push(Piece::Text(text.to_owned()));
        }
    }
}

pub(super) fn section(
    private: &Private,
    name: &LitStr,
    attrs: &[Attribute],
    methods: &[Method],
) -> TokenStream {
    let mut text = Text::default();
    push_docs(&mut text, attrs, "");
    text.push(&format!("export interface {} {{\n", name.value()));
    let declared = methods
        .iter()
        .filter(|method| !method.untyped && !is_declared_by_getter(method, methods));
    for method in declared {
        push_docs(&mut text, &method.attrs, "    ");
        text.push("    ");
        push_method(&mut text, private, method, methods);
        text.push(";\n");
    }
    text.push("}\n");
    let pieces = text.0.iter().map(|piece| match piece {
        Piece::Text(text) => quote! { #text },
        Piece::Name(name) => quote! { #name },
    });
    quote! {
        const _: () = {
            use #private::wasm_bindgen;
            const PIECES: &[&str] = &[#(#pieces),*];
            const BYTES: [u8; #private::interface::length(PIECES)] = #private::interface::joined(PIECES);
            #[wasm_bindgen::prelude::wasm_bindgen(typescript_custom_section)]
            const SECTION: &str = #private::interface::as_text(&BYTES);
        };
    }
}

/// A property that is both read and written is declared once.
fn is_declared_by_getter(method: &Method, all: &[Method]) -> bool {
    let is_getter = |other: &Method| other.role == Role::Getter && !other.untyped;
    method.role == Role::Setter
        && all
            .iter()
            .any(|other| is_getter(other) && is_same_property(other, method))
}

fn is_same_property(a: &Method, b: &Method) -> bool {
    a.js_name.value() == b.js_name.value()
}

fn push_docs(text: &mut Text, attrs: &[Attribute], indent: &str) {
    let lines: Vec<String> = attrs.iter().filter_map(doc_line).collect();
    if lines.is_empty() {
        return;
    }
    text.push(&format!("{indent}/**\n"));
    for line in lines.iter().flat_map(|line| line.split('\n')) {
        text.push(&format!("{indent} *{}\n", line.replace("*/", "*\\/")));
    }
    text.push(&format!("{indent} */\n"));
}

fn doc_line(attr: &Attribute) -> Option<String> {
    match &attr.meta {
        Meta::NameValue(meta) if meta.path.is_ident("doc") => match &meta.value {
            Expr::Lit(ExprLit {
                lit: Lit::Str(text),
                ..
            }) => Some(text.value()),
            _ => None,
        },
        _ => None,
    }
}

fn push_method(text: &mut Text, private: &Private, method: &Method, all: &[Method]) {
    let name = method.js_name.value();
    let is_symbol = name.starts_with("[Symbol.");
    let written = if is_symbol || is_identifier(&method.js_name) {
        name
    } else {
        format!("{name:?}")
    };
    let optional = if method.optional { "?" } else { "" };
    match method.role {
        Role::Getter => {
            let readonly = if all
                .iter()
                .any(|other| other.role == Role::Setter && is_same_property(other, method))
            {
                ""
            } else {
                "readonly "
            };
            text.push(&format!("{readonly}{written}{optional}: "));
            push_result(text, private, method);
        }
        Role::Setter => text.push(&format!("set {written}(value: ")),
        Role::Method => text.push(&format!("{written}{optional}(")),
    }
    if method.role == Role::Getter {
        return;
    }
    for (index, argument) in method.arguments.iter().enumerate() {
        if method.role == Role::Method {
            let comma = if index > 0 { ", " } else { "" };
            text.push(&format!("{comma}{}: ", argument.js_name));
        }
        push_argument(text, private, argument);
    }
    text.push(")");
    if method.role == Role::Method {
        text.push(": ");
        push_result(text, private, method);
    }
}

fn push_argument(text: &mut Text, private: &Private, argument: &Argument) {
    match (&argument.typed, &argument.passage) {
        (Some(typed), _) => text.push(&typed.value()),
        (None, Passage::LentText) => text.push("string"),
        (None, Passage::LentValue(ty)) => text.push(&value_name(ty)),
        (None, Passage::Given(conversion)) => push_type(text, private, conversion, Way::ToJs),
    }
}

fn push_result(text: &mut Text, private: &Private, method: &Method) {
    let push = |text: &mut Text| match (&method.typed, &method.returned.value) {
        (Some(typed), _) => text.push(&typed.value()),
        (None, None) => text.push("void"),
        (None, Some(conversion)) => push_type(text, private, conversion, Way::FromJs),
    };
    if method.asynchronous {
        text.push("Promise<");
        push(text);
        text.push("> | ");
    }
    push(text);
}

fn push_type(text: &mut Text, private: &Private, conversion: &Conversion, way: Way) {
    let many = matches!(conversion.shape, Shape::Many | Shape::OptionalMany);
    match &conversion.kind {
        Kind::Value(ty) if many && is_number(ty) => text.push(&numbers(ty, way)),
        kind => {
            push_kind(text, private, kind);
            if many {
                text.push("[]");
            }
        }
    }
    text.push(match (conversion.shape, way) {
        (Shape::Optional | Shape::OptionalMany, Way::ToJs) => " | undefined",
        (Shape::Optional | Shape::OptionalMany, Way::FromJs) => " | null | undefined",
        (Shape::OrNull, _) => " | null",
        _ => "",
    });
}

fn push_kind(text: &mut Text, private: &Private, kind: &Kind) {
    let (arguments, name) = match kind {
        Kind::Value(ty) => return text.push(&value_name(ty)),
        Kind::JsRef(arguments) => {
            let name = first(arguments).map_or_else(|| "any".to_owned(), value_name);
            return text.push(&name);
        }
        Kind::Ref(arguments) => (arguments, quote! { Class>::JS_NAME }),
        Kind::Interface(arguments) => (arguments, quote! { Interface>::JS_NAME }),
        Kind::Buffer(arguments) => (arguments, quote! { Viewed>::VIEW }),
    };
    match first(arguments) {
        Some(ty) => text.0.push(Piece::Name(quote! { <#ty as #private::#name })),
        None => text.push("any"),
    }
}

fn first(arguments: &PathArguments) -> Option<&Type> {
    match arguments {
        PathArguments::AngleBracketed(arguments) => {
            arguments.args.iter().find_map(|argument| match argument {
                GenericArgument::Type(ty) => Some(ty),
                _ => None,
            })
        }
        _ => None,
    }
}

/// What TypeScript calls a value of a type, judged by what Rust calls it.
fn value_name(ty: &Type) -> String {
    let name = last_segment(ty).map(|segment| segment.ident.to_string());
    match name.as_deref() {
        Some("String" | "str" | "char" | "JsString") => "string",
        Some("bool" | "Boolean") => "boolean",
        Some("i64" | "u64" | "i128" | "u128" | "BigInt") => "bigint",
        Some("Number") => "number",
        Some("JsValue") | None => "any",
        Some("Promise") => "Promise<any>",
        Some("Array") => "any[]",
        Some("Map") => "Map<any, any>",
        Some("Set") => "Set<any>",
        Some("Object") => "object",
        Some(_) if is_number(ty) => "number",
        Some(name) => name,
    }
    .to_owned()
}

/// An array of numbers: the typed array, or what can be made one.
fn numbers(ty: &Type, way: Way) -> String {
    let names = [
        ("u8", "Uint8Array"),
        ("i8", "Int8Array"),
        ("u16", "Uint16Array"),
        ("i16", "Int16Array"),
        ("u32", "Uint32Array"),
        ("usize", "Uint32Array"),
        ("i32", "Int32Array"),
        ("isize", "Int32Array"),
        ("u64", "BigUint64Array"),
        ("i64", "BigInt64Array"),
        ("f32", "Float32Array"),
        ("f64", "Float64Array"),
    ];
    let array = names
        .iter()
        .find(|(rust, _)| is_called(ty, rust))
        .map_or("any", |(_, array)| array);
    let item = if array.starts_with("Big") {
        "bigint"
    } else {
        "number"
    };
    match way {
        Way::ToJs => array.to_owned(),
        Way::FromJs => format!("({array} | {item}[])"),
    }
}
