//! The commit: what changed is recorded again, and then the pass takes effect.

use super::super::State;
use super::super::late::Late;
use super::super::mirror::{HANDLED, MOVED, NODE, OWNER};
use super::{Outcome, Phase, ROUNDS, Slices};
use crate::heap::Heap;
use crate::host::Plan;

/// How many lists are sent in the job of the commit; more are sent first, in slices.
const FEW: usize = 128;

impl Slices {
    /// Commits, or puts that off: because there is much to be sent, or because wrappers were found dead.
    pub(super) fn commit(&mut self, heap: &Heap) -> Outcome {
        let (changed, moved) = self.catch_up(heap);
        while !self.todo.is_empty() {
            self.mark();
        }
        self.cede_below(changed.clone());
        self.make_anew(heap, &changed, moved);
        if self.outbox.len() > FEW && self.rounds < ROUNDS {
            self.rounds += 1;
            self.phase = Phase::Send;
            return Outcome::Done(super::GRAIN);
        }
        while !self.is_sent() {
            if let Outcome::Dead(dead) = self.send(heap) {
                self.rounds += 1;
                return Outcome::Dead(dead);
            }
        }
        if !heap.collector.watch.is_empty() {
            // A `Trace` implementation has changed something.
            self.rounds += 1;
            return Outcome::Done(super::GRAIN);
        }
        Outcome::Committed(self.carry_out(heap))
    }

    /// Makes records and counts true for this moment. Returns what has changed, and whether handles have.
    pub(super) fn catch_up(&mut self, heap: &Heap) -> (Vec<u32>, bool) {
        let mut changed = heap.collector.watch.take();
        heap.collector.make_unique(&mut changed);
        let places = changed.iter().max().map_or(0, |last| last + 1);
        self.end = self.end.max(places);
        self.grow(self.end);
        let mut affected = changed.clone();
        let mut moved = false;
        for &place in &changed {
            affected.extend_from_slice(self.records.edges.of(place));
            let handle = self.records.handles[place as usize];
            self.record(heap, place);
            affected.extend_from_slice(self.records.edges.of(place));
            if self.is_live(place) {
                self.todo.extend_from_slice(self.records.edges.of(place));
            }
            if handle != 0 && handle != self.records.handles[place as usize] {
                self.walker.set(place, MOVED);
                moved = true;
            }
        }
        heap.collector.make_unique(&mut affected);
        for place in affected {
            self.count(heap, place);
        }
        (changed, moved)
    }

    /// What ceded objects refer to is not condemned, even if no walk leads there any more.
    fn cede_below(&mut self, mut todo: Vec<u32>) {
        while let Some(place) = todo.pop() {
            if self.mirror.ceded[place as usize] && !self.is_live(place) {
                for &target in self.records.edges.of(place) {
                    if !std::mem::replace(&mut self.mirror.ceded[target as usize], true) {
                        todo.push(target);
                    }
                }
            }
        }
    }

    /// Makes the lists anew that were made from what changed, or name wrappers that are not there any more.
    fn make_anew(&mut self, heap: &Heap, changed: &[u32], moved: bool) {
        let mut lists: Vec<u32> = Vec::new();
        for &place in changed {
            lists.extend(self.walker.lists_with(place));
        }
        if moved {
            for place in (0..self.end).filter(|&place| !self.is_live(place)) {
                let mut targets = self.records.edges.of(place).iter();
                if targets.any(|&target| self.walker.is(target, MOVED)) {
                    lists.extend(self.walker.lists_with(place));
                }
            }
            changed
                .iter()
                .for_each(|&place| self.walker.unset(place, MOVED));
        }
        heap.collector.make_unique(&mut lists);
        lists.retain(|&list| !self.is_live(list));
        for &list in &lists {
            let owner = self.walker.is_owner(list);
            if !owner && !self.walker.is(list, NODE) {
                continue;
            }
            self.walker.walk(&mut self.mirror, &self.records, list);
            if owner {
                if self.walker.set(list, OWNER) {
                    self.mirror.owners.push(list);
                }
                self.outbox.push(list);
                // A wrapper need not be looked for if it has what it is to have: because its object was only polled, or because it never
                // had a list and gets none. To look for it would keep it for a while.
                let before = heap.collector.mirror.borrow();
                let had = before.as_ref().is_some_and(|b| !b.list(list).is_empty());
                drop(before);
                if (had || !self.mirror.list(list).is_empty()) && !self.is_same(heap, list) {
                    self.forget(heap, &[list]);
                }
            }
            if self.walker.is(list, NODE) {
                self.send_node_again(list);
            }
        }
        while let Some(&node) = self.mirror.nodes.get(self.walked_nodes) {
            self.walker.walk(&mut self.mirror, &self.records, node);
            self.walked_nodes += 1;
        }
    }

    /// The other side does not know nodes of the last pass by name. So where these were left as they are, now whatever
    /// names one is sent.
    fn send_node_again(&mut self, node: u32) {
        if self.numbers.has(node) {
            self.again.push(node);
        }
        if !std::mem::replace(&mut self.sends_nodes, true) {
            let mirror = &self.mirror;
            let owners = mirror.owners.iter().copied();
            self.outbox
                .extend(owners.filter(|&owner| mirror.names_nodes(owner)));
        }
    }

    /// From here on what the last pass has arranged is void, and this pass in force.
    fn carry_out(&mut self, heap: &Heap) -> Late {
        let before = heap.collector.mirror.take().unwrap_or_default();
        heap.collector.watch.set_active(false);
        let mut mirror = std::mem::take(&mut self.mirror);
        mirror.owners.retain(|&owner| self.walker.is_owner(owner));
        let mut of_ceded = vec![0; heap.js_refs.slots()];
        for place in 0..self.end {
            mirror.ceded[place as usize] &= !self.is_live(place);
            if mirror.ceded[place as usize] {
                for &slot in self.records.slots.of(place) {
                    of_ceded[slot as usize] += 1;
                }
            }
        }
        let (strengthen, weaken) = heap.js_refs.toggled(&of_ceded);
        heap.js_refs.set_weak(&strengthen, false);
        heap.js_refs.set_weak(&weaken, true);
        if let Ok(host) = heap.host() {
            host.cede(&Plan {
                strengthen: &strengthen,
                ..Plan::default()
            });
        }
        let mut doubts = false;
        let mut garbage = Vec::new();
        let mut clear = Vec::new();
        for place in 0..self.end {
            let at = place as usize;
            let (live, ceded) = (self.is_live(place), mirror.ceded[at]);
            if self.states[at] == State::Condemned {
                // It waits to be dropped.
                continue;
            }
            let listless = mirror.list(place).is_empty() || !self.walker.is_owner(place);
            if listless && (live || !self.walker.is(place, NODE)) {
                mirror.remove(place);
            }
            if listless && !before.list(place).is_empty() && before.handle(place) != 0 {
                clear.push(before.handle(place) as f64);
            }
            // Behind an empty list there is nothing to take out.
            let barred = ceded && !(self.walker.is(place, HANDLED) && listless);
            let wanted = match self.states[at] {
                _ if barred => State::Ceded,
                // What counts as live may be garbage, and have lost values.
                State::Ceded | State::Visited if live => State::Ceded,
                State::Orphan if live => State::Orphan,
                _ => State::Free,
            };
            doubts |= wanted.is_doubtful();
            let condemned = !live && !ceded;
            if !condemned && self.states[at] == wanted {
                continue;
            }
            let Some(object) = heap.collector.registry.object(place) else {
                continue;
            };
            if condemned {
                garbage.push(object);
            } else {
                // Its handle is barred, because it was watched. One that need not be is admitted when it is used.
                object.header().standing.commit(wanted);
            }
        }
        self.report.traced = heap.collector.registry.len() as u32;
        self.report.edges = self.records.traced.iter().sum();
        self.report.ceded = mirror.ceded.iter().filter(|&&ceded| ceded).count() as u32;
        self.report.mirrored = mirror.len();
        self.report.freed = garbage.len() as u32;
        mirror.handles = std::mem::take(&mut self.records.handles);
        let references = std::mem::take(&mut self.references);
        heap.collector.turn.begin(references);
        heap.collector.mirror.replace(Some(mirror));
        heap.collector.cedes.set(self.report.ceded > 0 || doubts);
        heap.js_refs.forget_fresh();
        Late {
            weaken,
            clear,
            garbage,
            report: self.report,
        }
    }
}
