//! Where the value of a [`JsRef`](super::JsRef) is: in wasm-bindgen's table, where it has arrived with a call, or in a slot of ours.
//!
//! Four bytes either way, so a loose one keeps only the number that `JsValue` consists of.

use std::mem::{self, ManuallyDrop};

use handfast_runtime::{Error, LazyJsRef, RawJsRef, Trace, Tracer};
use wasm_bindgen::JsValue;
use wasm_bindgen::convert::{IntoWasmAbi, RefFromWasmAbi};

use crate::{imports, instance};

/// A counted place. While it is loose, its number is that of a `JsValue` which belongs to it.
pub(super) struct Place(LazyJsRef);

impl Place {
    /// Leaves a value where it is.
    ///
    /// # Errors
    /// [`Error::TableFull`].
    #[inline]
    pub(super) fn of(value: JsValue) -> Result<Place, Error> {
        let place = LazyJsRef::loose((&value).into_abi()).map(Place)?;
        mem::forget(value);
        Ok(place)
    }

    /// The slot. A loose value is moved into one.
    #[inline]
    pub(super) fn slot(&self) -> i32 {
        match self.0.slot() {
            Some(slot) => slot as i32,
            None => self.settle(),
        }
    }

    #[cold]
    #[inline(never)]
    fn settle(&self) -> i32 {
        instance::id();
        let value = self.loose();
        let settled = self.0.settle().unwrap_or_else(|error| panic!("{error}"));
        let slot = settled as i32;
        if let Some(value) = value {
            imports::hold(slot, &value);
            drop(ManuallyDrop::into_inner(value));
        }
        slot
    }

    #[cold]
    #[inline(never)]
    fn settled(&self) -> &Place {
        self.settle();
        self
    }

    /// The value, while it is loose. It still belongs to this place, unless that is settled or dropped next.
    #[inline]
    fn loose(&self) -> Option<ManuallyDrop<JsValue>> {
        // SAFETY: a number is that of a value which was forgotten in `of`. No slot looks like one: a table with so many does not
        // fit into wasm's memory.
        let value = |number| unsafe { JsValue::ref_from_abi(number) };
        self.0.number().map(value)
    }

    /// The value.
    pub(super) fn get(&self) -> JsValue {
        match self.loose() {
            Some(value) => (*value).clone(),
            None => imports::get_slot(self.slot()),
        }
    }

    /// Whether both are the same slot.
    pub(super) fn is_same(&self, other: &Place) -> bool {
        self.0.slot().is_some() && self.0.slot() == other.0.slot()
    }

    pub(super) fn count(&self) -> u32 {
        self.0.count()
    }

    pub(super) fn raw(&self) -> &LazyJsRef {
        &self.0
    }
}

impl From<RawJsRef> for Place {
    #[inline]
    fn from(raw: RawJsRef) -> Place {
        Place(raw.into())
    }
}

impl Clone for Place {
    #[inline]
    fn clone(&self) -> Place {
        match self.0.share() {
            Some(clone) => Place(clone),
            None => self.settled().clone(),
        }
    }
}

impl Drop for Place {
    #[inline]
    fn drop(&mut self) {
        drop(self.loose().map(ManuallyDrop::into_inner));
    }
}

impl Trace for Place {
    const EDGES: bool = true;
    const INTERIOR: bool = false;
    fn trace(&self, tracer: &mut Tracer<'_>) {
        self.slot();
        self.0.trace(tracer);
    }
}
