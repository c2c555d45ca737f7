//! `Node`: the `on…` properties.

use handfast::{Error, handfast};
use js_sys::Function;
use string_cache::DefaultAtom;
use wasm_bindgen::{JsCast, JsValue};

use crate::events::callback::Callback;
use crate::node::Node;

impl Node {
    fn handler(&self, kind: &str) -> JsValue {
        self.listeners
            .handler(&DefaultAtom::from(kind))
            .map_or(JsValue::NULL, Callback::value)
    }

    /// What is no function unsets the handler, as in browsers.
    fn set_handler(&mut self, kind: &str, handler: &JsValue) -> Result<(), Error> {
        let callback = handler
            .dyn_ref::<Function>()
            .map(|function| Callback::new(function))
            .transpose()?;
        self.listeners
            .set_handler(DefaultAtom::from(kind), callback);
        Ok(())
    }
}

macro_rules! handlers {
    ($($kind:literal $get:ident $set:ident)*) => {
        #[handfast]
        impl Node {
            $(
                /// The handler of this event; `null` if there is none.
                #[handfast(getter, js_name = $get, unchecked_return_type = "((this: Node, event: Event) => any) | null")]
                pub fn $get(&self) -> JsValue {
                    self.handler($kind)
                }

                /// Sets the handler of this event, or unsets it.
                #[handfast(setter, js_name = $get)]
                pub fn $set(
                    &mut self,
                    #[handfast(unchecked_param_type = "((this: Node, event: Event) => any) | null")] handler: JsValue,
                ) -> Result<(), Error> {
                    self.set_handler($kind, &handler)
                }
            )*
        }
    };
}

handlers! {
    "blur" onblur set_onblur
    "change" onchange set_onchange
    "click" onclick set_onclick
    "contextmenu" oncontextmenu set_oncontextmenu
    "dblclick" ondblclick set_ondblclick
    "error" onerror set_onerror
    "focus" onfocus set_onfocus
    "input" oninput set_oninput
    "keydown" onkeydown set_onkeydown
    "keyup" onkeyup set_onkeyup
    "load" onload set_onload
    "mousedown" onmousedown set_onmousedown
    "mouseenter" onmouseenter set_onmouseenter
    "mouseleave" onmouseleave set_onmouseleave
    "mousemove" onmousemove set_onmousemove
    "mouseout" onmouseout set_onmouseout
    "mouseover" onmouseover set_onmouseover
    "mouseup" onmouseup set_onmouseup
    "pointerdown" onpointerdown set_onpointerdown
    "pointermove" onpointermove set_onpointermove
    "pointerup" onpointerup set_onpointerup
    "reset" onreset set_onreset
    "scroll" onscroll set_onscroll
    "select" onselect set_onselect
    "submit" onsubmit set_onsubmit
    "toggle" ontoggle set_ontoggle
    "touchend" ontouchend set_ontouchend
    "touchstart" ontouchstart set_ontouchstart
    "wheel" onwheel set_onwheel
}
