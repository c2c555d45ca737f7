//! [`DocumentFragment`]: a parent of nodes that are to be inserted somewhere together.

use handfast::{Ref, Weak, handfast};

use crate::document::Document;
use crate::element::Element;
use crate::node::{Kind, Node};

/// Inserting it inserts its children instead, and leaves it empty.
#[handfast(extends = Node)]
pub struct DocumentFragment {
    /// The template of which this is the contents.
    pub(crate) host: Weak<Element>,
}

impl DocumentFragment {
    /// An empty fragment.
    pub fn create(owner: &Weak<Document>, host: Weak<Element>) -> Ref<DocumentFragment> {
        Ref::new(DocumentFragment {
            parent: Node::new(Kind::DocumentFragment, owner.clone()),
            host,
        })
    }
}
