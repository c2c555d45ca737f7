//! Whether a node may be put somewhere: "ensure pre-insertion validity" and its variant for replacing.

use handfast::Ref;

use super::{links, walk};
use crate::element::Element;
use crate::error::DomError;
use crate::fragment::DocumentFragment;
use crate::node::{Kind, Node, base, cast, kind};

/// Where a node is to go.
pub(crate) enum Place<'a> {
    /// Before this child, or at the end.
    Before(Option<&'a Ref<Node>>),
    /// In place of this child.
    InsteadOf(&'a Ref<Node>),
}

impl<'a> Place<'a> {
    fn child(&self) -> Option<&'a Ref<Node>> {
        match *self {
            Place::Before(child) => child,
            Place::InsteadOf(child) => Some(child),
        }
    }

    /// Whether the child at this place will no longer be there afterwards.
    fn replaces(&self, child: &Ref<Node>) -> bool {
        matches!(self, Place::InsteadOf(replaced) if *replaced == child)
    }
}

/// Checks that `node` may go to `place` among the children of `parent`.
///
/// # Errors
/// [`DomError::HierarchyRequest`] or [`DomError::NotFound`], as the DOM standard says.
pub(crate) fn ensure(
    parent: &Ref<Node>,
    node: &Ref<Node>,
    place: &Place<'_>,
) -> Result<(), DomError> {
    let parent_kind = kind(parent);
    if !matches!(
        parent_kind,
        Kind::Document | Kind::DocumentFragment | Kind::Element
    ) {
        return Err(DomError::HierarchyRequest("this node cannot have children"));
    }
    if is_host_including_inclusive_ancestor(node, parent) {
        return Err(DomError::HierarchyRequest(
            "the new child contains its parent",
        ));
    }
    if place
        .child()
        .is_some_and(|child| links::parent(child).as_ref() != Some(parent))
    {
        return Err(DomError::NotFound(
            "the reference node is not a child of this node",
        ));
    }
    match (kind(node), parent_kind) {
        (Kind::Document, _) => Err(DomError::HierarchyRequest("a document cannot be a child")),
        (Kind::DocumentType, Kind::Document) => ensure_doctype(parent, place),
        (Kind::DocumentType, _) => Err(DomError::HierarchyRequest(
            "only a document can have a document type",
        )),
        (Kind::Text, Kind::Document) => Err(DomError::HierarchyRequest(
            "a document cannot have text of its own",
        )),
        (Kind::Element, Kind::Document) => ensure_document_element(parent, place),
        (Kind::DocumentFragment, Kind::Document) => ensure_fragment(parent, node, place),
        _ => Ok(()),
    }
}

/// A template's contents are not below the template, but must not contain it either.
fn is_host_including_inclusive_ancestor(node: &Ref<Node>, of: &Ref<Node>) -> bool {
    let template =
        || cast::<Element>(node).is_some_and(|element| element.borrow().contents.is_some());
    if links::first_child(node).is_none() && !template() {
        return node == of;
    }
    let mut root = of.clone();
    loop {
        for ancestor in walk::inclusive_ancestors(&root) {
            if ancestor == *node {
                return true;
            }
            root = ancestor;
        }
        let host =
            cast::<DocumentFragment>(&root).and_then(|fragment| fragment.borrow().host.upgrade());
        match host {
            Some(host) => root = base(&host),
            None => return false,
        }
    }
}

fn ensure_doctype(document: &Ref<Node>, place: &Place<'_>) -> Result<(), DomError> {
    let another = |child: &Ref<Node>| kind(child) == Kind::DocumentType && !place.replaces(child);
    if walk::children(document).any(|child| another(&child)) {
        return Err(DomError::HierarchyRequest(
            "a document has one document type at most",
        ));
    }
    let mut before: Box<dyn Iterator<Item = Ref<Node>>> = match place.child() {
        Some(child) => Box::new(walk::preceding_siblings(child)),
        None => Box::new(walk::children(document)),
    };
    if before.any(|child| kind(&child) == Kind::Element) {
        return Err(DomError::HierarchyRequest(
            "a document type goes before the document element",
        ));
    }
    Ok(())
}

fn ensure_document_element(document: &Ref<Node>, place: &Place<'_>) -> Result<(), DomError> {
    let another = |child: &Ref<Node>| kind(child) == Kind::Element && !place.replaces(child);
    if walk::children(document).any(|child| another(&child)) {
        return Err(DomError::HierarchyRequest(
            "a document has one element at most",
        ));
    }
    let Some(child) = place.child() else {
        return Ok(());
    };
    let doctype_at_place = kind(child) == Kind::DocumentType && !place.replaces(child);
    if doctype_at_place
        || walk::following_siblings(child).any(|next| kind(&next) == Kind::DocumentType)
    {
        return Err(DomError::HierarchyRequest(
            "the document element goes after the document type",
        ));
    }
    Ok(())
}

fn ensure_fragment(
    document: &Ref<Node>,
    fragment: &Ref<Node>,
    place: &Place<'_>,
) -> Result<(), DomError> {
    let mut elements = 0;
    for child in walk::children(fragment) {
        match kind(&child) {
            Kind::Element => elements += 1,
            Kind::Text => {
                return Err(DomError::HierarchyRequest(
                    "a document cannot have text of its own",
                ));
            }
            _ => {}
        }
    }
    match elements {
        0 => Ok(()),
        1 => ensure_document_element(document, place),
        _ => Err(DomError::HierarchyRequest(
            "a document has one element at most",
        )),
    }
}
