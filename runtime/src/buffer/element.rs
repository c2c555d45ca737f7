//! [`Element`]: the numbers that typed arrays are made of.

/// A number that JavaScript has typed arrays of.
///
/// Every pattern of bits is a value of it, which is why JavaScript may write what it wants. So nobody else can implement it.
pub trait Element: Copy + Default + sealed::Sealed + 'static {
    /// Which typed array, in the table of `js-runtime/src/kinds.js`.
    const KIND: u32;
    /// What it is called.
    const ARRAY: &'static str;
}

/// A byte of a `Uint8ClampedArray`: what JavaScript writes is rounded, and brought into the range. For pixels.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(transparent)]
pub struct Clamped(pub u8);

mod sealed {
    pub trait Sealed {}
}

macro_rules! elements {
    ($($kind:literal $array:literal: $($ty:ty)*;)*) => {$($(
        impl sealed::Sealed for $ty {}
        impl Element for $ty {
            const KIND: u32 = $kind;
            const ARRAY: &'static str = $array;
        }
    )*)*};
}

// `usize` and `isize` have 32 bits where there are views.
elements! {
    0 "Uint8Array": u8;
    1 "Int8Array": i8;
    2 "Uint16Array": u16;
    3 "Int16Array": i16;
    4 "Uint32Array": u32 usize;
    5 "Int32Array": i32 isize;
    6 "BigUint64Array": u64;
    7 "BigInt64Array": i64;
    8 "Float32Array": f32;
    9 "Float64Array": f64;
    10 "Uint8ClampedArray": Clamped;
}
