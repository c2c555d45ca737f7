//! The churn on jrsonnet-gcmodule.

use std::cell::RefCell;

use jrsonnet_gcmodule::{Cc, Trace, Tracer, collect_thread_cycles, count_thread_tracked};

use crate::library::{Counted, Library};

pub(crate) struct Gcmodule;

pub(crate) struct Node {
    links: RefCell<Vec<Cc<Node>>>,
    number: u32,
    _counted: Counted,
}

impl Trace for Node {
    fn trace(&self, tracer: &mut Tracer<'_>) {
        self.links.trace(tracer);
    }
    fn is_type_tracked() -> bool {
        true
    }
}

impl Library for Gcmodule {
    type Node = Cc<Node>;

    fn node(number: u32) -> Cc<Node> {
        Cc::new(Node {
            links: RefCell::default(),
            number,
            _counted: Counted::new(),
        })
    }

    fn link(from: &Cc<Node>, to: &Cc<Node>) -> usize {
        let mut links = from.links.borrow_mut();
        links.push(to.clone());
        links.len()
    }

    fn unlink(from: &Cc<Node>) {
        let _removed = from.links.borrow_mut().pop();
    }

    fn unlink_all(from: &Cc<Node>) {
        let _removed = from.links.take();
    }

    fn follow(from: &Cc<Node>, link: usize) -> Option<Cc<Node>> {
        let links = from.links.borrow();
        links.get(link % links.len().max(1)).cloned()
    }

    fn number(node: &Cc<Node>) -> u32 {
        node.number
    }

    /// It never collects by itself.
    fn set_automatic(_: bool) {}

    fn turn() {}

    fn collect() {
        let _freed = collect_thread_cycles();
    }

    fn is_empty() -> bool {
        count_thread_tracked() == 0
    }
}
