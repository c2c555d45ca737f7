//! [`HeapGraph`]: objects, references and roots as plain data.

use crate::error::Holder;
use crate::handle::Handle;

/// What lives in this thread's heap at one moment, and why.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct HeapGraph {
    /// The objects; edges name them by their position. In no particular order, but always in the same.
    pub nodes: Vec<GraphNode>,
}

/// One object.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct GraphNode {
    /// The name of its class: the most derived one.
    pub class: &'static str,
    /// The handle, while it is exposed.
    pub handle: Option<Handle>,
    /// How many strong references there are, those of its handles included.
    pub strong: u32,
    /// Whether the last pass has left it to the other heap's collector, and it was not entered since.
    pub ceded: bool,
    /// Whether the collector has found it to be garbage and is about to drop it.
    pub condemned: bool,
    /// What holds it besides the references of other nodes.
    pub roots: Roots,
    /// What it holds. Nothing while it is mutably borrowed, because that cannot be seen then: what is below it seems to be held
    /// from outside of traced fields meanwhile.
    pub edges: Vec<GraphEdge>,
}

/// A reference that an object holds in a traced field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum GraphEdge {
    /// A strong reference to another object, once for each.
    Ref {
        /// Its position among the nodes.
        to: usize,
    },
    /// A reference to a value of the other heap.
    JsRef {
        /// The slot of the JS-side table.
        slot: u32,
        /// Whether the slot has left the value to the mirror lists.
        weak: bool,
        /// The object whose wrapper the value is, if it is one.
        to: Option<usize>,
    },
}

impl GraphEdge {
    /// The object it leads to, if it leads to one that is known.
    pub fn to(self) -> Option<usize> {
        match self {
            GraphEdge::Ref { to } => Some(to),
            GraphEdge::JsRef { to, .. } => to,
        }
    }
}

/// What keeps one object alive that is not a reference in a traced field.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Roots {
    /// How many strong references Rust code holds outside of traced fields: in local variables, statics, pending futures, plain
    /// closures, and fields that are not traced.
    pub references: u32,
    /// Raw retains.
    pub retains: u32,
    /// Who has borrowed it, and not returned the borrow: an async method until it is done.
    pub borrowed: Option<Holder>,
    /// Who has borrowed it mutably.
    pub borrowed_mut: Option<Holder>,
    /// Its class has it keep its own wrapper, and the last pass has not left that to the other heap.
    pub preserved: bool,
    /// Rust has entered it since the last pass, which had ceded it. What it holds is kept until the next.
    pub pinned: bool,
    /// Whether the other heap holds its wrapper.
    pub wrapper: WrapperHold,
}

/// What is known of how the other heap holds the wrapper of an object.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum WrapperHold {
    /// There is no wrapper.
    #[default]
    No,
    /// There is one, but it need not be what keeps the object alive: a mirror list or a slot of Rust's holds it too; or it
    /// cannot be found; or it is dead, which the engine has not reported yet.
    Possible,
    /// It is alive, and nothing of Rust's leads to it: code of the other heap holds it, or its collector has not run yet.
    Certain,
}

impl Roots {
    /// Whether something holds the object for certain.
    pub fn any(&self) -> bool {
        self.references > 0
            || self.retains > 0
            || self.borrowed.is_some()
            || self.borrowed_mut.is_some()
            || self.preserved
            || self.pinned
            || self.wrapper == WrapperHold::Certain
    }

    /// Whether only its wrapper may hold it.
    pub fn perhaps(&self) -> bool {
        !self.any() && self.wrapper == WrapperHold::Possible
    }
}
