//! [`Handle`]: index and generation of one exposed object, as a number JavaScript can carry exactly.

use std::fmt;
use std::num::NonZeroU64;

/// Bits of the generation. Index and generation together stay below 2^53, the integers an `f64` holds exactly.
pub(crate) const GENERATION_BITS: u32 = 21;
const GENERATION_MASK: u64 = (1 << GENERATION_BITS) - 1;

/// Addresses one *exposed* object in the heap of this thread.
///
/// Layout, as an integer: `generation << 32 | index`. The index is never 0, so that neither is the number:
/// a handle missing on the JavaScript side coerces to 0 or `NaN` and is refused. `Option<Handle>` is as small
/// as `Handle`. A handle does not keep its object alive; once the object is disposed the handle is stale for
/// ever, because exhausted slots are retired instead of wrapping around.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Handle(NonZeroU64);

impl Handle {
    pub(crate) fn new(index: u32, generation: u32) -> Option<Handle> {
        let bits = (u64::from(generation) & GENERATION_MASK) << 32 | u64::from(index);
        if index == 0 {
            None
        } else {
            NonZeroU64::new(bits).map(Handle)
        }
    }

    /// The number that stands for this handle in JavaScript: an exact integer below 2^53.
    #[inline]
    pub fn to_f64(self) -> f64 {
        self.0.get() as f64
    }

    /// Reads a number that came from JavaScript. `None` for whatever cannot be a handle: `NaN`, fractions,
    /// negative or too large numbers, a zero index. The result may still be stale or forged.
    #[inline]
    pub fn from_f64(number: f64) -> Option<Handle> {
        // A saturating cast; NaN becomes 0, which has no index. Signed, because engines have an instruction for
        // that one and negatives become numbers that are too large.
        let signed = number as i64;
        let bits = signed as u64;
        if signed as f64 != number || bits >> (32 + GENERATION_BITS) != 0 || bits as u32 == 0 {
            return None;
        }
        NonZeroU64::new(bits).map(Handle)
    }

    /// [`from_f64`](Handle::from_f64) for looking the handle up at once, which finds nothing by a zero index, whose slot is never
    /// used, or by a generation that is too large for any slot. Every call from the other side does this.
    #[inline(always)]
    pub(crate) fn to_look_up(number: f64) -> Option<Handle> {
        let signed = number as i64;
        if signed as f64 != number {
            return None;
        }
        NonZeroU64::new(signed as u64).map(Handle)
    }

    #[inline(always)]
    pub(crate) fn bits(self) -> u64 {
        self.0.get()
    }

    /// The slot of the heap's slotmap; never 0.
    pub fn index(self) -> u32 {
        self.0.get() as u32
    }

    /// Which use of the slot this is, mixed with the heap's salt.
    pub fn generation(self) -> u32 {
        (self.0.get() >> 32) as u32
    }
}

impl fmt::Debug for Handle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Handle({}v{})", self.index(), self.generation())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_round_trip_exactly() {
        for (index, generation) in [
            (1, 0),
            (u32::MAX, 0),
            (1, GENERATION_MASK as u32),
            (u32::MAX, GENERATION_MASK as u32),
        ] {
            let handle = Handle::new(index, generation).unwrap();
            assert!(handle.to_f64() < 9_007_199_254_740_992.0);
            assert_eq!(Handle::from_f64(handle.to_f64()), Some(handle));
            assert_eq!((handle.index(), handle.generation()), (index, generation));
        }
    }

    #[test]
    fn whatever_is_no_handle_is_refused() {
        for number in [
            f64::NAN,
            f64::INFINITY,
            -1.0,
            0.0,
            -0.0,
            1.5,
            4_294_967_296.0,
            9_007_199_254_740_992.0,
            1e300,
            1_152_921_504_606_846_976.0,
        ] {
            assert_eq!(Handle::from_f64(number), None, "{number}");
        }
    }

    #[test]
    fn an_optional_handle_costs_nothing() {
        assert_eq!(size_of::<Option<Handle>>(), size_of::<Handle>());
    }
}
