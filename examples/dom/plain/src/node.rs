//! The class `Node`: all kinds of nodes, with what the demo uses of them.

use std::cell::RefCell;
use std::rc::Rc;

use html5ever::{Attribute, LocalName, QualName, ns};
use js_sys::{Function, Object};
use wasm_bindgen::prelude::*;

use crate::event::Event;
use crate::tree::{self, Data, Kind, Listener};
use crate::{dispatch, parse};

/// A node. Two objects may stand for the same one.
#[wasm_bindgen]
pub struct Node(pub(crate) Rc<Data>);

#[wasm_bindgen]
impl Node {
    /// Parses a page.
    #[wasm_bindgen(js_name = parseHTMLUnsafe)]
    pub fn parse_html_unsafe(html: String) -> Node {
        Node(parse::parse(&html))
    }

    /// The number of its kind.
    #[wasm_bindgen(getter, js_name = nodeType)]
    pub fn node_type(&self) -> u8 {
        match &self.0.kind {
            Kind::Element { .. } => 1,
            Kind::Text(_) => 3,
            Kind::Comment(_) => 8,
            Kind::Document => 9,
            Kind::Doctype(_) => 10,
            Kind::Fragment => 11,
        }
    }

    /// The name of its kind, or of the element.
    #[wasm_bindgen(getter, js_name = nodeName)]
    pub fn node_name(&self) -> String {
        match &self.0.kind {
            Kind::Element { name, .. } if name.ns == ns!(html) => {
                name.local.to_ascii_uppercase().to_string()
            }
            Kind::Element { name, .. } => name.local.to_string(),
            Kind::Text(_) => "#text".into(),
            Kind::Comment(_) => "#comment".into(),
            Kind::Document => "#document".into(),
            Kind::Doctype(name) => name.to_string(),
            Kind::Fragment => "#document-fragment".into(),
        }
    }

    /// The parent.
    #[wasm_bindgen(getter, js_name = parentNode)]
    pub fn parent_node(&self) -> Option<Node> {
        self.0.parent().map(Node)
    }

    /// The first child.
    #[wasm_bindgen(getter, js_name = firstChild)]
    pub fn first_child(&self) -> Option<Node> {
        self.0.first_child().map(Node)
    }

    /// The last child.
    #[wasm_bindgen(getter, js_name = lastChild)]
    pub fn last_child(&self) -> Option<Node> {
        self.0.last_child().map(Node)
    }

    /// The next sibling.
    #[wasm_bindgen(getter, js_name = nextSibling)]
    pub fn next_sibling(&self) -> Option<Node> {
        self.0.next().map(Node)
    }

    /// The previous sibling.
    #[wasm_bindgen(getter, js_name = previousSibling)]
    pub fn previous_sibling(&self) -> Option<Node> {
        self.0.previous().map(Node)
    }

    /// Makes an element.
    #[wasm_bindgen(js_name = createElement)]
    pub fn create_element(&self, name: &str) -> Node {
        let name = QualName::new(None, ns!(html), LocalName::from(name));
        Node(Data::new(Kind::Element {
            name,
            attributes: RefCell::default(),
            contents: None,
        }))
    }

    /// Makes a text.
    #[wasm_bindgen(js_name = createTextNode)]
    pub fn create_text_node(&self, data: &str) -> Node {
        Node(Data::new(Kind::Text(RefCell::new(data.into()))))
    }

    /// Inserts a node at the end.
    #[wasm_bindgen(js_name = appendChild)]
    pub fn append_child(&self, node: &Node) -> Result<(), JsError> {
        self.insert(node, None)
    }

    /// Inserts a node before a child.
    #[wasm_bindgen(js_name = insertBefore)]
    pub fn insert_before(&self, node: &Node, child: &Node) -> Result<(), JsError> {
        self.insert(node, Some(child))
    }

    /// Takes a node out of its parent.
    #[wasm_bindgen(js_name = removeChild)]
    pub fn remove_child(&self, child: &Node) -> Result<(), JsError> {
        self.check(child)?;
        tree::detach(&child.0);
        Ok(())
    }

    /// A copy with all below it.
    #[wasm_bindgen(js_name = cloneNode)]
    pub fn clone_node(&self) -> Node {
        Node(tree::copy(&self.0))
    }

    /// Sets an attribute.
    #[wasm_bindgen(js_name = setAttribute)]
    pub fn set_attribute(&self, name: &str, value: &str) {
        let Kind::Element { attributes, .. } = &self.0.kind else {
            return;
        };
        let mut attributes = attributes.borrow_mut();
        match attributes
            .iter_mut()
            .find(|attribute| *attribute.name.local == *name)
        {
            Some(attribute) => attribute.value = value.into(),
            None => {
                let name = QualName::new(None, ns!(), LocalName::from(name));
                attributes.push(Attribute {
                    name,
                    value: value.into(),
                });
            }
        }
    }

    /// Adds a listener, unless it is there already.
    #[wasm_bindgen(js_name = addEventListener)]
    pub fn add_event_listener(&self, kind: String, function: Function, capture: Option<bool>) {
        let capture = capture.unwrap_or(false);
        if self.position(&kind, &function, capture).is_none() {
            self.0.listeners.borrow_mut().push(Listener {
                kind,
                capture,
                function,
            });
        }
    }

    /// Removes a listener.
    #[wasm_bindgen(js_name = removeEventListener)]
    pub fn remove_event_listener(&self, kind: &str, function: &Function, capture: Option<bool>) {
        if let Some(position) = self.position(kind, function, capture.unwrap_or(false)) {
            self.0.listeners.borrow_mut().remove(position);
        }
    }

    /// Calls all listeners for an event at this node.
    #[wasm_bindgen(js_name = dispatchEvent)]
    pub fn dispatch_event(&self, event: &Event) -> Result<bool, JsValue> {
        dispatch::dispatch(&self.0, &event.0)
    }
}

impl Node {
    fn insert(&self, node: &Node, before: Option<&Node>) -> Result<(), JsError> {
        let mut ancestors = std::iter::successors(Some(self.0.clone()), |node| node.parent());
        if ancestors.any(|ancestor| Rc::ptr_eq(&ancestor, &node.0)) {
            return Err(JsError::new("the new child contains its parent"));
        }
        if let Some(before) = before {
            self.check(before)?;
        }
        tree::detach(&node.0);
        tree::insert(&self.0, &node.0, before.map(|before| &before.0));
        Ok(())
    }

    fn check(&self, child: &Node) -> Result<(), JsError> {
        match child.0.parent() {
            Some(parent) if Rc::ptr_eq(&parent, &self.0) => Ok(()),
            _ => Err(JsError::new("the node is not a child of this one")),
        }
    }

    fn position(&self, kind: &str, function: &Function, capture: bool) -> Option<usize> {
        self.0.listeners.borrow().iter().position(|listener| {
            listener.kind == kind
                && listener.capture == capture
                && Object::is(&listener.function, function)
        })
    }
}
