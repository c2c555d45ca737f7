//! [`Options`]: what stands in the parentheses of `#[handfast(…)]` and `#[trace(…)]`.

use std::cell::Cell;

use proc_macro2::{Ident, Span, TokenStream};
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream, Parser};
use syn::punctuated::Punctuated;
use syn::{Attribute, Error, Expr, Lit, LitStr, Meta, Path, Result, Token};

use crate::refuse;

/// A list of `name` and `name = value`.
///
/// Each reader marks what it read; [`finish`](Options::finish) refuses the rest, so that no option is ignored.
#[derive(Default)]
pub(crate) struct Options {
    entries: Vec<Entry>,
}

struct Entry {
    name: Ident,
    value: Option<Expr>,
    read: Cell<bool>,
}

impl Parse for Entry {
    fn parse(input: ParseStream<'_>) -> Result<Entry> {
        let name = input.call(Ident::parse_any)?;
        let value = match input.parse::<Option<Token![=]>>()? {
            Some(_) => Some(parse_value(input)?),
            None => None,
        };
        Ok(Entry {
            name,
            value,
            read: Cell::new(false),
        })
    }
}

/// An expression; `js_name = default` and `crate = crate::hf` may also use keywords.
fn parse_value(input: ParseStream<'_>) -> Result<Expr> {
    let ahead = input.fork();
    if ahead.call(Ident::parse_any).is_ok() && (ahead.is_empty() || ahead.peek(Token![,])) {
        let name = input.call(Ident::parse_any)?;
        return Ok(Expr::Path(syn::ExprPath {
            attrs: Vec::new(),
            qself: None,
            path: name.into(),
        }));
    }
    input.parse()
}

impl Parse for Options {
    fn parse(input: ParseStream<'_>) -> Result<Options> {
        let mut options = Options::default();
        options.extend(Punctuated::<Entry, Token![,]>::parse_terminated(input)?)?;
        Ok(options)
    }
}

impl Options {
    /// Takes all attributes called `name` out of `attrs`.
    pub(crate) fn take(attrs: &mut Vec<Attribute>, name: &str) -> Result<Options> {
        let mut options = Options::default();
        for attr in attrs.extract_if(.., |attr| attr.path().is_ident(name)) {
            match &attr.meta {
                Meta::Path(_) => {}
                Meta::List(list) => {
                    options.extend(Punctuated::parse_terminated.parse2(list.tokens.clone())?)?;
                }
                Meta::NameValue(_) => {
                    return Err(Error::new_spanned(&attr, format!("write `#[{name}(...)]`")));
                }
            }
        }
        refuse::misplaced(attrs)?;
        Ok(options)
    }

    /// Removes the attributes of this crate without looking at them, and those that were refused for looking alike.
    pub(crate) fn remove(attrs: &mut Vec<Attribute>) {
        let names = ["handfast", "trace", "size", "wasm_bindgen"];
        attrs.retain(|attr| !names.iter().any(|name| attr.path().is_ident(name)));
    }

    fn extend(&mut self, entries: Punctuated<Entry, Token![,]>) -> Result<()> {
        for entry in entries {
            if self.entries.iter().any(|known| known.name == entry.name) {
                return Err(Error::new(
                    entry.name.span(),
                    format!("`{}` is given twice", entry.name),
                ));
            }
            self.entries.push(entry);
        }
        Ok(())
    }

    fn read(&self, name: &str) -> Option<&Entry> {
        let entry = self.entries.iter().find(|entry| entry.name == name)?;
        entry.read.set(true);
        Some(entry)
    }

    /// `name` alone; where it stands.
    pub(crate) fn flag(&self, name: &str) -> Result<Option<Span>> {
        match self.read(name) {
            Some(Entry {
                value: Some(value), ..
            }) => Err(Error::new_spanned(
                value,
                format!("`{name}` takes no value"),
            )),
            Some(entry) => Ok(Some(entry.name.span())),
            None => Ok(None),
        }
    }

    /// `name = word` or `name = "text"`.
    pub(crate) fn text(&self, name: &str) -> Result<Option<LitStr>> {
        match self.optional_text(name)? {
            Some((_, Some(text))) => Ok(Some(text)),
            Some((span, None)) => Err(Error::new(span, format!("write `{name} = ...`"))),
            None => Ok(None),
        }
    }

    /// `name` alone, or with a text.
    pub(crate) fn optional_text(&self, name: &str) -> Result<Option<(Span, Option<LitStr>)>> {
        let Some(entry) = self.read(name) else {
            return Ok(None);
        };
        let text = match &entry.value {
            None => None,
            Some(Expr::Lit(syn::ExprLit {
                lit: Lit::Str(text),
                ..
            })) => Some(text.clone()),
            Some(Expr::Path(path)) if path.path.get_ident().is_some() => {
                let word = path.path.require_ident()?;
                Some(LitStr::new(&word.unraw().to_string(), word.span()))
            }
            Some(other) => {
                return Err(Error::new_spanned(
                    other,
                    format!("`{name}` takes a name or a string"),
                ));
            }
        };
        Ok(Some((entry.name.span(), text)))
    }

    /// `name = path::to::it`.
    pub(crate) fn path(&self, name: &str) -> Result<Option<Path>> {
        match self.read(name) {
            None => Ok(None),
            Some(Entry {
                value: Some(Expr::Path(path)),
                ..
            }) if path.qself.is_none() => Ok(Some(path.path.clone())),
            Some(entry) => Err(Error::new(
                entry.name.span(),
                format!("write `{name} = path::to::it`"),
            )),
        }
    }

    /// `name` alone, or `name = path::to::it`.
    pub(crate) fn optional_path(&self, name: &str) -> Result<Option<Option<Path>>> {
        match self.read(name) {
            Some(Entry { value: None, .. }) => Ok(Some(None)),
            _ => Ok(self.path(name)?.map(Some)),
        }
    }

    /// Where `name` stands, if it is given in any form.
    pub(crate) fn given(&self, name: &str) -> Option<Span> {
        self.read(name).map(|entry| entry.name.span())
    }

    /// The options called one of `names`, as they were written, for `#[wasm_bindgen(…)]`.
    pub(crate) fn pass_on(&self, names: &[&str]) -> TokenStream {
        let entries = names.iter().filter_map(|name| self.read(name));
        entries
            .map(|Entry { name, value, .. }| match value {
                Some(value) => quote::quote! { #name = #value, },
                None => quote::quote! { #name, },
            })
            .collect()
    }

    /// The first option that was not read.
    pub(crate) fn unread(&self) -> Option<&Ident> {
        self.entries
            .iter()
            .find(|entry| !entry.read.get())
            .map(|entry| &entry.name)
    }

    /// Refuses what was not read. `known` are the names that mean something here.
    pub(crate) fn finish(&self, place: &str, known: &[&str]) -> Result<()> {
        self.unread()
            .map_or(Ok(()), |name| Err(refuse::option(name, place, known)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use syn::parse_str;

    #[test]
    fn values_are_words_texts_and_paths() {
        let options: Options = parse_str(
            "constructor, js_name = default, getter = \"[Symbol.iterator]\", crate = a::b",
        )
        .unwrap();
        assert!(options.flag("constructor").unwrap().is_some());
        assert_eq!(options.text("js_name").unwrap().unwrap().value(), "default");
        assert_eq!(
            options.text("getter").unwrap().unwrap().value(),
            "[Symbol.iterator]"
        );
        assert_eq!(options.path("crate").unwrap().unwrap().segments.len(), 2);
        assert!(options.flag("missing").unwrap().is_none());
        assert!(options.finish("a test", &[]).is_ok());
    }

    #[test]
    fn what_nobody_read_is_refused() {
        let options: Options = parse_str("known, unknown").unwrap();
        assert!(options.flag("known").unwrap().is_some());
        assert_eq!(options.unread().unwrap(), "unknown");
        assert!(options.finish("a test", &["known"]).is_err());
    }

    #[test]
    fn an_option_stands_once_and_in_its_form() {
        assert!(parse_str::<Options>("identity, identity").is_err());
        let options: Options = parse_str("measured, crate = a::b, extends = 1").unwrap();
        assert!(
            options
                .optional_path("measured")
                .unwrap()
                .unwrap()
                .is_none()
        );
        assert!(options.optional_path("crate").unwrap().unwrap().is_some());
        assert!(options.optional_path("missing").unwrap().is_none());
        assert!(options.optional_path("extends").is_err());
        let options: Options = parse_str("identity = true, js_name").unwrap();
        assert!(options.flag("identity").is_err());
        assert!(options.text("js_name").is_err());
    }
}
