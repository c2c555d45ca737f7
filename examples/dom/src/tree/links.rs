//! The pointers between nodes, and the only functions that change them.
//!
//! Forward pointers (first child, next sibling) own; backward ones (parent, last child, previous sibling) watch.
//! So a tree is freed with its root, and every step in any direction takes constant time.

use handfast::{Ref, Trace, Tracer, Weak};

use crate::node::Node;

/// The pointers of one node.
///
/// `next.previous` and `previous.next` are the node itself; it is `parent.first_child` exactly if it has no
/// previous sibling, and `parent.last_child` exactly if it has no next one.
#[derive(Default)]
pub struct Links {
    pub(crate) parent: Weak<Node>,
    pub(crate) first_child: Option<Ref<Node>>,
    pub(crate) last_child: Weak<Node>,
    pub(crate) previous: Weak<Node>,
    pub(crate) next: Option<Ref<Node>>,
}

impl Trace for Links {
    const EDGES: bool = true;
    const INTERIOR: bool = false;
    fn trace(&self, tracer: &mut Tracer<'_>) {
        self.first_child.trace(tracer);
        self.next.trace(tracer);
    }
}

impl Links {
    /// Detaches all children, because their parent is being dropped. What nobody else holds is dropped here, one
    /// after the other: a long list of siblings takes no stack.
    pub(crate) fn release_children(&mut self) {
        let mut next = self.first_child.take();
        while let Some(child) = next {
            // A child that is being changed right now keeps its links; they lead nowhere soon enough.
            let Ok(mut node) = child.try_borrow_mut() else {
                return;
            };
            node.links.parent = Weak::new();
            node.links.previous = Weak::new();
            next = node.links.next.take();
        }
    }
}

/// Inserts a detached node among the children of `parent`: before one of them, or at the end.
pub(crate) fn insert(parent: &Ref<Node>, node: &Ref<Node>, before: Option<&Ref<Node>>) {
    let previous = match before {
        Some(next) => std::mem::replace(&mut next.borrow_mut().links.previous, node.downgrade()),
        None => std::mem::replace(&mut parent.borrow_mut().links.last_child, node.downgrade()),
    };
    match previous.upgrade() {
        Some(previous) => previous.borrow_mut().links.next = Some(node.clone()),
        None => parent.borrow_mut().links.first_child = Some(node.clone()),
    }
    let mut node = node.borrow_mut();
    node.links.parent = parent.downgrade();
    node.links.previous = previous;
    node.links.next = before.cloned();
}

/// Takes a node out of its parent, if it has one.
pub(crate) fn detach(node: &Ref<Node>) {
    let (parent, previous, next) = {
        let mut node = node.borrow_mut();
        let Some(parent) = node.links.parent.upgrade() else {
            return;
        };
        node.links.parent = Weak::new();
        (
            parent,
            std::mem::take(&mut node.links.previous),
            node.links.next.take(),
        )
    };
    match &next {
        Some(next) => next.borrow_mut().links.previous = previous.clone(),
        None => parent.borrow_mut().links.last_child = previous.clone(),
    }
    match previous.upgrade() {
        Some(previous) => previous.borrow_mut().links.next = next,
        None => parent.borrow_mut().links.first_child = next,
    }
}

/// The parent.
pub fn parent(node: &Ref<Node>) -> Option<Ref<Node>> {
    node.borrow().links.parent.upgrade()
}

/// The first child.
pub fn first_child(node: &Ref<Node>) -> Option<Ref<Node>> {
    node.borrow().links.first_child.clone()
}

/// The last child.
pub fn last_child(node: &Ref<Node>) -> Option<Ref<Node>> {
    node.borrow().links.last_child.upgrade()
}

/// The previous sibling.
pub fn previous(node: &Ref<Node>) -> Option<Ref<Node>> {
    node.borrow().links.previous.upgrade()
}

/// The next sibling.
pub fn next(node: &Ref<Node>) -> Option<Ref<Node>> {
    node.borrow().links.next.clone()
}
