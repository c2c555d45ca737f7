//! The JavaScript side of the bridge pass: what `js-runtime/src/bridge.js` does, on the simulated heap.

use handfast_runtime::{Handle, Host, Lost, Plan};

use super::SimHost;
use super::js_heap::JsId;
use super::registry::Found;

/// How much a pass has sent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sent {
    /// Mirror lists, those of nodes included.
    pub lists: usize,
    /// What is in them.
    pub entries: usize,
    /// Wrappers whose list was taken away.
    pub cleared: usize,
    /// Slots that became weak.
    pub weakened: usize,
    /// Slots that became strong again.
    pub strengthened: usize,
}

/// What a pass leaves until the next one.
#[derive(Default)]
pub(super) struct Bridge {
    pub(super) sent: Sent,
    /// The wrappers that were looked for, by position; kept from `find_wrappers` to `cede`.
    found: Vec<Option<JsId>>,
    /// The nodes of the pass that is being sent.
    pub(super) nodes: Vec<JsId>,
    /// How much it has sent so far.
    sending: Sent,
    /// Mirror lists that are held whatever becomes of their wrapper.
    pins: Vec<Vec<JsId>>,
}

impl Bridge {
    /// What the pins keep alive.
    pub(super) fn pinned(&self) -> impl Iterator<Item = JsId> {
        self.pins.iter().flatten().copied()
    }

    pub(super) fn pins(&self) -> usize {
        self.pins.iter().filter(|pin| !pin.is_empty()).count()
    }
}

impl SimHost {
    pub(super) fn find_wrappers(&self, handles: &[f64]) -> Vec<Lost> {
        let (heap, registry) = (&mut *self.heap.borrow_mut(), self.registry.borrow());
        let mut lost = Vec::new();
        // One for each position, or the next positions would be wrong.
        let mut found = Vec::new();
        for (&handle, position) in handles.iter().zip(0..) {
            let wrapper = match Handle::from_f64(handle) {
                Some(handle) => registry.sight(heap, handle),
                None => Found::Hidden,
            };
            match wrapper {
                Found::Alive(wrapper) => found.push(Some(wrapper)),
                Found::Dead | Found::Hidden => {
                    found.push(None);
                    lost.push(Lost {
                        position,
                        dead: matches!(wrapper, Found::Dead),
                    });
                }
            }
        }
        self.bridge.borrow_mut().found = found;
        lost
    }

    pub(super) fn cede(&self, plan: &Plan<'_>) {
        self.strengthen(plan.strengthen);
        self.mirror_lists(plan, false);
        self.table.borrow_mut().set_weak(plan.weaken, true);
        let bridge = &mut *self.bridge.borrow_mut();
        bridge.sent = Sent {
            weakened: plan.weaken.len(),
            strengthened: plan.strengthen.len(),
            ..std::mem::take(&mut bridge.sending)
        };
        bridge.pins.clear();
        bridge.found.clear();
        bridge.nodes.clear();
    }

    /// Writes lists, and takes some away. `hold`: what is replaced is held.
    pub(super) fn mirror_lists(&self, plan: &Plan<'_>, hold: bool) {
        let (heap, bridge) = (&mut *self.heap.borrow_mut(), &mut *self.bridge.borrow_mut());
        let table = self.table.borrow();
        let known = bridge.nodes.len();
        let new = plan.nodes as usize - known.min(plan.nodes as usize);
        bridge
            .nodes
            .extend((0..new).map(|_| heap.allocate_hidden()));
        let resolve = |bridge: &Bridge, entry: u32| match (entry & 3, entry as usize >> 2) {
            (Plan::SLOT, slot) => table.get(slot as u32),
            (Plan::WRAPPER, position) => bridge.found[position],
            (_, node) => Some(bridge.nodes[node]),
        };
        bridge.sending.cleared += plan.clear.len();
        let mut words = plan.lists;
        while let [owner, length, rest @ ..] = words {
            let (list, next) = rest.split_at(*length as usize);
            words = next;
            bridge.sending.lists += 1;
            bridge.sending.entries += list.len();
            let list = list.iter().filter_map(|&entry| resolve(bridge, entry));
            let list: Vec<_> = list.collect();
            if let Some(found) = resolve(bridge, *owner).and_then(|owner| heap.get_mut(owner)) {
                let old = std::mem::replace(&mut found.mirror, list);
                if hold && owner & 3 == Plan::WRAPPER {
                    bridge.pins.push(old);
                }
            }
        }
        for &handle in plan.clear {
            let handle = Handle::from_f64(handle);
            let registry = self.registry.borrow();
            if let Some(wrapper) = handle.and_then(|handle| registry.find(heap, handle))
                && let Some(wrapper) = heap.get_mut(wrapper)
            {
                wrapper.mirror.clear();
            }
        }
    }

    /// Holds the list of a wrapper.
    pub(super) fn pin_list(&self, handle: Handle) -> u32 {
        let heap = &mut *self.heap.borrow_mut();
        let registry = &mut *self.registry.borrow_mut();
        let wrapper = match registry.sight(heap, handle) {
            Found::Alive(wrapper) => wrapper,
            Found::Dead => {
                registry.clear(handle);
                return 0;
            }
            Found::Hidden => return 0,
        };
        let list = heap.get(wrapper).map(|wrapper| wrapper.mirror.clone());
        let pins = &mut self.bridge.borrow_mut().pins;
        pins.push(list.unwrap_or_default());
        pins.len() as u32
    }

    pub(super) fn unpin_lists(&self, numbers: &[u32]) {
        for &number in numbers {
            self.bridge.borrow_mut().pins[number as usize - 1].clear();
        }
    }

    pub(super) fn wrapper_is_alive(&self, handle: Handle) -> bool {
        let heap = &mut *self.heap.borrow_mut();
        self.registry.borrow().find(heap, handle).is_some()
    }

    pub(super) fn values_are_alive(&self, slots: &[u32]) -> bool {
        let (heap, table) = (self.heap.borrow(), self.table.borrow());
        slots.iter().all(|&slot| {
            table
                .get(slot)
                .is_some_and(|value| heap.get(value).is_some())
        })
    }
}
