//! `#[handfast] struct Class { … }`.

mod fields;
mod marker;
mod object;
mod unconstructed;

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Fields, FieldsNamed, Ident, ItemStruct, LitStr, Path, Result, parse_quote};

use crate::methods::own_name;
use crate::options::Options;
use crate::path::{Private, hidden};
use crate::{refuse, size, trace};

/// Options that mean the same to wasm-bindgen.
const PASSED_ON: &[&str] = &["inspectable", "skip_typescript", "private"];
const OWN: &[&str] = &[
    "js_name",
    "extends",
    "extends_js_class",
    "identity",
    "preserve",
    "measured",
    "abstract",
    "getter_with_clone",
    "crate",
];

/// What the parts of the expansion need to know.
struct Class<'a> {
    private: &'a Private,
    ident: &'a Ident,
    js_name: LitStr,
    base: Option<Base>,
    identity: bool,
    preserve: bool,
    measured: bool,
}

/// The class that this one extends.
struct Base {
    path: Path,
    js_name: LitStr,
}

pub(crate) fn expand(options: &Options, mut item: ItemStruct) -> Result<TokenStream> {
    let private = Private::new(options)?;
    refuse::generics(&item.generics, "an exported struct")?;
    let name = options.text("js_name")?;
    let base = base(options, &item)?;
    let identity = options.flag("identity")?.is_some();
    let preserve = options.flag("preserve")?.is_some();
    let measured = options.optional_path("measured")?;
    let is_abstract = options.flag("abstract")?.is_some();
    let clone_all = options.flag("getter_with_clone")?.is_some();
    let passed_on = options.pass_on(PASSED_ON);
    options.finish("a struct", &[OWN, PASSED_ON].concat())?;

    let trace_options = Options::take(&mut item.attrs, "trace")?;
    let ident = item.ident.clone();
    let class = Class {
        private: &private,
        ident: &ident,
        js_name: name.unwrap_or_else(|| own_name(&ident.clone().into())),
        base,
        identity,
        preserve,
        measured: measured.is_some(),
    };
    if let Some(base) = &class.base {
        add_parent(&mut item, base)?;
    }
    let accessors = fields::accessors(&class, &mut item.fields, clone_all)?;
    // An object that keeps its wrapper has a reference, whatever its fields are.
    let trace = trace::of_struct(&private, &trace_options, &ident, &mut item.fields, preserve)?;
    let size = match &measured {
        Some(by_hand) => size::of_struct(&private, &ident, &mut item.fields, by_hand.as_ref())?,
        None => TokenStream::new(),
    };
    let object = object::implementations(&class);
    let marker = marker::marker(&class, &item.attrs, &passed_on);
    let constructor = is_abstract.then(|| unconstructed::constructor(&class));
    let conversions = quote! { #private::class_conversions!(#ident); };
    let hidden =
        hidden(&quote! { #trace #size #object #marker #constructor #conversions #accessors });
    let conditions = item.attrs.iter().filter(|attr| attr.path().is_ident("cfg"));
    Ok(quote! { #item #(#conditions)* #hidden })
}

fn base(options: &Options, item: &ItemStruct) -> Result<Option<Base>> {
    let js_name = options.text("extends_js_class")?;
    let Some(path) = options.path("extends")? else {
        return match js_name {
            Some(name) => Err(refuse::name_without_base(&name)),
            None => Ok(None),
        };
    };
    refuse::own_base(&path, &item.ident)?;
    let js_name = js_name.unwrap_or_else(|| own_name(&path));
    Ok(Some(Base { path, js_name }))
}

/// Adds the field that holds the value of the base class.
fn add_parent(item: &mut ItemStruct, base: &Base) -> Result<()> {
    let path = &base.path;
    let field: syn::Field = parse_quote! { parent: #path };
    match &mut item.fields {
        Fields::Named(fields) => {
            refuse::own_parent(fields)?;
            fields.named.insert(0, field);
        }
        fields @ Fields::Unit => {
            let mut named = FieldsNamed {
                brace_token: Default::default(),
                named: Default::default(),
            };
            named.named.push(field);
            *fields = Fields::Named(named);
            item.semi_token = None;
        }
        Fields::Unnamed(fields) => return Err(refuse::derived_tuple(fields)),
    }
    Ok(())
}
