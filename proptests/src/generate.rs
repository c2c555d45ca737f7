//! Strategies: how runs are drawn at random. What they must lead to is none of this file's business.

use proptest::collection::vec;
use proptest::prelude::*;

use crate::op::{Op, Run};
use crate::sim_host::Settings;

/// A mix of steps: some parts of the runtime are only reached when their steps come thick.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mix {
    /// Everything, the usual steps more often.
    Everything,
    /// Wrappers that die and come back, with raw retains and late finalizers.
    Wrappers,
    /// Deep and armed objects whose drops set off others, with panics, and releases from other threads.
    Drops,
    /// Borrows within borrows, and conflicts.
    Borrows,
    /// JS refs and cycles through both heaps.
    JsRefs,
    /// Scopes within scopes, and values that escape.
    Scopes,
}

impl Mix {
    /// All of them.
    pub const ALL: [Mix; 6] = [
        Mix::Everything,
        Mix::Wrappers,
        Mix::Drops,
        Mix::Borrows,
        Mix::JsRefs,
        Mix::Scopes,
    ];

    /// How often a step is to come. Whatever is not named comes once.
    fn weight(self, name: &str) -> u32 {
        let often: &[(&str, u32)] = match self {
            Mix::Everything => &[
                ("new", 8),
                ("wrap", 6),
                ("link", 5),
                ("drop", 5),
                ("resolve", 5),
                ("clone", 3),
                ("collect", 2),
                ("end-turn", 3),
            ],
            Mix::Wrappers => &[
                ("new", 6),
                ("wrap", 12),
                ("resolve", 8),
                ("retain", 4),
                ("release", 4),
                ("dispose", 5),
                ("js-unroot", 8),
                ("js-link", 3),
                ("collect", 8),
                ("finalize", 8),
                ("sweep", 3),
                ("end-turn", 8),
                ("drop", 6),
                ("js-weak", 2),
                ("js-deref", 2),
                ("link-weak", 0),
                ("cap-js-refs", 0),
                ("leak-guard", 0),
                ("queue-forged", 0),
            ],
            Mix::Drops => &[
                ("new", 10),
                ("link", 12),
                ("arm", 14),
                ("drop", 10),
                ("stash", 5),
                ("wrap", 8),
                ("dispose", 3),
                ("dispose-number", 4),
                ("unlink", 3),
                ("queue-handle", 5),
                ("end-turn", 2),
                ("hold", 2),
                ("js-store", 3),
                ("forge", 0),
                ("cap-handles", 0),
                ("cap-js-refs", 0),
            ],
            Mix::Borrows => &[
                ("new", 5),
                ("borrow", 14),
                ("end", 9),
                ("clone", 4),
                ("set", 6),
                ("cast", 4),
                ("take", 3),
                ("unwrap", 3),
                ("link", 4),
                ("unlink", 3),
                ("drop", 4),
                ("leak-guard", 2),
            ],
            Mix::JsRefs => &[
                ("new", 6),
                ("wrap", 8),
                ("js-new", 4),
                ("js-link", 8),
                ("js-unroot", 5),
                ("hold", 10),
                ("js-clone", 4),
                ("js-drop", 8),
                ("js-store", 10),
                ("js-take", 4),
                ("flush", 2),
                ("queue-js", 3),
                ("collect", 5),
                ("finalize", 3),
                ("end-turn", 4),
                ("drop", 4),
                ("borrow", 0),
            ],
            Mix::Scopes => &[
                ("new", 5),
                ("wrap", 6),
                ("js-new", 4),
                ("js-unroot", 8),
                ("collect", 6),
                ("scope", 14),
                ("local", 24),
                ("escape", 10),
                ("end", 10),
                ("hold", 4),
                ("js-drop", 3),
                ("end-turn", 3),
                ("borrow", 2),
                ("drop", 3),
            ],
        };
        often
            .iter()
            .find(|(often, _)| *often == name)
            .map_or(1, |&(_, weight)| weight)
    }
}

/// One step.
pub fn op(mix: Mix) -> impl Strategy<Value = Op> + use<> {
    let names = Op::NAMES.iter().map(|&name| (mix.weight(name), Just(name)));
    let names =
        proptest::strategy::Union::new_weighted(names.filter(|(weight, _)| *weight > 0).collect());
    // Arguments are taken modulo what there is, so small ones are as good as large ones and easier to read.
    (names, [0..60_u16, 0..60_u16, 0..60_u16]).prop_map(|(name, args)| {
        Op::new(name, args).unwrap_or_else(|| unreachable!("{name} is among the names"))
    })
}

/// The circumstances.
pub fn settings() -> impl Strategy<Value = Settings> {
    (0..3_u32, prop::bool::weighted(0.8), 1..6_u8).prop_map(|(salt, finalizers, nursery)| {
        Settings {
            salt,
            finalizers,
            nursery,
        }
    })
}

/// A whole run of at most `length` steps.
pub fn run(mix: Mix, length: usize) -> impl Strategy<Value = Run> {
    (settings(), vec(op(mix), 0..length)).prop_map(|(settings, ops)| Run { settings, ops })
}
