//! How runs of the bridge model are drawn at random.

use proptest::collection::vec;
use proptest::prelude::*;

use super::op::{Op, Run};

/// How often a step is to come. Whatever is not named comes once.
const WEIGHTS: &[(&str, usize)] = &[
    ("js-new", 5),
    ("js-link", 5),
    ("js-unlink", 3),
    ("js-unroot", 9),
    ("gc", 8),
    ("finalize", 5),
    ("pass", 8),
    ("end-turn", 8),
    ("new", 10),
    ("call", 18),
    ("end", 16),
    ("dispose", 2),
    ("child", 5),
    ("clone", 2),
    ("drop", 4),
    ("link", 6),
    ("take", 5),
    ("hold", 9),
    ("take-js", 3),
    ("clone-js", 2),
    ("return", 3),
    ("weak", 3),
    ("upgrade", 6),
    ("arm", 3),
];

/// Every step as often as it is to come.
fn urn() -> Vec<&'static str> {
    let weight = |name: &str| WEIGHTS.iter().find(|(named, _)| *named == name).map_or(1, |(_, weight)| *weight);
    Op::NAMES.iter().flat_map(|&name| std::iter::repeat_n(name, weight(name))).collect()
}

fn op() -> impl Strategy<Value = Op> {
    let urn = urn();
    // Small numbers, so that the same things are chosen again and again, and now and then any.
    let arg = || prop_oneof![3 => 0..6_u16, 2 => 0..512_u16, 1 => any::<u16>()];
    (0..urn.len(), arg(), arg(), arg())
        .prop_map(move |(name, a, b, c)| Op::new(urn[name], [a, b, c]).expect("steps take at most three numbers"))
}

/// Runs of this many steps on average. They may be empty, so that failing ones can shrink.
pub fn run(length: usize) -> impl Strategy<Value = Run> {
    (any::<bool>(), vec(op(), 0..=2 * length)).prop_map(|(poll, ops)| Run { poll, ops })
}
