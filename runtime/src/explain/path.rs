//! The shortest path: breadth first, from all roots at once.

use super::graph::{HeapGraph, Roots};

/// No node.
const NONE: usize = usize::MAX;

impl HeapGraph {
    /// The nodes from a root to the target, both included; empty if no root leads there. Roots that are certain come
    /// first; only where none of them leads to the target, those that are possible.
    pub(crate) fn path_to(&self, target: usize) -> Vec<usize> {
        // Not generic, and not inlined twice.
        let is_root: [fn(&Roots) -> bool; 2] = [Roots::any, Roots::perhaps];
        let mut paths = is_root
            .iter()
            .map(|is_root| self.shortest(target, *is_root));
        paths.find(|path| !path.is_empty()).unwrap_or_default()
    }

    fn shortest(&self, target: usize, is_root: fn(&Roots) -> bool) -> Vec<usize> {
        // From where each node was reached first; a root from itself.
        let mut from = vec![NONE; self.nodes.len()];
        let mut queue = Vec::new();
        for (at, node) in self.nodes.iter().enumerate() {
            if is_root(&node.roots) {
                from[at] = at;
                queue.push(at);
            }
        }
        let mut next = 0;
        while from[target] == NONE {
            let Some(&at) = queue.get(next) else {
                return Vec::new();
            };
            next += 1;
            for to in self.nodes[at].edges.iter().filter_map(|edge| edge.to()) {
                if from[to] == NONE {
                    from[to] = at;
                    queue.push(to);
                }
            }
        }
        let mut path = vec![target];
        let mut at = target;
        while from[at] != at {
            at = from[at];
            path.push(at);
        }
        path.reverse();
        path
    }
}
