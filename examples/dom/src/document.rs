//! [`Document`]: the root of a page.

use handfast_runtime::Ref;
use html5ever::tree_builder::QuirksMode;
use html5ever::{LocalName, QualName, ns};

use crate::character_data::{Comment, Text};
use crate::class::derived;
use crate::element::{Element, names};
use crate::error::DomError;
use crate::fragment::DocumentFragment;
use crate::node::{Kind, Node, base, cast};
use crate::tree::walk;

/// The root of a page, and what makes its nodes. All documents are HTML documents.
pub struct Document {
    pub(crate) parent: Node,
    pub(crate) quirks_mode: QuirksMode,
}

derived!(Document: Node, |_, _| {});

impl Document {
    /// An empty document.
    pub fn create() -> Ref<Document> {
        Ref::new_cyclic(|document| Document {
            parent: Node::new(Kind::Document, document.clone()),
            quirks_mode: QuirksMode::NoQuirks,
        })
    }

    /// Makes an HTML element.
    ///
    /// # Errors
    /// [`DomError::InvalidCharacter`].
    pub fn create_element(this: &Ref<Document>, local_name: &str) -> Result<Ref<Element>, DomError> {
        names::check_element_name(local_name)?;
        let name = QualName::new(None, ns!(html), LocalName::from(local_name.to_ascii_lowercase()));
        Ok(Element::create(&this.downgrade(), name, Vec::new()))
    }

    /// Makes an element of some namespace.
    ///
    /// # Errors
    /// [`DomError::InvalidCharacter`], [`DomError::Namespace`].
    pub fn create_element_ns(
        this: &Ref<Document>,
        namespace: Option<&str>,
        qualified_name: &str,
    ) -> Result<Ref<Element>, DomError> {
        let name = names::element_name(namespace, qualified_name)?;
        Ok(Element::create(&this.downgrade(), name, Vec::new()))
    }

    /// Makes a text.
    pub fn create_text_node(this: &Ref<Document>, data: &str) -> Ref<Text> {
        Text::create(&this.downgrade(), data.into())
    }

    /// Makes a comment.
    pub fn create_comment(this: &Ref<Document>, data: &str) -> Ref<Comment> {
        Comment::create(&this.downgrade(), data.into())
    }

    /// Makes an empty fragment.
    pub fn create_document_fragment(this: &Ref<Document>) -> Ref<DocumentFragment> {
        DocumentFragment::create(&this.downgrade(), Default::default())
    }

    /// The root element.
    pub fn document_element(this: &Ref<Document>) -> Option<Ref<Element>> {
        walk::children(&base(this)).find_map(|child| cast(&child))
    }

    /// The first element in tree order that has this id.
    pub fn get_element_by_id(this: &Ref<Document>, id: &str) -> Option<Ref<Element>> {
        if id.is_empty() {
            return None;
        }
        let mut elements = walk::descendants(&base(this)).filter_map(|node| cast::<Element>(&node));
        elements.find(|element| element.borrow().id() == Some(id))
    }
}
