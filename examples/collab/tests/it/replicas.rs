//! What replicas send each other.

use handfast::Ref;
use handfast_collab::document::Document;
use handfast_collab::error::CollabError;
use handfast_collab::shared::{SharedArray, SharedMap};
use handfast_collab::undo::UndoManager;

use crate::support::{assert_nothing_left, map, with_text};

/// Brings `to` up to date, and answers how long the update was.
fn send(from: &Ref<Document>, to: &Ref<Document>) -> usize {
    let known = to.borrow().state_vector().unwrap();
    let update = from.borrow().diff(Some(known)).unwrap();
    let length = update.len();
    Document::apply_update(to, update, None).unwrap();
    length
}

fn keys(document: &Ref<Document>) -> Vec<bool> {
    let map = map(document);
    let map = map.borrow();
    ["t", "a", "b"].map(|key| map.has(key).unwrap()).to_vec()
}

#[test]
fn they_end_up_equal_whatever_comes_first() {
    let (a, _) = with_text("text");
    let b = Document::create(None);
    SharedMap::set_array(&map(&a), "a").unwrap();
    SharedMap::set_map(&map(&b), "b").unwrap();
    send(&b, &a);
    send(&a, &b);
    assert_eq!(keys(&a), [true; 3]);
    assert_eq!(keys(&b), [true; 3]);
    SharedMap::delete(&map(&b), "t").unwrap();
    send(&b, &a);
    assert_eq!(keys(&a), [false, true, true]);
    let (a_state, b_state) = (a.borrow().state_vector(), b.borrow().state_vector());
    assert_eq!(a_state.unwrap().len(), b_state.unwrap().len());
    drop((a, b));
    assert_nothing_left();
}

#[test]
fn only_what_is_missing_is_sent() {
    let (a, _) = with_text(&"long ".repeat(1_000));
    let b = Document::create(None);
    assert!(send(&a, &b) > 5_000);
    assert!(send(&a, &b) < 50);
    drop((a, b));
    assert_nothing_left();
}

#[test]
fn what_others_did_is_not_undone() {
    let (a, b) = (Document::create(None), Document::create(None));
    let array = Document::array(&a, "a").unwrap();
    let scope = [array.clone().upcast().unwrap_or_else(|_| unreachable!())];
    let manager = UndoManager::create(&a, &scope, 0, Vec::new()).unwrap();
    SharedArray::insert_text(&array, 0, None).unwrap();
    let other = Document::array(&b, "a").unwrap();
    SharedArray::insert_text(&other, 0, None).unwrap();
    send(&b, &a);
    let manager = Ref::new(manager);
    assert_eq!(array.borrow().length(), Ok(2));
    assert_eq!(UndoManager::undo(&manager), Ok(true));
    assert_eq!(array.borrow().length(), Ok(1));
    assert_eq!(UndoManager::undo(&manager), Ok(false));
    assert_eq!(UndoManager::redo(&manager), Ok(true));
    assert_eq!(array.borrow().length(), Ok(2));
    drop((a, b, array, other, scope, manager));
    assert_nothing_left();
}

#[test]
fn a_state_vector_is_checked() {
    let (document, _) = with_text("x");
    let refused = document.borrow().diff(Some(vec![5, 1]));
    assert!(matches!(refused, Err(CollabError::MalformedStateVector(_))));
    drop(document);
    assert_nothing_left();
}
