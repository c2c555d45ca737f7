//! Lists are sent in batches, before the commit.

use super::super::Dead;
use super::super::mirror::{LIVE, index, kind};
use super::super::{State, mirror::Mirror};
use super::{GRAIN, Outcome, Slices};
use crate::handle::Handle;
use crate::heap::Heap;
use crate::host::{Host, Lost, Plan};

/// How many owners are looked at for a batch, how many lists are in one at most, and how many entries it takes to fill it.
const OWNERS: u32 = 512;
const LISTS: usize = 64;
const ENTRIES: usize = 512;

impl Slices {
    /// Whether the list of an object is what the last pass has sent, and still is where that has put it.
    pub(super) fn is_same(&self, heap: &Heap, place: u32) -> bool {
        let object = heap.collector.registry.object(place);
        let before = heap.collector.mirror.borrow();
        object.is_some_and(|object| object.header().standing.state() == State::Ceded)
            && before.as_ref().is_some_and(|before| {
                let handles = &self.records.handles;
                let same_handle = |place| before.handle(place) == handles[place as usize];
                self.mirror.is_as(before, place, heap, same_handle)
            })
    }

    /// Sends a batch.
    pub(super) fn send(&mut self, heap: &Heap) -> Outcome {
        self.numbers.forget_wrappers();
        let (mut owners, mut nodes) = (Vec::new(), Vec::new());
        let (mut looked, mut entries) = (0, 0);
        let handles = &self.records.handles;
        while looked < OWNERS && owners.len() < LISTS && entries < ENTRIES {
            let Some(owner) = self.outbox.pop() else {
                break;
            };
            looked += 1;
            let named = self.sends_nodes && self.mirror.names_nodes(owner);
            let list = self.mirror.list(owner);
            if self.walker.is_owner(owner)
                && !list.is_empty()
                && (named || !self.is_same(heap, owner))
            {
                entries += list.len();
                self.numbers.add_owner(&self.mirror, handles, owner);
                owners.push(owner);
            }
        }
        while owners.len() + nodes.len() < LISTS && entries < ENTRIES {
            let node = match self.again.pop() {
                Some(node) => node,
                None if self.sent_nodes < self.numbers.nodes.len() => {
                    self.sent_nodes += 1;
                    self.numbers.nodes[self.sent_nodes - 1]
                }
                None => break,
            };
            entries += self.mirror.list(node).len();
            self.numbers.add(&self.mirror, handles, node);
            nodes.push(node);
        }
        if owners.is_empty() && nodes.is_empty() {
            return Outcome::Done(looked / 4);
        }
        match heap.host() {
            Ok(host) => self.deliver(heap, &*host, &owners, &nodes),
            Err(_) => Outcome::Done(1),
        }
    }

    fn deliver(&mut self, heap: &Heap, host: &dyn Host, owners: &[u32], nodes: &[u32]) -> Outcome {
        let lost = host.find_wrappers(&self.numbers.handles);
        let mut dead = Dead::default();
        let (mut owners, mut nodes) = (owners.to_vec(), nodes.to_vec());
        if !lost.is_empty() {
            dead = self.lose(heap, &lost, &mut owners, &mut nodes);
        }
        let lists = self.numbers.words(&self.mirror, &nodes, &owners);
        host.mirror(&Plan {
            nodes: self.numbers.nodes.len() as u32,
            lists: &lists,
            ..Plan::default()
        });
        self.forget(heap, &owners);
        if dead.0.is_empty() {
            Outcome::Done(GRAIN)
        } else {
            Outcome::Dead(dead)
        }
    }

    /// Wrappers were not found. Takes the lists out that name them; returns the handles that are to be released.
    fn lose(
        &mut self,
        heap: &Heap,
        lost: &[Lost],
        owners: &mut Vec<u32>,
        nodes: &mut Vec<u32>,
    ) -> Dead {
        let (mut released, mut roots) = (Dead::default(), Vec::new());
        let mut dead = Vec::new();
        for found in lost {
            let place = self.numbers.places[found.position as usize];
            let handle = Handle::from_f64(self.records.handles[place as usize] as f64);
            let object = heap.collector.registry.object(place);
            if object.is_none_or(|object| object.header().handle() != handle) {
                // It was released since. So that is noted.
                dead.push(place);
            } else if found.dead {
                dead.push(place);
                released.0.extend(handle);
            } else {
                roots.push(place);
            }
        }
        self.todo.extend_from_slice(&roots);
        while !self.todo.is_empty() {
            self.mark();
        }
        let names = |mirror: &Mirror, list: u32, lost: &[u32]| {
            let mut entries = mirror.list(list).iter();
            lost.contains(&list)
                || entries.any(|&e| kind(e) == Plan::WRAPPER && lost.contains(&index(e)))
        };
        // What names dead ones is made anew in the commit, when their objects are recorded without them; what names those that
        // cannot be found now, without what is live.
        owners.retain(|&owner| !names(&self.mirror, owner, &dead));
        nodes.retain(|&node| !names(&self.mirror, node, &dead));
        for (lists, again) in [(owners, &mut self.outbox), (nodes, &mut self.again)] {
            lists.retain(|&list| {
                let stays = !names(&self.mirror, list, &roots);
                if !stays {
                    self.walker.walk(&mut self.mirror, &self.records, list);
                    again.push(list);
                }
                stays
            });
        }
        released
    }

    /// What the wrappers of these objects have is not what the last pass has sent, whatever becomes of this one.
    pub(super) fn forget(&self, heap: &Heap, owners: &[u32]) {
        let mut before = heap.collector.mirror.borrow_mut();
        let before = before.get_or_insert_default();
        for &owner in owners {
            before.forget(owner, self.records.handles[owner as usize]);
        }
    }

    /// Whether nothing is left to be sent.
    pub(super) fn is_sent(&self) -> bool {
        self.outbox.is_empty()
            && self.again.is_empty()
            && self.sent_nodes == self.numbers.nodes.len()
    }

    pub(super) fn is_live(&self, place: u32) -> bool {
        self.walker.is(place, LIVE)
    }
}
