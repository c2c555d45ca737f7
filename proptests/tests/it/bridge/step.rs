//! The steps of a run. Their arguments are resolved against the live state, modulo what there is to choose from.

use proptest::prelude::*;

use super::subject::Saves;

type N = u16;

#[derive(Clone, Copy, Debug)]
pub(super) enum Step {
    /// The program makes an object, in a variable or as a property of another.
    JsNew(N),
    JsLink(N, N),
    JsUnlink(N, N),
    JsRoot(N),
    JsUnroot(N),
    /// A new Rust object for the program. Its `Drop` code may save something.
    New(N, Saves),
    /// The program calls a method of an object with another, and Rust does something below it.
    Call(N, N, Walk, Act),
    /// Rust uses one of its variables.
    Use(N, N, Walk, Act),
    /// Rust drops one of its variables.
    DropRef(N),
    DropJs(N),
    /// Rust upgrades a weak reference and looks at what is there.
    Poll(N),
    /// It does more than look.
    Upgrade(N, N, Walk, Act),
    Dispose(N),
    Retain(N),
    Release(N),
    Gc,
    Finalize(N),
    Sweep,
    EndTurn,
    Pass,
}

/// Which way Rust goes down from an object.
#[derive(Clone, Copy, Debug)]
pub(super) struct Walk {
    pub(super) depth: u8,
    pub(super) turns: [N; 3],
    /// Whether it clones the references on its way, instead of keeping everything borrowed.
    pub(super) clones: bool,
}

/// What Rust does at the end of a walk.
#[derive(Clone, Copy, Debug)]
pub(super) enum Act {
    Look,
    /// Holds the argument's value.
    HoldJs,
    /// Refers to the argument's object; also from a place that needs no mutable borrow.
    Link,
    LinkInterior,
    NewChild,
    MoveJsOut(N),
    CloneJs(N),
    MoveOut(N),
    MoveOutInterior(N),
    /// To the object where the walk began.
    MoveUp(N),
    Remove(N),
    CloneOut(N),
    CloneSelf,
    /// Gives a held value, or an object, to the program.
    ReturnJs(N),
    Return,
    MakeWeak,
    Gc,
    /// A pass while everything on the way is borrowed.
    Pass,
    /// A pass while the object at the end is mutably borrowed.
    PassMut,
}

fn walk() -> impl Strategy<Value = Walk> {
    (0..4_u8, any::<[N; 3]>(), any::<bool>()).prop_map(|(depth, turns, clones)| Walk {
        depth,
        turns,
        clones,
    })
}

fn act() -> impl Strategy<Value = Act> {
    let n = any::<N>;
    prop_oneof![
        4 => Just(Act::Look),
        6 => Just(Act::HoldJs),
        6 => Just(Act::Link),
        1 => Just(Act::LinkInterior),
        3 => Just(Act::NewChild),
        2 => n().prop_map(Act::MoveJsOut),
        1 => n().prop_map(Act::CloneJs),
        2 => n().prop_map(Act::MoveOut),
        1 => n().prop_map(Act::MoveOutInterior),
        1 => n().prop_map(Act::MoveUp),
        2 => n().prop_map(Act::Remove),
        1 => n().prop_map(Act::CloneOut),
        1 => Just(Act::CloneSelf),
        2 => n().prop_map(Act::ReturnJs),
        2 => Just(Act::Return),
        2 => Just(Act::MakeWeak),
        2 => Just(Act::Gc),
        1 => Just(Act::Pass),
        1 => Just(Act::PassMut),
    ]
}

fn saves() -> impl Strategy<Value = Saves> {
    prop_oneof![
        6 => Just(Saves::Nothing),
        1 => Just(Saves::Edge),
        1 => Just(Saves::Js),
    ]
}

pub(super) fn step() -> impl Strategy<Value = Step> {
    let n = any::<N>;
    prop_oneof![
        6 => n().prop_map(Step::JsNew),
        6 => (n(), n()).prop_map(|(a, b)| Step::JsLink(a, b)),
        6 => (n(), n()).prop_map(|(a, b)| Step::JsUnlink(a, b)),
        1 => n().prop_map(Step::JsRoot),
        6 => n().prop_map(Step::JsUnroot),
        8 => (n(), saves()).prop_map(|(a, b)| Step::New(a, b)),
        26 => (n(), n(), walk(), act()).prop_map(|(a, b, c, d)| Step::Call(a, b, c, d)),
        4 => (n(), n(), walk(), act()).prop_map(|(a, b, c, d)| Step::Use(a, b, c, d)),
        4 => n().prop_map(Step::DropRef),
        2 => n().prop_map(Step::DropJs),
        4 => n().prop_map(Step::Poll),
        3 => (n(), n(), walk(), act()).prop_map(|(a, b, c, d)| Step::Upgrade(a, b, c, d)),
        2 => n().prop_map(Step::Dispose),
        1 => n().prop_map(Step::Retain),
        1 => n().prop_map(Step::Release),
        7 => Just(Step::Gc),
        4 => n().prop_map(Step::Finalize),
        1 => Just(Step::Sweep),
        6 => Just(Step::EndTurn),
        6 => Just(Step::Pass),
    ]
}
