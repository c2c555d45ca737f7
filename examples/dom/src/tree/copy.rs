//! Copies of nodes: the standard's "clone a node".

use handfast::{Ref, Weak};

use super::links;
use super::walk::{self, Edge};
use crate::character_data::{CharacterData, Comment, Text};
use crate::doctype::DocumentType;
use crate::document::Document;
use crate::element::Element;
use crate::fragment::DocumentFragment;
use crate::node::{Kind, Node, base, cast, kind};

/// A copy of a node without its parent and listeners; with all below it, if `deep`.
pub fn copy(node: &Ref<Node>, deep: bool) -> Ref<Node> {
    let owner = node.borrow().owner.clone();
    let root = shallow(node, &owner, deep);
    if !deep {
        return root;
    }
    let owner = root.borrow().owner.clone();
    let mut parents = vec![root.clone()];
    for edge in walk::edges(node) {
        match edge {
            Edge::Start(node) => {
                let copy = shallow(&node, &owner, true);
                if let Some(parent) = parents.last() {
                    links::insert(parent, &copy, None);
                }
                parents.push(copy);
            }
            Edge::End(_) => drop(parents.pop()),
        }
    }
    root
}

/// A copy without children. Those of a template are not below it, so a deep copy takes them here.
fn shallow(node: &Ref<Node>, owner: &Weak<Document>, deep: bool) -> Ref<Node> {
    match kind(node) {
        Kind::Element => {
            let element = cast::<Element>(node).expect("its kind says so");
            let copy = Element::copy(&element, owner);
            let contents = element.borrow().contents.clone();
            if let (true, Some(from), Some(to)) = (deep, contents, copy.borrow().contents.clone()) {
                for child in walk::children(&base(&from)) {
                    links::insert(&base(&to), &self::copy(&child, true), None);
                }
            }
            base(&copy)
        }
        Kind::Text => base(&Text::create(owner, data(node))),
        Kind::Comment => base(&Comment::create(owner, data(node))),
        Kind::Document => base(&Document::create()),
        Kind::DocumentType => base(&DocumentType::copy(
            &cast(node).expect("its kind says so"),
            owner,
        )),
        Kind::DocumentFragment => base(&DocumentFragment::create(owner, Weak::new())),
    }
}

fn data(node: &Ref<Node>) -> html5ever::tendril::StrTendril {
    cast::<CharacterData>(node)
        .map(|node| node.borrow().data.clone())
        .unwrap_or_default()
}
