//! [`World`]: both heaps. Objects, JavaScript objects and lists are never taken out of their vectors, so their numbers
//! are identities; slots and handles are used anew, as in the runtime, so theirs are not.

use super::rules::Rules;
use super::slices::{Late, Slices};

pub(crate) type ObjectId = usize;
pub(crate) type JsId = usize;
pub(crate) type SlotId = usize;
pub(crate) type ListId = usize;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum State {
    Alive,
    /// Found to be garbage by a pass, and about to be dropped.
    Condemned,
    Freed,
}

/// A Rust object.
pub(crate) struct Object {
    pub(crate) state: State,
    /// Traced fields of type `Ref`. Each counts.
    pub(crate) refs: Vec<ObjectId>,
    /// Traced fields of type `JsRef`: each is one clone of its slot.
    pub(crate) js_refs: Vec<SlotId>,
    /// All `Ref`s, and one for the handle. Borrows do not count, but an object that is borrowed is not dropped.
    pub(crate) strong: u32,
    pub(crate) handle: Option<usize>,
    pub(crate) ceded: bool,
    /// Whoever comes by its handle meets the barrier: where it is ceded or watched. Nobody else looks at the flags.
    pub(crate) barred: bool,
    /// A sliced pass has recorded it, and nobody has got at it since.
    pub(crate) watched: bool,
    /// How many `Ref`s there were at the end of the last pass.
    pub(crate) snapshot: Option<u32>,
    /// What the list on the wrapper was made from in the last pass.
    pub(crate) plan: Option<Vec<Item>>,
    pub(crate) preserved: bool,
    /// The virtual JS ref to the own wrapper.
    pub(crate) preserve: Option<SlotId>,
    /// What its `Drop` code does.
    pub(crate) act: u16,
}

impl Object {
    /// What `Trace` reports of slots.
    pub(crate) fn slots(&self) -> impl Iterator<Item = SlotId> {
        self.js_refs.iter().copied().chain(self.preserve)
    }
}

/// One thing of a plan, as Rust knows it: by numbers, with what tells their uses apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Item {
    Slot {
        slot: SlotId,
        stamp: u32,
    },
    Wrapper {
        handle: usize,
        generation: u32,
        stamp: u32,
    },
}

pub(crate) struct JsObject {
    pub(crate) alive: bool,
    pub(crate) out: Vec<JsId>,
    /// Of a wrapper that was not disposed.
    pub(crate) number: Option<Number>,
    pub(crate) list: Option<ListId>,
}

/// A handle as JavaScript carries it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Number {
    pub(crate) index: usize,
    pub(crate) generation: u32,
}

/// A place of the handle table.
pub(crate) struct Entry {
    pub(crate) generation: u32,
    pub(crate) object: Option<ObjectId>,
    /// The newest wrapper, while it has its share: not disposed and not known to be dead.
    pub(crate) wrapper: Option<JsId>,
    /// How many wrappers the engine has still to report, among them disposed ones.
    pub(crate) unreported: u32,
    /// How many wrappers this place has had.
    pub(crate) stamp: u32,
    pub(crate) raw: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Value {
    Free,
    Strong(JsId),
    Weak(JsId),
    /// The value died while the slot was weak: reading it is an error that says so.
    Gone,
}

pub(crate) struct Slot {
    pub(crate) value: Value,
    pub(crate) clones: u32,
    /// A commit has left it to be made weak.
    pub(crate) weak_soon: bool,
    /// How often the place was used.
    pub(crate) stamp: u32,
}

/// A call from JavaScript, or a borrow in Rust.
pub(crate) struct Frame {
    pub(crate) object: ObjectId,
    pub(crate) mutable: bool,
    /// A `Ref` argument.
    pub(crate) arg: Option<ObjectId>,
    /// What the engine's stack holds; until the end of the turn, as the frame may be of an `async` function.
    pub(crate) js: Vec<JsId>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Pin {
    List(ListId),
    /// Only where the rule `lists_are_pinned` is missing.
    Wrapper(JsId),
}

/// A promotion by `upgrade`, as far as it must be known to undo it.
pub(crate) struct Promotion {
    pub(crate) objects: Vec<ObjectId>,
    pub(crate) weak: Vec<(ObjectId, SlotId)>,
    pub(crate) pins: Vec<Pin>,
}

/// What happened in the running turn, or since the last pass if that was later.
#[derive(Default)]
pub(crate) struct Turn {
    pub(crate) mutated: bool,
    pub(crate) pins: Vec<(ObjectId, ListId, Pin)>,
    pub(crate) promotions: Vec<Promotion>,
}

/// How much happened, so that tests can see that they test something.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Bridge passes.
    pub passes: u64,
    /// Passes that were begun in slices.
    pub slices: u64,
    /// Those that were committed.
    pub committed: u64,
    /// Collections of JavaScript.
    pub collections: u64,
    /// Objects dropped by counting.
    pub dropped: u64,
    /// Objects dropped as cycles of Rust objects.
    pub condemned: u64,
    /// Pins.
    pub pins: u64,
    /// Promotions.
    pub promotions: u64,
    /// Upgrades that failed because a value was gone.
    pub failed_upgrades: u64,
    /// Slots that lost their value.
    pub gone: u64,
    /// Pins and promotions taken back at the end of a turn.
    pub undone: u64,
    /// Lists that a pass left as they were.
    pub unchanged: u64,
    /// Second wrappers of one handle.
    pub second_wrappers: u64,
    /// Finalizers that came too late.
    pub late_finalizers: u64,
}

impl Summary {
    /// Adds another run's.
    pub fn add(&mut self, other: Summary) {
        self.passes += other.passes;
        self.slices += other.slices;
        self.committed += other.committed;
        self.collections += other.collections;
        self.dropped += other.dropped;
        self.condemned += other.condemned;
        self.pins += other.pins;
        self.promotions += other.promotions;
        self.failed_upgrades += other.failed_upgrades;
        self.gone += other.gone;
        self.undone += other.undone;
        self.unchanged += other.unchanged;
        self.second_wrappers += other.second_wrappers;
        self.late_finalizers += other.late_finalizers;
    }
}

/// Both heaps, and everything that holds something in them.
pub(crate) struct World {
    pub(crate) rules: Rules,
    pub(crate) objects: Vec<Object>,
    pub(crate) js: Vec<JsObject>,
    pub(crate) lists: Vec<Vec<JsId>>,
    pub(crate) slots: Vec<Slot>,
    pub(crate) free_slots: Vec<SlotId>,
    pub(crate) entries: Vec<Entry>,
    pub(crate) free_entries: Vec<usize>,
    pub(crate) pinned: Vec<Pin>,
    /// Variables of the program.
    pub(crate) js_roots: Vec<JsId>,
    pub(crate) js_weaks: Vec<JsId>,
    /// Raw retains, and numbers that the program has seen.
    pub(crate) retained: Vec<Number>,
    pub(crate) numbers: Vec<Number>,
    /// The living wrappers whose death the engine will report, by the numbers they were made with.
    pub(crate) registered: Vec<(JsId, Number)>,
    /// The dead ones that it has still to report.
    pub(crate) finalizers: Vec<Number>,
    /// Globals and stack of Rust.
    pub(crate) rust_refs: Vec<ObjectId>,
    pub(crate) rust_js_refs: Vec<SlotId>,
    pub(crate) rust_weaks: Vec<ObjectId>,
    pub(crate) frames: Vec<Frame>,
    pub(crate) turn: Turn,
    /// The pass that is under way in slices, and what the last one has left to do.
    pub(crate) slices: Option<Slices>,
    pub(crate) late: Late,
    pub(crate) summary: Summary,
    /// The first thing that went wrong.
    pub(crate) lost: Option<String>,
}

impl World {
    pub(crate) fn new(rules: Rules) -> World {
        World {
            rules,
            objects: Vec::new(),
            js: Vec::new(),
            lists: Vec::new(),
            slots: Vec::new(),
            free_slots: Vec::new(),
            entries: Vec::new(),
            free_entries: Vec::new(),
            pinned: Vec::new(),
            js_roots: Vec::new(),
            js_weaks: Vec::new(),
            retained: Vec::new(),
            numbers: Vec::new(),
            registered: Vec::new(),
            finalizers: Vec::new(),
            rust_refs: Vec::new(),
            rust_js_refs: Vec::new(),
            rust_weaks: Vec::new(),
            frames: Vec::new(),
            turn: Turn::default(),
            slices: None,
            late: Late::default(),
            summary: Summary::default(),
            lost: None,
        }
    }

    pub(crate) fn lose(&mut self, what: String) {
        self.lost.get_or_insert(what);
    }

    pub(crate) fn is_alive(&self, object: ObjectId) -> bool {
        self.objects[object].state == State::Alive
    }

    pub(crate) fn is_borrowed(&self, object: ObjectId) -> bool {
        self.frames.iter().any(|frame| frame.object == object)
    }

    /// Makes an object that nothing holds yet.
    pub(crate) fn new_object(&mut self) -> ObjectId {
        if let Some(slices) = &mut self.slices {
            slices.changed.push(self.objects.len());
        }
        self.objects.push(Object {
            state: State::Alive,
            refs: Vec::new(),
            js_refs: Vec::new(),
            strong: 0,
            handle: None,
            ceded: false,
            barred: false,
            watched: false,
            snapshot: None,
            plan: None,
            preserved: false,
            preserve: None,
            act: 0,
        });
        self.objects.len() - 1
    }

    pub(crate) fn new_js(&mut self) -> JsId {
        self.js.push(JsObject {
            alive: true,
            out: Vec::new(),
            number: None,
            list: None,
        });
        self.js.len() - 1
    }

    /// One `Ref` more.
    pub(crate) fn count(&mut self, object: ObjectId) -> ObjectId {
        self.objects[object].strong += 1;
        object
    }

    /// One `Ref` less.
    pub(crate) fn uncount(&mut self, object: ObjectId) {
        self.objects[object].strong -= 1;
        self.drop_if_unowned(object);
    }

    /// Takes a slot for a value.
    pub(crate) fn hold(&mut self, value: JsId) -> SlotId {
        let slot = self.free_slots.pop().unwrap_or_else(|| {
            self.slots.push(Slot {
                value: Value::Free,
                clones: 0,
                weak_soon: false,
                stamp: 0,
            });
            self.slots.len() - 1
        });
        let stamp = self.slots[slot].stamp + 1;
        self.slots[slot] = Slot {
            value: Value::Strong(value),
            clones: 1,
            weak_soon: false,
            stamp,
        };
        slot
    }

    /// Drops one clone of a slot.
    pub(crate) fn unhold(&mut self, slot: SlotId) {
        self.slots[slot].clones -= 1;
        if self.slots[slot].clones == 0 {
            self.slots[slot].value = Value::Free;
            self.free_slots.push(slot);
        }
    }

    /// Reads a JS ref. `None`: an error says that the value is gone.
    pub(crate) fn get(&mut self, slot: SlotId) -> Option<JsId> {
        match self.slots[slot].value {
            Value::Strong(value) | Value::Weak(value) if self.js[value].alive => Some(value),
            Value::Gone => None,
            _ => {
                self.lose(format!("slot {slot} was read and has lost its value"));
                None
            }
        }
    }

    pub(crate) fn is_weak_and_dead(&self, slot: SlotId) -> bool {
        matches!(self.slots[slot].value, Value::Weak(value) if !self.js[value].alive)
    }

    /// Makes a slot strong, or says that its value is gone.
    pub(crate) fn strengthen(&mut self, slot: SlotId) {
        self.slots[slot].weak_soon = false;
        if let Value::Weak(value) = self.slots[slot].value {
            self.slots[slot].value = if self.js[value].alive {
                Value::Strong(value)
            } else {
                self.summary.gone += 1;
                Value::Gone
            };
        }
    }
}
