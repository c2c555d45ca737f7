//! [`CharacterData`] and its two kinds, [`Text`] and [`Comment`].

use handfast_runtime::{Ref, Weak};
use html5ever::tendril::StrTendril;

use crate::class::derived;
use crate::document::Document;
use crate::node::{Kind, Node};

/// A node that has data and no children.
pub struct CharacterData {
    pub(crate) parent: Node,
    /// Shares the parser's buffer until it is changed.
    pub(crate) data: StrTendril,
}

derived!(CharacterData: Node, |_, _| {});

impl CharacterData {
    fn new(kind: Kind, owner: &Weak<Document>, data: StrTendril) -> CharacterData {
        CharacterData { parent: Node::new(kind, owner.clone()), data }
    }
}

/// A text.
pub struct Text {
    pub(crate) parent: CharacterData,
}

derived!(Text: CharacterData, |_, _| {});

impl Text {
    /// A detached text.
    pub fn create(owner: &Weak<Document>, data: StrTendril) -> Ref<Text> {
        Ref::new(Text { parent: CharacterData::new(Kind::Text, owner, data) })
    }
}

/// A comment.
pub struct Comment {
    pub(crate) parent: CharacterData,
}

derived!(Comment: CharacterData, |_, _| {});

impl Comment {
    /// A detached comment.
    pub fn create(owner: &Weak<Document>, data: StrTendril) -> Ref<Comment> {
        Ref::new(Comment { parent: CharacterData::new(Kind::Comment, owner, data) })
    }
}
