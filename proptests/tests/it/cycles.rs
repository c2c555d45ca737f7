//! The collector against reachability: random graphs of Rust objects, some held by handles, some by variables.
//!
//! After every step, what can be reached is alive; after every pass, nothing else is. What a pass below a call frees is dropped by the next
//! one that is not.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::panic;
use std::thread;

use handfast_proptests::search;
use handfast_runtime::{Error, Handle, Heap, Ref, Trace, Tracer, Weak};
use proptest::prelude::*;

/// Numbers pick among what there is, so that every sequence of steps makes sense.
#[derive(Clone, Copy, Debug)]
enum Step {
    New,
    /// Adds an edge from a reachable object to another.
    Link(usize, usize),
    /// Takes an edge away.
    Unlink(usize, usize),
    /// Moves a reference out of a field and into a variable.
    MoveOut(usize, usize),
    /// A new variable for a reachable object.
    Hold(usize),
    /// Lets a variable go.
    Drop(usize),
    Expose(usize),
    Dispose(usize),
    /// Upgrades a weak reference, to garbage as well, and holds what it gives.
    Upgrade(usize),
    Collect,
    /// Collects while an object is mutably borrowed.
    CollectBorrowed(usize),
    /// Collects below a call.
    CollectCalled,
}

fn step() -> impl Strategy<Value = Step> {
    let any = any::<usize>;
    prop_oneof![
        4 => Just(Step::New),
        8 => (any(), any()).prop_map(|(from, to)| Step::Link(from, to)),
        2 => (any(), any()).prop_map(|(from, edge)| Step::Unlink(from, edge)),
        2 => (any(), any()).prop_map(|(from, edge)| Step::MoveOut(from, edge)),
        1 => any().prop_map(Step::Hold),
        6 => any().prop_map(Step::Drop),
        1 => any().prop_map(Step::Expose),
        1 => any().prop_map(Step::Dispose),
        1 => any().prop_map(Step::Upgrade),
        1 => Just(Step::Collect),
        1 => any().prop_map(Step::CollectBorrowed),
        1 => Just(Step::CollectCalled),
    ]
}

struct Vertex {
    id: usize,
    edges: Vec<Ref<Vertex>>,
}

impl Trace for Vertex {
    const EDGES: bool = true;
    fn trace(&self, tracer: &mut Tracer<'_>) {
        self.edges.trace(tracer);
    }
}
handfast_runtime::object!(Vertex);

thread_local! {
    static DROPPED: RefCell<BTreeSet<usize>> = RefCell::default();
}

impl Drop for Vertex {
    fn drop(&mut self) {
        DROPPED.with_borrow_mut(|dropped| dropped.insert(self.id));
    }
}

#[derive(Default)]
struct World {
    variables: Vec<Ref<Vertex>>,
    handles: Vec<Handle>,
    weak: Vec<Weak<Vertex>>,
    // What should be, by the objects' numbers.
    edges: BTreeMap<usize, Vec<usize>>,
    roots: Vec<usize>,
    exposed: Vec<usize>,
    /// Objects that were freed below a call, and not dropped yet.
    waiting: BTreeSet<usize>,
}

impl World {
    fn reachable(&self) -> BTreeSet<usize> {
        self.reachable_from([&self.roots[..], &self.exposed].concat())
    }

    /// What can be reached, and what hangs from objects that wait to be dropped, without those.
    fn kept(&self) -> BTreeSet<usize> {
        let waiting = self.waiting.iter().flat_map(|id| &self.edges[id]);
        let all = self.roots.iter().chain(&self.exposed).chain(waiting);
        &self.reachable_from(all.copied().collect()) - &self.waiting
    }

    fn reachable_from(&self, mut todo: Vec<usize>) -> BTreeSet<usize> {
        let mut reached = BTreeSet::new();
        while let Some(id) = todo.pop() {
            if reached.insert(id) {
                todo.extend_from_slice(&self.edges[&id]);
            }
        }
        reached
    }

    fn alive(&self) -> BTreeSet<usize> {
        let alive = |(id, weak): (usize, &Weak<Vertex>)| weak.upgrade().map(|_| id);
        self.weak.iter().enumerate().filter_map(alive).collect()
    }

    /// A reachable object, through its weak reference.
    fn pick(&self, seed: usize) -> Option<Ref<Vertex>> {
        let reachable = self.reachable();
        let id = *reachable.iter().nth(seed.checked_rem(reachable.len())?)?;
        self.weak[id].upgrade()
    }

    fn edge(&mut self, from: usize, edge: usize) -> Option<Ref<Vertex>> {
        let from = self.pick(from)?;
        let mut from = from.borrow_mut();
        let edge = edge.checked_rem(from.edges.len())?;
        self.edges.get_mut(&from.id)?.remove(edge);
        Some(from.edges.remove(edge))
    }

    fn hold(&mut self, vertex: Ref<Vertex>) {
        self.roots.push(vertex.borrow().id);
        self.variables.push(vertex);
    }

    /// One step; `None` where there is nothing to take it on.
    fn take(&mut self, step: Step) -> Option<()> {
        match step {
            Step::New => {
                let id = self.weak.len();
                let edges = Vec::new();
                let vertex = Ref::new(Vertex { id, edges });
                self.weak.push(vertex.downgrade());
                self.edges.insert(id, Vec::new());
                self.hold(vertex);
            }
            Step::Link(from, to) => {
                let (from, to) = (self.pick(from)?, self.pick(to)?);
                let ids = (from.borrow().id, to.borrow().id);
                from.borrow_mut().edges.push(to);
                self.edges.get_mut(&ids.0)?.push(ids.1);
            }
            Step::Unlink(from, edge) => drop(self.edge(from, edge)?),
            Step::MoveOut(from, edge) => {
                let moved = self.edge(from, edge)?;
                self.hold(moved);
            }
            Step::Hold(object) => {
                let object = self.pick(object)?;
                self.hold(object);
            }
            Step::Drop(variable) => {
                let variable = variable.checked_rem(self.variables.len())?;
                self.roots.remove(variable);
                drop(self.variables.remove(variable));
            }
            Step::Expose(object) => {
                let object = self.pick(object)?;
                let id = object.borrow().id;
                if !self.exposed.contains(&id) {
                    self.handles.push(Heap::expose(&object).ok()?);
                    self.exposed.push(id);
                }
            }
            Step::Dispose(handle) => {
                let handle = handle.checked_rem(self.handles.len())?;
                self.exposed.remove(handle);
                Heap::dispose(self.handles.remove(handle)).ok()?;
            }
            Step::Upgrade(object) => {
                let object = object.checked_rem(self.weak.len())?;
                let object = self.weak[object].upgrade()?;
                self.hold(object);
            }
            Step::Collect => drop(Heap::collect()),
            Step::CollectBorrowed(object) => {
                let object = self.pick(object)?;
                let _borrow = object.borrow_mut();
                Heap::collect();
            }
            Step::CollectCalled => {
                let freed = &self.alive() - &self.kept();
                Heap::calling(Heap::collect);
                self.waiting.extend(freed);
            }
        }
        Some(())
    }

    fn check(&self, exactly: bool) -> Result<(), String> {
        let (reachable, alive, kept) = (self.reachable(), self.alive(), self.kept());
        if !reachable.is_subset(&alive) || exactly && kept != alive {
            return Err(format!(
                "reachable {reachable:?}, alive {alive:?}, kept {kept:?}"
            ));
        }
        let dropped = DROPPED.with_borrow(|dropped| dropped & &self.waiting);
        let pending = Heap::stats().pending_releases as usize;
        if !dropped.is_empty() || pending != self.waiting.len() {
            return Err(format!(
                "{pending} wait, not {:?}; dropped {dropped:?}",
                self.waiting
            ));
        }
        for &id in &reachable {
            let object = self.weak[id].upgrade().ok_or("gone")?;
            let edges = object.try_borrow().map_err(|error| error.to_string())?;
            let ids: Result<Vec<_>, Error> = edges
                .edges
                .iter()
                .map(|edge| Ok(edge.try_borrow()?.id))
                .collect();
            if ids != Ok(self.edges[&id].clone()) {
                return Err(format!("edges of {id}: {ids:?}"));
            }
        }
        Ok(())
    }
}

fn run(steps: &[Step]) -> Result<(), String> {
    let mut world = World::default();
    for (i, &step) in steps.iter().enumerate() {
        let taken = world.take(step).is_some();
        if taken && matches!(step, Step::Collect | Step::CollectBorrowed(_)) {
            let waiting = std::mem::take(&mut world.waiting);
            if !DROPPED.with_borrow(|dropped| waiting.is_subset(dropped)) {
                return Err(format!("after step {i} {waiting:?} still wait"));
            }
        }
        let exactly = taken
            && matches!(
                step,
                Step::Collect | Step::CollectBorrowed(_) | Step::CollectCalled
            );
        world
            .check(exactly)
            .map_err(|error| format!("after step {i}, {step:?}: {error}"))?;
    }
    world.variables.clear();
    for handle in world.handles.drain(..) {
        Heap::dispose(handle).map_err(|error| error.to_string())?;
    }
    Heap::drop_waiting();
    let left = Heap::stats().objects;
    let freed = Heap::collect().freed;
    let stats = Heap::stats();
    if freed != left || !stats.is_empty() {
        return Err(format!(
            "at the end {freed} of {left} were freed: {stats:?}"
        ));
    }
    Ok(())
}

/// On a thread of its own, for a heap of its own: a run that fails leaves objects behind.
fn run_apart(steps: &[Step]) -> Result<(), String> {
    thread::scope(|scope| scope.spawn(|| run(steps)).join())
        .unwrap_or_else(|panic| panic::resume_unwind(panic))
}

#[test]
fn what_can_be_reached_lives_and_nothing_else() {
    let (cases, length) = if cfg!(miri) { (3, 40) } else { (3_000, 200) };
    let steps = proptest::collection::vec(step(), 1..length);
    if let Err(found) = search::search(cases, &steps, |steps| run_apart(steps)) {
        panic!("{}\nseed {}\n{:#?}", found.message, found.seed, found.value);
    }
}
