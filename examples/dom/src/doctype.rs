//! [`DocumentType`]: `<!DOCTYPE html>`.

use handfast_runtime::{Ref, Weak};
use html5ever::tendril::StrTendril;

use crate::class::derived;
use crate::document::Document;
use crate::node::{Kind, Node};

/// A document type declaration.
pub struct DocumentType {
    pub(crate) parent: Node,
    pub(crate) name: StrTendril,
    pub(crate) public_id: StrTendril,
    pub(crate) system_id: StrTendril,
}

derived!(DocumentType: Node, |_, _| {});

impl DocumentType {
    pub(crate) fn create(
        owner: &Weak<Document>,
        name: StrTendril,
        public_id: StrTendril,
        system_id: StrTendril,
    ) -> Ref<DocumentType> {
        Ref::new(DocumentType { parent: Node::new(Kind::DocumentType, owner.clone()), name, public_id, system_id })
    }

    pub(crate) fn copy(this: &Ref<DocumentType>, owner: &Weak<Document>) -> Ref<DocumentType> {
        let from = this.borrow();
        DocumentType::create(owner, from.name.clone(), from.public_id.clone(), from.system_id.clone())
    }
}
