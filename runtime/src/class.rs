//! [`Class`]: the static description of a type of objects.

use std::sync::atomic::{AtomicU32, Ordering};

/// Describes a type of objects: its name, its base class, and whether its values can hold edges.
///
/// One `static` per type, written by `#[handfast]` or [`object!`](crate::object). Two classes are the same
/// when they are the same static.
#[derive(Debug)]
pub struct Class {
    name: &'static str,
    parent: Option<fn() -> &'static Class>,
    edges: bool,
    host_class: Option<fn() -> u32>,
    /// Position in every heap's table of live counts, plus one; 0 until the first object is made.
    id: AtomicU32,
}

static NEXT_ID: AtomicU32 = AtomicU32::new(1);

impl Class {
    /// A class without a base class. `edges` says whether its values can hold `Ref`s or JS refs.
    pub const fn new(name: &'static str, edges: bool) -> Class {
        Class {
            name,
            parent: None,
            edges,
            host_class: None,
            id: AtomicU32::new(0),
        }
    }

    /// The same class with a base class.
    pub const fn extending(self, parent: fn() -> &'static Class) -> Class {
        Class {
            name: self.name,
            parent: Some(parent),
            edges: self.edges,
            host_class: self.host_class,
            id: self.id,
        }
    }

    /// The same class with the function by which the bindings register it in the other heap.
    pub const fn hosted(self, register: fn() -> u32) -> Class {
        Class {
            name: self.name,
            parent: self.parent,
            edges: self.edges,
            host_class: Some(register),
            id: self.id,
        }
    }

    /// The name, as users of the other heap know it.
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// The base class.
    pub fn parent(&self) -> Option<&'static Class> {
        self.parent.map(|parent| parent())
    }

    /// Whether values of this class can hold references to other objects or to JavaScript values.
    pub const fn edges(&self) -> bool {
        self.edges
    }

    /// Registers the class in the other heap, if it can be exposed there, and returns its id there.
    pub fn host_class(&self) -> Option<u32> {
        self.host_class.map(|register| register())
    }

    /// Whether this is `other` or derives from it. Costs one step per level between them.
    pub fn is_a(&self, other: &Class) -> bool {
        std::ptr::eq(self, other) || self.parent().is_some_and(|parent| parent.is_a(other))
    }

    /// Position in the table of live counts.
    #[inline]
    pub(crate) fn index(&self) -> usize {
        let id = self.id.load(Ordering::Relaxed);
        (if id == 0 { self.name_it() } else { id }) as usize - 1
    }

    /// Gives the class its number. Apart, so that the rest is inlined.
    #[cold]
    #[inline(never)]
    fn name_it(&self) -> u32 {
        let fresh = NEXT_ID.fetch_add(1, Ordering::Relaxed);
        // Two threads may race to name the class; the first one wins and the loser's number stays unused.
        match self
            .id
            .compare_exchange(0, fresh, Ordering::Relaxed, Ordering::Relaxed)
        {
            Ok(_) => fresh,
            Err(winner) => winner,
        }
    }
}
