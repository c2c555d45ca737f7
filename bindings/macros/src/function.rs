//! [`Function`]: one exported function or method, as the function that wasm-bindgen exports in its place.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote};
use syn::ext::IdentExt;
use syn::{Attribute, FnArg, ItemFn, Path, Result, Signature, Visibility};

use crate::errors::Errors;
use crate::options::Options;
use crate::params::Param;
use crate::path::{Private, hidden};
use crate::receiver::Receiver;
use crate::returns::Returned;
use crate::{passed_on, refuse};

/// Options of functions that mean the same to wasm-bindgen.
pub(crate) const PASSED_ON: &[&str] = &[
    "js_name",
    "unchecked_return_type",
    "return_description",
    "skip_typescript",
    "skip_jsdoc",
    "variadic",
];
const FREE: &[&str] = &["js_namespace", "this"];

pub(crate) struct Function {
    /// The name of wasm-bindgen's function.
    pub(crate) shim: Ident,
    /// Options for wasm-bindgen.
    pub(crate) options: TokenStream,
    /// Doc comments and `cfg`.
    pub(crate) attrs: Vec<Attribute>,
    /// What errors call it: `Node.append`.
    pub(crate) label: String,
    /// What to call.
    pub(crate) callee: TokenStream,
    pub(crate) asynchronous: bool,
    pub(crate) receiver: Option<Receiver>,
    pub(crate) params: Vec<Param>,
    pub(crate) returned: Returned,
    /// The class, if this is its constructor.
    pub(crate) constructs: Option<Path>,
}

impl Function {
    /// The function that wasm-bindgen exports, without the attribute that makes it do so. `class` is the class of a
    /// method.
    ///
    /// The inner function owns all that must be dropped before a throw.
    pub(crate) fn exported(&self, private: &Private, class: Option<&Path>) -> TokenStream {
        let Function {
            shim,
            attrs,
            receiver,
            params,
            returned,
            asynchronous,
            ..
        } = self;
        let [this, ret] = ["this", "ret"].map(local);
        let scalar = returned.scalar();
        let attribute = class.map(|_| {
            let options = self.typed_options();
            quote! { #[wasm_bindgen(#options)] }
        });
        let outer = params
            .iter()
            .map(|param| param.outer(private, *asynchronous));
        let inner = params
            .iter()
            .map(|param| param.inner(private, *asynchronous));
        let names = params.iter().map(Param::name);
        let js = match &self.constructs {
            Some(_) => quote! { #private::Constructed },
            None => returned.js_type(private),
        };
        let mut leading_params = Vec::new();
        let mut leading_args = Vec::new();
        if self.constructs.is_some() {
            let construct = local("construct");
            leading_params.push(quote! { #construct: #private::Construct });
            leading_args.push(quote! { #private::Construct::begin() });
        }
        if let (Some(_), Some(class)) = (receiver, class) {
            let runtime = private.runtime();
            let (ty, arg) = match asynchronous {
                true => (
                    quote! { ::core::result::Result<#runtime::Ref<#class>, #runtime::Error> },
                    quote! { self.0.take() },
                ),
                false => (quote! { f64 }, quote! { self.0 }),
            };
            leading_params.push(quote! { #this: #ty });
            leading_args.push(arg);
        }
        let self_param = receiver.as_ref().map(|_| quote! { &self, });
        let body = self.body(private, class, &this, &ret);
        let is_async = asynchronous.then(|| quote! { async });
        let call = quote! { call(#(#leading_args,)* #(#names),*) };
        let (output, finish) = if *asynchronous {
            (
                quote! { ::core::result::Result<#js, #private::wasm_bindgen::JsValue> },
                quote! { #call.await.map_err(::core::convert::From::from) },
            )
        } else if let Some((ty, _)) = &scalar {
            (
                quote! { #private::Checked<#ty> },
                quote! { #private::Checked::of(#call) },
            )
        } else if self.constructs.is_some() || returned.is_given() {
            (quote! { #js }, quote! { #private::returned(#call) })
        } else {
            (
                quote! { ::core::result::Result<#js, #private::wasm_bindgen::JsValue> },
                quote! { #call.map_err(::core::convert::From::from) },
            )
        };
        quote! {
            #(#attrs)*
            #attribute
            pub #is_async fn #shim(#self_param #(#outer),*) -> #output {
                #is_async fn call(#(#leading_params,)* #(#inner),*) -> ::core::result::Result<#js, #private::Thrown> {
                    #body
                }
                #finish
            }
        }
    }

    /// The options, with the TypeScript type of a scalar result: wasm-bindgen sees only the class that checks it.
    fn typed_options(&self) -> TokenStream {
        let options = &self.options;
        let written = options.to_string();
        match self.returned.scalar() {
            Some((_, name)) if !self.asynchronous && !written.contains("unchecked_return_type") && !written.starts_with("setter") => {
                let comma = (!written.is_empty() && !written.ends_with(',')).then(|| quote! { , });
                quote! { #options #comma unchecked_return_type = #name, }
            }
            _ => options.clone(),
        }
    }

    fn body(
        &self,
        private: &Private,
        class: Option<&Path>,
        this: &Ident,
        ret: &Ident,
    ) -> TokenStream {
        let Function {
            callee,
            receiver,
            params,
            returned,
            asynchronous,
            label,
            ..
        } = self;
        let method = local("METHOD");
        let mut steps = TokenStream::new();
        let mut borrows = TokenStream::new();
        let mut arguments = Vec::new();
        if let (Some(receiver), Some(class)) = (receiver, class) {
            steps.extend(receiver.hold(private, this, class, *asynchronous));
            arguments.push(receiver.argument(this));
        }
        steps.extend(
            params
                .iter()
                .map(|param| param.hold(private, *asynchronous)),
        );
        steps.extend(
            receiver
                .as_ref()
                .map(|receiver| receiver.check(private, this)),
        );
        steps.extend(params.iter().map(|param| param.check(private)));
        borrows.extend(
            receiver
                .as_ref()
                .map(|receiver| receiver.borrow(this, &method)),
        );
        borrows.extend(
            params
                .iter()
                .map(|param| param.borrow(private, &method, *asynchronous)),
        );
        borrows.extend(
            receiver
                .as_ref()
                .map(|receiver| receiver.take(private, this)),
        );
        borrows.extend(params.iter().map(|param| param.take(private)));
        arguments.extend(params.iter().map(Param::argument));
        let is_awaited = asynchronous.then(|| quote! { .await });
        let success = returned.success(private, quote! { #ret });
        let result = match &self.constructs {
            Some(_) => {
                let construct = local("construct");
                let finish = if returned.is_ref() {
                    quote! { finish_ref(&#success) }
                } else {
                    quote! { finish(#success) }
                };
                quote! { #construct.#finish? }
            }
            None => returned.convert(private, success),
        };
        quote! {
            const #method: &&str = &#label;
            #steps
            let #ret = {
                #borrows
                let #ret = #callee(#(#arguments),*) #is_awaited;
                #ret
            };
            ::core::result::Result::Ok(#result)
        }
    }
}

/// A name for a local variable that no name of the user's can be confused with.
pub(crate) fn local(name: &str) -> Ident {
    Ident::new(name, Span::mixed_site())
}

/// Doc comments and `cfg`, which the exported function needs as well.
pub(crate) fn shared_attrs(attrs: &[Attribute]) -> Vec<Attribute> {
    attrs
        .iter()
        .filter(|attr| attr.path().is_ident("doc") || attr.path().is_ident("cfg"))
        .cloned()
        .collect()
}

/// The parameters behind the receiver. All their errors are reported.
pub(crate) fn params(
    signature: &mut Signature,
    skip: usize,
    class: Option<&Path>,
    errors: &mut Errors,
) -> Vec<Param> {
    let params = signature.inputs.iter_mut().skip(skip).enumerate();
    params
        .filter_map(|(index, param)| match param {
            FnArg::Typed(param) => errors.keep(Param::parse(param, index, class)),
            FnArg::Receiver(receiver) => {
                errors.push(refuse::receiver(receiver));
                None
            }
        })
        .collect()
}

/// `#[handfast] pub fn`.
pub(crate) fn expand(options: &Options, mut item: ItemFn) -> Result<TokenStream> {
    let private = Private::new(options)?;
    if options.given("start").is_some() || options.given("main").is_some() {
        return passed_on::start(options, &private, &item);
    }
    refuse::signature(&item.sig)?;
    if !matches!(item.vis, Visibility::Public(_)) {
        return Err(refuse::private_function(&item.sig));
    }
    let js_name = options.text("js_name")?;
    let name = js_name
        .as_ref()
        .map_or_else(|| item.sig.ident.unraw().to_string(), syn::LitStr::value);
    let names: Vec<&str> = PASSED_ON
        .iter()
        .filter(|option| **option != "js_name")
        .chain(FREE)
        .copied()
        .collect();
    let passed = options.pass_on(&names);
    options.finish(
        "a function",
        &[PASSED_ON, FREE, &["crate", "start", "main"]].concat(),
    )?;
    refuse::misplaced(&item.attrs)?;

    let mut errors = Errors::default();
    let params = params(&mut item.sig, 0, None, &mut errors);
    let returned = errors.keep(Returned::of(&item.sig.output, None));
    errors.finish()?;
    let Some(returned) = returned else {
        return Ok(TokenStream::new());
    };
    let callee = &item.sig.ident;
    let span = js_name
        .as_ref()
        .map_or(item.sig.ident.span(), syn::LitStr::span);
    let js_name = syn::LitStr::new(&name, span);
    let function = Function {
        shim: format_ident!(
            "__handfast_{}",
            item.sig.ident.unraw(),
            span = item.sig.ident.span()
        ),
        options: quote! { js_name = #js_name, #passed },
        attrs: shared_attrs(&item.attrs),
        label: name,
        callee: quote! { #callee },
        asynchronous: item.sig.asyncness.is_some(),
        receiver: None,
        params,
        returned,
        constructs: None,
    };
    let attribute = private.wasm_bindgen(&function.typed_options());
    let exported = function.exported(&private, None);
    let hidden = hidden(&quote! { #attribute #exported });
    Ok(quote! { #item #hidden })
}
