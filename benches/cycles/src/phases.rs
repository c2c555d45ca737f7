//! The phases of the churn. Each makes about as many nodes as the others, and lets go of all of them.

use crate::churn::Churn;
use crate::library::Library;

/// What each phase is called, in the order of [`phase`].
pub const PHASES: [&str; 6] = ["short", "edge", "local", "chain", "fan", "random"];

pub(crate) fn run<L: Library>(phase: usize, churn: &mut Churn<L>) {
    match PHASES[phase] {
        "short" => short(churn),
        "edge" => edge(churn, 1),
        "local" => edge(churn, 32),
        "chain" => chain(churn),
        "fan" => fan(churn),
        "random" => random(churn),
        other => unreachable!("{other}"),
    }
}

/// Cycles that live for a moment: small groups, each a ring with some links across, of which the last few are kept.
fn short<L: Library>(churn: &mut Churn<L>) {
    let mut kept: Vec<Option<L::Node>> = vec![None; 64];
    for step in 0..20_000 {
        let group: Vec<L::Node> = (0..churn.rng.usize(2..9)).map(|_| churn.node()).collect();
        for (i, node) in group.iter().enumerate() {
            L::link(node, &group[(i + 1) % group.len()]);
            if churn.rng.bool() {
                L::link(node, &group[churn.rng.usize(..group.len())]);
            }
        }
        kept[churn.rng.usize(..64)] = Some(group[0].clone());
        drop(group);
        churn.stepped(step, 1000);
    }
}

/// A tree of 10,000 nodes that know their parents lives on, while rings come and go that hang on it and hold it. It is
/// one tree or a number of them; all that happens between two collections happens to the same one.
fn edge<L: Library>(churn: &mut Churn<L>, trees: usize) {
    let size = 10_000 / trees;
    let forest: Vec<Vec<L::Node>> = (0..trees).map(|_| tree(churn, size)).collect();
    // (tree, place), once for each ring.
    let mut rings: Vec<(usize, usize)> = Vec::new();
    for step in 0..30_000 {
        let tree = step / 1500 % trees;
        let at = churn.rng.usize(..forest[tree].len());
        let ring = [churn.node(), churn.node(), churn.node()];
        for (i, node) in ring.iter().enumerate() {
            L::link(node, &ring[(i + 1) % 3]);
            L::link(node, &forest[tree][at]);
        }
        L::link(&forest[tree][at], &ring[0]);
        rings.push((tree, at));
        if rings.len() > 500 {
            let (tree, at) = rings.swap_remove(churn.rng.usize(..rings.len()));
            L::unlink(&forest[tree][at]);
        }
        churn.stepped(step, 1500);
    }
}

/// Returns the root, and every tenth of the other nodes.
fn tree<L: Library>(churn: &mut Churn<L>, size: usize) -> Vec<L::Node> {
    let mut nodes = vec![churn.node()];
    for i in 1..size {
        let (node, parent) = (churn.node(), churn.rng.usize(..i));
        L::link(&node, &nodes[parent]);
        L::link(&nodes[parent], &node);
        nodes.push(node);
    }
    nodes.into_iter().step_by(10).collect()
}

/// Long lists, linked in one direction, which counting frees, and in both.
fn chain<L: Library>(churn: &mut Churn<L>) {
    for step in 0..24 {
        let both_ways = step % 2 == 0;
        let head = churn.node();
        let mut last = head.clone();
        for _ in 1..4000 {
            let next = churn.node();
            L::link(&last, &next);
            if both_ways {
                L::link(&next, &last);
            }
            last = next;
        }
        churn.meet(&last);
        drop((head, last));
        churn.stepped(step, 2);
    }
}

/// Hubs with thousands of nodes that link back, a part of which is replaced.
fn fan<L: Library>(churn: &mut Churn<L>) {
    for step in 0..24 {
        let hub = churn.node();
        for removed in [0, 1000] {
            for _ in 0..removed {
                L::unlink(&hub);
            }
            for _ in 0..4000 - removed {
                let leaf = churn.node();
                L::link(&hub, &leaf);
                L::link(&leaf, &hub);
            }
        }
        drop(hub);
        churn.stepped(step, 2);
    }
}

/// A table of nodes between which links come and go at random; what the table forgets may still be linked.
fn random<L: Library>(churn: &mut Churn<L>) {
    let mut table: Vec<Option<L::Node>> = vec![None; 4000];
    for step in 0..120_000 {
        let (a, b) = (churn.rng.usize(..4000), churn.rng.usize(..4000));
        match churn.rng.u8(..20) {
            0..16 => {
                let fresh = churn.node();
                if let Some(other) = &table[b] {
                    L::link(&fresh, other);
                    if L::link(other, &fresh) > 4 {
                        L::unlink_all(other);
                    }
                }
                table[a] = Some(fresh);
            }
            16..18 => {
                if let (Some(from), Some(to)) = (&table[a], &table[b])
                    && L::link(from, to) > 4
                {
                    L::unlink_all(from);
                }
            }
            18 => {
                if let Some(next) = table[a].as_ref().and_then(|node| L::follow(node, b)) {
                    churn.meet(&next);
                    table[b] = Some(next);
                }
            }
            _ => {
                // A whole neighbourhood is left to itself.
                if let Some(gone) = table[a].take() {
                    L::unlink_all(&gone);
                }
            }
        }
        churn.stepped(step, 6000);
    }
}
