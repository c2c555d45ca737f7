//! Slices: a pass that lets other code run in between.
//!
//! It records each object and *[watches](super::watch)* it from then on. Roots are looked for, marked and walked from on the records,
//! and lists are sent, while slots, flags and pins are still as the last pass has left them. A list that is replaced stays held
//! until the [commit](commit), so whatever the last pass has promised still holds. If others get at watched objects meanwhile,
//! that is noted, and these are recorded anew in the end.
//!
//! This is enough because a pass does not need to know everything that is garbage, only that what it cedes is held by nothing else:
//! by the references that other ceded objects have, in fields that were traced, and by wrappers. If no object was got at since it was
//! recorded or counted, its references and its count are still what they were: a reference can only come from a clone, an
//! upgrade or a handle, which are noted, or out of a field, and then the object that has the field is noted. So it suffices
//! to record what was noted again, and to count again what it refers to and did refer to: the marking goes on from what is held now.
//! (As in mostly concurrent collectors, which look again at the cards that were written to; here an object is a card.)
//! What was marked stays so, even if it is not reachable any more: it is garbage for the next pass.
//!
//! The commit itself is one job. Slots are made weak after it, lists of what is live are taken away and garbage is dropped in slices
//! again, see [`late`](super::late). `proptests/src/bridge/slices.rs` is the model of all this.

mod commit;
mod send;

use super::cede::Numbers;
use super::late::Late;
use super::mirror::{HANDLED, HELD, LIVE, MOVED, Mirror, OWNER, Walker};
use super::records::Records;
use super::{Collection, Dead, State};
use crate::heap::Heap;

/// How often the commit is put off.
const ROUNDS: u32 = 8;
/// How many objects are looked at before the clock is.
const GRAIN: u32 = 64;

/// How long a slice may last.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Budget {
    /// Milliseconds by the host's clock.
    Time(f64),
    /// So many pieces of work: for hosts without a clock, and for tests.
    Work(u32),
}

/// Measures a slice.
pub(super) struct Timer {
    until: f64,
    /// Until when it is as good as whole.
    early: f64,
    work: u32,
    grains: u32,
    /// Whether nothing was done in the slice yet.
    fresh: bool,
}

impl Timer {
    pub(super) fn new(heap: &Heap, budget: Budget) -> Timer {
        let (time, work) = match budget {
            Budget::Time(time) => (time, u32::MAX),
            Budget::Work(work) => (f64::INFINITY, work),
        };
        let now = heap.now();
        Timer {
            until: now + time,
            early: now + time / 8.0,
            work,
            grains: 0,
            fresh: true,
        }
    }

    /// Whether the slice has the time for a piece of work that cannot be divided: if that is the first, or almost.
    pub(super) fn is_whole(&self, heap: &Heap) -> bool {
        self.fresh || heap.now() <= self.early
    }

    /// Counts a piece of work, which is worth so many grains. True if the slice is over.
    pub(super) fn count(&mut self, heap: &Heap, grains: u32) -> bool {
        self.fresh = false;
        self.work = self.work.saturating_sub(1);
        self.grains += grains;
        if self.grains >= GRAIN {
            self.grains = 0;
            return self.work == 0 || heap.now() >= self.until;
        }
        self.work == 0
    }
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Phase {
    Record,
    Roots,
    /// What was counted while records were not true is counted again.
    Settle,
    Mark,
    /// Which objects are nodes.
    Share,
    Owners,
    Nodes,
    Send,
    Commit,
}

/// A pass that has not committed.
pub(super) struct Slices {
    phase: Phase,
    /// Where the phase is.
    next: u32,
    /// How many places there were in the beginning. Later ones are noted.
    end: u32,
    records: Records,
    /// The references to each object when it was counted last, without that of its handle.
    references: Vec<u32>,
    /// The state of each object when it was recorded last.
    states: Vec<State>,
    /// Objects to be marked as live.
    todo: Vec<u32>,
    walker: Walker,
    /// Whether the walker is on its way.
    walking: bool,
    mirror: Mirror,
    numbers: Numbers,
    /// Of the nodes that have a number, how many were sent.
    sent_nodes: usize,
    /// Whether lists that name nodes are sent: not if all nodes are what they were in the last pass.
    sends_nodes: bool,
    /// How many nodes have their list.
    walked_nodes: usize,
    /// Owners whose lists are to be sent, if they are not what was sent in the last pass.
    outbox: Vec<u32>,
    /// Nodes whose lists are to be sent again.
    again: Vec<u32>,
    /// How often the commit was put off.
    rounds: u32,
    /// Roots and misreports are counted here.
    pub(super) report: Collection,
}

/// Also if a `Trace` implementation panics, so that nobody notes what no pass wants to know.
impl Drop for Slices {
    fn drop(&mut self) {
        let _ = Heap::try_with(|heap| heap.collector.watch.set_active(false));
    }
}

/// What a piece of work has led to.
pub(super) enum Outcome {
    /// It was worth so many grains.
    Done(u32),
    /// These wrappers are dead.
    Dead(Dead),
    Committed(Late),
}

impl Slices {
    pub(super) fn begin(heap: &Heap) -> Slices {
        heap.collector.watch.set_active(true);
        let mut slices = Slices {
            phase: Phase::Record,
            next: 0,
            end: heap.collector.registry.places(),
            records: Records::default(),
            references: Vec::new(),
            states: Vec::new(),
            todo: Vec::new(),
            walker: Walker::new(Vec::new()),
            walking: false,
            mirror: Mirror::default(),
            numbers: Numbers::new(0),
            sent_nodes: 0,
            sends_nodes: false,
            walked_nodes: 0,
            outbox: Vec::new(),
            again: Vec::new(),
            rounds: 0,
            report: Collection::default(),
        };
        slices.grow(slices.end);
        slices
    }

    /// How many places there were in the beginning.
    pub(super) fn places(&self) -> u32 {
        self.end
    }

    /// Whether the next piece of work is the commit, which cannot be divided.
    pub(super) fn is_committing(&self) -> bool {
        self.phase == Phase::Commit
    }

    fn grow(&mut self, places: u32) {
        let places = places as usize;
        self.records.grow(places);
        self.references.resize(places, 0);
        self.states.resize(places, State::Free);
        self.walker.grow(places);
        self.mirror.grow(places);
        self.numbers.grow(places);
    }

    /// One piece of work. Calls `Trace` implementations, and no other code of users.
    pub(super) fn work(&mut self, heap: &Heap) -> Outcome {
        let place = self.next;
        let (phase, is_left) = (self.phase, place < self.end);
        match phase {
            Phase::Record if is_left => {
                self.next += 1;
                self.record(heap, place);
            }
            Phase::Roots if is_left => {
                self.next += 1;
                self.count(heap, place);
            }
            Phase::Settle if place == 0 => {
                self.next += 1;
                self.settle(heap);
                return Outcome::Done(GRAIN);
            }
            Phase::Mark if !self.todo.is_empty() => self.mark(),
            Phase::Share if is_left => {
                self.next += 1;
                self.share(place);
            }
            Phase::Owners if self.walking || self.next_owner() => self.walk(heap),
            Phase::Nodes if self.walking || self.next_node() => self.walk(heap),
            Phase::Send if !self.is_sent() => {
                return self.send(heap);
            }
            Phase::Commit => return self.commit(heap),
            _ => {
                self.next = 0;
                self.phase = match phase {
                    Phase::Record => Phase::Roots,
                    Phase::Roots => Phase::Settle,
                    Phase::Settle => Phase::Mark,
                    Phase::Mark => Phase::Share,
                    Phase::Share => Phase::Owners,
                    Phase::Owners => Phase::Nodes,
                    Phase::Nodes => {
                        self.walked_nodes = self.mirror.nodes.len();
                        self.outbox.clone_from(&self.mirror.owners);
                        Phase::Send
                    }
                    Phase::Send | Phase::Commit => Phase::Commit,
                };
                return Outcome::Done(GRAIN);
            }
        }
        Outcome::Done(1)
    }

    /// Records what is at a place, and watches it.
    fn record(&mut self, heap: &Heap, place: u32) {
        let object = heap.collector.registry.object(place);
        if let Some(object) = &object {
            let header = object.header();
            let state = header.standing.state();
            self.states[place as usize] = state;
            // Before it is traced: a `Trace` implementation may be what gets at it.
            header.standing.watch();
            // Otherwise its handle is barred already. The commit relies on it.
            if let Some(handle) = header.handle()
                && !state.is_barred()
            {
                heap.bar(handle, true);
            }
        }
        self.records.record(heap, place, object.as_deref());
        let marks = &mut self.walker.marks[place as usize];
        *marks &= !HANDLED;
        if self.records.handles[place as usize] != 0 {
            *marks |= HANDLED;
        }
    }

    /// Looks whether something holds an object that is in no record.
    fn count(&mut self, heap: &Heap, place: u32) {
        let Some(object) = heap.collector.registry.object(place) else {
            return;
        };
        // One of the strong counts is ours.
        let strong = std::rc::Rc::strong_count(&object) as u32 - 1;
        let accounted = self.records.accounted(place);
        let handle = u32::from(object.header().handle().is_some());
        self.references[place as usize] = strong - handle;
        self.walker.unset(place, HELD);
        if strong != accounted || self.records.in_use[place as usize] {
            self.walker.set(place, HELD);
            // Once for each object: it is marked after that.
            self.report.misreported += u32::from(accounted > strong);
            if !self.walker.is(place, LIVE) {
                self.todo.push(place);
            }
        }
    }

    /// What was changed while the roots were looked for may make others seem to be held: a reference that was moved is in no record,
    /// or in two.
    fn settle(&mut self, heap: &Heap) {
        let (changed, _) = self.catch_up(heap);
        for place in changed {
            self.walker.unset(place, MOVED);
        }
        let walker = &self.walker;
        self.todo.retain(|&place| walker.is(place, HELD));
        self.report.roots = self.todo.len() as u32;
    }

    fn mark(&mut self) {
        if let Some(place) = self.todo.pop()
            && self.walker.set(place, LIVE)
        {
            self.todo.extend_from_slice(self.records.edges.of(place));
        }
    }

    fn share(&mut self, place: u32) {
        if !self.walker.is(place, LIVE) {
            for &target in self.records.edges.of(place) {
                self.walker.see(target);
            }
        }
    }

    /// Goes to the next owner, if there is one.
    fn next_owner(&mut self) -> bool {
        let mut owners = self.next..self.end;
        let Some(owner) = owners.find(|&owner| self.walker.is_owner(owner)) else {
            return false;
        };
        self.next = owner + 1;
        self.walker.set(owner, OWNER);
        self.mirror.owners.push(owner);
        self.walker.begin(&mut self.mirror, owner);
        self.walking = true;
        true
    }

    fn next_node(&mut self) -> bool {
        let Some(&node) = self.mirror.nodes.get(self.next as usize) else {
            return false;
        };
        self.next += 1;
        self.walker.begin(&mut self.mirror, node);
        self.walking = true;
        true
    }

    /// Goes one object further.
    fn walk(&mut self, heap: &Heap) {
        self.walking = self.walker.step(&mut self.mirror, &self.records);
        if !self.walking && self.phase == Phase::Nodes {
            let node = self.mirror.nodes[self.next as usize - 1];
            self.sends_nodes |= !self.is_same(heap, node);
        }
    }
}
