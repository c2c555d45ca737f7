//! `Event`.

use handfast::{Error, Ref, handfast};
use wasm_bindgen::prelude::*;

use super::nullable;
use crate::event::Event;
use crate::node::Node;

#[wasm_bindgen]
extern "C" {
    /// What a new event can be told.
    #[wasm_bindgen(typescript_type = "{ bubbles?: boolean, cancelable?: boolean }")]
    pub type EventInit;

    #[wasm_bindgen(method, getter, structural, catch)]
    fn bubbles(this: &EventInit) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, getter, structural, catch)]
    fn cancelable(this: &EventInit) -> Result<JsValue, JsValue>;
}

#[handfast]
impl Event {
    /// An event that can be dispatched. It bubbles and can be canceled only on request.
    #[handfast(constructor)]
    pub fn new(kind: String, init: Option<EventInit>) -> Result<Event, JsValue> {
        let (bubbles, cancelable) = match init {
            Some(init) => (init.bubbles()?.is_truthy(), init.cancelable()?.is_truthy()),
            None => (false, false),
        };
        Ok(Event::create(&kind, bubbles, cancelable))
    }

    /// What happened.
    #[handfast(getter, js_name = type)]
    pub fn kind(&self) -> String {
        self.kind.to_string()
    }

    /// Whether it goes up again after its target.
    #[handfast(getter)]
    pub fn bubbles(&self) -> bool {
        self.does_bubble
    }

    /// Whether `preventDefault` does anything.
    #[handfast(getter)]
    pub fn cancelable(&self) -> bool {
        self.can_be_canceled
    }

    /// Whether somebody canceled it.
    #[handfast(getter, js_name = defaultPrevented)]
    pub fn default_prevented(&self) -> bool {
        self.canceled
    }

    /// 0 not under way, 1 capturing, 2 at the target, 3 bubbling.
    #[handfast(getter, js_name = eventPhase)]
    pub fn event_phase(&self) -> u8 {
        self.phase as u8
    }

    /// The node it happened to.
    #[handfast(getter, unchecked_return_type = "Node | null")]
    pub fn target(&self) -> Result<JsValue, Error> {
        nullable(self.target_node.clone())
    }

    /// The node whose listeners are being called.
    #[handfast(getter, js_name = currentTarget, unchecked_return_type = "Node | null")]
    pub fn current_target(&self) -> Result<JsValue, Error> {
        nullable(self.current.clone())
    }

    /// All nodes on its way, from the target up; empty unless it is under way.
    #[handfast(js_name = composedPath)]
    pub fn composed_path(&self) -> Vec<Ref<Node>> {
        self.path.clone()
    }

    /// Cancels it: `dispatchEvent` will return false.
    #[handfast(js_name = preventDefault)]
    pub fn prevent_default(&mut self) {
        self.cancel();
    }

    /// No further node gets it.
    #[handfast(js_name = stopPropagation)]
    pub fn stop_propagation(&mut self) {
        self.stopped = true;
    }

    /// No further listener gets it.
    #[handfast(js_name = stopImmediatePropagation)]
    pub fn stop_immediate_propagation(&mut self) {
        self.stopped = true;
        self.stopped_at_once = true;
    }
}
