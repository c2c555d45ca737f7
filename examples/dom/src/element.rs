//! [`Element`].

mod attributes;
pub(crate) mod names;
mod reflect;

use handfast::{Ref, Weak, handfast};
use html5ever::{Attribute, LocalName, Namespace, QualName, expanded_name, local_name, ns};

use crate::document::Document;
use crate::fragment::DocumentFragment;
use crate::node::{Kind, Node};

/// An element: a name, attributes, and what single kinds of elements have besides.
#[handfast(extends = Node)]
pub struct Element {
    #[trace(skip)]
    pub(crate) name: QualName,
    #[trace(skip)]
    pub(crate) attributes: Vec<Attribute>,
    /// What is inside a `template`: not its children, but a tree of its own.
    pub(crate) contents: Option<Ref<DocumentFragment>>,
    /// What a form control was set to, if that is no longer its attribute.
    pub(crate) control_value: Option<String>,
}

impl Element {
    /// A detached element.
    pub fn create(
        owner: &Weak<Document>,
        name: QualName,
        attributes: Vec<Attribute>,
    ) -> Ref<Element> {
        let template = name.expanded() == expanded_name!(html "template");
        Ref::new_cyclic(|element| Element {
            parent: Node::new(Kind::Element, owner.clone()),
            name,
            attributes,
            contents: template.then(|| DocumentFragment::create(owner, element.clone())),
            control_value: None,
        })
    }

    /// A detached element of the same name, with the same attributes and value.
    pub(crate) fn copy(this: &Ref<Element>, owner: &Weak<Document>) -> Ref<Element> {
        let from = this.borrow();
        let copy = Element::create(owner, from.name.clone(), from.attributes.clone());
        copy.borrow_mut()
            .control_value
            .clone_from(&from.control_value);
        copy
    }

    /// The name without its prefix.
    pub fn local(&self) -> &LocalName {
        &self.name.local
    }

    /// The namespace.
    pub fn namespace(&self) -> &Namespace {
        &self.name.ns
    }

    pub(crate) fn is_html(&self) -> bool {
        self.name.ns == ns!(html)
    }

    /// What is inside a template; none for other elements.
    pub fn contents(&self) -> Option<&Ref<DocumentFragment>> {
        self.contents.as_ref()
    }

    /// The attribute `id`, unless it is empty.
    pub fn own_id(&self) -> Option<&str> {
        self.attribute(&ns!(), &local_name!("id"))
            .filter(|id| !id.is_empty())
    }

    /// The words of the attribute `class`.
    pub fn classes(&self) -> impl Iterator<Item = &str> {
        self.attribute(&ns!(), &local_name!("class"))
            .unwrap_or_default()
            .split_ascii_whitespace()
    }
}
