//! `textContent` and `nodeValue`.

use handfast::Ref;

use super::{mutate, walk};
use crate::character_data::{CharacterData, Text};
use crate::node::{Kind, Node, base, cast, kind};

/// The text of a node: its own data, or that of all texts below; none for documents and document types.
pub fn text(node: &Ref<Node>) -> Option<String> {
    match kind(node) {
        Kind::Text | Kind::Comment => data(node),
        Kind::Element | Kind::DocumentFragment => {
            let mut text = String::new();
            for node in walk::descendants(node) {
                if kind(&node) == Kind::Text {
                    text.push_str(&data(&node).unwrap_or_default());
                }
            }
            Some(text)
        }
        Kind::Document | Kind::DocumentType => None,
    }
}

/// Replaces everything below a node by one text, or the data of a text or comment.
pub fn set_text(node: &Ref<Node>, text: &str) {
    match kind(node) {
        Kind::Text | Kind::Comment => set_data(node, text),
        Kind::Element | Kind::DocumentFragment => {
            let owner = node.borrow().owner.clone();
            let text = (!text.is_empty()).then(|| base(&Text::create(&owner, text.into())));
            mutate::replace_all(node, text.as_ref());
        }
        Kind::Document | Kind::DocumentType => {}
    }
}

/// The data of a text or comment; none for other nodes.
pub fn data(node: &Ref<Node>) -> Option<String> {
    cast::<CharacterData>(node).map(|node| node.borrow().data.to_string())
}

/// Sets the data of a text or comment; does nothing to other nodes.
pub fn set_data(node: &Ref<Node>, data: &str) {
    if let Some(node) = cast::<CharacterData>(node) {
        node.borrow_mut().data = data.into();
    }
}
