//! [`Candidate`]: an element as the matching algorithm sees it.
//!
//! The algorithm walks around in the tree with values that are `Copy`, while a `Ref` is counted. So a candidate is
//! a pair of plain references: to a `Ref`, and to the arena where the next step will put its own. The arena lives
//! for one match, which also bounds what it holds.

use std::fmt;

use handfast::Ref;
use html5ever::{LocalName, Namespace};
use selectors::OpaqueElement;
use selectors::attr::{AttrSelectorOperation, CaseSensitivity, NamespaceConstraint};
use selectors::bloom::BloomFilter;
use selectors::context::MatchingContext;
use selectors::matching::ElementSelectorFlags;
use typed_arena::Arena;

use super::grammar::{Grammar, Name, Value};
use super::pseudo_class::{PseudoClass, PseudoElement, is_link};
use crate::element::Element;
use crate::node::{Kind, Node, base, cast, kind};
use crate::tree::{links, walk};

#[derive(Clone, Copy)]
pub(super) struct Candidate<'a> {
    element: &'a Ref<Element>,
    visited: &'a Arena<Ref<Element>>,
}

/// What tells elements apart: where their values are. They do not move while the query holds the tree.
pub(super) fn identity(element: &Ref<Element>) -> OpaqueElement {
    OpaqueElement::new(&*element.borrow())
}

impl<'a> Candidate<'a> {
    pub(super) fn new(
        element: &'a Ref<Element>,
        visited: &'a Arena<Ref<Element>>,
    ) -> Candidate<'a> {
        Candidate { element, visited }
    }

    fn node(self) -> Ref<Node> {
        base(self.element)
    }

    fn visit(self, element: Ref<Element>) -> Candidate<'a> {
        Candidate {
            element: self.visited.alloc(element),
            visited: self.visited,
        }
    }

    fn first_element(self, mut nodes: impl Iterator<Item = Ref<Node>>) -> Option<Candidate<'a>> {
        nodes
            .find_map(|node| cast(&node))
            .map(|element| self.visit(element))
    }
}

impl fmt::Debug for Candidate<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.element.borrow().local())
    }
}

impl selectors::Element for Candidate<'_> {
    type Impl = Grammar;

    fn opaque(&self) -> OpaqueElement {
        identity(self.element)
    }

    fn parent_element(&self) -> Option<Self> {
        let parent = cast(&links::parent(&self.node())?)?;
        Some(self.visit(parent))
    }

    fn prev_sibling_element(&self) -> Option<Self> {
        self.first_element(walk::preceding_siblings(&self.node()))
    }

    fn next_sibling_element(&self) -> Option<Self> {
        self.first_element(walk::following_siblings(&self.node()))
    }

    fn first_element_child(&self) -> Option<Self> {
        self.first_element(walk::children(&self.node()))
    }

    fn is_html_element_in_html_document(&self) -> bool {
        self.element.borrow().is_html()
    }

    fn has_local_name(&self, name: &LocalName) -> bool {
        self.element.borrow().local() == name
    }

    fn has_namespace(&self, namespace: &Namespace) -> bool {
        self.element.borrow().namespace() == namespace
    }

    fn is_same_type(&self, other: &Self) -> bool {
        self.element.borrow().name.expanded() == other.element.borrow().name.expanded()
    }

    fn attr_matches(
        &self,
        namespace: &NamespaceConstraint<&Namespace>,
        name: &Name<LocalName>,
        operation: &AttrSelectorOperation<&Value>,
    ) -> bool {
        self.element.borrow().attributes.iter().any(|attribute| {
            let in_namespace = match namespace {
                NamespaceConstraint::Any => true,
                NamespaceConstraint::Specific(namespace) => attribute.name.ns == **namespace,
            };
            in_namespace && attribute.name.local == name.0 && operation.eval_str(&attribute.value)
        })
    }

    fn has_id(&self, id: &Name<LocalName>, case: CaseSensitivity) -> bool {
        self.element
            .borrow()
            .own_id()
            .is_some_and(|own| case.eq(own.as_bytes(), id.0.as_bytes()))
    }

    fn has_class(&self, class: &Name<LocalName>, case: CaseSensitivity) -> bool {
        let element = self.element.borrow();
        element
            .classes()
            .any(|own| case.eq(own.as_bytes(), class.0.as_bytes()))
    }

    fn match_non_ts_pseudo_class(
        &self,
        class: &PseudoClass,
        _: &mut MatchingContext<Grammar>,
    ) -> bool {
        class.matches(&self.element.borrow())
    }

    fn is_link(&self) -> bool {
        is_link(&self.element.borrow())
    }

    fn is_empty(&self) -> bool {
        walk::children(&self.node()).all(|child| match kind(&child) {
            Kind::Element => false,
            Kind::Text => {
                cast(&child).is_none_or(|text: Ref<crate::character_data::CharacterData>| {
                    text.borrow().data.is_empty()
                })
            }
            _ => true,
        })
    }

    fn is_root(&self) -> bool {
        links::parent(&self.node()).is_some_and(|parent| kind(&parent) == Kind::Document)
    }

    /// Nothing is styled here, so nobody wants to know what a change would affect.
    fn apply_selector_flags(&self, _: ElementSelectorFlags) {}

    fn add_element_unique_hashes(&self, _: &mut BloomFilter) -> bool {
        false
    }

    // What follows concerns shadow trees and pseudo-elements, which this DOM has not got.

    fn parent_node_is_shadow_root(&self) -> bool {
        false
    }

    fn containing_shadow_host(&self) -> Option<Self> {
        None
    }

    fn is_pseudo_element(&self) -> bool {
        false
    }

    fn match_pseudo_element(
        &self,
        element: &PseudoElement,
        _: &mut MatchingContext<Grammar>,
    ) -> bool {
        match *element {}
    }

    fn is_html_slot_element(&self) -> bool {
        false
    }

    fn has_custom_state(&self, _: &Name<LocalName>) -> bool {
        false
    }

    fn imported_part(&self, _: &Name<LocalName>) -> Option<Name<LocalName>> {
        None
    }

    fn is_part(&self, _: &Name<LocalName>) -> bool {
        false
    }
}
