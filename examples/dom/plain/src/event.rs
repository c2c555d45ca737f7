//! The class `Event`.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use wasm_bindgen::prelude::*;

use crate::live::LiveEvent;
use crate::node::Node;
use crate::tree::Data;

pub(crate) struct EventData {
    pub(crate) kind: String,
    pub(crate) bubbles: bool,
    pub(crate) target: RefCell<Option<Rc<Data>>>,
    pub(crate) current: RefCell<Option<Rc<Data>>>,
    pub(crate) stopped: Cell<bool>,
    pub(crate) canceled: Cell<bool>,
    _live: LiveEvent,
}

/// Something that happened to a node.
#[wasm_bindgen]
pub struct Event(pub(crate) Rc<EventData>);

#[wasm_bindgen]
extern "C" {
    /// What a new event can be told.
    pub type EventInit;
    #[wasm_bindgen(method, getter, structural)]
    fn bubbles(this: &EventInit) -> bool;
}

#[wasm_bindgen]
impl Event {
    /// An event that is not under way.
    #[wasm_bindgen(constructor)]
    pub fn new(kind: String, init: Option<EventInit>) -> Event {
        let data = EventData {
            kind,
            bubbles: init.is_some_and(|init| init.bubbles()),
            target: RefCell::default(),
            current: RefCell::default(),
            stopped: Cell::default(),
            canceled: Cell::default(),
            _live: LiveEvent::new(),
        };
        Event(Rc::new(data))
    }

    /// The kind of event.
    #[wasm_bindgen(getter, js_name = type)]
    pub fn kind(&self) -> String {
        self.0.kind.clone()
    }

    /// The node it happened to.
    #[wasm_bindgen(getter)]
    pub fn target(&self) -> Option<Node> {
        self.0.target.borrow().clone().map(Node)
    }

    /// The node whose listeners are being called.
    #[wasm_bindgen(getter, js_name = currentTarget)]
    pub fn current_target(&self) -> Option<Node> {
        self.0.current.borrow().clone().map(Node)
    }

    /// Makes `dispatchEvent` answer false.
    #[wasm_bindgen(js_name = preventDefault)]
    pub fn prevent_default(&self) {
        self.0.canceled.set(true);
    }

    /// No further node gets it.
    #[wasm_bindgen(js_name = stopPropagation)]
    pub fn stop_propagation(&self) {
        self.0.stopped.set(true);
    }
}
