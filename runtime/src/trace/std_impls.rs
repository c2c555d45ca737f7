//! [`Trace`] for the types of the standard library.
//!
//! `Rc`, `Arc` and references are left out on purpose: see [`Trace`].

use std::cell::{Cell, OnceCell, RefCell};
use std::collections::{BTreeMap, BTreeSet, BinaryHeap, HashMap, HashSet, LinkedList, VecDeque};
use std::marker::PhantomData;

use super::{Trace, Tracer};

macro_rules! leaf {
    ($($ty:ty),* $(,)?) => {$(
        impl Trace for $ty {
            const EDGES: bool = false;
            fn trace(&self, _: &mut Tracer<'_>) {}
        }
    )*};
}

leaf!(
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
    String,
    Box<str>,
    std::time::Duration,
    std::num::NonZeroU8,
    std::num::NonZeroU16,
    std::num::NonZeroU32,
    std::num::NonZeroU64,
    std::num::NonZeroUsize,
    std::num::NonZeroI32,
    std::num::NonZeroI64,
    std::cmp::Ordering,
    std::path::PathBuf,
    std::ffi::OsString,
);

impl Trace for &'static str {
    const EDGES: bool = false;
    fn trace(&self, _: &mut Tracer<'_>) {}
}

impl<T: ?Sized> Trace for PhantomData<T> {
    const EDGES: bool = false;
    fn trace(&self, _: &mut Tracer<'_>) {}
}

/// For containers that hand out references to their elements.
macro_rules! container {
    ($($ty:ident<$($param:ident),+ $(; $free:ident)?>),* $(,)?) => {$(
        impl<$($param: Trace,)+ $($free)?> Trace for $ty<$($param,)+ $($free)?> {
            const EDGES: bool = $($param::EDGES)||+;
            const INTERIOR: bool = $($param::INTERIOR)||+;
            fn trace(&self, tracer: &mut Tracer<'_>) {
                if Self::EDGES {
                    self.iter().for_each(|item| item.trace(tracer));
                }
            }
        }
    )*};
}

container!(Vec<T>, VecDeque<T>, LinkedList<T>, BinaryHeap<T>, Option<T>, BTreeSet<T>, HashSet<T; S>);

impl<T: Trace> Trace for [T] {
    const EDGES: bool = T::EDGES;
    const INTERIOR: bool = T::INTERIOR;
    fn trace(&self, tracer: &mut Tracer<'_>) {
        self.iter().for_each(|item| item.trace(tracer));
    }
}

impl<T: Trace, const N: usize> Trace for [T; N] {
    const EDGES: bool = T::EDGES;
    const INTERIOR: bool = T::INTERIOR;
    fn trace(&self, tracer: &mut Tracer<'_>) {
        self.as_slice().trace(tracer);
    }
}

macro_rules! map {
    ($($ty:ident<$k:ident, $v:ident $(; $free:ident)?>),*) => {$(
        impl<$k: Trace, $v: Trace, $($free)?> Trace for $ty<$k, $v, $($free)?> {
            const EDGES: bool = $k::EDGES || $v::EDGES;
            const INTERIOR: bool = $k::INTERIOR || $v::INTERIOR;
            fn trace(&self, tracer: &mut Tracer<'_>) {
                if Self::EDGES {
                    for (key, value) in self {
                        key.trace(tracer);
                        value.trace(tracer);
                    }
                }
            }
        }
    )*};
}

map!(BTreeMap<K, V>, HashMap<K, V; S>);

impl<T: Trace, E: Trace> Trace for Result<T, E> {
    const EDGES: bool = T::EDGES || E::EDGES;
    const INTERIOR: bool = T::INTERIOR || E::INTERIOR;
    fn trace(&self, tracer: &mut Tracer<'_>) {
        match self {
            Ok(value) => value.trace(tracer),
            Err(error) => error.trace(tracer),
        }
    }
}

impl<T: Trace + ?Sized> Trace for Box<T> {
    const EDGES: bool = T::EDGES;
    const INTERIOR: bool = T::INTERIOR;
    fn trace(&self, tracer: &mut Tracer<'_>) {
        (**self).trace(tracer);
    }
}

/// A cell that is mutably borrowed while it is traced shows no edges; its object then counts as a root.
impl<T: Trace> Trace for RefCell<T> {
    const EDGES: bool = T::EDGES;
    fn trace(&self, tracer: &mut Tracer<'_>) {
        if let Ok(value) = self.try_borrow() {
            value.trace(tracer);
        }
    }
}

impl<T: Trace> Trace for OnceCell<T> {
    const EDGES: bool = T::EDGES;
    fn trace(&self, tracer: &mut Tracer<'_>) {
        if let Some(value) = self.get() {
            value.trace(tracer);
        }
    }
}

impl<T: Trace + Copy> Trace for Cell<T> {
    const EDGES: bool = T::EDGES;
    fn trace(&self, tracer: &mut Tracer<'_>) {
        self.get().trace(tracer);
    }
}

macro_rules! tuple {
    ($($name:ident)+) => {
        impl<$($name: Trace),+> Trace for ($($name,)+) {
            const EDGES: bool = $($name::EDGES)||+;
            const INTERIOR: bool = $($name::INTERIOR)||+;
            fn trace(&self, tracer: &mut Tracer<'_>) {
                #[allow(non_snake_case, reason = "the type parameters name the elements")]
                let ($($name,)+) = self;
                $($name.trace(tracer);)+
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
