//! Both programs, and what should be.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use handfast_proptests::{JsId, Settings, SimHost};
use handfast_runtime::{Budget, Handle, Heap, Ref, Weak};

use super::step::{Act, Step, Walk};
use super::subject::{Held, Node, Place, Saves, dropped, take_ledger};

/// What an object should hold.
#[derive(Default)]
pub(super) struct Object {
    pub(super) edges: Vec<usize>,
    pub(super) interior: Vec<usize>,
    /// Values, and where they are.
    pub(super) js: Vec<(Place, JsId)>,
}

pub(super) struct World<const CELLS: bool> {
    pub(super) sim: Rc<SimHost>,
    /// The objects that were not dropped.
    pub(super) objects: BTreeMap<usize, Object>,
    /// What each wrapper stands for, as long as it was not disposed.
    pub(super) wrappers: BTreeMap<JsId, usize>,
    /// Variables of Rust.
    pub(super) refs: Vec<(Ref<Node<CELLS>>, usize)>,
    pub(super) js: Vec<Held>,
    /// What Rust's stack refers to.
    pub(super) stack: Vec<usize>,
    weak: Vec<(Weak<Node<CELLS>>, usize)>,
    /// Raw retains.
    pub(super) retained: Vec<(Handle, usize)>,
    made: usize,
}

/// The end of a turn goes on with the same pass.
fn slice(work: u16) {
    let work = 1 + work % 30 + work / 1024;
    Heap::collect_within(Budget::Work(work.into()));
}

fn pick<T: Copy>(from: &[T], index: u16) -> Option<T> {
    (!from.is_empty()).then(|| from[usize::from(index) % from.len()])
}

fn index_of(length: usize, index: u16) -> Option<usize> {
    (length > 0).then(|| usize::from(index) % length)
}

impl<const CELLS: bool> World<CELLS> {
    pub(super) fn new() -> World<CELLS> {
        World {
            sim: SimHost::install(Settings::default()),
            objects: BTreeMap::new(),
            wrappers: BTreeMap::new(),
            refs: Vec::new(),
            js: Vec::new(),
            stack: Vec::new(),
            weak: Vec::new(),
            retained: Vec::new(),
            made: 0,
        }
    }

    fn pick_js(&self, index: u16) -> Option<JsId> {
        let all: Vec<_> = self.sim.reachable().into_iter().collect();
        pick(&all, index)
    }

    /// A wrapper that the program has, and its object.
    fn pick_wrapper(&self, index: u16) -> Option<(JsId, usize)> {
        let reachable = self.sim.reachable();
        let all: Vec<_> = self
            .wrappers
            .iter()
            .filter(|(wrapper, _)| reachable.contains(wrapper))
            .map(|(&wrapper, &id)| (wrapper, id))
            .collect();
        pick(&all, index)
    }

    /// A weak reference, by its index, to an object that was not dropped.
    fn pick_weak(&self, index: u16) -> Option<usize> {
        let all: Vec<_> = (0..self.weak.len())
            .filter(|&at| self.objects.contains_key(&self.weak[at].1))
            .collect();
        pick(&all, index)
    }

    fn make(&mut self, saves: Saves) -> (Ref<Node<CELLS>>, usize) {
        let id = self.made;
        self.made += 1;
        self.objects.insert(id, Object::default());
        let node = Node {
            id,
            edges: Vec::new(),
            js: Vec::new(),
            interior: Default::default(),
            saves,
        };
        (Ref::new(node), id)
    }

    /// Gives an object to the program, in a variable.
    fn give(&mut self, object: &Ref<Node<CELLS>>, id: usize) -> Result<JsId, String> {
        let wrapper = self
            .sim
            .wrap(object, true)
            .map_err(|error| error.to_string())?;
        self.wrappers.insert(wrapper, id);
        Ok(wrapper)
    }

    /// One step, and all that can be checked after it.
    pub(super) fn take(&mut self, step: Step) -> Result<(), String> {
        let before = self.reachable();
        self.perform(step)?;
        self.settle_ledger(&before.objects)?;
        self.check()
    }

    /// What was dropped in this step.
    pub(super) fn settle_ledger(&mut self, before: &BTreeSet<usize>) -> Result<(), String> {
        let ledger = take_ledger();
        for id in &ledger.dropped {
            if before.contains(id) && self.reachable().objects.contains(id) {
                return Err(format!("object {id} was dropped, but it is reachable"));
            }
            self.objects.remove(id);
        }
        let saved = !ledger.edges.is_empty();
        for edge in ledger.edges {
            let Ok(edge) = edge.downcast::<Ref<Node<CELLS>>>() else {
                continue;
            };
            // One that was garbage as well is freed, and says so.
            let id = edge.try_borrow().map(|node| node.id).ok();
            self.refs.extend(id.map(|id| (*edge, id)));
        }
        for held in ledger.js {
            // The value may have been garbage with the object.
            if self.is_in(&held.place, held.value) {
                self.js.push(held);
            }
        }
        if saved {
            // What was garbage before, and was saved, may have lost values.
            let mut objects = std::mem::take(&mut self.objects);
            for (id, object) in &mut objects {
                if !before.contains(id) {
                    object.js.retain(|(place, value)| self.is_in(place, *value));
                }
            }
            self.objects = objects;
        }
        Ok(())
    }

    fn id_of(&self, object: &Ref<Node<CELLS>>) -> Result<usize, String> {
        let node = object.try_borrow().map_err(|error| error.to_string())?;
        Ok(node.id)
    }

    fn perform(&mut self, step: Step) -> Result<(), String> {
        match step {
            Step::JsNew(owner) => {
                let owner = self.pick_js(owner).filter(|_| owner % 4 != 0);
                let id = self.sim.object();
                if let Some(owner) = owner {
                    self.sim.link(owner, id);
                    self.sim.unroot(id);
                }
            }
            Step::JsLink(from, to) => {
                if let (Some(from), Some(to)) = (self.pick_js(from), self.pick_js(to)) {
                    self.sim.link(from, to);
                }
            }
            Step::JsUnlink(from, index) => {
                if let Some(from) = self.pick_js(from) {
                    self.sim.unlink(from, index.into());
                }
            }
            Step::JsRoot(id) => {
                if let Some(id) = self.pick_js(id) {
                    self.sim.root(id);
                }
            }
            Step::JsUnroot(id) => {
                if let Some(id) = self.pick_js(id) {
                    self.sim.unroot(id);
                }
            }
            Step::JsForget(id) => {
                if let Some(id) = self.pick_js(id) {
                    while self.sim.unroot(id) {}
                    for (from, edges) in self.sim.objects() {
                        let to_it = (0..edges.len()).rev().filter(|&at| edges[at] == id);
                        to_it.for_each(|at| _ = self.sim.unlink(from, at));
                    }
                }
            }
            Step::JsForgetAll => {
                self.sim.unroot_all();
                self.sim.end_turn();
                self.sim.collect();
            }
            Step::New(owner, saves) => {
                let owner = self.pick_js(owner).filter(|_| owner % 2 != 0);
                let (object, id) = self.make(saves);
                let wrapper = self.give(&object, id)?;
                if let Some(owner) = owner {
                    self.sim.link(owner, wrapper);
                    self.sim.unroot(wrapper);
                }
            }
            Step::NewParts(saves, shared) => {
                let (part, part_id) = self.make(Saves::Nothing);
                self.act(&part, &part, None, Act::HoldNew)?;
                self.act(&part, &part, None, Act::MakeWeak)?;
                for _ in 0..=u8::from(shared) {
                    let (object, id) = self.make(saves);
                    object.borrow_mut().edges.push(part.clone());
                    self.object(id).edges.push(part_id);
                    self.act(&object, &object, None, Act::HoldNew)?;
                    self.act(&object, &object, None, Act::MakeWeak)?;
                    self.give(&object, id)?;
                }
            }
            Step::Call(receiver, argument, walk, act) => {
                if let (Some((wrapper, id)), Some(argument)) =
                    (self.pick_wrapper(receiver), self.pick_js(argument))
                {
                    let number = self.sim.number(wrapper, true).ok_or("not a wrapper")?;
                    if let (0, Act::MoveOut(index)) = (walk.depth, act)
                        && self.move_out(number, id, index)
                    {
                        return Ok(());
                    }
                    let object = Heap::resolve_number::<Node<CELLS>>(number)
                        .map_err(|error| error.to_string())?;
                    // The engine's stack.
                    self.sim.root(wrapper);
                    self.sim.root(argument);
                    let outcome = self.below(&object, id, Some(argument), walk, act);
                    drop(object);
                    self.sim.unroot(wrapper);
                    self.sim.unroot(argument);
                    outcome?;
                }
            }
            Step::Use(variable, argument, walk, act) => {
                if let Some(at) = index_of(self.refs.len(), variable) {
                    let argument = self.pick_js(argument);
                    let (object, id) = self.refs.swap_remove(at);
                    self.below(&object, id, argument, walk, act)?;
                    self.refs.push((object, id));
                }
            }
            Step::DropRef(index) => {
                if let Some(index) = index_of(self.refs.len(), index) {
                    self.refs.swap_remove(index);
                }
            }
            Step::DropJs(index) => {
                if let Some(index) = index_of(self.js.len(), index) {
                    self.js.swap_remove(index);
                }
            }
            Step::DropAll => {
                self.refs.clear();
                self.js.clear();
            }
            Step::Poll(index) => self.poll(index)?,
            Step::Upgrade(weak, argument, walk, act) => {
                if let Some(index) = self.pick_weak(weak) {
                    let (weak, id) = &self.weak[index];
                    let (object, id) = (weak.upgrade(), *id);
                    if let Some(object) = object {
                        let argument = self.pick_js(argument);
                        self.below(&object, id, argument, walk, act)?;
                    }
                }
            }
            Step::Keep(weak) => {
                if let Some(index) = self.pick_weak(weak) {
                    let (weak, id) = &self.weak[index];
                    let kept = weak.upgrade().map(|object| (object, *id));
                    self.refs.extend(kept);
                }
            }
            Step::Dispose(wrapper) => {
                if let Some((wrapper, _)) = self.pick_wrapper(wrapper) {
                    if !self.sim.dispose(wrapper) {
                        return Err("a live wrapper was disposed already".to_owned());
                    }
                    self.wrappers.remove(&wrapper);
                }
            }
            Step::Retain(wrapper) => {
                if let Some((wrapper, id)) = self.pick_wrapper(wrapper) {
                    let number = self.sim.number(wrapper, false).ok_or("not a wrapper")?;
                    let handle = Handle::from_f64(number).ok_or("not a handle")?;
                    Heap::retain(handle).map_err(|error| error.to_string())?;
                    self.retained.push((handle, id));
                }
            }
            Step::Release(index) => {
                if let Some(index) = index_of(self.retained.len(), index) {
                    let (handle, _) = self.retained.swap_remove(index);
                    Heap::release(handle).map_err(|error| error.to_string())?;
                }
            }
            Step::Gc => _ = self.sim.collect(),
            Step::Finalize(index) => self.sim.finalize(index.into()),
            Step::Sweep => self.sim.sweep(),
            Step::EndJob => self.sim.end_job(),
            Step::EndTurn => self.sim.end_turn(),
            Step::Collect => {
                self.sim.end_turn();
                self.sim.collect();
            }
            Step::Pass => _ = Heap::collect(),
            Step::Slice(work) => slice(work),
            Step::CedeInSlices(work) => {
                for _ in 0..12 {
                    slice(work % 40);
                    self.sim.end_turn();
                    self.sim.collect();
                }
                self.sim.end_turn();
            }
            Step::Cede => {
                Heap::collect();
                self.sim.end_turn();
            }
            Step::Called => {
                self.sim.end_job();
                self.sim.collect();
                let before = dropped();
                Heap::calling(|| {
                    self.sim.sweep();
                    self.sim.finalize(0);
                    Heap::collect();
                    self.sim.end_turn();
                });
                self.sim.collect();
                if dropped() != before {
                    return Err("`Drop` code ran below a call".to_owned());
                }
            }
        }
        Ok(())
    }

    /// Moves an edge out of the object of a handle, in the usual way of small methods. False if that is barred.
    fn move_out(&mut self, number: f64, id: usize, index: u16) -> bool {
        let moved = Heap::with_exact_mut(number, &"Node.move_out", |node: &mut Node<CELLS>| {
            index_of(node.edges.len(), index).map(|at| (node.edges.remove(at), at))
        });
        let usual = moved.is_some();
        if let Some(Some((edge, at))) = moved {
            let edge_id = self.object(id).edges.remove(at);
            self.refs.push((edge, edge_id));
        }
        usual
    }

    /// Upgrades, looks, drops.
    fn poll(&mut self, index: u16) -> Result<(), String> {
        if let Some(index) = self.pick_weak(index)
            && let Some(object) = self.weak[index].0.upgrade()
        {
            return self.look(&object);
        }
        Ok(())
    }

    /// What can be got at has all its values, except those that were gone when `Drop` code saved it.
    fn look(&self, object: &Ref<Node<CELLS>>) -> Result<(), String> {
        let id = self.id_of(object)?;
        let held = self.objects.get(&id).map(|object| &object.js[..]);
        for (place, value) in held.unwrap_or_default() {
            if !self.is_in(place, *value) {
                return Err(format!("object {id} has lost {value}, and can be got at"));
            }
        }
        Ok(())
    }

    /// A JS ref of an object, by its index, among those that have their value.
    fn pick_held(&self, node: &Node<CELLS>, index: u16) -> Option<usize> {
        let all: Vec<_> = (0..node.js.len())
            .filter(|&at| self.is_in(&node.js[at].place, node.js[at].value))
            .collect();
        pick(&all, index)
    }

    /// A JS ref for a field of an object.
    fn hold(&mut self, id: usize, value: JsId) -> Result<Held, String> {
        // Some objects hold all they get in slots.
        let held = Held::new(&self.sim, value, !id.is_multiple_of(3))
            .map_err(|error| error.to_string())?;
        self.object(id).js.push((held.place.clone(), value));
        Ok(held)
    }

    /// Does something below an object that Rust has a reference to.
    fn below(
        &mut self,
        top: &Ref<Node<CELLS>>,
        id: usize,
        argument: Option<JsId>,
        walk: Walk,
        act: Act,
    ) -> Result<(), String> {
        self.stack.push(id);
        let outcome = self.walk(top, top, argument, walk, act);
        self.stack.pop();
        outcome
    }

    fn walk(
        &mut self,
        top: &Ref<Node<CELLS>>,
        here: &Ref<Node<CELLS>>,
        argument: Option<JsId>,
        walk: Walk,
        act: Act,
    ) -> Result<(), String> {
        let Some(depth) = walk.depth.checked_sub(1) else {
            return self.act(top, here, argument, act);
        };
        let further = Walk { depth, ..walk };
        let node = here.try_borrow().map_err(|error| error.to_string())?;
        let Some(next) = index_of(node.edges.len(), walk.turns[usize::from(depth)]) else {
            return self.act(top, here, argument, act);
        };
        if walk.clones {
            let next = node.edges[next].clone();
            drop(node);
            self.walk(top, &next, argument, further, act)
        } else {
            self.walk(top, &node.edges[next], argument, further, act)
        }
    }

    /// Nothing happens where `here` is borrowed on the way, and would have to be changed.
    fn act(
        &mut self,
        top: &Ref<Node<CELLS>>,
        here: &Ref<Node<CELLS>>,
        argument: Option<JsId>,
        act: Act,
    ) -> Result<(), String> {
        let id = self.id_of(here)?;
        let argument_object = argument.and_then(|argument| self.wrappers.get(&argument).copied());
        match act {
            Act::Look => self.look(here)?,
            Act::HoldJs => {
                if let (Some(argument), Ok(mut node)) = (argument, here.try_borrow_mut()) {
                    node.js.push(self.hold(id, argument)?);
                }
            }
            Act::HoldNew => {
                if let Ok(mut node) = here.try_borrow_mut() {
                    let value = self.sim.object();
                    node.js.push(self.hold(id, value)?);
                    self.sim.unroot(value);
                }
            }
            Act::Link | Act::LinkInterior => {
                if let (Some(argument), Some(other)) = (argument, argument_object) {
                    let number = self.sim.number(argument, true).ok_or("not a wrapper")?;
                    let edge = Heap::resolve_number::<Node<CELLS>>(number)
                        .map_err(|error| error.to_string())?;
                    if CELLS && matches!(act, Act::LinkInterior) {
                        here.borrow().interior.borrow_mut().push(edge);
                        self.object(id).interior.push(other);
                    } else if let Ok(mut node) = here.try_borrow_mut() {
                        node.edges.push(edge);
                        self.object(id).edges.push(other);
                    }
                }
            }
            Act::NewChild => {
                if let Ok(mut node) = here.try_borrow_mut() {
                    let (child, child_id) = self.make(Saves::Nothing);
                    node.edges.push(child);
                    self.object(id).edges.push(child_id);
                }
            }
            Act::MoveJsOut(index) | Act::RemoveJs(index) => {
                if let Ok(mut node) = here.try_borrow_mut()
                    && let Some(index) = self.pick_held(&node, index)
                {
                    let held = node.js.remove(index);
                    let is_other = |place: &Place| !Rc::ptr_eq(place, &held.place);
                    self.object(id).js.retain(|(place, _)| is_other(place));
                    if let Act::MoveJsOut(_) = act {
                        self.js.push(held);
                    }
                }
            }
            Act::CloneJs(index) => {
                let node = here.borrow();
                if let Some(index) = self.pick_held(&node, index) {
                    self.js.push(node.js[index].clone());
                }
            }
            Act::MoveOut(index) | Act::Remove(index) => {
                let moved = here.try_borrow_mut().ok().and_then(|mut node| {
                    let index = index_of(node.edges.len(), index)?;
                    Some((
                        node.edges.remove(index),
                        self.object(id).edges.remove(index),
                    ))
                });
                if let (Act::MoveOut(_), Some(moved)) = (act, moved) {
                    self.refs.push(moved);
                }
            }
            Act::MoveOutInterior(index) => {
                let node = here.borrow();
                let mut interior = node.interior.borrow_mut();
                if let Some(index) = index_of(interior.len(), index) {
                    let edge = interior.remove(index);
                    let moved = self.object(id).interior.remove(index);
                    self.refs.push((edge, moved));
                }
            }
            Act::MoveUp(index) if CELLS => {
                let moved = here.try_borrow_mut().ok().and_then(|mut node| {
                    let index = index_of(node.edges.len(), index)?;
                    Some((
                        node.edges.remove(index),
                        self.object(id).edges.remove(index),
                    ))
                });
                if let Some((edge, edge_id)) = moved {
                    let top_id = self.id_of(top)?;
                    top.borrow().interior.borrow_mut().push(edge);
                    self.object(top_id).interior.push(edge_id);
                }
            }
            Act::CloneOut(index) => {
                let node = here.borrow();
                if let Some(index) = index_of(node.edges.len(), index) {
                    let other = self.object(id).edges[index];
                    self.refs.push((node.edges[index].clone(), other));
                }
            }
            Act::MoveUp(_) => {}
            Act::CloneSelf => self.refs.push((here.clone(), id)),
            Act::ReturnJs(index) => {
                let node = here.borrow();
                if let Some(index) = self.pick_held(&node, index) {
                    self.sim.root(node.js[index].value);
                }
            }
            Act::Return => _ = self.give(here, id)?,
            Act::MakeWeak => self.weak.push((here.downgrade(), id)),
            Act::Gc => _ = self.sim.collect(),
            Act::Pass => {
                let _node = here.borrow();
                Heap::collect();
            }
            Act::SliceMut(work) => {
                let _node = here.try_borrow_mut();
                slice(work);
            }
            Act::PassMut => {
                let _node = here.try_borrow_mut();
                Heap::collect();
            }
        }
        Ok(())
    }

    fn object(&mut self, id: usize) -> &mut Object {
        self.objects.entry(id).or_default()
    }

    /// Gives up everything, and expects everything to go.
    pub(super) fn finish(mut self) -> Result<(), String> {
        // First what is garbage already, while a registry of listeners polls all it knows. That it cannot be known to have taken
        // something out of a cell is the one reason not to collect what is polled.
        self.quiesce(!CELLS)?;
        let kept = self.reachable_with_wrappers();
        let leaked: Vec<_> = self
            .objects
            .keys()
            .filter(|id| !kept.contains(id))
            .collect();
        if !leaked.is_empty() {
            return Err(format!("objects {leaked:?} are garbage, but alive"));
        }
        self.sim.unroot_all();
        for (handle, _) in std::mem::take(&mut self.retained) {
            Heap::release(handle).map_err(|error| error.to_string())?;
        }
        // What `Drop` code saves comes back as a variable.
        for _ in 0..100 {
            self.refs.clear();
            self.js.clear();
            self.quiesce(false)?;
            if self.objects.is_empty() && self.refs.is_empty() && self.js.is_empty() {
                break;
            }
        }
        self.sim.end_turn();
        let stats = Heap::stats();
        if !stats.is_empty() || !self.sim.is_empty() {
            return Err(format!(
                "left behind: {:?} {stats:?}",
                self.objects.keys().collect::<Vec<_>>()
            ));
        }
        Ok(())
    }

    /// Turns, passes and collections, until nothing more goes.
    fn quiesce(&mut self, poll: bool) -> Result<(), String> {
        // In one job or in slices.
        let sliced = self.made % 2 == 1;
        for round in 0..12 {
            let before = self.reachable();
            self.sim.end_turn();
            if sliced {
                for _ in 0..8 {
                    slice(round);
                    self.sim.end_turn();
                }
            } else {
                Heap::collect();
            }
            self.settle_ledger(&before.objects)?;
            if poll {
                for index in 0..self.weak.len() {
                    self.poll(index as u16)?;
                }
                self.sim.end_turn();
            }
            self.sim.end_turn();
            self.sim.collect();
            while self.sim.finalizers() > 0 {
                self.sim.finalize(0);
            }
            self.settle_ledger(&before.objects)?;
            self.check()?;
        }
        Ok(())
    }
}
