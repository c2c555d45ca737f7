//! Shorthands.

use handfast::Ref;
use handfast_dom::document::Document;
use handfast_dom::element::Element;
use handfast_dom::node::{Node, base};
use handfast_dom::{html, select};

pub(crate) fn page(body: &str) -> Ref<Document> {
    html::parse_document(&format!("<!DOCTYPE html><title>t</title><body>{body}"))
}

/// The first element that matches.
pub(crate) fn at(document: &Ref<Document>, selector: &str) -> Ref<Element> {
    select::first(&base(document), selector)
        .unwrap()
        .unwrap_or_else(|| panic!("{selector} is not there"))
}

pub(crate) fn node(document: &Ref<Document>, selector: &str) -> Ref<Node> {
    base(&at(document, selector))
}

/// The markup inside the body.
pub(crate) fn body(document: &Ref<Document>) -> String {
    html::inner(&node(document, "body"))
}
