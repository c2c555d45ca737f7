//! Single elements of a document.

use handfast::Ref;
use html5ever::{LocalName, local_name};

use super::walk;
use crate::element::Element;
use crate::node::{Node, cast};

/// The root element.
pub fn document_element(document: &Ref<Node>) -> Option<Ref<Element>> {
    walk::children(document).find_map(|child| cast(&child))
}

/// The child of the root element that has this name: `head` or `body`.
pub fn section(document: &Ref<Node>, name: &LocalName) -> Option<Ref<Element>> {
    let html = document_element(document).filter(|html| is(html, &local_name!("html")))?;
    let mut children = walk::children(&crate::node::base(&html)).filter_map(|child| cast(&child));
    children.find(|child| is(child, name))
}

/// The first element in tree order that has this id.
pub fn by_id(root: &Ref<Node>, id: &str) -> Option<Ref<Element>> {
    if id.is_empty() {
        return None;
    }
    let mut elements = walk::descendants(root).filter_map(|node| cast::<Element>(&node));
    elements.find(|element| element.borrow().own_id() == Some(id))
}

fn is(element: &Ref<Element>, name: &LocalName) -> bool {
    let element = element.borrow();
    element.is_html() && element.local() == name
}
