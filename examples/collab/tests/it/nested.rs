//! Shared types inside of others, and their end.

use handfast::Ref;
use handfast_collab::document::Document;
use handfast_collab::error::CollabError;
use handfast_collab::shared::{Kind, SharedArray, SharedMap, SharedText};
use handfast_collab::undo::UndoManager;

use crate::support::{assert_nothing_left, map, read, with_text};

#[test]
fn a_deleted_text_says_so() {
    let (document, text) = with_text("soon gone");
    let map = map(&document);
    assert!(SharedMap::delete(&map, "t").unwrap());
    assert!(!SharedMap::delete(&map, "t").unwrap());
    assert_eq!(text.borrow().text(), Err(CollabError::Deleted));
    assert_eq!(text.borrow().length(), Err(CollabError::Deleted));
    drop((document, map, text));
    assert_nothing_left();
}

#[test]
fn all_that_is_inside_of_what_is_deleted_is_deleted() {
    let document = Document::create(None);
    let array = Document::array(&document, "a").unwrap();
    let map = SharedArray::insert_map(&array, 0).unwrap();
    let inner = SharedMap::set_array(&map, "inner").unwrap();
    let text = SharedArray::insert_text(&inner, 0, Some("deep".into())).unwrap();
    assert_eq!(read(&text), "deep");
    SharedArray::delete(&array, 0, 1).unwrap();
    assert_eq!(map.borrow().size(), Err(CollabError::Deleted));
    assert_eq!(inner.borrow().length(), Err(CollabError::Deleted));
    assert_eq!(text.borrow().text(), Err(CollabError::Deleted));
    drop((document, array, map, inner, text));
    assert_nothing_left();
}

#[test]
fn a_place_that_is_used_again_is_another_one() {
    let (document, old) = with_text("old");
    let new: Ref<SharedText> =
        SharedMap::set_text(&map(&document), "t", Some("new".into())).unwrap();
    assert_eq!(old.borrow().text(), Err(CollabError::Deleted));
    assert_eq!(read(&new), "new");
    drop((document, old, new));
    assert_nothing_left();
}

#[test]
fn a_root_has_one_kind() {
    let document = Document::create(None);
    let text = Document::text(&document, "name").unwrap();
    let refused = Document::map(&document, "name").map(drop);
    assert_eq!(refused, Err(CollabError::WrongKind { found: Kind::Text }));
    drop((document, text));
    assert_nothing_left();
}

#[test]
fn an_undo_manager_watches_roots_of_its_own_document() {
    let (document, text) = with_text("nested");
    let (other, _) = with_text("other");
    let create = |scope| UndoManager::create(&document, &[scope], 0, Vec::new()).map(drop);
    let base = |text: Ref<SharedText>| text.upcast().unwrap_or_else(|_| unreachable!());
    let foreign = Document::text(&other, "t").unwrap();
    assert_eq!(create(base(text)), Err(CollabError::NotARoot));
    assert_eq!(create(base(foreign)), Err(CollabError::ForeignType));
    drop((document, other));
    assert_nothing_left();
}
