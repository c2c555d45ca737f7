//! The program: what it does, and what it remembers of that.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use handfast_proptests::{JsId, Settings, SimHost};
use handfast_runtime::{Handle, Heap, RawJsRef, Ref, Trace, Tracer};

use super::oracle::Oracle;

/// Numbers pick among what there is, so that every sequence of steps makes sense.
#[derive(Clone, Copy, Debug)]
pub(super) enum Step {
    Vertex,
    /// An object that can hold nothing.
    Leaf,
    /// An object takes hold of another. Both are in variables.
    Link(usize, usize),
    Unlink(usize),
    /// One more variable.
    Clone(usize),
    /// One variable less.
    Drop(usize),
    /// JavaScript gets an object. Those that can hold something are always findable again.
    Wrap(usize, bool),
    /// An object takes hold of a wrapper.
    HoldWrapper(usize, usize),
    /// An object takes hold of another JavaScript value.
    HoldValue(usize),
    /// JavaScript lets go of a wrapper.
    Unroot(usize),
    Retain(usize),
    Release(usize),
    /// Rust looks at an object by its handle.
    Enter(usize),
    Pass,
    /// The other heap is collected, and what waits for that is done.
    Collect,
    EndTurn,
    /// All that there is is explained.
    Check,
    /// The same while an object is borrowed.
    CheckBorrowed(usize),
    CheckBorrowedMut(usize),
}

thread_local! {
    static ALIVE: RefCell<BTreeSet<usize>> = const { RefCell::new(BTreeSet::new()) };
}

/// Is born and dies with its object.
pub(super) struct Tag(usize);

impl Drop for Tag {
    fn drop(&mut self) {
        ALIVE.with_borrow_mut(|alive| alive.remove(&self.0));
    }
}

pub(super) struct Vertex {
    _tag: Tag,
    edges: Vec<Any>,
    js_refs: Vec<RawJsRef>,
}

impl Trace for Vertex {
    const EDGES: bool = true;
    fn trace(&self, tracer: &mut Tracer<'_>) {
        for edge in &self.edges {
            match edge {
                Any::Vertex(vertex) => vertex.trace(tracer),
                Any::Leaf(leaf) => leaf.trace(tracer),
            }
        }
        self.js_refs.trace(tracer);
    }
}

pub(super) struct Leaf {
    _tag: Tag,
}

impl Trace for Leaf {
    const EDGES: bool = false;
    fn trace(&self, _: &mut Tracer<'_>) {}
}
handfast_runtime::object!(Vertex, Leaf);

#[derive(Clone)]
pub(super) enum Any {
    Vertex(Ref<Vertex>),
    Leaf(Ref<Leaf>),
}

/// What an object holds, in the order in which it is traced.
#[derive(Clone, Default)]
pub(super) struct Holds {
    pub(super) edges: Vec<usize>,
    /// The values, and of which objects they are the wrappers.
    pub(super) js_refs: Vec<(JsId, Option<usize>)>,
}

pub(super) struct World {
    pub(super) js: Rc<SimHost>,
    pub(super) variables: Vec<(usize, Any)>,
    pub(super) holds: BTreeMap<usize, Holds>,
    /// The objects that can hold nothing.
    pub(super) leaves: BTreeSet<usize>,
    /// Every handle that there was, with its object and raw retains.
    pub(super) handles: BTreeMap<Handle, (usize, u32)>,
    /// What JavaScript's variables hold.
    wrappers: Vec<(usize, JsId)>,
    next: usize,
}

impl World {
    pub(super) fn new() -> World {
        World {
            js: SimHost::install(Settings::default()),
            variables: Vec::new(),
            holds: BTreeMap::new(),
            leaves: BTreeSet::new(),
            handles: BTreeMap::new(),
            wrappers: Vec::new(),
            next: 0,
        }
    }

    pub(super) fn alive(&self) -> BTreeSet<usize> {
        ALIVE.with_borrow(BTreeSet::clone)
    }

    fn tag(&mut self) -> Tag {
        self.next += 1;
        self.holds.insert(self.next, Holds::default());
        ALIVE.with_borrow_mut(|alive| alive.insert(self.next));
        Tag(self.next)
    }

    fn variable(&self, seed: usize) -> Option<(usize, Any)> {
        let at = seed.checked_rem(self.variables.len())?;
        Some(self.variables[at].clone())
    }

    fn vertex(&self, seed: usize) -> Option<(usize, Ref<Vertex>)> {
        match self.variable(seed)? {
            (id, Any::Vertex(vertex)) => Some((id, vertex)),
            _ => None,
        }
    }

    fn holds(&mut self, id: usize) -> &mut Holds {
        self.holds.entry(id).or_default()
    }

    fn live_handle(&self, seed: usize) -> Option<Handle> {
        let live: Vec<_> = self
            .handles
            .keys()
            .filter(|&&handle| Heap::is_alive(handle))
            .collect();
        Some(*live[seed.checked_rem(live.len())?])
    }

    /// One step. What it cannot be taken on is no error.
    pub(super) fn take(&mut self, step: Step) -> Result<(), String> {
        match step {
            Step::Check => Oracle::of(self, None).check(self),
            Step::CheckBorrowed(seed) => match self.vertex(seed) {
                Some((id, vertex)) => {
                    let _borrow = vertex.borrow();
                    Oracle::of(self, Some((id, false))).check(self)
                }
                None => Ok(()),
            },
            Step::CheckBorrowedMut(seed) => match self.vertex(seed) {
                Some((id, vertex)) => {
                    // What it holds can be seen only before.
                    let ids = Oracle::of(self, None).identified(self)?;
                    let _borrow = vertex.borrow_mut();
                    Oracle::of(self, Some((id, true))).knowing(ids).check(self)
                }
                None => Ok(()),
            },
            step => {
                self.change(step);
                Ok(())
            }
        }
    }

    fn change(&mut self, step: Step) -> Option<()> {
        match step {
            Step::Vertex => {
                let tag = self.tag();
                let id = tag.0;
                let (edges, js_refs) = (Vec::new(), Vec::new());
                let vertex = Ref::new(Vertex {
                    _tag: tag,
                    edges,
                    js_refs,
                });
                self.variables.push((id, Any::Vertex(vertex)));
            }
            Step::Leaf => {
                let tag = self.tag();
                let id = tag.0;
                self.leaves.insert(id);
                self.variables
                    .push((id, Any::Leaf(Ref::new(Leaf { _tag: tag }))));
            }
            Step::Link(from, to) => {
                let ((from, vertex), (to, target)) = (self.vertex(from)?, self.variable(to)?);
                vertex.borrow_mut().edges.push(target);
                self.holds(from).edges.push(to);
            }
            Step::Unlink(from) => {
                let (from, vertex) = self.vertex(from)?;
                let _edge = vertex.borrow_mut().edges.pop()?;
                self.holds(from).edges.pop();
            }
            Step::Clone(seed) => {
                let variable = self.variable(seed)?;
                self.variables.push(variable);
            }
            Step::Drop(seed) => {
                let at = seed.checked_rem(self.variables.len())?;
                drop(self.variables.swap_remove(at));
            }
            Step::Wrap(seed, identity) => {
                let (id, object) = self.variable(seed)?;
                let (wrapper, handle) = match &object {
                    Any::Vertex(vertex) => (self.js.wrap(vertex, true).ok()?, vertex.handle()?),
                    Any::Leaf(leaf) => (self.js.wrap(leaf, identity).ok()?, leaf.handle()?),
                };
                self.wrappers.push((id, wrapper));
                self.handles.entry(handle).or_insert((id, 0));
            }
            Step::HoldWrapper(seed, wrapper) => {
                let (from, vertex) = self.vertex(seed)?;
                let (to, wrapper) = self.wrappers[wrapper.checked_rem(self.wrappers.len())?];
                vertex
                    .borrow_mut()
                    .js_refs
                    .push(self.js.hold(wrapper).ok()?);
                self.holds(from).js_refs.push((wrapper, Some(to)));
            }
            Step::HoldValue(seed) => {
                let (from, vertex) = self.vertex(seed)?;
                let value = self.js.object();
                vertex.borrow_mut().js_refs.push(self.js.hold(value).ok()?);
                self.js.unroot(value);
                self.holds(from).js_refs.push((value, None));
            }
            Step::Unroot(seed) => {
                let at = seed.checked_rem(self.wrappers.len())?;
                let (_, wrapper) = self.wrappers.swap_remove(at);
                self.js.unroot(wrapper);
            }
            Step::Retain(seed) => {
                let handle = self.live_handle(seed)?;
                Heap::retain(handle).ok()?;
                self.handles.get_mut(&handle)?.1 += 1;
            }
            Step::Release(seed) => {
                let handle = self.live_handle(seed)?;
                Heap::release(handle).ok()?;
                self.handles.get_mut(&handle)?.1 -= 1;
            }
            Step::Enter(seed) => drop(Heap::resolve_any(self.live_handle(seed)?)),
            Step::Pass => drop(Heap::collect()),
            Step::Collect => {
                self.js.end_turn();
                self.js.collect();
                while self.js.finalizers() > 0 {
                    self.js.finalize(0);
                }
                self.js.sweep();
            }
            Step::EndTurn => self.js.end_turn(),
            Step::Check | Step::CheckBorrowed(_) | Step::CheckBorrowedMut(_) => {}
        }
        Some(())
    }

    /// Everything is let go of, and gone.
    pub(super) fn finish(mut self) -> Result<(), String> {
        for (&handle, &(_, retains)) in &self.handles {
            for _ in 0..retains {
                Heap::release(handle).map_err(|error| error.to_string())?;
            }
        }
        self.variables.clear();
        self.js.unroot_all();
        for _ in 0..20 {
            Heap::collect();
            self.js.settle();
        }
        let stats = Heap::stats();
        let left = self.alive();
        ((stats.is_empty() && self.js.is_empty()) && left.is_empty())
            .then_some(())
            .ok_or_else(|| format!("left: {left:?}, {stats:?}"))
    }
}
