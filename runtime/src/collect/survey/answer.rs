//! [`Answer`]: a survey for those who make words of it themselves.

use std::mem;

use super::Record;
use crate::error::Error;
use crate::handle::Handle;
use crate::heap::Heap;

/// An [`Explanation`](crate::Explanation) as numbers, for the bindings, which make words of it on the other side. Lists
/// of one place come after those of the place before; `*_ends` say where they end.
#[derive(Default)]
#[non_exhaustive]
pub struct Answer {
    /// By place.
    pub records: Vec<Record>,
    /// The places that references lead to.
    pub edges: Vec<u32>,
    /// By place.
    pub edge_ends: Vec<u32>,
    /// The slots of JS refs.
    pub slots: Vec<u32>,
    /// By place.
    pub slot_ends: Vec<u32>,
    /// For each of `slots` the place to which it leads, plus one, if to the wrapper of an object; times two, plus one if the slot
    /// is weak.
    pub targets: Vec<u32>,
    /// The places from a root to the object in question.
    pub path: Vec<u32>,
}

impl Heap {
    /// The graph as numbers, and if a handle is given, the path to it, as in [`explain_handle`](Heap::explain_handle) and
    /// [`explain_wrapper`](Heap::explain_wrapper).
    ///
    /// # Errors
    /// [`Error::StaleHandle`].
    pub fn answer(handle: Option<Handle>, by_wrapper: bool) -> Result<Answer, Error> {
        Heap::with(|heap| {
            let survey = match handle {
                Some(handle) => heap.survey_of(handle, by_wrapper)?,
                None => heap.draft().map(|draft| heap.survey(draft)),
            };
            Ok(survey.map_or_else(Answer::default, |mut survey| {
                let graph = &mut survey.graph;
                let (edges, slots) = (
                    mem::take(&mut graph.records.edges),
                    mem::take(&mut graph.records.slots),
                );
                Answer {
                    edge_ends: edges.ends(),
                    edges: edges.items,
                    slot_ends: slots.ends(),
                    slots: slots.items,
                    records: survey.records,
                    targets: survey.targets,
                    path: survey.path,
                }
            }))
        })
    }
}
