//! Random mutations against a naive model: every pointer of every node is checked after each.

use std::collections::HashMap;

use handfast::Ref;
use handfast_dom::document::Document;
use handfast_dom::node::{Node, base};
use handfast_dom::tree::{links, mutate, walk};

/// Numbers of nodes: who is whose child.
#[derive(Default)]
struct Model {
    children: HashMap<usize, Vec<usize>>,
    parent: HashMap<usize, usize>,
}

impl Model {
    fn remove(&mut self, node: usize) {
        if let Some(parent) = self.parent.remove(&node) {
            self.children
                .entry(parent)
                .or_default()
                .retain(|&child| child != node);
        }
    }

    fn insert(&mut self, parent: usize, node: usize, before: Option<usize>) {
        let before = match before {
            Some(before) if before == node => {
                let siblings = &self.children[&parent];
                let position = siblings.iter().position(|&child| child == node).unwrap();
                siblings.get(position + 1).copied()
            }
            before => before,
        };
        self.remove(node);
        let siblings = self.children.entry(parent).or_default();
        let position = before.map_or(siblings.len(), |before| {
            siblings.iter().position(|&c| c == before).unwrap()
        });
        siblings.insert(position, node);
        self.parent.insert(node, parent);
    }

    fn contains(&self, node: usize, inner: usize) -> bool {
        inner == node
            || self
                .parent
                .get(&inner)
                .is_some_and(|&parent| self.contains(node, parent))
    }

    fn descendants(&self, node: usize) -> Vec<usize> {
        let children = self.children.get(&node).into_iter().flatten();
        children
            .flat_map(|&child| std::iter::once(child).chain(self.descendants(child)))
            .collect()
    }
}

fn check(nodes: &[Ref<Node>], model: &Model) {
    let number = |node: Ref<Node>| nodes.iter().position(|other| *other == node).unwrap();
    for (i, node) in nodes.iter().enumerate() {
        let children = model.children.get(&i).cloned().unwrap_or_default();
        assert_eq!(
            walk::children(node).map(number).collect::<Vec<_>>(),
            children
        );
        assert_eq!(
            links::first_child(node).map(number),
            children.first().copied()
        );
        assert_eq!(
            links::last_child(node).map(number),
            children.last().copied()
        );
        assert_eq!(
            links::parent(node).map(number),
            model.parent.get(&i).copied()
        );
        let siblings = model
            .parent
            .get(&i)
            .map(|parent| model.children[parent].clone())
            .unwrap_or(vec![i]);
        let position = siblings.iter().position(|&sibling| sibling == i).unwrap();
        assert_eq!(
            links::next(node).map(number),
            siblings.get(position + 1).copied()
        );
        assert_eq!(
            links::previous(node).map(number),
            position.checked_sub(1).map(|p| siblings[p])
        );
        assert_eq!(
            walk::descendants(node).map(number).collect::<Vec<_>>(),
            model.descendants(i)
        );
        let starts = walk::edges(node).filter_map(|edge| match edge {
            walk::Edge::Start(node) => Some(number(node)),
            walk::Edge::End(_) => None,
        });
        assert_eq!(starts.collect::<Vec<_>>(), model.descendants(i));
        assert_eq!(walk::edges(node).count(), 2 * model.descendants(i).len());
    }
}

/// A small generator with a fixed seed: the same run every time.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % end as u64) as usize
    }
}

#[test]
fn random_mutations_keep_all_pointers_right() {
    const NODES: usize = 9;
    let document = Document::create();
    let nodes: Vec<_> = (0..NODES)
        .map(|_| base(&Document::create_element(&document, "p").unwrap()))
        .collect();
    let (mut model, mut random) = (Model::default(), Random(0x9E37_79B9_7F4A_7C15));
    let (mut done, mut refused) = (0, 0);
    for _ in 0..4000 {
        let (parent, node) = (random.below(NODES), random.below(NODES));
        let children = model.children.get(&parent).cloned().unwrap_or_default();
        let child = (!children.is_empty() && random.below(4) > 0)
            .then(|| children[random.below(children.len().max(1))]);
        let result = match (random.below(4), child) {
            (0, Some(child)) => {
                let result = mutate::remove(&nodes[parent], &nodes[child]);
                model.remove(child);
                result
            }
            (1, Some(child)) => {
                let result = mutate::replace(&nodes[parent], &nodes[node], &nodes[child]);
                if !model.contains(node, parent) && node != child {
                    model.insert(parent, node, Some(child));
                    model.remove(child);
                }
                result
            }
            (_, child) => {
                let result =
                    mutate::insert_before(&nodes[parent], &nodes[node], child.map(|c| &nodes[c]));
                if !model.contains(node, parent) {
                    model.insert(parent, node, child);
                }
                result
            }
        };
        if result.is_ok() {
            done += 1;
        } else {
            refused += 1;
        }
        check(&nodes, &model);
    }
    assert!(
        done > 1000 && refused > 100,
        "{done} done, {refused} refused"
    );
}
