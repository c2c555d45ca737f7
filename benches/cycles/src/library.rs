//! [`Library`]: what the churn asks of each of the three.

use std::cell::Cell;

/// One of the libraries, with a type of nodes that hold any number of strong references to others.
pub(crate) trait Library {
    /// A counted reference to a node.
    type Node: Clone;

    /// Makes a node without links.
    fn node(number: u32) -> Self::Node;
    /// Adds a link, and says how many the node has then.
    fn link(from: &Self::Node, to: &Self::Node) -> usize;
    /// Removes the newest link.
    fn unlink(from: &Self::Node);
    /// Removes all links.
    fn unlink_all(from: &Self::Node);
    /// The node that a link leads to, of those the node has modulo their number.
    fn follow(from: &Self::Node, link: usize) -> Option<Self::Node>;
    /// The number that the node was made with.
    fn number(node: &Self::Node) -> u32;
    /// Lets the library collect when it wants to, or only when it is asked.
    fn set_automatic(automatic: bool);
    /// A good moment for the library to collect by itself, if it needs to be shown one.
    fn turn();
    /// Collects all garbage.
    fn collect();
    /// Whether the library says itself that nothing is left.
    fn is_empty() -> bool;
}

thread_local! {
    static LIVE: Cell<u32> = const { Cell::new(0) };
}

/// How many nodes live, on all sides together.
pub fn live() -> u32 {
    LIVE.get()
}

/// A part of every node, by which those that live are counted.
#[derive(::dumpster::Trace)]
pub(crate) struct Counted;

impl Counted {
    #[inline]
    pub(crate) fn new() -> Counted {
        LIVE.set(LIVE.get() + 1);
        Counted
    }
}

impl Drop for Counted {
    #[inline]
    fn drop(&mut self) {
        LIVE.set(LIVE.get() - 1);
    }
}
