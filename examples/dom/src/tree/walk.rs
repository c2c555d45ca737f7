//! Iterators over a tree. They hold the node they are at, so the tree may change under them: each step goes from
//! where that node is then.

use handfast::Ref;

use super::links;
use crate::node::Node;

/// The children of a node.
pub fn children(node: &Ref<Node>) -> impl Iterator<Item = Ref<Node>> + use<> {
    std::iter::successors(links::first_child(node), links::next)
}

/// The siblings after a node.
pub fn following_siblings(node: &Ref<Node>) -> impl Iterator<Item = Ref<Node>> + use<> {
    std::iter::successors(links::next(node), links::next)
}

/// The siblings before a node, nearest first.
pub fn preceding_siblings(node: &Ref<Node>) -> impl Iterator<Item = Ref<Node>> + use<> {
    std::iter::successors(links::previous(node), links::previous)
}

/// The node, its parent, and so on to the root.
pub fn inclusive_ancestors(node: &Ref<Node>) -> impl Iterator<Item = Ref<Node>> + use<> {
    std::iter::successors(Some(node.clone()), links::parent)
}

/// Everything below a node in tree order, which is the order of start tags.
pub fn descendants(root: &Ref<Node>) -> impl Iterator<Item = Ref<Node>> + use<> {
    let root = root.clone();
    std::iter::successors(links::first_child(&root), move |node| {
        links::first_child(node).or_else(|| {
            let mut last = node.clone();
            loop {
                if last == root {
                    return None;
                }
                if let Some(next) = links::next(&last) {
                    return Some(next);
                }
                last = links::parent(&last)?;
            }
        })
    })
}

/// A step of a walk that also sees the ends of nodes.
pub enum Edge {
    /// The walk comes to a node; its children follow.
    Start(Ref<Node>),
    /// All below the node was walked.
    End(Ref<Node>),
}

/// Everything below a node, start and end of each. No recursion: pages may nest deeper than a stack is.
pub fn edges(root: &Ref<Node>) -> impl Iterator<Item = Edge> + use<> {
    let root = root.clone();
    let start = links::first_child(&root).map(Edge::Start);
    std::iter::successors(start, move |edge| match edge {
        Edge::Start(node) => {
            Some(links::first_child(node).map_or_else(|| Edge::End(node.clone()), Edge::Start))
        }
        Edge::End(node) => links::next(node).map(Edge::Start).or_else(|| {
            let parent = links::parent(node)?;
            (parent != root).then_some(Edge::End(parent))
        }),
    })
}
