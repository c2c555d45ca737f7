//! The types that the state machine works with: a chain of three classes, a leaf, and a trait over all of them.
//! Their drops are counted, and do what they were armed with.

use std::any::{Any, TypeId};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::panic;
use std::rc::Rc;
use std::thread;

use handfast_runtime::{
    Borrow, BorrowMut, Class, Error, Handle, Heap, HeapSize, Object, ObjectBox, Part, Pointee,
    RawJsRef, Ref, Trace, Tracer, Value, Weak,
};

use crate::sim_host::{JsId, SimHost};

/// The number of an object: the same in the machine, in the model and in messages.
pub type ObjectId = u64;

/// Objects made by `Drop` code are numbered after the object that made them, so that the model, which does not
/// know the order of drops, finds them.
pub const IDS_PER_OBJECT: u64 = 16;

/// The class of an object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A class that can hold edges.
    Node,
    /// Derives from `Node`.
    Special,
    /// Derives from `Special`.
    Sub,
    /// A class that cannot.
    Leaf,
}

/// As what an object is referred to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum View {
    /// As an object of this class or of one derived from it.
    Class(Kind),
    /// By the trait [`Tagged`], as this class implements it.
    Dyn(Kind),
}

impl View {
    /// The class whose methods are called.
    pub fn kind(self) -> Kind {
        match self {
            View::Class(kind) | View::Dyn(kind) => kind,
        }
    }
}

impl Kind {
    /// All of them.
    pub const ALL: [Kind; 4] = [Kind::Node, Kind::Special, Kind::Sub, Kind::Leaf];

    /// The class's name.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Node => "Node",
            Kind::Special => "Special",
            Kind::Sub => "Sub",
            Kind::Leaf => "Leaf",
        }
    }

    /// Whether an object of this class is one of `other`, too.
    pub fn is_a(self, other: Kind) -> bool {
        self == other
            || matches!(
                (self, other),
                (Kind::Special | Kind::Sub, Kind::Node) | (Kind::Sub, Kind::Special)
            )
    }

    /// How many drops are counted for one object: one for each class of its chain.
    pub fn layers(self) -> u32 {
        match self {
            Kind::Node | Kind::Leaf => 1,
            Kind::Special => 2,
            Kind::Sub => 3,
        }
    }
}

/// What an object does while it is dropped.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Act {
    /// Makes an object and drops it.
    Create,
    /// Makes an object and hands it to JavaScript.
    CreateWrapped,
    /// Disposes another object by its number.
    Dispose(f64),
    /// Drops a reference that was put into the stash.
    DropStashed(u64),
    /// Borrows, and if possible changes, an object in the stash.
    Touch(u64),
    /// Saves its children by moving them to the stash.
    SaveChildren,
    /// Upgrades its weak references.
    Upgrade,
    /// Holds a JavaScript value, clones that, lets go of both, and flushes.
    Churn,
    /// Panics.
    Panic,
}

impl Act {
    /// Whether it begins by entering the heap.
    pub fn enters(self) -> bool {
        matches!(self, Act::CreateWrapped | Act::Dispose(_))
    }
}

/// The payload of [`Act::Panic`].
pub struct UserPanic;

/// What `Drop` code and the machine tell each other. Never borrowed while a reference is dropped.
#[derive(Default)]
pub struct Ledger {
    /// Whether `Drop` code does anything. Not any more after a failure, which would lead to others.
    pub armed: bool,
    /// The JavaScript heap.
    pub sim: Option<Rc<SimHost>>,
    /// How many drops were seen of each object.
    pub drops: BTreeMap<ObjectId, u32>,
    /// References that no variable and no object holds.
    pub stash: BTreeMap<u64, Strong>,
    /// What became of objects made by [`Act::CreateWrapped`].
    pub wrapped: BTreeMap<ObjectId, Result<(Handle, JsId), Error>>,
    /// Objects made by [`Act::CreateWrapped`] since somebody looked.
    pub made: Vec<(ObjectId, Watch)>,
    /// What `Drop` code found to be wrong. It cannot panic to say so.
    pub failures: Vec<String>,
}

thread_local! {
    static LEDGER: RefCell<Ledger> = RefCell::default();
}

/// Uses this thread's ledger; `None` while the thread ends.
pub fn ledger<R>(f: impl FnOnce(&mut Ledger) -> R) -> Option<R> {
    LEDGER.try_with(|ledger| f(&mut ledger.borrow_mut())).ok()
}

/// What every object has.
pub struct Core {
    /// Its number.
    pub id: ObjectId,
    /// Something to read and to change.
    pub value: i64,
    /// What it does when it is dropped.
    pub acts: Vec<Act>,
}

/// The root class.
pub struct Node {
    /// What every object has.
    pub core: Core,
    /// Edges to objects.
    pub children: Vec<Strong>,
    /// Weak references.
    pub weaks: Vec<Watch>,
    /// Edges to JavaScript values.
    pub js: Vec<RawJsRef>,
}

/// Derives from [`Node`], and has edges of its own.
pub struct Special {
    /// The part that is a `Node`.
    pub base: Node,
    /// More edges.
    pub extra: Vec<Strong>,
}

/// Derives from [`Special`].
pub struct Sub {
    /// The part that is a `Special`.
    pub base: Special,
}

/// A class without edges.
pub struct Leaf {
    /// What every object has.
    pub core: Core,
}

impl Core {
    fn new(id: ObjectId) -> Core {
        Core {
            id,
            value: 0,
            acts: Vec::new(),
        }
    }
}

impl Node {
    fn new(id: ObjectId) -> Node {
        Node {
            core: Core::new(id),
            children: Vec::new(),
            weaks: Vec::new(),
            js: Vec::new(),
        }
    }
}

impl Special {
    fn new(id: ObjectId) -> Special {
        Special {
            base: Node::new(id),
            extra: Vec::new(),
        }
    }
}

impl Sub {
    fn new(id: ObjectId) -> Sub {
        Sub {
            base: Special::new(id),
        }
    }
}

impl Leaf {
    fn new(id: ObjectId) -> Leaf {
        Leaf {
            core: Core::new(id),
        }
    }
}

/// Makes an object.
pub fn make(kind: Kind, id: ObjectId) -> Strong {
    match kind {
        Kind::Node => Strong::Node(Ref::new(Node::new(id))),
        Kind::Special => Strong::Special(Ref::new(Special::new(id))),
        Kind::Sub => Strong::Sub(Ref::new(Sub::new(id))),
        Kind::Leaf => Strong::Leaf(Ref::new(Leaf::new(id))),
    }
}

/// Makes an object that holds a weak reference to itself. `None` for leaves, which hold none.
pub fn make_cyclic(kind: Kind, id: ObjectId) -> Option<Strong> {
    fn early<T: Object>(this: &Weak<T>) -> Weak<T> {
        if this.upgrade().is_some() {
            ledger(|ledger| {
                ledger
                    .failures
                    .push("an object was there before it was made".to_owned());
            });
        }
        this.clone()
    }
    Some(match kind {
        Kind::Node => Strong::Node(Ref::new_cyclic(|this| {
            let mut node = Node::new(id);
            node.weaks.push(Watch::Node(early(this)));
            node
        })),
        Kind::Special => Strong::Special(Ref::new_cyclic(|this| {
            let mut special = Special::new(id);
            special.base.weaks.push(Watch::Special(early(this)));
            special
        })),
        Kind::Sub => Strong::Sub(Ref::new_cyclic(|this| {
            let mut sub = Sub::new(id);
            sub.base.base.weaks.push(Watch::Sub(early(this)));
            sub
        })),
        Kind::Leaf => return None,
    })
}

/// What the machine may do with an object of any class.
pub trait Tagged {
    /// What every object has.
    fn core(&self) -> &Core;
    /// The same, to change it.
    fn core_mut(&mut self) -> &mut Core;
    /// The part that is a `Node`, if there is one.
    fn node_mut(&mut self) -> Option<&mut Node>;
    /// The edges of the part that is a `Special`, if there is one.
    fn extra_mut(&mut self) -> Option<&mut Vec<Strong>>;
}
handfast_runtime::dyn_object!(Tagged);

macro_rules! tagged {
    ($($ty:ty: |$self:ident| core $core:expr, node $node:expr, extra $extra:expr;)*) => {$(
        impl Tagged for $ty {
            fn core(&self) -> &Core {
                let $self = self;
                &$core
            }
            fn core_mut(&mut self) -> &mut Core {
                let $self = self;
                &mut $core
            }
            fn node_mut(&mut self) -> Option<&mut Node> {
                let $self = self;
                $node
            }
            fn extra_mut(&mut self) -> Option<&mut Vec<Strong>> {
                let $self = self;
                $extra
            }
        }
    )*};
}

tagged! {
    Node: |this| core this.core, node Some(this), extra { let _ = this; None };
    Special: |this| core this.base.core, node Some(&mut this.base), extra Some(&mut this.extra);
    Sub: |this| core this.base.base.core, node Some(&mut this.base.base), extra Some(&mut this.base.extra);
    Leaf: |this| core this.core, node { let _ = this; None }, extra { let _ = this; None };
}

impl Trace for Node {
    const EDGES: bool = true;
    fn trace(&self, tracer: &mut Tracer<'_>) {
        self.children.trace(tracer);
        self.weaks.trace(tracer);
        self.js.trace(tracer);
    }
}

impl Trace for Special {
    const EDGES: bool = true;
    fn trace(&self, tracer: &mut Tracer<'_>) {
        self.base.trace(tracer);
        self.extra.trace(tracer);
    }
}

impl Trace for Sub {
    const EDGES: bool = true;
    fn trace(&self, tracer: &mut Tracer<'_>) {
        self.base.trace(tracer);
    }
}

impl Trace for Leaf {
    const EDGES: bool = false;
    fn trace(&self, _: &mut Tracer<'_>) {}
}

handfast_runtime::object!(Node: measured);
handfast_runtime::object!(Leaf: measured);

/// What the objects of a class say that they own: not what they do, so that it can change in many ways.
macro_rules! sized {
    ($($ty:ty: |$this:ident| $size:expr;)*) => {$(
        impl HeapSize for $ty {
            const OWNS: bool = true;
            fn heap_size(&self) -> usize {
                let $this = self;
                $size
            }
        }
    )*};
}

sized! {
    Node: |this| owned(this.core.value, this.children.len(), 0);
    Special: |this| this.base.heap_size() + owned(0, 0, this.extra.len());
    Sub: |this| this.base.heap_size();
    Leaf: |this| owned(this.core.value, 0, 0);
}

fn owned(value: i64, children: usize, extra: usize) -> usize {
    value as usize + 100 * children + 10_000 * extra
}

/// How many bytes an object reports.
pub fn bytes(kind: Kind, value: i64, children: usize, extra: usize) -> u64 {
    let room = match kind {
        Kind::Node => size_of::<ObjectBox<Node>>(),
        Kind::Special => size_of::<ObjectBox<Node>>() + size_of::<Special>(),
        Kind::Sub => size_of::<ObjectBox<Node>>() + size_of::<Sub>(),
        Kind::Leaf => size_of::<ObjectBox<Leaf>>(),
    };
    (room + owned(value, children, extra)) as u64
}

impl Part for Node {
    fn part(&self, id: TypeId) -> Option<&dyn Any> {
        (id == TypeId::of::<Node>()).then_some(self as &dyn Any)
    }
    fn part_mut(&mut self, id: TypeId) -> Option<&mut dyn Any> {
        (id == TypeId::of::<Node>()).then_some(self as &mut dyn Any)
    }
    fn trace_part(&self, tracer: &mut Tracer<'_>) {
        self.trace(tracer);
    }
}

macro_rules! derived {
    ($($ty:ident extends $base:ident;)*) => {$(
        impl Object for $ty {
            type Root = Node;
            fn class() -> &'static Class {
                static CLASS: Class = Class::new(stringify!($ty), true).extending(<$base as Object>::class);
                &CLASS
            }
            fn into_value(self) -> Value<Node> {
                Value::Derived(Box::new(self))
            }
            const MEASURED: bool = true;
            fn measure(&self) -> usize {
                self.heap_size()
            }
        }

        impl Part for $ty {
            fn part(&self, id: TypeId) -> Option<&dyn Any> {
                if id == TypeId::of::<$ty>() { Some(self) } else { self.base.part(id) }
            }
            fn part_mut(&mut self, id: TypeId) -> Option<&mut dyn Any> {
                if id == TypeId::of::<$ty>() { Some(self) } else { self.base.part_mut(id) }
            }
            fn trace_part(&self, tracer: &mut Tracer<'_>) {
                self.trace(tracer);
            }
            fn measure_part(&self) -> usize {
                self.measure()
            }
        }

        impl Drop for $ty {
            fn drop(&mut self) {
                count_drop(self.core().id);
            }
        }
    )*};
}

derived! {
    Special extends Node;
    Sub extends Special;
}

impl Drop for Node {
    fn drop(&mut self) {
        count_drop(self.core.id);
        let acts = std::mem::take(&mut self.core.acts);
        Acts::new(self.core.id, acts, &mut self.children, &self.weaks).run();
    }
}

impl Drop for Leaf {
    fn drop(&mut self) {
        count_drop(self.core.id);
        let acts = std::mem::take(&mut self.core.acts);
        Acts::new(self.core.id, acts, &mut Vec::new(), &[]).run();
    }
}

fn count_drop(id: ObjectId) {
    ledger(|ledger| *ledger.drops.entry(id).or_default() += 1);
}

enum Step {
    /// Enters the heap, which carries out what other threads released. That may panic, so it is a step of its own.
    Enter,
    /// Carries out the act at an index.
    Act(u64, Act),
}

/// The acts of an object that is being dropped. Like the elements of a `Vec`, all of them are carried out, also
/// when one panics.
struct Acts<'a> {
    id: ObjectId,
    steps: std::vec::IntoIter<Step>,
    children: &'a mut Vec<Strong>,
    weaks: &'a [Watch],
}

impl<'a> Acts<'a> {
    fn new(
        id: ObjectId,
        acts: Vec<Act>,
        children: &'a mut Vec<Strong>,
        weaks: &'a [Watch],
    ) -> Acts<'a> {
        let mut steps = Vec::new();
        for (act, index) in acts.into_iter().zip(0..) {
            if act.enters() {
                steps.push(Step::Enter);
            }
            steps.push(Step::Act(index, act));
        }
        Acts {
            id,
            steps: steps.into_iter(),
            children,
            weaks,
        }
    }

    fn run(&mut self) {
        if ledger(|ledger| ledger.armed) != Some(true) {
            return;
        }
        while let Some(step) = self.steps.next() {
            match step {
                Step::Enter => _ = Heap::handle(1.0).map(Heap::is_alive),
                Step::Act(index, act) => self.act(index, act),
            }
        }
    }

    fn act(&mut self, index: u64, act: Act) {
        match act {
            Act::Create => drop(make(Kind::Leaf, made_by(self.id, index))),
            Act::CreateWrapped => create_wrapped(made_by(self.id, index)),
            Act::Dispose(number) => dispose(number),
            Act::DropStashed(key) => drop(ledger(|ledger| ledger.stash.remove(&key))),
            Act::Touch(key) => touch(key),
            Act::SaveChildren => {
                for (child, index) in std::mem::take(self.children).into_iter().zip(0..) {
                    ledger(|ledger| ledger.stash.insert(saved_key(self.id, index), child));
                }
            }
            Act::Upgrade => self.weaks.iter().for_each(|weak| drop(weak.upgrade())),
            Act::Churn => churn(),
            Act::Panic if thread::panicking() => {}
            Act::Panic => panic::resume_unwind(Box::new(UserPanic)),
        }
    }
}

impl Drop for Acts<'_> {
    fn drop(&mut self) {
        self.run();
    }
}

/// The number of the object that the act at `index` of object `id` makes.
pub fn made_by(id: ObjectId, index: u64) -> ObjectId {
    id + 1 + index
}

/// Under which key the child at `index` of object `id` is saved.
pub fn saved_key(id: ObjectId, index: u64) -> u64 {
    (id << 20) + index
}

fn sim() -> Option<Rc<SimHost>> {
    ledger(|ledger| ledger.sim.clone()).flatten()
}

fn create_wrapped(id: ObjectId) {
    let Some(sim) = sim() else { return };
    let leaf = Ref::new(Leaf::new(id));
    let outcome = sim
        .wrap(&leaf, false)
        .and_then(|wrapper| Ok((leaf.handle().ok_or(Error::NotAHandle)?, wrapper)));
    ledger(|ledger| {
        ledger.wrapped.insert(id, outcome);
        ledger.made.push((id, Watch::Leaf(leaf.downgrade())));
    });
}

fn dispose(number: f64) {
    let Ok(handle) = Heap::handle(number) else {
        return;
    };
    // Whether it can be disposed depends on what was dropped before. Afterwards it is stale, or only retained.
    let _ = Heap::dispose(handle);
    if Heap::dispose(handle) != Err(Error::StaleHandle) {
        ledger(|ledger| {
            ledger
                .failures
                .push(format!("{handle:?} was disposed twice"));
        });
    }
}

fn touch(key: u64) {
    let Some(object) = ledger(|ledger| ledger.stash.get(&key).cloned()).flatten() else {
        return;
    };
    let _ = object.read(&"Drop.touch", |_| ());
    let _ = object.write(&"Drop.touch", |_| ());
}

fn churn() {
    let Some(sim) = sim() else { return };
    let value = sim.object();
    sim.unroot(value);
    if let Ok(held) = sim.hold(value) {
        let clone = held.clone();
        if held.count() != 2 || sim.value(clone.slot()) != Some(value) {
            ledger(|ledger| {
                ledger
                    .failures
                    .push("a value held in Drop code was lost".to_owned());
            });
        }
    }
    Heap::flush_decrefs();
}

/// A strong reference to an object, as whatever it is referred to.
#[derive(Clone)]
pub enum Strong {
    /// As a `Node`.
    Node(Ref<Node>),
    /// As a `Special`.
    Special(Ref<Special>),
    /// As a `Sub`.
    Sub(Ref<Sub>),
    /// As a `Leaf`.
    Leaf(Ref<Leaf>),
    /// By its trait.
    Dyn(Ref<dyn Tagged>),
}

/// The same, weak.
#[derive(Clone)]
pub enum Watch {
    /// As a `Node`.
    Node(Weak<Node>),
    /// As a `Special`.
    Special(Weak<Special>),
    /// As a `Sub`.
    Sub(Weak<Sub>),
    /// As a `Leaf`.
    Leaf(Weak<Leaf>),
    /// By its trait.
    Dyn(Weak<dyn Tagged>),
}

/// Does the same for whatever type the reference has.
macro_rules! each {
    ($strong:expr, $object:ident => $result:expr) => {
        match $strong {
            Strong::Node($object) => $result,
            Strong::Special($object) => $result,
            Strong::Sub($object) => $result,
            Strong::Leaf($object) => $result,
            Strong::Dyn($object) => $result,
        }
    };
}
pub(crate) use each;

impl Trace for Strong {
    const EDGES: bool = true;
    fn trace(&self, tracer: &mut Tracer<'_>) {
        each!(self, object => object.trace(tracer));
    }
}

impl Trace for Watch {
    const EDGES: bool = false;
    fn trace(&self, _: &mut Tracer<'_>) {}
}

/// A borrow of whatever type.
pub trait Held {}
impl<T: ?Sized> Held for Borrow<'_, T> {}
impl<T: ?Sized> Held for BorrowMut<'_, T> {}

/// On whose behalf something is borrowed.
#[derive(Clone, Copy, Debug)]
pub enum By {
    /// An exported method.
    Method(&'static &'static str),
    /// A line of code.
    Code,
}

/// A borrow, or why there is none, and how a conflict with it names its holder.
pub type Borrowed<'a> = (Result<Box<dyn Held + 'a>, Error>, String);

fn borrow<T: Pointee + ?Sized>(object: &Ref<T>, mutably: bool, by: By) -> Borrowed<'_> {
    fn held<'a>(guard: impl Held + 'a) -> Box<dyn Held + 'a> {
        Box::new(guard)
    }
    let code = |line: u32| format!("{}:{line}", file!());
    match (by, mutably) {
        (By::Method(method), false) => (
            object.try_borrow_for(method).map(held),
            (*method).to_owned(),
        ),
        (By::Method(method), true) => (
            object.try_borrow_mut_for(method).map(held),
            (*method).to_owned(),
        ),
        (By::Code, false) => {
            let (guard, line) = (object.try_borrow(), line!());
            (guard.map(held), code(line))
        }
        (By::Code, true) => {
            let (guard, line) = (object.try_borrow_mut(), line!());
            (guard.map(held), code(line))
        }
    }
}

impl Strong {
    /// A borrow that can be kept.
    pub fn borrow(&self, mutably: bool, by: By) -> Borrowed<'_> {
        each!(self, object => borrow(object, mutably, by))
    }

    /// Reads the object.
    ///
    /// # Errors
    /// As [`Ref::try_borrow`].
    pub fn read<R>(
        &self,
        method: &'static &'static str,
        f: impl FnOnce(&dyn Tagged) -> R,
    ) -> Result<R, Error> {
        match self {
            Strong::Dyn(object) => Ok(f(&*object.try_borrow_for(method)?)),
            Strong::Node(object) => Ok(f(&*object.try_borrow_for(method)?)),
            Strong::Special(object) => Ok(f(&*object.try_borrow_for(method)?)),
            Strong::Sub(object) => Ok(f(&*object.try_borrow_for(method)?)),
            Strong::Leaf(object) => Ok(f(&*object.try_borrow_for(method)?)),
        }
    }

    /// Changes the object.
    ///
    /// # Errors
    /// As [`Ref::try_borrow_mut`].
    pub fn write<R>(
        &self,
        method: &'static &'static str,
        f: impl FnOnce(&mut dyn Tagged) -> R,
    ) -> Result<R, Error> {
        match self {
            Strong::Dyn(object) => Ok(f(&mut *object.try_borrow_mut_for(method)?)),
            Strong::Node(object) => Ok(f(&mut *object.try_borrow_mut_for(method)?)),
            Strong::Special(object) => Ok(f(&mut *object.try_borrow_mut_for(method)?)),
            Strong::Sub(object) => Ok(f(&mut *object.try_borrow_mut_for(method)?)),
            Strong::Leaf(object) => Ok(f(&mut *object.try_borrow_mut_for(method)?)),
        }
    }

    /// The same, weak.
    pub fn downgrade(&self) -> Watch {
        match self {
            Strong::Node(object) => Watch::Node(object.downgrade()),
            Strong::Special(object) => Watch::Special(object.downgrade()),
            Strong::Sub(object) => Watch::Sub(object.downgrade()),
            Strong::Leaf(object) => Watch::Leaf(object.downgrade()),
            Strong::Dyn(object) => Watch::Dyn(object.downgrade()),
        }
    }

    /// The same object as one of another class, or by its trait; or unchanged if it is not that.
    pub fn cast(self, to: Option<Kind>) -> (Strong, bool) {
        fn done(outcome: Result<Strong, Strong>) -> (Strong, bool) {
            outcome.map_or_else(|same| (same, false), |changed| (changed, true))
        }
        macro_rules! class {
            ($object:ident, $same:ident: $($kind:ident by $method:ident),*) => {
                match to {
                    None => (Strong::Dyn($object.into_dyn()), true),
                    $(Some(Kind::$kind) => done($object.$method::<$kind>().map(Strong::$kind).map_err(Strong::$same)),)*
                    Some(_) => (Strong::$same($object), false),
                }
            };
        }
        match self {
            Strong::Node(object) => {
                class!(object, Node: Node by upcast, Special by downcast, Sub by downcast)
            }
            Strong::Special(object) => {
                class!(object, Special: Node by upcast, Special by upcast, Sub by downcast)
            }
            Strong::Sub(object) => {
                class!(object, Sub: Node by upcast, Special by upcast, Sub by downcast)
            }
            Strong::Leaf(object) => class!(object, Leaf: Leaf by upcast),
            Strong::Dyn(object) => (Strong::Dyn(object), false),
        }
    }
}

impl Watch {
    /// The same, strong, while the object lives.
    pub fn upgrade(&self) -> Option<Strong> {
        Some(match self {
            Watch::Node(weak) => Strong::Node(weak.upgrade()?),
            Watch::Special(weak) => Strong::Special(weak.upgrade()?),
            Watch::Sub(weak) => Strong::Sub(weak.upgrade()?),
            Watch::Leaf(weak) => Strong::Leaf(weak.upgrade()?),
            Watch::Dyn(weak) => Strong::Dyn(weak.upgrade()?),
        })
    }
}
