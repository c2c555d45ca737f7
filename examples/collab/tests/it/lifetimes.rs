//! Who keeps whom.

use handfast_collab::document::Document;
use handfast_collab::live;
use handfast_collab::undo::UndoManager;

use crate::support::{assert_nothing_left, map, read, with_text};

#[test]
fn a_text_keeps_its_document() {
    let (document, text) = with_text("kept");
    drop(document);
    assert_eq!((live::live_documents(), live::live_replicas()), (1, 1));
    assert_eq!(read(&text), "kept");
    drop(text);
    assert_nothing_left();
}

#[test]
fn a_document_does_not_keep_its_texts() {
    let (document, text) = with_text("kept");
    drop(text);
    assert_eq!(live::live_shared_types(), 0);
    let text = Document::text(&document, "other").unwrap();
    drop(document);
    assert_eq!(read(&text), "");
    drop(text);
    assert_nothing_left();
}

#[test]
fn the_same_place_is_the_same_object() {
    let document = Document::create(None);
    let text = Document::text(&document, "t").unwrap();
    assert!(Document::text(&document, "t").unwrap().ptr_eq(&text));
    assert!(!Document::text(&document, "u").unwrap().ptr_eq(&text));
    // A new object may be made while the old one is on its way out.
    drop(text);
    let again = Document::text(&document, "t").unwrap();
    assert!(Document::text(&document, "t").unwrap().ptr_eq(&again));
    drop((document, again));
    assert_nothing_left();
}

#[test]
fn an_undo_manager_keeps_the_document_and_leaves_nothing_in_it() {
    let document = Document::create(None);
    let scope = [map(&document).upcast().unwrap_or_else(|_| unreachable!())];
    let manager = UndoManager::create(&document, &scope, 0, Vec::new()).unwrap();
    drop(scope);
    drop(document);
    assert_eq!(live::live_documents(), 1);
    let document = manager.document();
    drop(manager);
    // Its closures are gone from the document: this would call them.
    drop(with_text("other"));
    map(&document);
    drop(document);
    assert_nothing_left();
}
