//! [`Argument`]: what Rust passes to a method that JavaScript implements.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote_spanned};
use syn::{LitStr, Pat, PatType, Result, Type};

use super::refuse;
use crate::conversion::{Conversion, Kind, Shape};
use crate::options::Options;
use crate::path::Private;
use crate::types::{is_called, place, plain};

pub(super) struct Argument {
    /// As TypeScript calls it.
    pub(super) js_name: String,
    /// What TypeScript should say it is.
    pub(super) typed: Option<LitStr>,
    /// As the generated method calls it.
    pub(super) local: Ident,
    /// As it calls what crosses.
    pub(super) passed: Ident,
    pub(super) passage: Passage,
    span: Span,
}

/// How an argument crosses.
pub(super) enum Passage {
    /// `&str`.
    LentText,
    /// `&V` of a JavaScript value.
    LentValue(Type),
    /// By value, or by a reference to a `Ref`, a `JsRef`.
    Given(Conversion),
}

impl Argument {
    /// Takes the options of this crate off the parameter.
    pub(super) fn parse(param: &mut PatType, index: usize) -> Result<Argument> {
        let options = Options::take(&mut param.attrs, "handfast")?;
        let js_name = options.text("js_name")?;
        let typed = options.text("unchecked_param_type")?;
        options.finish("a parameter", &["js_name", "unchecked_param_type"])?;
        let js_name = js_name.map_or_else(
            || match &*param.pat {
                Pat::Ident(pat) => pat.ident.to_string(),
                _ => format!("arg{index}"),
            },
            |name| name.value(),
        );
        Ok(Argument {
            js_name,
            typed,
            local: format_ident!("arg{index}", span = Span::mixed_site()),
            passed: format_ident!("passed{index}", span = Span::mixed_site()),
            passage: Passage::of(&param.ty)?,
            span: place(&param.ty),
        })
    }

    /// What it is to JavaScript: see `ARGUMENTS` in `js-runtime/src/interface.js`.
    pub(super) fn digit(&self) -> char {
        let conversion = match &self.passage {
            Passage::LentText => return '4',
            Passage::LentValue(_) => return '2',
            Passage::Given(conversion) => conversion,
        };
        match (conversion.number(), &conversion.kind, conversion.shape) {
            (Some("number"), ..) => '0',
            (Some(_), ..) => '1',
            (None, Kind::Ref(_), Shape::One | Shape::Optional) => '3',
            (None, Kind::Value(ty), Shape::One)
                if is_called(ty, "String") || is_called(ty, "char") =>
            {
                '4'
            }
            _ => '2',
        }
    }

    /// Makes it a number.
    pub(super) fn pass(&self, private: &Private) -> TokenStream {
        let (name, private, span) = (&self.local, private.at(self.span), self.span);
        let pass = quote_spanned! { span => #private::interface };
        let passed = match &self.passage {
            Passage::LentText => quote_spanned! { span => #pass::text(#name)? },
            Passage::LentValue(ty) => {
                quote_spanned! { span => #pass::value_of(<#ty as ::core::convert::AsRef<#private::wasm_bindgen::JsValue>>::as_ref(#name))? }
            }
            Passage::Given(conversion) => {
                match (self.digit(), &conversion.kind, conversion.shape) {
                    ('0', ..) => quote_spanned! { span => #pass::plain(#name as f64) },
                    ('1', ..) => quote_spanned! { span => #pass::truth(#name) },
                    ('3', _, Shape::One) => quote_spanned! { span => #pass::object(&#name)? },
                    ('3', ..) => quote_spanned! { span => #pass::object_or_none(&#name)? },
                    // A character is a short text.
                    ('4', Kind::Value(ty), _) if is_called(ty, "char") => {
                        let number = &self.passed;
                        return quote_spanned! { span =>
                            let #name = ::std::string::ToString::to_string(&#name);
                            let #number = #pass::text(&#name)?;
                        };
                    }
                    ('4', ..) => quote_spanned! { span => #pass::text(&#name)? },
                    (_, Kind::JsRef(_) | Kind::Interface(_), Shape::One) => {
                        quote_spanned! { span => #pass::slot(&#name) }
                    }
                    (_, Kind::JsRef(_) | Kind::Interface(_), Shape::Optional) => {
                        quote_spanned! { span => #pass::slot_or_none(&#name) }
                    }
                    _ => {
                        let into_js = conversion.giving(&private, span);
                        let value = conversion.unboxed(quote_spanned! { span => #name });
                        quote_spanned! { span => #pass::value(#into_js::into_js(#value)?)? }
                    }
                }
            }
        };
        // Under another name, so that what the number was made of lives as long as the closure around the call.
        let number = &self.passed;
        quote_spanned! { span => let #number = #passed; }
    }
}

impl Passage {
    fn of(ty: &Type) -> Result<Passage> {
        let Type::Reference(reference) = plain(ty) else {
            refuse::outcome(ty)?;
            return Ok(Passage::Given(Conversion::of(ty)?));
        };
        let target = plain(&reference.elem);
        refuse::lent(reference, target)?;
        if is_called(target, "str") {
            return Ok(Passage::LentText);
        }
        if is_called(target, "Ref") || is_called(target, "JsRef") {
            return Ok(Passage::Given(Conversion::of(target)?));
        }
        Ok(Passage::LentValue(target.clone()))
    }
}
