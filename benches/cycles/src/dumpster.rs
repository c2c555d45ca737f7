//! The churn on dumpster.

use std::cell::RefCell;

use dumpster::Trace;
use dumpster::unsync::{Gc, collect, default_collect_condition, set_collect_condition};

use crate::library::{Counted, Library};

pub(crate) struct Dumpster;

#[derive(Trace)]
pub(crate) struct Node {
    links: RefCell<Vec<Gc<Node>>>,
    number: u32,
    _counted: Counted,
}

impl Library for Dumpster {
    type Node = Gc<Node>;

    fn node(number: u32) -> Gc<Node> {
        Gc::new(Node {
            links: RefCell::default(),
            number,
            _counted: Counted::new(),
        })
    }

    fn link(from: &Gc<Node>, to: &Gc<Node>) -> usize {
        let mut links = from.links.borrow_mut();
        links.push(to.clone());
        links.len()
    }

    fn unlink(from: &Gc<Node>) {
        let _removed = from.links.borrow_mut().pop();
    }

    fn unlink_all(from: &Gc<Node>) {
        let _removed = from.links.take();
    }

    fn follow(from: &Gc<Node>, link: usize) -> Option<Gc<Node>> {
        let links = from.links.borrow();
        links.get(link % links.len().max(1)).cloned()
    }

    fn number(node: &Gc<Node>) -> u32 {
        node.number
    }

    fn set_automatic(automatic: bool) {
        set_collect_condition(if automatic {
            default_collect_condition
        } else {
            |_| false
        });
    }

    /// It collects whenever a reference is dropped and its condition holds.
    fn turn() {}

    fn collect() {
        collect();
    }

    /// It does not say; the nodes are counted.
    fn is_empty() -> bool {
        true
    }
}
