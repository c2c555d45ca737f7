//! The way of an event: down to its target, and up again.
//!
//! No node and no event is borrowed while a listener runs: it may change the tree, the event and the listeners.

use handfast::{Ref, wrap};
use wasm_bindgen::prelude::*;

use crate::error::DomError;
use crate::event::{Event, Phase};
use crate::node::Node;
use crate::tree::walk;

#[wasm_bindgen(module = "/js/report.js")]
extern "C" {
    fn report(error: &JsValue);
}

/// Calls all listeners for an event at `target`. Returns whether nobody has canceled it.
///
/// # Errors
/// [`DomError::InvalidState`] if it is under way already.
pub fn dispatch(target: &Ref<Node>, event: &Ref<Event>) -> Result<bool, DomError> {
    if event.borrow().is_under_way() {
        return Err(DomError::InvalidState(
            "the event is being dispatched already",
        ));
    }
    let way = Way {
        event,
        wrapper: wrap(event)?,
    };
    let path: Vec<Ref<Node>> = walk::inclusive_ancestors(target).collect();
    let bubbles = {
        let mut event = event.borrow_mut();
        event.target_node = Some(target.clone());
        event.phase = Phase::Capturing;
        event.path.clone_from(&path);
        event.does_bubble
    };
    let result = way.go(&path, bubbles);
    event.borrow_mut().arrive();
    result?;
    Ok(!event.borrow().canceled)
}

/// An event under way.
struct Way<'a> {
    event: &'a Ref<Event>,
    /// The one object that all listeners get.
    wrapper: JsValue,
}

impl Way<'_> {
    fn go(&self, path: &[Ref<Node>], bubbles: bool) -> Result<(), DomError> {
        for (distance, node) in path.iter().enumerate().rev() {
            let phase = if distance == 0 {
                Phase::AtTarget
            } else {
                Phase::Capturing
            };
            self.visit(node, phase, true)?;
        }
        for (distance, node) in path.iter().enumerate() {
            if distance == 0 {
                self.visit(node, Phase::AtTarget, false)?;
            } else if bubbles {
                self.visit(node, Phase::Bubbling, false)?;
            }
        }
        Ok(())
    }

    /// Calls the listeners of one node: those for the way down, or the others.
    fn visit(&self, node: &Ref<Node>, phase: Phase, capture: bool) -> Result<(), DomError> {
        let end = {
            let listeners = &node.borrow().listeners;
            if listeners.is_empty() || self.event.borrow().stopped {
                return Ok(());
            }
            listeners.end()
        };
        let kind = self.event.borrow().kind.clone();
        let (mut from, mut this) = (0, None);
        loop {
            let next = node
                .borrow()
                .listeners
                .next(&kind, capture, from, end)
                .map(|(id, found)| (id, found.clone()));
            let Some((id, listener)) = next else {
                return Ok(());
            };
            from = id + 1;
            if listener.options.once {
                node.borrow_mut().listeners.remove_id(id);
            }
            {
                let mut event = self.event.borrow_mut();
                event.phase = phase;
                event.current = Some(node.clone());
                event.in_passive_listener = listener.options.passive;
            }
            let this = match &this {
                Some(this) => this,
                None => this.insert(wrap(node)?),
            };
            match listener.callback.call(this, &self.wrapper) {
                Ok(answer) if listener.handler && answer == false => {
                    self.event.borrow_mut().cancel();
                }
                Ok(_) => {}
                Err(error) => report(&error),
            }
            let mut event = self.event.borrow_mut();
            event.in_passive_listener = false;
            if event.stopped_at_once {
                return Ok(());
            }
        }
    }
}
