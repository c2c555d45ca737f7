//! A document with one text that is observed, the way one writes it on plain wasm-bindgen: the closure that `yrs` keeps owns
//! the JavaScript function.

#![forbid(unsafe_code)]

use std::cell::Cell;

use js_sys::Function;
use wasm_bindgen::prelude::*;
use yrs::{Doc, GetString, Observable, OffsetKind, Options, Text, TextRef, Transact};

thread_local! {
    static DOCUMENTS: Cell<u32> = const { Cell::new(0) };
}

/// How many documents exist: made and not dropped.
#[wasm_bindgen(js_name = liveDocuments)]
pub fn live_documents() -> u32 {
    DOCUMENTS.get()
}

/// A document with one text.
#[wasm_bindgen]
pub struct Document {
    doc: Doc,
    text: TextRef,
    observers: u32,
}

impl Default for Document {
    fn default() -> Document {
        Document::new()
    }
}

#[wasm_bindgen]
impl Document {
    /// An empty document.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Document {
        DOCUMENTS.set(DOCUMENTS.get() + 1);
        let doc = Doc::with_options(Options {
            offset_kind: OffsetKind::Utf16,
            ..Options::default()
        });
        let text = doc.get_or_insert_text("text");
        Document {
            doc,
            text,
            observers: 0,
        }
    }

    /// Inserts text.
    pub fn insert(&self, index: u32, text: &str) {
        self.text.insert(&mut self.doc.transact_mut(), index, text);
    }

    /// Calls a function after each change, with the text.
    pub fn observe(&mut self, observer: Function) {
        self.observers += 1;
        let text = self.text.clone();
        self.text.observe(self.observers, move |transaction, _| {
            let text = JsValue::from_str(&text.get_string(transaction));
            // There is nobody to answer an error to.
            let _ = observer.call1(&JsValue::UNDEFINED, &text);
        });
    }
}

impl Drop for Document {
    fn drop(&mut self) {
        DOCUMENTS.set(DOCUMENTS.get() - 1);
    }
}
