//! [`Element`].

mod attributes;
pub mod names;
mod reflect;

use handfast_runtime::{Ref, Weak};
use html5ever::{Attribute, LocalName, Namespace, QualName, expanded_name, local_name, ns};

use crate::class::derived;
use crate::document::Document;
use crate::fragment::DocumentFragment;
use crate::node::{Kind, Node};

/// An element: a name, attributes, and what single kinds of elements have besides.
pub struct Element {
    pub(crate) parent: Node,
    pub(crate) name: QualName,
    pub(crate) attributes: Vec<Attribute>,
    /// What is inside a `template`: not its children, but a tree of its own.
    pub(crate) contents: Option<Ref<DocumentFragment>>,
    /// What a form control was set to, if that is no longer its attribute.
    pub(crate) value: Option<String>,
}

derived!(Element: Node, |element, tracer| element.contents.trace(tracer));

impl Element {
    /// A detached element.
    pub(crate) fn create(owner: &Weak<Document>, name: QualName, attributes: Vec<Attribute>) -> Ref<Element> {
        let template = name.expanded() == expanded_name!(html "template");
        Ref::new_cyclic(|element| Element {
            parent: Node::new(Kind::Element, owner.clone()),
            name,
            attributes,
            contents: template.then(|| DocumentFragment::create(owner, element.clone())),
            value: None,
        })
    }

    /// A detached element of the same name, with the same attributes and value.
    pub(crate) fn copy(this: &Ref<Element>, owner: &Weak<Document>) -> Ref<Element> {
        let from = this.borrow();
        let copy = Element::create(owner, from.name.clone(), from.attributes.clone());
        copy.borrow_mut().value.clone_from(&from.value);
        copy
    }

    /// The name without its prefix.
    pub fn local_name(&self) -> &LocalName {
        &self.name.local
    }

    /// The namespace.
    pub fn namespace(&self) -> &Namespace {
        &self.name.ns
    }

    pub(crate) fn is_html(&self) -> bool {
        self.name.ns == ns!(html)
    }

    /// The name as JavaScript sees it: HTML's in upper case.
    pub fn tag_name(&self) -> String {
        let name = names::qualified(&self.name);
        if self.is_html() { name.to_ascii_uppercase() } else { name.into_owned() }
    }

    /// The attribute `id`, unless it is empty.
    pub fn id(&self) -> Option<&str> {
        self.attribute(&ns!(), &local_name!("id")).filter(|id| !id.is_empty())
    }

    /// What is inside a template; none for other elements.
    pub fn contents(&self) -> Option<&Ref<DocumentFragment>> {
        self.contents.as_ref()
    }

    /// The words of the attribute `class`.
    pub fn classes(&self) -> impl Iterator<Item = &str> {
        self.attribute(&ns!(), &local_name!("class")).unwrap_or_default().split_ascii_whitespace()
    }
}
