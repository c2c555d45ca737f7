//! The churn on Handfast.

use handfast_runtime::{Heap, Ref, Trace, Tracer};

use crate::library::{Counted, Library};

pub(crate) struct Handfast;

pub(crate) struct Node {
    links: Vec<Ref<Node>>,
    number: u32,
    _counted: Counted,
}

impl Trace for Node {
    const EDGES: bool = true;
    fn trace(&self, tracer: &mut Tracer<'_>) {
        self.links.trace(tracer);
    }
}
handfast_runtime::object!(Node);

impl Library for Handfast {
    type Node = Ref<Node>;

    fn node(number: u32) -> Ref<Node> {
        Ref::new(Node {
            links: Vec::new(),
            number,
            _counted: Counted::new(),
        })
    }

    fn link(from: &Ref<Node>, to: &Ref<Node>) -> usize {
        let mut from = from.borrow_mut();
        from.links.push(to.clone());
        from.links.len()
    }

    fn unlink(from: &Ref<Node>) {
        // Dropped after the borrow, as is what `unlink_all` takes.
        let _removed = from.borrow_mut().links.pop();
    }

    fn unlink_all(from: &Ref<Node>) {
        let _removed = std::mem::take(&mut from.borrow_mut().links);
    }

    fn follow(from: &Ref<Node>, link: usize) -> Option<Ref<Node>> {
        let from = from.borrow();
        from.links.get(link % from.links.len().max(1)).cloned()
    }

    fn number(node: &Ref<Node>) -> u32 {
        node.borrow().number
    }

    /// It only collects by itself when a turn ends.
    fn set_automatic(_: bool) {}

    fn turn() {
        Heap::end_turn();
    }

    fn collect() {
        Heap::collect();
    }

    fn is_empty() -> bool {
        Heap::stats().is_empty()
    }
}
