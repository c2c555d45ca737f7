//! Mark: what the roots reach.

use super::count::Graph;

/// Whether each object is live in Rust, by its place.
pub(super) fn from_roots(graph: &Graph) -> Vec<bool> {
    let mut live = vec![false; graph.len()];
    let mut todo = Vec::new();
    let mut reach = |places: &[u32], todo: &mut Vec<u32>| {
        for &place in places {
            if !std::mem::replace(&mut live[place as usize], true) {
                todo.push(place);
            }
        }
    };
    reach(&graph.roots, &mut todo);
    while let Some(place) = todo.pop() {
        reach(graph.edges(place), &mut todo);
    }
    live
}
