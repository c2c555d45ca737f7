//! Inserting, replacing and removing, as the DOM standard defines them.

use handfast::{Ref, Weak};

use super::validity::{self, Place};
use super::{links, walk};
use crate::document::Document;
use crate::element::Element;
use crate::error::DomError;
use crate::node::{Kind, Node, base, cast, kind};

/// Inserts `node` before `child`, or at the end; of a fragment, its children.
///
/// # Errors
/// [`DomError::HierarchyRequest`], [`DomError::NotFound`]; nothing has changed then.
pub fn insert_before(
    parent: &Ref<Node>,
    node: &Ref<Node>,
    child: Option<&Ref<Node>>,
) -> Result<(), DomError> {
    validity::ensure(parent, node, &Place::Before(child))?;
    let next = match child {
        // A node that is inserted before itself stays where it is.
        Some(child) if child == node => links::next(child),
        child => child.cloned(),
    };
    insert(parent, node, next.as_ref());
    Ok(())
}

/// Puts `node` in the place of `child`; of a fragment, its children.
///
/// # Errors
/// [`DomError::HierarchyRequest`], [`DomError::NotFound`]; nothing has changed then.
pub fn replace(parent: &Ref<Node>, node: &Ref<Node>, child: &Ref<Node>) -> Result<(), DomError> {
    validity::ensure(parent, node, &Place::InsteadOf(child))?;
    let next = match links::next(child) {
        Some(next) if next == *node => links::next(&next),
        next => next,
    };
    links::detach(child);
    insert(parent, node, next.as_ref());
    Ok(())
}

/// Takes `child` out of `parent`.
///
/// # Errors
/// [`DomError::NotFound`] if it is not a child of `parent`.
pub fn remove(parent: &Ref<Node>, child: &Ref<Node>) -> Result<(), DomError> {
    if links::parent(child).as_ref() != Some(parent) {
        return Err(DomError::NotFound(
            "the node to remove is not a child of this node",
        ));
    }
    links::detach(child);
    Ok(())
}

/// Takes out all children and inserts `node` instead, which must be allowed here.
pub(crate) fn replace_all(parent: &Ref<Node>, node: Option<&Ref<Node>>) {
    while let Some(child) = links::first_child(parent) {
        links::detach(&child);
    }
    if let Some(node) = node {
        insert(parent, node, None);
    }
}

/// Inserts what was found to be allowed.
fn insert(parent: &Ref<Node>, node: &Ref<Node>, before: Option<&Ref<Node>>) {
    let owner = parent.borrow().owner.clone();
    if kind(node) == Kind::DocumentFragment {
        while let Some(child) = links::first_child(node) {
            adopt(&child, &owner);
            links::insert(parent, &child, before);
        }
    } else {
        adopt(node, &owner);
        links::insert(parent, node, before);
    }
}

/// Detaches a node and makes it, and all below it, belong to `document`.
pub(crate) fn adopt(node: &Ref<Node>, document: &Weak<Document>) {
    links::detach(node);
    if node.borrow().owner.ptr_eq(document) {
        return;
    }
    own(node, document);
    walk::descendants(node).for_each(|below| own(&below, document));
}

fn own(node: &Ref<Node>, document: &Weak<Document>) {
    node.borrow_mut().owner = document.clone();
    let contents = cast::<Element>(node).and_then(|element| element.borrow().contents.clone());
    if let Some(contents) = contents {
        adopt(&base(&contents), document);
    }
}
