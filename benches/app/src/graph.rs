//! What graphs through both heaps are made of: nodes that hold other nodes, and a JavaScript function.

use handfast::handfast;
use handfast::prelude::*;
use handfast::Heap;

#[handfast]
pub struct Node {
    value: u32,
    links: Vec<Ref<Node>>,
    listener: Option<JsRef<Function>>,
}

#[handfast]
impl Node {
    #[handfast(constructor)]
    #[allow(clippy::new_without_default, reason = "JavaScript makes them")]
    pub fn new(value: u32) -> Node {
        Node { value, links: Vec::new(), listener: None }
    }

    pub fn value(&self) -> u32 {
        self.value
    }

    pub fn link(&mut self, to: Ref<Node>) {
        self.links.push(to);
    }

    /// Puts another node in the place of the first.
    pub fn relink(&mut self, to: Ref<Node>) {
        self.links[0] = to;
    }

    pub fn listen(&mut self, listener: JsRef<Function>) {
        self.listener = Some(listener);
    }

    /// Calls the function `n` times.
    pub fn call(&self, n: u32) -> Result<(), JsValue> {
        if let Some(listener) = &self.listener {
            for _ in 0..n {
                listener.call0()?;
            }
        }
        Ok(())
    }
}

/// One pass as Rust runs them by itself, without the sweep that a `collect()` of JavaScript begins with. Returns how many
/// milliseconds it took.
#[handfast]
pub fn pass() -> f64 {
    Heap::collect().duration
}
