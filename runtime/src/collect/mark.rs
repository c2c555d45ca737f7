//! Mark: what the roots reach.

use super::count::Graph;

/// Whether each object is live in Rust, by its place.
pub(super) fn from_roots(graph: &Graph) -> Vec<bool> {
    let mut live = vec![false; graph.len()];
    let mut todo = graph.roots.clone();
    while let Some(place) = todo.pop() {
        if !std::mem::replace(&mut live[place as usize], true) {
            todo.extend_from_slice(graph.edges(place));
        }
    }
    live
}
