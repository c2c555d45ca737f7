//! [`Event`]: something that happened to a node.

use handfast::{Ref, handfast};
use string_cache::DefaultAtom;

use crate::live;
use crate::node::Node;

/// Where an event is on its way; the numbers are those of `eventPhase`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[repr(u8)]
pub enum Phase {
    /// Not under way.
    #[default]
    None = 0,
    /// On the way down to the target.
    Capturing = 1,
    /// At the target.
    AtTarget = 2,
    /// On the way up again.
    Bubbling = 3,
}

/// An event, on its way or not.
#[handfast]
pub struct Event {
    #[trace(skip)]
    pub(crate) kind: DefaultAtom,
    pub(crate) does_bubble: bool,
    pub(crate) can_be_canceled: bool,
    pub(crate) target_node: Option<Ref<Node>>,
    /// The node whose listeners are being called.
    pub(crate) current: Option<Ref<Node>>,
    #[trace(skip)]
    pub(crate) phase: Phase,
    /// From the target to the root; empty unless under way.
    pub(crate) path: Vec<Ref<Node>>,
    pub(crate) canceled: bool,
    /// No further node gets it.
    pub(crate) stopped: bool,
    /// No further listener gets it.
    pub(crate) stopped_at_once: bool,
    /// The listener being called promised not to cancel it.
    pub(crate) in_passive_listener: bool,
}

impl Event {
    /// An event that is not under way.
    pub(crate) fn create(kind: &str, bubbles: bool, cancelable: bool) -> Event {
        live::event_made();
        Event {
            kind: kind.into(),
            does_bubble: bubbles,
            can_be_canceled: cancelable,
            target_node: None,
            current: None,
            phase: Phase::None,
            path: Vec::new(),
            canceled: false,
            stopped: false,
            stopped_at_once: false,
            in_passive_listener: false,
        }
    }

    pub(crate) fn is_under_way(&self) -> bool {
        self.phase != Phase::None
    }

    /// What `preventDefault` does.
    pub(crate) fn cancel(&mut self) {
        if self.can_be_canceled && !self.in_passive_listener {
            self.canceled = true;
        }
    }

    /// Takes it off its way, and keeps what its maker may ask for afterwards.
    pub(crate) fn arrive(&mut self) {
        self.current = None;
        self.phase = Phase::None;
        self.path.clear();
        self.stopped = false;
        self.stopped_at_once = false;
    }
}

impl Drop for Event {
    fn drop(&mut self) {
        live::event_dropped();
    }
}
