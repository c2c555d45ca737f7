//! Why is this alive? The references of this moment as plain data, and the shortest path through them from what keeps objects
//! alive to the one in question.
//!
//! What holds a wrapper in the other heap is seen by that heap's own tools, not here. So "its wrapper is alive" is the beginning
//! of a path like the others, but it is told apart how sure that is: see [`WrapperHold`].

mod graph;
mod text;

pub use graph::{GraphEdge, GraphNode, HeapGraph, Roots, WrapperHold};

use crate::collect::survey::{REFERENCES, Survey};
use crate::error::Error;
use crate::handle::Handle;
use crate::heap::Heap;
use crate::object::{Pointee, Pointer};
use crate::strong::Ref;

/// Why an object is alive: the shortest path to it from a root.
///
/// Its `Display` text says the same in words.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Explanation {
    /// Everything at that moment. Owned by whoever asked; keeps no object alive.
    pub graph: HeapGraph,
    /// The objects on the path, as positions in `graph.nodes`: first one that a root holds, last the one in question.
    /// Empty if no root leads to it.
    pub path: Vec<usize>,
}

impl Explanation {
    fn of(survey: &Survey) -> Explanation {
        let (graph, positions) = graph::read(survey);
        let path = survey.path.iter();
        let path = path.map(|&place| positions[place as usize]).collect();
        Explanation { graph, path }
    }

    /// Whether nothing holds the object but the reference by which it was asked for, and perhaps other garbage. A pass
    /// frees it when that reference is gone.
    pub fn is_garbage(&self) -> bool {
        self.path.is_empty()
    }

    /// What holds the first object of the path.
    pub fn roots(&self) -> Option<&Roots> {
        let &first = self.path.first()?;
        Some(&self.graph.nodes[first].roots)
    }

    /// The objects on the path, and by what each is held by the one before; `None` for the first.
    pub fn steps(&self) -> impl Iterator<Item = (&GraphNode, Option<GraphEdge>)> {
        let nodes = &self.graph.nodes;
        self.path.iter().enumerate().map(move |(i, &at)| {
            let before = i.checked_sub(1).map(|i| &nodes[self.path[i]]);
            let edge = before.and_then(|before| {
                let mut edges = before.edges.iter().copied();
                edges.find(|edge| edge.to() == Some(at))
            });
            (&nodes[at], edge)
        })
    }
}

impl Heap {
    /// Why an object is alive, apart from `object` itself: that one strong reference is not counted. If it is in a traced field,
    /// another one is left out in its place.
    ///
    /// Of several paths of the same length it is always the same one. Does not enter what a pass has ceded, and changes nothing.
    /// Costs time and memory in proportion to all objects that can hold references, those references, and the exposed objects:
    /// as much as the first part of [`collect`](Heap::collect). Called from a `Trace` implementation it knows of nothing.
    ///
    /// # Panics
    /// With what a `Trace` implementation panics with.
    ///
    /// Where JS refs lead is asked of the other heap. Apps in wasm without debug assertions and without the feature `explain` cannot ask:
    /// there an object whose wrapper only JS refs hold counts as held by JavaScript.
    ///
    /// ```
    /// use handfast_runtime::{Heap, Ref, Trace, Tracer};
    ///
    /// struct Person { friends: Vec<Ref<Person>> }
    /// impl Trace for Person {
    ///     const EDGES: bool = true;
    ///     fn trace(&self, tracer: &mut Tracer<'_>) { self.friends.trace(tracer) }
    /// }
    /// handfast_runtime::object!(Person);
    ///
    /// let ann = Ref::new(Person { friends: vec![] });
    /// let bob = Ref::new(Person { friends: vec![ann.clone()] });
    /// let why = Heap::explain(&ann);
    /// assert_eq!(why.path.len(), 2, "from bob to ann");
    /// assert_eq!(why.roots().unwrap().references, 1, "the variable `bob`");
    /// assert!(why.to_string().starts_with("Person, held by 1 reference of Rust code"));
    ///
    /// drop(bob);
    /// assert!(Heap::explain(&ann).is_garbage(), "only `ann` itself is left");
    /// drop(ann);
    /// assert!(Heap::stats().is_empty());
    /// ```
    pub fn explain<T: Pointee + ?Sized>(object: &Ref<T>) -> Explanation {
        Heap::with(|heap| {
            let Some(mut draft) = heap.draft() else {
                return Explanation::default();
            };
            // The clone is dropped before anything is counted.
            let target = draft.place(&object.0.clone().into_erased());
            let mut survey = heap.survey(draft);
            let references = &mut survey.records[target as usize][REFERENCES];
            *references = references.saturating_sub(1);
            survey.find_path(target);
            Explanation::of(&survey)
        })
    }

    /// [`explain`](Heap::explain) by a handle, which owns nothing. It does not pass the collector's barrier.
    ///
    /// # Errors
    /// [`Error::StaleHandle`].
    pub fn explain_handle(handle: Handle) -> Result<Explanation, Error> {
        Heap::with(|heap| {
            let survey = heap.survey_of(handle, false)?;
            Ok(survey.as_ref().map(Explanation::of).unwrap_or_default())
        })
    }

    /// [`explain_handle`](Heap::explain_handle) on behalf of somebody who has the wrapper, and wants to know of other
    /// reasons: that the wrapper is alive counts only if there is none.
    ///
    /// # Errors
    /// [`Error::StaleHandle`].
    pub fn explain_wrapper(handle: Handle) -> Result<Explanation, Error> {
        Heap::with(|heap| {
            let survey = heap.survey_of(handle, true)?;
            Ok(survey.as_ref().map(Explanation::of).unwrap_or_default())
        })
    }

    /// All objects that can hold references, all exposed objects, and what holds them: for diagnostics. Objects that can
    /// hold nothing and are not exposed are left out. Costs as much as [`explain`](Heap::explain).
    ///
    /// # Panics
    /// With what a `Trace` implementation panics with.
    ///
    /// ```
    /// use handfast_runtime::{Heap, Ref};
    ///
    /// let text = Ref::new(String::from("hello"));
    /// let handle = Heap::expose(&text)?;
    /// let graph = Heap::graph();
    /// assert_eq!(graph.nodes.len(), 1);
    /// assert_eq!((graph.nodes[0].class, graph.nodes[0].handle), ("String", Some(handle)));
    /// assert_eq!((graph.nodes[0].strong, graph.nodes[0].roots.references), (2, 1));
    ///
    /// Heap::dispose(handle)?;
    /// drop(text);
    /// assert!(Heap::stats().is_empty());
    /// # Ok::<(), handfast_runtime::Error>(())
    /// ```
    pub fn graph() -> HeapGraph {
        Heap::with(|heap| {
            let draft = heap.draft();
            draft.map_or_else(HeapGraph::default, |draft| {
                graph::read(&heap.survey(draft)).0
            })
        })
    }
}
