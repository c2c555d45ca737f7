//! `#[handfast] impl Class { … }`.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::ext::IdentExt;
use syn::spanned::Spanned;
use syn::{
    FnArg, ImplItem, ImplItemFn, ItemImpl, LitStr, Path, Result, Signature, Type, Visibility,
};

use crate::errors::Errors;
use crate::function::{Function, PASSED_ON, params, shared_attrs};
use crate::options::Options;
use crate::path::{Private, hidden};
use crate::receiver::Receiver;
use crate::refuse;
use crate::returns::Returned;
use crate::types::plain;

/// Options that decide what a method is in JavaScript.
const ROLES: &[&str] = &["constructor", "getter", "setter"];

pub(crate) fn expand(options: &Options, mut item: ItemImpl) -> Result<TokenStream> {
    let private = Private::new(options)?;
    let js_class = options.text("js_class")?;
    options.finish("an impl block", &["js_class", "crate"])?;
    refuse::implementation(&item)?;
    refuse::misplaced(&item.attrs)?;
    let class = class_path(&item.self_ty)?;
    let js_class = js_class.unwrap_or_else(|| own_name(&class));
    let Methods {
        sync,
        asynchronous,
        assertions,
    } = methods(&private, &mut item, &class, &js_class)?;

    let attribute = private.wasm_bindgen(&quote! { js_class = #js_class, });
    let assertion = same_name(&private, &class, &js_class);
    let sync_shim = (!sync.is_empty()).then(|| {
        quote! {
            #[derive(Clone, Copy)]
            pub struct Shim(f64);
            #private::shim!(Shim);
            #attribute
            impl Shim { #(#sync)* }
        }
    });
    let async_shim = (!asynchronous.is_empty()).then(|| {
        quote! {
            pub struct AsyncShim(#private::AsyncReceiver<#class>);
            #private::async_shim!(AsyncShim);
            #attribute
            impl AsyncShim { #(#asynchronous)* }
        }
    });
    let conditions = item.attrs.iter().filter(|attr| attr.path().is_ident("cfg"));
    let hidden = hidden(&quote! { #assertion #(#assertions)* #sync_shim #async_shim });
    Ok(quote! { #item #(#conditions)* #hidden })
}

struct Methods {
    sync: Vec<TokenStream>,
    /// Async methods that have a receiver.
    asynchronous: Vec<TokenStream>,
    assertions: Vec<TokenStream>,
}

/// Takes the options of this crate off the methods. The errors of all methods are reported.
fn methods(
    private: &Private,
    item: &mut ItemImpl,
    class: &Path,
    js_class: &LitStr,
) -> Result<Methods> {
    let mut methods = Methods {
        sync: Vec::new(),
        asynchronous: Vec::new(),
        assertions: Vec::new(),
    };
    let mut errors = Errors::default();
    for item in &mut item.items {
        let ImplItem::Fn(method) = item else {
            errors.keep(refuse::impl_item(item));
            continue;
        };
        let Some(Some(function)) = errors.keep(parse(method, class, js_class)) else {
            continue;
        };
        let exported = function.method(private, class);
        match (&function.receiver, function.asynchronous) {
            (Some(_), true) => methods.asynchronous.push(exported),
            _ => methods.sync.push(exported),
        }
        methods.assertions.extend(
            function
                .receiver
                .map(|receiver| receiver.assertion(private, class)),
        );
    }
    errors.finish()?;
    Ok(methods)
}

/// A method, unless it is not exported.
fn parse(method: &mut ImplItemFn, class: &Path, js_class: &LitStr) -> Result<Option<Function>> {
    let options = Options::take(&mut method.attrs, "handfast")?;
    let skip = options.flag("skip")?.is_some();
    if skip || !matches!(method.vis, Visibility::Public(_)) {
        refuse::options_of_unexported(&options, skip)?;
        remove_param_options(&mut method.sig);
        return Ok(None);
    }
    refuse::signature(&method.sig)?;
    let constructor = options.flag("constructor")?;
    let getter = options.optional_text("getter")?;
    let setter = options.optional_text("setter")?;
    let js_name = options.text("js_name")?;
    let typed = setter.is_some() || options.given("unchecked_return_type").is_some();
    let passed = options.pass_on(&[ROLES, &["js_name"], PASSED_ON].concat());
    options.finish(
        "a method",
        &[ROLES, &["js_name", "skip"], PASSED_ON].concat(),
    )?;

    let mut errors = Errors::default();
    let receiver = errors.keep(Receiver::of(&method.sig, class)).flatten();
    let params = params(&mut method.sig, receiver.as_ref(), Some(class), &mut errors);
    let returned = errors.keep(Returned::of(&method.sig.output, Some(class)));
    errors.finish()?;
    let Some(returned) = returned else {
        return Ok(None);
    };

    let signature = &method.sig;
    let mut name = js_name
        .as_ref()
        .map_or_else(|| signature.ident.unraw().to_string(), LitStr::value);
    if let Some(span) = constructor {
        refuse::constructor(span, signature, receiver.as_ref(), &returned, class)?;
        name = "constructor".to_owned();
    }
    if let Some((span, property)) = getter {
        refuse::getter(span, params.len(), &returned)?;
        name = property.map_or(name, |property| property.value());
    }
    if let Some((span, property)) = setter {
        refuse::setter(
            span,
            signature,
            &params,
            &returned,
            property.as_ref().or(js_name.as_ref()),
        )?;
        name = property.map_or_else(
            || name.strip_prefix("set_").unwrap_or(&name).to_owned(),
            |property| property.value(),
        );
    }
    let ident = &signature.ident;
    Ok(Some(Function {
        shim: ident.clone(),
        options: passed,
        typed,
        attrs: shared_attrs(&method.attrs),
        label: format!("{}.{name}", js_class.value()),
        callee: quote_spanned! { ident.span() => <#class>::#ident },
        asynchronous: signature.asyncness.is_some(),
        receiver,
        params,
        returned,
        constructs: constructor.map(|_| class.clone()),
    }))
}

fn class_path(ty: &Type) -> Result<Path> {
    match plain(ty) {
        Type::Path(ty)
            if ty.qself.is_none()
                && ty
                    .path
                    .segments
                    .iter()
                    .all(|segment| segment.arguments.is_none()) =>
        {
            Ok(ty.path.clone())
        }
        ty => Err(refuse::class_type(ty)),
    }
}

/// The name of the class in JavaScript if nothing else is said.
pub(crate) fn own_name(class: &Path) -> LitStr {
    let name = class
        .segments
        .last()
        .map(|segment| segment.ident.unraw().to_string());
    LitStr::new(&name.unwrap_or_default(), class.span())
}

/// The block cannot see the struct's options, so it says itself what the class is called, and this compares.
fn same_name(private: &Private, class: &Path, js_class: &LitStr) -> TokenStream {
    quote_spanned! { class.span() =>
        const _: () = ::core::assert!(
            #private::same_name(#js_class, <#class as #private::Class>::JS_NAME),
            "the class has another name in JavaScript than this block assumes: repeat the `js_name` of the struct as `#[handfast(js_class = ...)]`"
        );
    }
}

/// Removes the options of this crate from a block that is not expanded.
pub(crate) fn remove_options(item: &mut ItemImpl) {
    for item in &mut item.items {
        match item {
            ImplItem::Fn(method) => {
                Options::remove(&mut method.attrs);
                remove_param_options(&mut method.sig);
            }
            ImplItem::Const(constant) => Options::remove(&mut constant.attrs),
            _ => {}
        }
    }
}

/// The same for the parameters of a function.
pub(crate) fn remove_param_options(signature: &mut Signature) {
    for param in &mut signature.inputs {
        if let FnArg::Typed(param) = param {
            Options::remove(&mut param.attrs);
        }
    }
}
