//! The way of an event: down to its target, and up again.

use std::rc::Rc;

use wasm_bindgen::prelude::*;

use crate::event::{Event, EventData};
use crate::node::Node;
use crate::tree::{Data, Listener};

/// Calls all listeners. Returns whether nobody canceled the event, or what the first of them threw.
pub(crate) fn dispatch(target: &Rc<Data>, event: &Rc<EventData>) -> Result<bool, JsValue> {
    let path: Vec<Rc<Data>> =
        std::iter::successors(Some(target.clone()), |node| node.parent()).collect();
    event.target.replace(Some(target.clone()));
    // One object for all listeners.
    let wrapper = JsValue::from(Event(event.clone()));
    for node in path.iter().rev() {
        visit(node, event, &wrapper, true)?;
    }
    let upwards = if event.bubbles { &path[..] } else { &path[..1] };
    for node in upwards {
        visit(node, event, &wrapper, false)?;
    }
    event.current.take();
    event.stopped.set(false);
    Ok(!event.canceled.get())
}

fn visit(
    node: &Rc<Data>,
    event: &Rc<EventData>,
    wrapper: &JsValue,
    capture: bool,
) -> Result<(), JsValue> {
    if event.stopped.get() || node.listeners.borrow().is_empty() {
        return Ok(());
    }
    let fits = |listener: &&Listener| listener.capture == capture && listener.kind == event.kind;
    let listeners: Vec<Listener> = node
        .listeners
        .borrow()
        .iter()
        .filter(fits)
        .cloned()
        .collect();
    if listeners.is_empty() {
        return Ok(());
    }
    event.current.replace(Some(node.clone()));
    let this = JsValue::from(Node(node.clone()));
    for listener in listeners {
        listener.function.call1(&this, wrapper)?;
    }
    Ok(())
}
