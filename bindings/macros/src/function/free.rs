//! `#[handfast] pub fn`.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::ext::IdentExt;
use syn::{ItemFn, LitStr, Result, Visibility};

use super::{Function, PASSED_ON, params, shared_attrs};
use crate::errors::Errors;
use crate::options::Options;
use crate::path::{Private, hidden};
use crate::returns::Returned;
use crate::{passed_on, refuse};

/// Options that only free functions have.
const OWN: &[&str] = &["js_namespace", "this"];

pub(crate) fn expand(options: &Options, mut item: ItemFn) -> Result<TokenStream> {
    let private = Private::new(options)?;
    if options.given("start").is_some() || options.given("main").is_some() {
        return passed_on::start(options, &private, &item);
    }
    refuse::misplaced(&item.attrs)?;
    refuse::signature(&item.sig)?;
    if !matches!(item.vis, Visibility::Public(_)) {
        return Err(refuse::private_function(&item.sig));
    }
    let js_name = options.text("js_name")?;
    let typed = options.given("unchecked_return_type").is_some();
    let passed = options.pass_on(&[PASSED_ON, OWN].concat());
    options.finish(
        "a function",
        &[PASSED_ON, OWN, &["js_name", "start", "main", "crate"]].concat(),
    )?;

    let mut errors = Errors::default();
    let params = params(&mut item.sig, None, None, &mut errors);
    let returned = errors.keep(Returned::of(&item.sig.output, None));
    errors.finish()?;
    let Some(returned) = returned else {
        return Ok(TokenStream::new());
    };

    let ident = &item.sig.ident;
    let js_name = js_name.unwrap_or_else(|| LitStr::new(&ident.unraw().to_string(), ident.span()));
    let function = Function {
        shim: format_ident!("__handfast_{}", ident.unraw(), span = ident.span()),
        options: quote! { js_name = #js_name, #passed },
        typed,
        attrs: shared_attrs(&item.attrs),
        label: js_name.value(),
        callee: quote! { #ident },
        asynchronous: item.sig.asyncness.is_some(),
        receiver: None,
        params,
        returned,
        constructs: None,
    };
    let conditions = item.attrs.iter().filter(|attr| attr.path().is_ident("cfg"));
    let hidden = hidden(&function.free(&private));
    Ok(quote! { #item #(#conditions)* #hidden })
}
