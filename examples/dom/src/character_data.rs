//! [`CharacterData`] and its two kinds, [`Text`] and [`Comment`].

use handfast::{Ref, Weak, handfast};
use html5ever::tendril::StrTendril;

use crate::document::Document;
use crate::node::{Kind, Node};

/// A node that has data and no children.
#[handfast(extends = Node, abstract)]
pub struct CharacterData {
    /// Shares the parser's buffer until it is changed.
    #[trace(skip)]
    pub(crate) data: StrTendril,
}

impl CharacterData {
    fn new(kind: Kind, owner: &Weak<Document>, data: StrTendril) -> CharacterData {
        CharacterData {
            parent: Node::new(kind, owner.clone()),
            data,
        }
    }
}

/// A text.
#[handfast(extends = CharacterData)]
pub struct Text {}

impl Text {
    /// A detached text.
    pub fn create(owner: &Weak<Document>, data: StrTendril) -> Ref<Text> {
        Ref::new(Text {
            parent: CharacterData::new(Kind::Text, owner, data),
        })
    }
}

/// A comment.
#[handfast(extends = CharacterData)]
pub struct Comment {}

impl Comment {
    /// A detached comment.
    pub fn create(owner: &Weak<Document>, data: StrTendril) -> Ref<Comment> {
        Ref::new(Comment {
            parent: CharacterData::new(Kind::Comment, owner, data),
        })
    }
}
