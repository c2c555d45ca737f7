//! The oracle: compares all that can be seen of the runtime with the model, and both with what can be reached.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use handfast_runtime::{ErasedObject, Heap, Tracer, Visit};

use crate::machine::{Machine, expect};
use crate::model::Object;
use crate::sim_host::JsId;
use crate::subject::{ObjectId, Strong, bytes, each, ledger};

/// How many of the stale handles are tried after each step: the latest ones.
const STALE: usize = if cfg!(miri) { 4 } else { 40 };

/// Where an object lives.
pub(crate) fn address(strong: &Strong) -> *const () {
    each!(strong, object => Rc::as_ptr(&object.erased()).cast())
}

/// Compares everything.
pub(crate) fn compare(machine: &mut Machine) -> Result<(), String> {
    if let Some(failure) = ledger(|ledger| ledger.failures.pop()).flatten() {
        return Err(failure);
    }
    figures(machine)?;
    deaths(machine)?;
    let addresses = objects(machine)?;
    handles(machine, &addresses)?;
    js_refs(machine)?;
    wrappers(machine)?;
    reachable(machine)
}

/// The figures of [`Heap::stats`].
fn figures(machine: &mut Machine) -> Result<(), String> {
    let (stats, model) = (Heap::stats(), &mut machine.model);
    expect("live objects", stats.objects as usize, model.objects.len())?;
    expect("handles", stats.handles as usize, model.entries.len())?;
    expect("JS refs", stats.js_refs as usize, model.slots.len())?;
    expect(
        "pending releases",
        stats.pending_releases as usize,
        model.queue.len(),
    )?;
    expect(
        "slots in use",
        (stats.js_refs + stats.pending_decrefs + stats.locals) as usize
            - model.scopes.iter().filter(|scope| scope.place).count(),
        machine.sim.slots_in_use(),
    )?;
    expect("locals", stats.locals, model.locals_on_stack())?;
    if stats.peak_locals < stats.locals {
        return Err(format!("a peak of {} locals", stats.peak_locals));
    }
    expect("retired slots", stats.retired, 0)?;
    if stats.pending_decrefs > 0 && !machine.sim.turn_end_due() {
        return Err("decrefs wait, but nobody asked for the end of the turn".to_owned());
    }

    let mut by_class = BTreeMap::new();
    for object in model.objects.values() {
        *by_class.entry(object.kind.name()).or_insert(0_u32) += 1;
    }
    expect("live objects by class", stats.by_class, by_class)?;

    let mut bytes_by_class = BTreeMap::new();
    for object in model.objects.values() {
        let (children, extra) = (object.children.len(), object.extra.len());
        *bytes_by_class.entry(object.kind.name()).or_insert(0) +=
            bytes(object.kind, object.value, children, extra);
    }
    expect("bytes", stats.bytes, bytes_by_class.values().sum())?;
    expect("bytes by class", stats.bytes_by_class, bytes_by_class)?;
    model.peak_bytes = stats.bytes.max(model.peak_bytes);
    if stats.peak_bytes < model.peak_bytes {
        let (peak, seen) = (stats.peak_bytes, model.peak_bytes);
        return Err(format!("a peak of {peak} bytes, but there were {seen}"));
    }
    model.peak_bytes = stats.peak_bytes;

    let live = [stats.objects, stats.handles, stats.js_refs];
    let peaks = [stats.peak_objects, stats.peak_handles, stats.peak_js_refs];
    for ((seen, live), peak) in model.peaks.iter_mut().zip(live).zip(peaks) {
        // Within a step there may have been more than after it.
        *seen = live.max(*seen);
        if peak < *seen {
            return Err(format!("a peak of {peak}, but there were {seen}"));
        }
        *seen = peak;
    }
    if stats.peak_objects > model.made {
        return Err(format!(
            "a peak of {} objects, but only {} were made",
            stats.peak_objects, model.made
        ));
    }
    Ok(())
}

/// Objects that died in this step: each was dropped once, in all its parts, and cannot be had any more.
fn deaths(machine: &mut Machine) -> Result<(), String> {
    let model = &machine.model;
    let drops = ledger(|ledger| ledger.drops.clone()).unwrap_or_default();
    let expected: BTreeMap<_, _> = model
        .dead
        .iter()
        .map(|(&id, kind)| (id, kind.layers()))
        .collect();
    if drops != expected {
        let difference = |a: &BTreeMap<ObjectId, u32>, b: &BTreeMap<ObjectId, u32>| {
            a.iter()
                .filter(|(id, count)| b.get(id) != Some(count))
                .map(|(&id, &count)| (id, count))
                .collect::<Vec<_>>()
        };
        return Err(format!(
            "drops: {:?}, expected {:?}",
            difference(&drops, &expected),
            difference(&expected, &drops)
        ));
    }
    let mut alive = Ok(());
    machine.watched.retain(|(id, watch)| {
        let dead = model.dead.contains_key(id);
        if dead && watch.upgrade().is_some() {
            alive = Err(format!("object {id} is dead, but can be upgraded"));
        }
        !dead
    });
    alive
}

#[derive(Default)]
struct Edges {
    objects: Vec<*const ()>,
    slots: Vec<u32>,
}

impl Visit for Edges {
    fn object(&mut self, object: &dyn ErasedObject) {
        self.objects.push(std::ptr::from_ref(object).cast());
    }
    fn js_ref(&mut self, slot: u32) {
        self.slots.push(slot);
    }
}

/// Every live object: counts, class, handle, value, borrows, edges.
fn objects(machine: &Machine) -> Result<BTreeMap<ObjectId, *const ()>, String> {
    let model = &machine.model;
    let mut strong = BTreeMap::new();
    for &id in model.objects.keys() {
        strong.insert(
            id,
            machine
                .upgrade(id)
                .ok_or_else(|| format!("object {id} is alive, but cannot be had"))?,
        );
    }
    let addresses: BTreeMap<_, _> = strong
        .iter()
        .map(|(&id, strong)| (id, address(strong)))
        .collect();
    for (&id, strong) in &strong {
        let failed = |error| format!("object {id}: {error}");
        object(machine, id, &model.objects[&id], strong, &addresses).map_err(failed)?;
    }
    Ok(addresses)
}

fn object(
    machine: &Machine,
    id: ObjectId,
    object: &Object,
    strong: &Strong,
    addresses: &BTreeMap<ObjectId, *const ()>,
) -> Result<(), String> {
    let count = each!(strong, object => object.strong_count());
    expect("strong references", count - 1, machine.model.strong(id))?;
    expect(
        "class",
        each!(strong, object => object.class().name()),
        object.kind.name(),
    )?;
    expect(
        "handle",
        each!(strong, object => object.handle()),
        object.handle,
    )?;
    let value = strong.read(&"Oracle.read", |object| {
        (object.core().id, object.core().value)
    });
    let expected = object.conflict(false).map_or(Ok((id, object.value)), Err);
    expect("value", value.map_err(|error| error.to_string()), expected)?;

    let mut edges = Edges::default();
    let traced =
        each!(strong, object => object.erased().trace_object(&mut Tracer::new(&mut edges)));
    expect("traced", traced, !object.is_changing())?;
    if traced {
        let (objects, slots) = machine.model.edges(id);
        let mut objects: Vec<_> = objects.iter().map(|id| addresses[id]).collect();
        objects.sort_unstable();
        edges.objects.sort_unstable();
        edges.slots.sort_unstable();
        expect("traced objects", edges.objects, objects)?;
        expect("traced JS refs", edges.slots, slots)?;
    }
    Ok(())
}

/// Every handle that lives, and the latest of those that do not.
fn handles(machine: &Machine, addresses: &BTreeMap<ObjectId, *const ()>) -> Result<(), String> {
    let model = &machine.model;
    // Looking would carry out what waits.
    if !model.queue.is_empty() {
        return Ok(());
    }
    for (&handle, entry) in &model.entries {
        let found = Heap::resolve_any(handle).map(|object| Rc::as_ptr(&object).cast());
        expect(
            "a live handle's object",
            found,
            Ok(addresses[&entry.object]),
        )?;
    }
    for &handle in machine
        .handles
        .iter()
        .rev()
        .filter(|handle| !model.entries.contains_key(handle))
        .take(STALE)
    {
        if Heap::is_alive(handle) || Heap::resolve_any(handle).is_ok() {
            return Err(format!("{handle:?} is stale, but alive"));
        }
    }
    Ok(())
}

/// Every JS ref: its count, and that its value is still there.
fn js_refs(machine: &Machine) -> Result<(), String> {
    let model = &machine.model;
    let counts: BTreeMap<_, _> = model
        .slots
        .iter()
        .map(|(&slot, held)| (slot, held.count))
        .collect();
    let mut owners = model.js_ref_owners();
    owners.retain(|slot, _| counts.contains_key(slot));
    expect("counts of JS refs in the model", &counts, &owners)?;
    for held in &machine.held {
        expect(
            "the count of a JS ref",
            Some(held.count()),
            model.slots.get(&held.slot()).map(|slot| slot.count),
        )?;
    }
    for (&slot, held) in &model.slots {
        expect(
            "the value of a JS ref",
            machine.sim.value(slot),
            Some(held.value),
        )?;
        if !machine.sim.exists(held.value) {
            return Err(format!("{} is held by Rust, but was collected", held.value));
        }
    }
    for (slot, value) in model.scopes.iter().flat_map(|scope| &scope.locals) {
        expect(
            "the value of a local",
            machine.sim.value(*slot),
            Some(*value),
        )?;
    }
    Ok(())
}

/// Every wrapper that is in use still owns its handle's share.
fn wrappers(machine: &Machine) -> Result<(), String> {
    let model = &machine.model;
    for (wrapper, handle) in &model.wrappers {
        match model.entries.get(handle) {
            Some(entry) if entry.wrapped => {}
            _ => {
                return Err(format!(
                    "{wrapper} is in use, but its {handle:?} was released"
                ));
            }
        }
    }
    Ok(())
}

/// Everything that the variables of both sides lead to, across the boundary in both directions, is alive.
fn reachable(machine: &Machine) -> Result<(), String> {
    let (objects, values) = reach(machine, machine.model.roots(), machine.sim.reachable());
    if let Some(id) = objects
        .iter()
        .find(|id| !machine.model.objects.contains_key(id))
    {
        return Err(format!("object {id} can be reached, but was dropped"));
    }
    match values.iter().find(|&&id| !machine.sim.exists(id)) {
        Some(id) => Err(format!("{id} can be reached, but was collected")),
        None => Ok(()),
    }
}

/// Follows the edges of both heaps.
fn reach(
    machine: &Machine,
    objects: BTreeSet<ObjectId>,
    values: BTreeSet<JsId>,
) -> (BTreeSet<ObjectId>, BTreeSet<JsId>) {
    let model = &machine.model;
    let (mut seen, mut seen_values) = (BTreeSet::new(), BTreeSet::new());
    let (mut todo, mut todo_values): (Vec<_>, Vec<_>) =
        (objects.into_iter().collect(), values.into_iter().collect());
    todo_values.extend(
        model
            .held
            .iter()
            .filter_map(|slot| model.slots.get(slot))
            .map(|slot| slot.value),
    );
    let locals = model.scopes.iter().flat_map(|scope| &scope.locals);
    todo_values.extend(locals.map(|&(_, value)| value));
    let late = model.scopes.iter().flat_map(|scope| &scope.late);
    todo_values.extend(late.map(|slot| model.slots[slot].value));
    loop {
        if let Some(value) = todo_values.pop() {
            if seen_values.insert(value) {
                todo_values.extend(machine.sim.reachable_from([value]));
                let entry = model
                    .wrappers
                    .get(&value)
                    .and_then(|handle| model.entries.get(handle));
                todo.extend(entry.map(|entry| entry.object));
            }
        } else if let Some(id) = todo.pop() {
            if seen.insert(id) && model.objects.contains_key(&id) {
                let (children, slots) = model.edges(id);
                todo.extend(children);
                todo_values.extend(
                    slots
                        .iter()
                        .filter_map(|slot| model.slots.get(slot))
                        .map(|slot| slot.value),
                );
            }
        } else {
            return (seen, seen_values);
        }
    }
}

/// After everything was let go: whatever is left has an edge to it from something that is left. Otherwise
/// it is no cycle that keeps it, but a leak.
pub(crate) fn only_cycles(machine: &Machine) -> Result<(), String> {
    let model = &machine.model;
    let wrapped: BTreeSet<_> = model
        .wrappers
        .values()
        .filter_map(|handle| model.entries.get(handle))
        .map(|entry| entry.object)
        .collect();
    let children: BTreeSet<_> = model
        .objects
        .keys()
        .flat_map(|&id| model.edges(id).0)
        .collect();
    for id in model.objects.keys() {
        if !wrapped.contains(id) && !children.contains(id) {
            return Err(format!("object {id} leaked: nothing refers to it"));
        }
    }
    let mut referred: BTreeSet<_> = model.slots.values().map(|slot| slot.value).collect();
    referred.extend(
        machine
            .sim
            .objects()
            .into_iter()
            .flat_map(|(_, edges)| edges),
    );
    match machine
        .sim
        .objects()
        .iter()
        .find(|(id, _)| !referred.contains(id))
    {
        Some((id, _)) => Err(format!("{id} leaked: nothing refers to it")),
        None => Ok(()),
    }
}

/// At the very end both sides are empty, and every object was dropped once.
pub(crate) fn empty(machine: &mut Machine) -> Result<(), String> {
    compare(machine)?;
    let stats = Heap::stats();
    if !stats.is_empty() || !stats.by_class.is_empty() {
        return Err(format!("the heap is not empty: {stats:?}"));
    }
    if !machine.sim.is_empty() {
        return Err(format!(
            "JavaScript is not empty: {:?}",
            machine.sim.objects()
        ));
    }
    expect(
        "objects dropped",
        machine.model.dead.len(),
        machine.model.made as usize,
    )?;
    expect("objects watched", machine.watched.len(), 0)
}
