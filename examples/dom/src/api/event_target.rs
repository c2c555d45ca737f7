//! `Node`: its listeners. The standard's `EventTarget`; everything that can be one is a node here.

use handfast::{Ref, handfast};
use js_sys::Object;
use string_cache::DefaultAtom;
use wasm_bindgen::prelude::*;

use crate::error::DomError;
use crate::event::Event;
use crate::events::callback::Callback;
use crate::events::dispatch;
use crate::events::listeners::Options;
use crate::node::Node;

#[wasm_bindgen]
extern "C" {
    /// A boolean, which means `capture`, or an object.
    pub type ListenerOptions;

    #[wasm_bindgen(method, getter, structural, catch)]
    fn capture(this: &ListenerOptions) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, getter, structural, catch)]
    fn once(this: &ListenerOptions) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(method, getter, structural, catch)]
    fn passive(this: &ListenerOptions) -> Result<JsValue, JsValue>;
}

/// May run code of the user's: options can be objects with getters.
fn capture(options: Option<&ListenerOptions>) -> Result<bool, JsValue> {
    let Some(options) = options else {
        return Ok(false);
    };
    options
        .as_bool()
        .map_or_else(|| Ok(options.capture()?.is_truthy()), Ok)
}

fn all(options: Option<&ListenerOptions>) -> Result<Options, JsValue> {
    let capture = capture(options)?;
    match options.filter(|options| options.is_object()) {
        Some(options) => Ok(Options {
            capture,
            once: options.once()?.is_truthy(),
            passive: options.passive()?.is_truthy(),
        }),
        None => Ok(Options {
            capture,
            ..Options::default()
        }),
    }
}

#[handfast]
impl Node {
    /// Calls a function, or an object's `handleEvent`, for events of this kind. The node keeps it alive until it
    /// is removed.
    #[handfast(js_name = addEventListener)]
    pub fn add_event_listener(
        this: &Ref<Self>,
        kind: String,
        #[handfast(
            unchecked_param_type = "((this: Node, event: Event) => any) | { handleEvent(event: Event): any } | null"
        )]
        listener: Option<Object>,
        #[handfast(
            unchecked_optional_param_type = "boolean | { capture?: boolean, once?: boolean, passive?: boolean }"
        )]
        options: Option<ListenerOptions>,
    ) -> Result<(), JsValue> {
        let Some(listener) = listener else {
            return Ok(());
        };
        let options = all(options.as_ref())?;
        let callback = Callback::new(&listener).map_err(DomError::from)?;
        let same = |other: &Callback, _: &Callback| other.is(&listener);
        this.borrow_mut()
            .listeners
            .add(DefaultAtom::from(kind), callback, options, same);
        Ok(())
    }

    /// Undoes `addEventListener`: the kind, the listener and `capture` must be the same.
    #[handfast(js_name = removeEventListener)]
    pub fn remove_event_listener(
        this: &Ref<Self>,
        kind: String,
        #[handfast(
            unchecked_param_type = "((this: Node, event: Event) => any) | { handleEvent(event: Event): any } | null"
        )]
        listener: Option<Object>,
        #[handfast(unchecked_optional_param_type = "boolean | { capture?: boolean }")]
        options: Option<ListenerOptions>,
    ) -> Result<(), JsValue> {
        let Some(listener) = listener else {
            return Ok(());
        };
        let capture = capture(options.as_ref())?;
        this.borrow_mut()
            .listeners
            .remove(&DefaultAtom::from(kind), capture, |other| {
                other.is(&listener)
            });
        Ok(())
    }

    /// Calls all listeners for an event at this node. Returns false if one of them canceled it. What listeners
    /// throw is reported, as uncaught exceptions are, and does not stop it.
    #[handfast(js_name = dispatchEvent)]
    pub fn dispatch_event(this: &Ref<Self>, event: Ref<Event>) -> Result<bool, DomError> {
        dispatch::dispatch(this, &event)
    }
}
