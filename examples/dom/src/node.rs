//! [`Node`]: what everything in a tree is.

use handfast::{Object, Ref, Weak, handfast};

use crate::document::Document;
use crate::events::callback::Callback;
use crate::events::listeners::Listeners;
use crate::live;
use crate::tree::links::Links;

/// What kind of node it is; the numbers are those of `nodeType`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Kind {
    /// An element.
    Element = 1,
    /// A text.
    Text = 3,
    /// A comment.
    Comment = 8,
    /// A document.
    Document = 9,
    /// A document type declaration.
    DocumentType = 10,
    /// A fragment: a parent of nodes that are to be inserted somewhere together.
    DocumentFragment = 11,
}

/// The base class of all nodes. There are no nodes of exactly this class.
///
/// A node keeps its wrapper, as in browsers: what a program has written on it is there when the program comes back.
#[handfast(abstract, preserve)]
pub struct Node {
    #[trace(skip)]
    pub(crate) kind: Kind,
    /// The node document. Weak, because it owns the tree; a document refers to itself here.
    pub(crate) owner: Weak<Document>,
    pub(crate) links: Links,
    pub(crate) listeners: Listeners<Callback>,
}

impl Node {
    pub(crate) fn new(kind: Kind, owner: Weak<Document>) -> Node {
        live::node_made();
        Node {
            kind,
            owner,
            links: Links::default(),
            listeners: Listeners::default(),
        }
    }
}

/// Children that outlive their parent become detached nodes: without it, they would still be siblings of each
/// other in no tree at all.
impl Drop for Node {
    fn drop(&mut self) {
        live::node_dropped();
        self.links.release_children();
    }
}

/// The kind of a node.
pub fn kind(node: &Ref<Node>) -> Kind {
    node.borrow().kind
}

/// The document a node belongs to; none for documents, and when the document is gone.
pub fn owner_document(node: &Ref<Node>) -> Option<Ref<Document>> {
    let node = node.borrow();
    if node.kind == Kind::Document {
        None
    } else {
        node.owner.upgrade()
    }
}

/// The same object as a class below `Node`, if it is one.
pub fn cast<T: Object<Root = Node>>(node: &Ref<Node>) -> Option<Ref<T>> {
    node.clone().downcast().ok()
}

/// The same object as a `Node`.
pub fn base<T: Object<Root = Node>>(object: &Ref<T>) -> Ref<Node> {
    let Ok(node) = object.clone().upcast() else {
        unreachable!("{} derives from Node", T::class().name())
    };
    node
}
