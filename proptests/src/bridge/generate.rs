//! How runs of the bridge model are drawn at random: in phases, because some faults need many steps of one kind in a row, such
//! as turns in which nothing is mutated.

use proptest::collection::vec;
use proptest::prelude::*;

use super::op::{Op, Run};

/// How often a step is to come.
type Weights = &'static [(&'static str, usize)];

/// Everything; whatever is not named comes once.
const EVERYTHING: Weights = &[
    ("js-new", 5),
    ("js-link", 5),
    ("js-unlink", 3),
    ("js-unroot", 9),
    ("gc", 8),
    ("finalize", 5),
    ("pass", 4),
    ("slice", 14),
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

/// A graph grows. Nothing else comes in this phase and the next ones.
const GROWTH: Weights = &[
    ("js-new", 2),
    ("js-link", 1),
    ("new", 4),
    ("call", 6),
    ("end", 6),
    ("child", 3),
    ("link", 5),
    ("hold", 5),
    ("weak", 4),
    ("arm", 1),
    ("return", 1),
    ("slice", 2),
];

/// What a quiet turn does while it is in an object; see [`quiet`].
const QUIET: Weights = &[
    ("clone", 2),
    ("clone-js", 2),
    ("return", 2),
    ("return-js", 1),
    ("retain", 1),
    ("upgrade", 6),
    ("borrow", 1),
    ("drop", 1),
    ("drop-js", 1),
    ("call-number", 1),
    ("finalize", 1),
    ("slice", 3),
];

/// How the program forgets things.
const DEATHS: Weights = &[
    ("js-unroot", 6),
    ("js-unlink", 1),
    ("gc", 3),
    ("finalize", 1),
    ("drop", 2),
    ("slice", 2),
];

/// Handles, slots and wrappers that are given up and used anew.
const REUSE: Weights = &[
    ("pass", 2),
    ("slice", 6),
    ("new", 2),
    ("call", 6),
    ("call-number", 2),
    ("end", 6),
    ("take-js", 4),
    ("hold", 4),
    ("dispose", 3),
    ("retain", 3),
    ("release", 3),
    ("return", 4),
    ("js-unroot", 3),
    ("gc", 4),
    ("finalize", 3),
    ("sweep", 1),
    ("clone", 2),
    ("drop", 2),
    ("take", 2),
    ("end-turn", 4),
    ("preserve", 1),
];

/// Every step as often as it is to come.
fn urn(weights: Weights, otherwise: usize) -> Vec<&'static str> {
    let weight = |name| {
        weights
            .iter()
            .find(|(named, _)| *named == name)
            .map_or(otherwise, |(_, weight)| *weight)
    };
    Op::NAMES
        .iter()
        .flat_map(|&name| std::iter::repeat_n(name, weight(name)))
        .collect()
}

/// A number: small, so that the same things are chosen again and again, and now and then any.
fn arg() -> impl Strategy<Value = u16> {
    prop_oneof![3 => 0..6_u16, 2 => 0..512_u16, 1 => any::<u16>()]
}

fn op(weights: Weights, otherwise: usize) -> impl Strategy<Value = Op> + Clone {
    let urn = urn(weights, otherwise);
    (0..urn.len(), any::<[u16; 3]>(), 0..8_u8).prop_map(move |(name, args, large)| {
        // Small numbers mostly, so that the same things are chosen again and again.
        let small = |place: usize| {
            let arg = args[place];
            if large >> place & 1 == 0 {
                arg % 6
            } else if arg % 3 == 0 {
                arg
            } else {
                arg % 512
            }
        };
        Op::new(urn[name], [small(0), small(1), small(2)])
            .expect("steps take at most three numbers")
    })
}

fn ops(weights: Weights, otherwise: usize) -> impl Strategy<Value = Vec<Op>> {
    vec(op(weights, otherwise), 0..=40)
}

/// A pass at the beginning of a turn, turns without mutation, and deaths. Drawn step by step this hardly ever comes:
/// one mutation anywhere spoils a turn.
fn quiet() -> impl Strategy<Value = Vec<Op>> {
    let call = (arg(), arg()).prop_map(|(wrapper, arg)| Op::Call {
        wrapper,
        arg,
        how: 0,
    });
    let turn = (call, vec(op(QUIET, 0), 0..=3)).prop_map(|(call, inside)| {
        let mut turn = vec![call];
        turn.extend(inside);
        turn.extend([Op::End {}, Op::End {}, Op::EndTurn {}]);
        turn
    });
    // In one job, or in a slice that ends anywhere in the pass or after it.
    let pass = prop_oneof![
        Just(Op::Pass {}),
        any::<u16>().prop_map(|work| Op::Slice { work: work / 8 }),
    ];
    (
        1..=6_usize,
        pass,
        vec(turn, 1..=4),
        vec(op(DEATHS, 0), 0..=6),
    )
        .prop_map(|(open, pass, turns, deaths)| {
            let mut ops = vec![Op::End {}; open];
            ops.extend([Op::EndTurn {}, pass]);
            ops.extend(turns.concat());
            ops.extend(deaths);
            ops
        })
}

/// Runs of this many steps on average, in phases of twenty. They may be empty, so that failing ones can shrink.
pub fn run(length: usize) -> impl Strategy<Value = Run> {
    let phase = prop_oneof![
        3 => ops(EVERYTHING, 1),
        2 => ops(GROWTH, 0),
        6 => quiet(),
        1 => ops(REUSE, 0),
    ];
    (any::<[bool; 2]>(), vec(phase, 0..=length / 10)).prop_map(|([poll, sliced], phases)| Run {
        poll,
        sliced,
        ops: phases.concat(),
    })
}
