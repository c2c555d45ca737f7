//! [`HeapSize`] for the types of the standard library.
//!
//! What containers take for their own administration is estimated from their capacity or length: how they lay it out is not public.

use std::cell::{Cell, OnceCell, RefCell};
use std::collections::{BTreeMap, BTreeSet, BinaryHeap, HashMap, HashSet, LinkedList, VecDeque};
use std::marker::PhantomData;

use super::HeapSize;

macro_rules! flat {
    ($($ty:ty),* $(,)?) => {$(
        impl HeapSize for $ty {
            const OWNS: bool = false;
            fn heap_size(&self) -> usize {
                0
            }
        }
    )*};
}

flat!(
    (),
    bool,
    char,
    i8,
    i16,
    i32,
    i64,
    i128,
    isize,
    u8,
    u16,
    u32,
    u64,
    u128,
    usize,
    f32,
    f64,
    &'static str,
    std::time::Duration,
    std::num::NonZeroU8,
    std::num::NonZeroU16,
    std::num::NonZeroU32,
    std::num::NonZeroU64,
    std::num::NonZeroUsize,
    std::num::NonZeroI32,
    std::num::NonZeroI64,
    std::cmp::Ordering,
);

impl<T: ?Sized> HeapSize for PhantomData<T> {
    const OWNS: bool = false;
    fn heap_size(&self) -> usize {
        0
    }
}

impl<T: Copy> HeapSize for Cell<T> {
    const OWNS: bool = false;
    fn heap_size(&self) -> usize {
        0
    }
}

macro_rules! bytes {
    ($($ty:ty: $size:ident),* $(,)?) => {$(
        impl HeapSize for $ty {
            const OWNS: bool = true;
            fn heap_size(&self) -> usize {
                self.$size()
            }
        }
    )*};
}

bytes!(String: capacity, std::path::PathBuf: capacity, std::ffi::OsString: capacity);

impl HeapSize for str {
    const OWNS: bool = false;
    fn heap_size(&self) -> usize {
        0
    }
}

/// What the elements own together.
fn owned<'a, T: HeapSize + 'a>(elements: impl IntoIterator<Item = &'a T>) -> usize {
    match T::OWNS {
        true => elements
            .into_iter()
            .map(T::heap_size)
            .fold(0, usize::saturating_add),
        false => 0,
    }
}

/// For containers with room for so many elements.
macro_rules! container {
    ($($ty:ident<$param:ident $(; $free:ident)?>: $room:ident),* $(,)?) => {$(
        impl<$param: HeapSize, $($free)?> HeapSize for $ty<$param, $($free)?> {
            const OWNS: bool = true;
            fn heap_size(&self) -> usize {
                (self.$room() * size_of::<$param>()).saturating_add(owned(self))
            }
        }
    )*};
}

container!(Vec<T>: capacity, VecDeque<T>: capacity, BinaryHeap<T>: capacity, LinkedList<T>: len, BTreeSet<T>: len, HashSet<T; S>: capacity);

macro_rules! map {
    ($($ty:ident<$k:ident, $v:ident $(; $free:ident)?>: $room:ident),*) => {$(
        impl<$k: HeapSize, $v: HeapSize, $($free)?> HeapSize for $ty<$k, $v, $($free)?> {
            const OWNS: bool = true;
            fn heap_size(&self) -> usize {
                (self.$room() * size_of::<($k, $v)>()).saturating_add(owned(self.keys())).saturating_add(owned(self.values()))
            }
        }
    )*};
}

map!(BTreeMap<K, V>: len, HashMap<K, V; S>: capacity);

impl<T: HeapSize> HeapSize for [T] {
    const OWNS: bool = T::OWNS;
    fn heap_size(&self) -> usize {
        owned(self)
    }
}

impl<T: HeapSize, const N: usize> HeapSize for [T; N] {
    const OWNS: bool = T::OWNS;
    fn heap_size(&self) -> usize {
        owned(self)
    }
}

impl<T: HeapSize> HeapSize for Option<T> {
    const OWNS: bool = T::OWNS;
    fn heap_size(&self) -> usize {
        owned(self)
    }
}

impl<T: HeapSize, E: HeapSize> HeapSize for Result<T, E> {
    const OWNS: bool = T::OWNS || E::OWNS;
    fn heap_size(&self) -> usize {
        match self {
            Ok(value) => value.heap_size(),
            Err(error) => error.heap_size(),
        }
    }
}

impl<T: HeapSize + ?Sized> HeapSize for Box<T> {
    const OWNS: bool = true;
    fn heap_size(&self) -> usize {
        size_of_val(&**self).saturating_add((**self).heap_size())
    }
}

/// A cell that is mutably borrowed while it is measured shows nothing.
impl<T: HeapSize> HeapSize for RefCell<T> {
    const OWNS: bool = T::OWNS;
    fn heap_size(&self) -> usize {
        self.try_borrow().map_or(0, |value| value.heap_size())
    }
}

impl<T: HeapSize> HeapSize for OnceCell<T> {
    const OWNS: bool = T::OWNS;
    fn heap_size(&self) -> usize {
        owned(self.get())
    }
}

macro_rules! tuple {
    ($($name:ident)+) => {
        impl<$($name: HeapSize),+> HeapSize for ($($name,)+) {
            const OWNS: bool = $($name::OWNS)||+;
            fn heap_size(&self) -> usize {
                #[allow(non_snake_case, reason = "the type parameters name the elements")]
                let ($($name,)+) = self;
                0_usize$(.saturating_add($name.heap_size()))+
            }
        }
    };
}

tuple!(A);
tuple!(A B);
tuple!(A B C);
tuple!(A B C D);
tuple!(A B C D E);
tuple!(A B C D E F);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_are_visited_only_where_they_own_something() {
        let flat: Vec<[u64; 2]> = Vec::with_capacity(3);
        assert_eq!(flat.heap_size(), 48);
        let lists = vec![vec![1_u8; 3], vec![1; 4]];
        assert_eq!(lists.heap_size(), 2 * size_of::<Vec<u8>>() + 7);
        let pair = (Some(String::with_capacity(9)), RefCell::new(vec![0_u16; 2]));
        assert_eq!(pair.heap_size(), 13);
        let _changing = pair.1.borrow_mut();
        assert_eq!(pair.heap_size(), 9);
    }

    #[test]
    fn what_is_boxed_counts_itself() {
        assert_eq!(Box::new(1_u64).heap_size(), 8);
        assert_eq!(Box::<str>::from("four").heap_size(), 4);
        assert_eq!(vec![1_u16; 3].into_boxed_slice().heap_size(), 6);
        let map = BTreeMap::from([(1_u32, Box::new(2_u32))]);
        assert_eq!(map.heap_size(), size_of::<(u32, Box<u32>)>() + 4);
        assert_eq!(Ok::<_, ()>(String::with_capacity(2)).heap_size(), 2);
    }
}
