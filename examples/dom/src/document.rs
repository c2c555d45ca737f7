//! [`Document`]: the root of a page.

use handfast::{Ref, handfast};
use html5ever::tree_builder::QuirksMode;

use crate::node::{Kind, Node};

/// The root of a page, and what makes its nodes. All documents are HTML documents.
#[handfast(extends = Node)]
pub struct Document {
    #[trace(skip)]
    pub(crate) quirks_mode: QuirksMode,
}

impl Document {
    /// An empty document.
    pub fn create() -> Ref<Document> {
        Ref::new_cyclic(|document| Document {
            parent: Node::new(Kind::Document, document.clone()),
            quirks_mode: QuirksMode::NoQuirks,
        })
    }
}
