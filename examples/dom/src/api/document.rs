//! `Document`: what makes nodes, and where pages start.

use handfast::{Ref, handfast};
use html5ever::{LocalName, QualName, local_name, ns};
use wasm_bindgen::{JsValue, Nullable};

use super::string;
use crate::character_data::{Comment, Text};
use crate::document::Document;
use crate::element::{Element, names};
use crate::error::DomError;
use crate::fragment::DocumentFragment;
use crate::html;
use crate::node::base;
use crate::tree::find;

#[handfast]
impl Document {
    /// An empty document.
    #[handfast(constructor)]
    pub fn new() -> Ref<Document> {
        Document::create()
    }

    /// Parses a page. Scripts in it do not run.
    #[handfast(js_name = parseHTMLUnsafe)]
    pub fn parse_html_unsafe(html: String) -> Ref<Document> {
        html::parse_document(&html)
    }

    /// Makes an HTML element.
    #[handfast(js_name = createElement)]
    pub fn create_element(this: &Ref<Self>, local_name: &str) -> Result<Ref<Element>, DomError> {
        names::check_element_name(local_name)?;
        let name = QualName::new(
            None,
            ns!(html),
            LocalName::from(local_name.to_ascii_lowercase()),
        );
        Ok(Element::create(&this.downgrade(), name, Vec::new()))
    }

    /// Makes an element of some namespace.
    #[handfast(js_name = createElementNS)]
    pub fn create_element_ns(
        this: &Ref<Self>,
        #[handfast(unchecked_param_type = "string | null")] namespace: Option<String>,
        qualified_name: &str,
    ) -> Result<Ref<Element>, DomError> {
        let name = names::element_name(namespace.as_deref(), qualified_name)?;
        Ok(Element::create(&this.downgrade(), name, Vec::new()))
    }

    /// Makes a text.
    #[handfast(js_name = createTextNode)]
    pub fn create_text_node(
        this: &Ref<Self>,
        #[handfast(unchecked_param_type = "string")] data: JsValue,
    ) -> Result<Ref<Text>, JsValue> {
        Ok(Text::create(&this.downgrade(), string(&data)?.into()))
    }

    /// Makes a comment.
    #[handfast(js_name = createComment)]
    pub fn create_comment(
        this: &Ref<Self>,
        #[handfast(unchecked_param_type = "string")] data: JsValue,
    ) -> Result<Ref<Comment>, JsValue> {
        Ok(Comment::create(&this.downgrade(), string(&data)?.into()))
    }

    /// Makes an empty fragment.
    #[handfast(js_name = createDocumentFragment)]
    pub fn create_document_fragment(this: &Ref<Self>) -> Ref<DocumentFragment> {
        DocumentFragment::create(&this.downgrade(), Default::default())
    }

    /// The root element.
    #[handfast(getter, js_name = documentElement)]
    pub fn document_element(this: &Ref<Self>) -> Nullable<Ref<Element>> {
        find::document_element(&base(this)).into()
    }

    /// The `head` of the root element.
    #[handfast(getter)]
    pub fn head(this: &Ref<Self>) -> Nullable<Ref<Element>> {
        find::section(&base(this), &local_name!("head")).into()
    }

    /// The `body` of the root element.
    #[handfast(getter)]
    pub fn body(this: &Ref<Self>) -> Nullable<Ref<Element>> {
        find::section(&base(this), &local_name!("body")).into()
    }

    /// The first element in tree order that has this id.
    #[handfast(js_name = getElementById)]
    pub fn get_element_by_id(this: &Ref<Self>, id: String) -> Nullable<Ref<Element>> {
        find::by_id(&base(this), &id).into()
    }
}
