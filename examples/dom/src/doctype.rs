//! [`DocumentType`]: `<!DOCTYPE html>`.

use handfast::{Ref, Weak, handfast};
use html5ever::tendril::StrTendril;

use crate::document::Document;
use crate::node::{Kind, Node};

/// A document type declaration.
#[handfast(extends = Node)]
pub struct DocumentType {
    #[trace(skip)]
    pub(crate) name: StrTendril,
    #[trace(skip)]
    pub(crate) public_id: StrTendril,
    #[trace(skip)]
    pub(crate) system_id: StrTendril,
}

impl DocumentType {
    pub(crate) fn create(
        owner: &Weak<Document>,
        name: StrTendril,
        public_id: StrTendril,
        system_id: StrTendril,
    ) -> Ref<DocumentType> {
        Ref::new(DocumentType {
            parent: Node::new(Kind::DocumentType, owner.clone()),
            name,
            public_id,
            system_id,
        })
    }

    pub(crate) fn copy(this: &Ref<DocumentType>, owner: &Weak<Document>) -> Ref<DocumentType> {
        let from = this.borrow();
        DocumentType::create(
            owner,
            from.name.clone(),
            from.public_id.clone(),
            from.system_id.clone(),
        )
    }
}
