//! `Node`: where it is, what it contains, and how that changes.

use handfast::{Ref, handfast};
use wasm_bindgen::{JsValue, Nullable};

use super::{nullable_string, string_or_empty};
use crate::doctype::DocumentType;
use crate::document::Document;
use crate::element::{Element, names};
use crate::error::DomError;
use crate::node::{Kind, Node, cast, kind, owner_document};
use crate::tree::{content, copy, links, mutate, walk};

#[handfast]
impl Node {
    /// 1 element, 3 text, 8 comment, 9 document, 10 document type, 11 fragment.
    #[handfast(getter, js_name = nodeType)]
    pub fn node_type(&self) -> u8 {
        self.kind as u8
    }

    /// The tag name of an element; a fixed name of other nodes.
    #[handfast(getter, js_name = nodeName)]
    pub fn node_name(this: &Ref<Self>) -> String {
        match kind(this) {
            Kind::Element => cast::<Element>(this)
                .map(|element| names::tag(&element.borrow()))
                .unwrap_or_default(),
            Kind::DocumentType => cast::<DocumentType>(this)
                .map(|doctype| doctype.borrow().name.to_string())
                .unwrap_or_default(),
            Kind::Text => "#text".into(),
            Kind::Comment => "#comment".into(),
            Kind::Document => "#document".into(),
            Kind::DocumentFragment => "#document-fragment".into(),
        }
    }

    /// The data of a text or comment.
    #[handfast(getter, js_name = nodeValue, unchecked_return_type = "string | null")]
    pub fn node_value(this: &Ref<Self>) -> JsValue {
        nullable_string(content::data(this).as_deref())
    }

    /// Sets the data of a text or comment.
    #[handfast(setter, js_name = nodeValue)]
    pub fn set_node_value(
        this: &Ref<Self>,
        #[handfast(unchecked_param_type = "string | null")] value: JsValue,
    ) -> Result<(), JsValue> {
        content::set_data(this, &string_or_empty(&value)?);
        Ok(())
    }

    /// The text of the node and all below it.
    #[handfast(getter, js_name = textContent, unchecked_return_type = "string | null")]
    pub fn text_content(this: &Ref<Self>) -> JsValue {
        nullable_string(content::text(this).as_deref())
    }

    /// Replaces everything inside by one text.
    #[handfast(setter, js_name = textContent)]
    pub fn set_text_content(
        this: &Ref<Self>,
        #[handfast(unchecked_param_type = "string | null")] value: JsValue,
    ) -> Result<(), JsValue> {
        content::set_text(this, &string_or_empty(&value)?);
        Ok(())
    }

    /// The parent.
    #[handfast(getter, js_name = parentNode)]
    pub fn parent_node(this: &Ref<Self>) -> Nullable<Ref<Node>> {
        links::parent(this).into()
    }

    /// The parent, if it is an element.
    #[handfast(getter, js_name = parentElement)]
    pub fn parent_element(this: &Ref<Self>) -> Nullable<Ref<Element>> {
        links::parent(this).and_then(|parent| cast(&parent)).into()
    }

    /// The first child.
    #[handfast(getter, js_name = firstChild)]
    pub fn first_child(this: &Ref<Self>) -> Nullable<Ref<Node>> {
        links::first_child(this).into()
    }

    /// The last child.
    #[handfast(getter, js_name = lastChild)]
    pub fn last_child(this: &Ref<Self>) -> Nullable<Ref<Node>> {
        links::last_child(this).into()
    }

    /// The next sibling.
    #[handfast(getter, js_name = nextSibling)]
    pub fn next_sibling(this: &Ref<Self>) -> Nullable<Ref<Node>> {
        links::next(this).into()
    }

    /// The previous sibling.
    #[handfast(getter, js_name = previousSibling)]
    pub fn previous_sibling(this: &Ref<Self>) -> Nullable<Ref<Node>> {
        links::previous(this).into()
    }

    /// The children now. Unlike the standard's list, it does not follow later changes.
    #[handfast(getter, js_name = childNodes)]
    pub fn child_nodes(this: &Ref<Self>) -> Vec<Ref<Node>> {
        walk::children(this).collect()
    }

    /// Whether there are children.
    #[handfast(js_name = hasChildNodes)]
    pub fn has_child_nodes(this: &Ref<Self>) -> bool {
        links::first_child(this).is_some()
    }

    /// The document the node belongs to; `null` for documents, and when the document is gone.
    #[handfast(getter, js_name = ownerDocument)]
    pub fn owner_document(this: &Ref<Self>) -> Nullable<Ref<Document>> {
        owner_document(this).into()
    }

    /// Whether the node is in the tree of a document.
    #[handfast(getter, js_name = isConnected)]
    pub fn is_connected(this: &Ref<Self>) -> bool {
        walk::inclusive_ancestors(this)
            .last()
            .is_some_and(|root| kind(&root) == Kind::Document)
    }

    /// Whether a node is this one or below it.
    pub fn contains(this: &Ref<Self>, other: Option<Ref<Node>>) -> bool {
        other.is_some_and(|other| {
            walk::inclusive_ancestors(&other).any(|ancestor| ancestor == *this)
        })
    }

    /// Inserts a node at the end of the children.
    #[handfast(js_name = appendChild)]
    pub fn append_child(this: &Ref<Self>, node: Ref<Node>) -> Result<Ref<Node>, DomError> {
        mutate::insert_before(this, &node, None)?;
        Ok(node)
    }

    /// Inserts a node before a child, or at the end.
    #[handfast(js_name = insertBefore)]
    pub fn insert_before(
        this: &Ref<Self>,
        node: Ref<Node>,
        #[handfast(unchecked_param_type = "Node | null")] child: Option<Ref<Node>>,
    ) -> Result<Ref<Node>, DomError> {
        mutate::insert_before(this, &node, child.as_ref())?;
        Ok(node)
    }

    /// Puts a node in the place of a child, and returns the child.
    #[handfast(js_name = replaceChild)]
    pub fn replace_child(
        this: &Ref<Self>,
        node: Ref<Node>,
        child: Ref<Node>,
    ) -> Result<Ref<Node>, DomError> {
        mutate::replace(this, &node, &child)?;
        Ok(child)
    }

    /// Takes a child out, and returns it.
    #[handfast(js_name = removeChild)]
    pub fn remove_child(this: &Ref<Self>, child: Ref<Node>) -> Result<Ref<Node>, DomError> {
        mutate::remove(this, &child)?;
        Ok(child)
    }

    /// Takes the node out of its parent, if it has one.
    pub fn remove(this: &Ref<Self>) {
        links::detach(this);
    }

    /// A copy without parent and listeners; with all below it, if `deep`.
    #[handfast(js_name = cloneNode)]
    pub fn clone_node(this: &Ref<Self>, deep: Option<bool>) -> Ref<Node> {
        copy::copy(this, deep.unwrap_or(false))
    }
}
