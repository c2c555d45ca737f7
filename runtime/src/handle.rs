//! [`Handle`]: index and generation of one exposed object, as a number JavaScript can carry exactly.

use std::fmt;
use std::num::NonZeroU64;

/// Bits of the generation. With the index they fill the fraction of an `f64`.
pub(crate) const GENERATION_BITS: u32 = 20;
const GENERATION_MASK: u64 = (1 << GENERATION_BITS) - 1;

/// Sign and exponent of the numbers from 2^52 to 2^53, which are integers, all of them.
const EXPONENT: u64 = 0x433;
const FRACTION_BITS: u32 = 32 + GENERATION_BITS;
const FRACTION_MASK: u64 = (1 << FRACTION_BITS) - 1;

/// Addresses one *exposed* object in the heap of this thread.
///
/// As a number it is `2^52 + generation * 2^32 + index`: there an `f64` has an integer's bits for its fraction, so that reading one takes
/// no conversion. The index is never 0, and a handle missing on the JavaScript side coerces to 0 or `NaN` and is refused.
/// `Option<Handle>` is as small as `Handle`. A handle does not keep its object alive; once the object is disposed the handle is stale
/// for ever, because exhausted slots are retired instead of wrapping around.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Handle(NonZeroU64);

impl Handle {
    pub(crate) fn new(index: u32, generation: u32) -> Option<Handle> {
        let fraction = (u64::from(generation) & GENERATION_MASK) << 32 | u64::from(index);
        if index == 0 {
            None
        } else {
            NonZeroU64::new(EXPONENT << FRACTION_BITS | fraction).map(Handle)
        }
    }

    /// The number that stands for this handle in JavaScript: an exact integer below 2^53.
    #[inline]
    pub fn to_f64(self) -> f64 {
        f64::from_bits(self.0.get())
    }

    /// Reads a number that came from JavaScript. `None` for whatever cannot be a handle: `NaN`, fractions,
    /// negative or too large numbers, a zero index. The result may still be stale or forged.
    #[inline]
    pub fn from_f64(number: f64) -> Option<Handle> {
        let bits = number.to_bits();
        if bits >> FRACTION_BITS != EXPONENT || bits as u32 == 0 {
            return None;
        }
        NonZeroU64::new(bits).map(Handle)
    }

    /// [`from_f64`](Handle::from_f64) for looking the handle up at once, which finds nothing by a zero index, whose slot is never
    /// used, or by another exponent, which [`version`](Handle::version) contains. Every call from the other side does this.
    #[inline(always)]
    pub(crate) fn to_look_up(number: f64) -> Option<Handle> {
        let bits = number.to_bits();
        // The sign is what the version does not contain.
        if (bits as i64) < 0 {
            return None;
        }
        NonZeroU64::new(bits).map(Handle)
    }

    /// Twice the generation, plus [`Handle::VERSIONS`]. The lowest bit is the index's.
    #[inline(always)]
    pub(crate) fn version(self) -> u32 {
        (self.0.get() >> 31) as u32
    }

    /// What all versions have in common.
    pub(crate) const VERSIONS: u32 = (EXPONENT << (GENERATION_BITS + 1)) as u32;

    /// The same number as an integer.
    pub(crate) fn integer(self) -> u64 {
        self.0.get() & FRACTION_MASK | 1 << FRACTION_BITS
    }

    /// The slot of the heap's slotmap; never 0.
    pub fn index(self) -> u32 {
        self.0.get() as u32
    }

    /// Which use of the slot this is, mixed with the heap's salt.
    pub fn generation(self) -> u32 {
        (self.0.get() >> 32 & GENERATION_MASK) as u32
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
            assert_eq!(handle.to_f64(), handle.integer() as f64);
            assert_eq!(handle.version() >> 1, (Handle::VERSIONS >> 1) + generation);
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
            1.0,
            1.5,
            // Below, without an index, negative, and above.
            4_503_599_627_370_495.0,
            4_503_599_627_370_495.5,
            4_503_599_627_370_496.0,
            4_503_603_922_337_792.0,
            -4_503_599_627_370_497.0,
            9_007_199_254_740_992.0,
            9_007_199_254_740_994.0,
            1e300,
            1_152_921_504_606_846_976.0,
        ] {
            assert_eq!(Handle::from_f64(number), None, "{number}");
            let looked_up = Handle::to_look_up(number);
            let other = |handle: Handle| {
                handle.index() == 0
                    || (handle.version() ^ Handle::VERSIONS) >> (GENERATION_BITS + 1) != 0
            };
            assert!(looked_up.is_none_or(other), "{number}");
        }
    }

    #[test]
    fn an_optional_handle_costs_nothing() {
        assert_eq!(size_of::<Option<Handle>>(), size_of::<Handle>());
    }
}
