//! What the tests have in common.

use handfast::Ref;
use handfast_collab::document::Document;
use handfast_collab::live;
use handfast_collab::shared::{SharedMap, SharedText};

/// A document whose map `m` has a text with this content under `t`.
pub(crate) fn with_text(content: &str) -> (Ref<Document>, Ref<SharedText>) {
    let document = Document::create(None);
    let text = map(&document);
    let text = SharedMap::set_text(&text, "t", Some(content.to_owned())).unwrap();
    (document, text)
}

/// The map `m`.
pub(crate) fn map(document: &Ref<Document>) -> Ref<SharedMap> {
    Document::map(document, "m").unwrap()
}

/// What a text says.
pub(crate) fn read(text: &Ref<SharedText>) -> String {
    text.borrow().text().unwrap()
}

/// For the end of every test.
#[track_caller]
pub(crate) fn assert_nothing_left() {
    handfast::Heap::collect();
    let left = [
        live::live_documents(),
        live::live_shared_types(),
        live::live_undo_managers(),
        live::live_replicas(),
        live::live_subscriptions(),
    ];
    assert_eq!(left, [0; 5]);
    handfast::assert_empty();
}
