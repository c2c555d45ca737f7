//! The steps of a run. Their arguments are resolved against the live state, modulo what there is to choose from.

use proptest::prelude::*;

use super::subject::Saves;

type N = u16;

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Step {
    /// The program makes an object, in a variable or as a property of another.
    JsNew(N),
    JsLink(N, N),
    JsUnlink(N, N),
    JsRoot(N),
    JsUnroot(N),
    /// It forgets all variables and properties that refer to an object.
    JsForget(N),
    /// It forgets everything, a turn ends, and the engine's collector runs: only what Rust holds is left.
    JsForgetAll,
    /// A new Rust object for the program. Its `Drop` code may save something.
    New(N, Saves),
    /// One, or two, that have a part without a wrapper. Each has a value of its own and a weak reference.
    NewParts(Saves, bool),
    /// The program calls a method of an object with another, and Rust does something below it.
    Call(N, N, Walk, Act),
    /// Rust uses one of its variables.
    Use(N, N, Walk, Act),
    /// Rust drops one of its variables.
    DropRef(N),
    DropJs(N),
    /// All of them.
    DropAll,
    /// Rust upgrades a weak reference and looks at what is there.
    Poll(N),
    /// It does more than look.
    Upgrade(N, N, Walk, Act),
    /// It keeps the reference.
    Keep(N),
    Dispose(N),
    Retain(N),
    Release(N),
    Gc,
    Finalize(N),
    Sweep,
    EndJob,
    EndTurn,
    /// A turn ends, and the engine's collector runs.
    Collect,
    Pass,
    /// A slice of a pass, so long.
    Slice(N),
    /// A pass in slices, with turns and collections in between.
    CedeInSlices(N),
    /// A pass, and the end of its turn.
    Cede,
    /// The engine's collector runs, then a sweep and a pass below a call, and the collector again. What they free waits.
    Called,
}

/// Which way Rust goes down from an object.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Walk {
    pub(super) depth: u8,
    pub(super) turns: [N; 3],
    /// Whether it clones the references on its way, instead of keeping everything borrowed.
    pub(super) clones: bool,
}

/// What Rust does at the end of a walk.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Act {
    Look,
    /// Holds the argument's value.
    HoldJs,
    /// Holds a value that nobody else has.
    HoldNew,
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
    RemoveJs(N),
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
    /// A slice of one, while everything is borrowed.
    SliceMut(N),
}

/// How often the steps of each kind are drawn. No one mixture finds everything.
#[derive(Clone, Copy)]
pub(super) struct Mixture {
    /// Steps of the program alone.
    program: u32,
    /// Calls, and how often one changes the graph.
    calls: u32,
    changes: u32,
    /// Weak references: how many there are, and how often they are upgraded.
    weak: u32,
    /// How often a walk ends in something being taken out, and kept.
    takes: u32,
    /// Steps of the engine.
    engine: u32,
    /// How many objects save something when they are dropped.
    saves: u32,
}

/// A bit of everything.
const BROAD: Mixture = Mixture {
    program: 6,
    calls: 26,
    changes: 6,
    weak: 4,
    takes: 2,
    engine: 6,
    saves: 1,
};

/// Little happens but upgrades, and what they lead to is kept.
const WEAK: Mixture = Mixture {
    program: 3,
    calls: 20,
    changes: 5,
    weak: 16,
    takes: 6,
    engine: 12,
    saves: 1,
};

/// Objects share others and die, and their `Drop` code saves something.
const DYING: Mixture = Mixture {
    program: 9,
    calls: 30,
    changes: 9,
    weak: 6,
    takes: 1,
    engine: 12,
    saves: 8,
};

pub(super) fn steps(length: usize) -> impl Strategy<Value = Vec<Step>> {
    let of = |mixture| prop::collection::vec(step(mixture), 1..length);
    prop_oneof![of(BROAD), of(WEAK), of(DYING)]
}

fn walk() -> impl Strategy<Value = Walk> {
    (0..4_u8, any::<[N; 3]>(), any::<bool>()).prop_map(|(depth, turns, clones)| Walk {
        depth,
        turns,
        clones,
    })
}

fn act(mixture: Mixture) -> impl Strategy<Value = Act> {
    let n = any::<N>;
    let Mixture { changes, takes, .. } = mixture;
    prop_oneof![
        4 => Just(Act::Look),
        changes => Just(Act::HoldJs),
        changes => Just(Act::HoldNew),
        changes => Just(Act::Link),
        1 => Just(Act::LinkInterior),
        changes => Just(Act::NewChild),
        takes => n().prop_map(Act::MoveJsOut),
        takes => n().prop_map(Act::CloneJs),
        takes => n().prop_map(Act::MoveOut),
        takes => n().prop_map(Act::MoveOutInterior),
        1 => n().prop_map(Act::MoveUp),
        2 => n().prop_map(Act::Remove),
        1 => n().prop_map(Act::RemoveJs),
        takes => n().prop_map(Act::CloneOut),
        1 => Just(Act::CloneSelf),
        2 => n().prop_map(Act::ReturnJs),
        2 => Just(Act::Return),
        4 => Just(Act::MakeWeak),
        2 => Just(Act::Gc),
        1 => Just(Act::Pass),
        1 => Just(Act::PassMut),
        1 => n().prop_map(Act::SliceMut),
    ]
}

fn saves(mixture: Mixture) -> impl Strategy<Value = Saves> {
    prop_oneof![
        6 => Just(Saves::Nothing),
        mixture.saves => Just(Saves::Edge),
        mixture.saves => Just(Saves::Js),
    ]
}

fn step(mixture: Mixture) -> impl Strategy<Value = Step> {
    let n = any::<N>;
    let Mixture {
        program,
        calls,
        weak,
        engine,
        ..
    } = mixture;
    prop_oneof![
        program => n().prop_map(Step::JsNew),
        program => (n(), n()).prop_map(|(a, b)| Step::JsLink(a, b)),
        program => (n(), n()).prop_map(|(a, b)| Step::JsUnlink(a, b)),
        1 => n().prop_map(Step::JsRoot),
        6 => n().prop_map(Step::JsUnroot),
        program => n().prop_map(Step::JsForget),
        4 => Just(Step::JsForgetAll),
        8 => (n(), saves(mixture)).prop_map(|(a, b)| Step::New(a, b)),
        weak / 2 => (saves(mixture), any::<bool>()).prop_map(|(a, b)| Step::NewParts(a, b)),
        calls => (n(), n(), walk(), act(mixture)).prop_map(|(a, b, c, d)| Step::Call(a, b, c, d)),
        4 => (n(), n(), walk(), act(mixture)).prop_map(|(a, b, c, d)| Step::Use(a, b, c, d)),
        4 => n().prop_map(Step::DropRef),
        2 => n().prop_map(Step::DropJs),
        4 => Just(Step::DropAll),
        weak => n().prop_map(Step::Poll),
        weak => (n(), n(), walk(), act(mixture)).prop_map(|(a, b, c, d)| Step::Upgrade(a, b, c, d)),
        weak / 2 => n().prop_map(Step::Keep),
        2 => n().prop_map(Step::Dispose),
        1 => n().prop_map(Step::Retain),
        1 => n().prop_map(Step::Release),
        2 => Just(Step::Gc),
        engine => n().prop_map(Step::Finalize),
        1 => Just(Step::Sweep),
        1 => Just(Step::EndJob),
        2 => Just(Step::EndTurn),
        engine => Just(Step::Collect),
        1 => Just(Step::Pass),
        20 => n().prop_map(Step::Slice),
        engine / 3 => n().prop_map(Step::CedeInSlices),
        engine => Just(Step::Cede),
        engine / 2 => Just(Step::Called),
    ]
}
