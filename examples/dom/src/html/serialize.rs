//! Nodes to markup.

use std::io;

use handfast::Ref;
use html5ever::serialize::{self, Serialize, SerializeOpts, Serializer, TraversalScope};

use crate::character_data::CharacterData;
use crate::doctype::DocumentType;
use crate::element::Element;
use crate::node::{Kind, Node, base, cast, kind};
use crate::tree::walk::{self, Edge};

/// The markup of what is inside a node.
pub fn inner(node: &Ref<Node>) -> String {
    let name = cast::<Element>(node).map(|element| element.borrow().name.clone());
    markup(node, TraversalScope::ChildrenOnly(name))
}

/// The markup of a node itself.
pub fn outer(node: &Ref<Node>) -> String {
    markup(node, TraversalScope::IncludeNode)
}

fn markup(node: &Ref<Node>, traversal_scope: TraversalScope) -> String {
    let mut out = Vec::new();
    let options = SerializeOpts {
        scripting_enabled: false,
        traversal_scope,
        create_missing_parent: false,
    };
    serialize::serialize(&mut out, &Tree(node), options)
        .expect("a vector takes all that is written to it");
    String::from_utf8(out).expect("markup of strings is a string")
}

struct Tree<'a>(&'a Ref<Node>);

impl Serialize for Tree<'_> {
    fn serialize<S: Serializer>(&self, out: &mut S, scope: TraversalScope) -> io::Result<()> {
        let whole = scope == TraversalScope::IncludeNode;
        if whole {
            start(self.0, out)?;
        }
        inside(self.0, out)?;
        if whole {
            end(self.0, out)?;
        }
        Ok(())
    }
}

fn inside(node: &Ref<Node>, out: &mut impl Serializer) -> io::Result<()> {
    if let Some(contents) = contents(node) {
        return inside(&contents, out);
    }
    for edge in walk::edges(node) {
        match edge {
            Edge::Start(node) => {
                start(&node, out)?;
                if let Some(contents) = contents(&node) {
                    inside(&contents, out)?;
                }
            }
            Edge::End(node) => end(&node, out)?,
        }
    }
    Ok(())
}

/// What is inside a template, which is not below it.
fn contents(node: &Ref<Node>) -> Option<Ref<Node>> {
    cast::<Element>(node)?.borrow().contents.as_ref().map(base)
}

fn start(node: &Ref<Node>, out: &mut impl Serializer) -> io::Result<()> {
    let data = |node| cast::<CharacterData>(node).expect("its kind says so");
    match kind(node) {
        Kind::Element => {
            let element = cast::<Element>(node).expect("its kind says so");
            let element = element.borrow();
            let attributes = element.attributes.iter().map(|a| (&a.name, &*a.value));
            out.start_elem(element.name.clone(), attributes)
        }
        Kind::Text => out.write_text(&data(node).borrow().data),
        Kind::Comment => out.write_comment(&data(node).borrow().data),
        Kind::DocumentType => out.write_doctype(
            &cast::<DocumentType>(node)
                .expect("its kind says so")
                .borrow()
                .name,
        ),
        Kind::Document | Kind::DocumentFragment => Ok(()),
    }
}

fn end(node: &Ref<Node>, out: &mut impl Serializer) -> io::Result<()> {
    let Some(element) = cast::<Element>(node) else {
        return Ok(());
    };
    let name = element.borrow().name.clone();
    out.end_elem(name)
}
