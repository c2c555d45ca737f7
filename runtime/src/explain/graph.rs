//! [`HeapGraph`]: objects, references and roots as plain data.

use crate::collect::survey::{self, Survey};
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
    fn of(record: &survey::Record, holder: Holder) -> Roots {
        let flag = |bit| record[survey::FLAGS] & bit != 0;
        Roots {
            references: record[survey::REFERENCES],
            retains: record[survey::RETAINS],
            borrowed: flag(survey::BORROWED).then_some(holder),
            borrowed_mut: flag(survey::BORROWED_MUT).then_some(holder),
            preserved: flag(survey::PRESERVED),
            pinned: flag(survey::PINNED),
            wrapper: match (flag(survey::CERTAIN), flag(survey::WRAPPED)) {
                (true, _) => WrapperHold::Certain,
                (false, true) => WrapperHold::Possible,
                (false, false) => WrapperHold::No,
            },
        }
    }

    /// Whether something holds the object for certain.
    pub fn any(&self) -> bool {
        let nothing = Roots {
            wrapper: self.wrapper,
            ..Roots::default()
        };
        *self != nothing || self.wrapper == WrapperHold::Certain
    }
}

/// A survey as nodes, and for each place the position of its node.
pub(super) fn read(survey: &Survey) -> (HeapGraph, Vec<usize>) {
    let mut positions = vec![0; survey.records.len()];
    for (position, (place, _)) in survey.objects().enumerate() {
        positions[place as usize] = position;
    }
    let nodes = survey.objects().map(|(place, header)| {
        let record = &survey.records[place as usize];
        let edges = survey.edges(place).iter().map(|&to| GraphEdge::Ref {
            to: positions[to as usize],
        });
        let js_refs = survey
            .js_refs(place)
            .map(|(slot, target)| GraphEdge::JsRef {
                slot,
                weak: target & 1 == 1,
                to: (target >> 1)
                    .checked_sub(1)
                    .map(|place| positions[place as usize]),
            });
        GraphNode {
            class: header.class().name(),
            handle: header.handle(),
            strong: record[survey::STRONG],
            ceded: record[survey::FLAGS] & survey::CEDED != 0,
            condemned: record[survey::FLAGS] & survey::CONDEMNED != 0,
            roots: Roots::of(record, header.holder()),
            edges: edges.chain(js_refs).collect(),
        }
    });
    let nodes = nodes.collect();
    (HeapGraph { nodes }, positions)
}
