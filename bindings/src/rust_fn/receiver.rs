//! The object of a function that is called.

use std::cell;
use std::ops::Deref;

use handfast_runtime::{Error, Heap, Object, Ref};

use super::call::refused;
use crate::error::Thrown;

/// The object that is called, held until the call is over. All functions here name `F` in their errors.
#[inline(always)]
pub(super) fn receiver<B: Object, F>(handle: f64) -> Result<Ref<B>, Thrown> {
    Heap::lookup_number(handle).ok_or_else(|| no_receiver::<B, F>(handle))
}

// As for methods, the usual case passes nothing but registers, and the reason is found by trying again.

#[cold]
#[inline(never)]
fn no_receiver<B: Object, F>(handle: f64) -> Thrown {
    let reason = Heap::resolve_number::<B>(handle).err();
    refused::<F>(reason.unwrap_or(Error::Freed))
}

#[cold]
#[inline(never)]
pub(super) fn not_borrowed<B: Object, F>(function: &Ref<B>) -> Thrown {
    let reason = function.try_borrow_mut().err();
    refused::<F>(reason.unwrap_or(Error::Freed))
}

/// The object of a call that only reads it.
pub(super) enum Reader<B: Object> {
    /// It has no content, so there is nothing to hold.
    Empty,
    Held(Ref<B>),
}

impl<B: Object> Reader<B> {
    const EMPTY: bool = size_of::<B>() == 0 && !std::mem::needs_drop::<B>();

    /// The object that is called. To hold one that has a content takes a third of a call.
    #[inline(always)]
    pub(super) fn of<F>(handle: f64) -> Result<Reader<B>, Thrown> {
        if !Self::EMPTY {
            receiver::<B, F>(handle).map(Reader::Held)
        } else if Heap::has_number::<B>(handle) {
            Ok(Reader::Empty)
        } else {
            Err(no_receiver::<B, F>(handle))
        }
    }

    /// Its content. Nothing borrows it to change it, so nobody asks who holds it.
    #[inline(always)]
    pub(super) fn read<F>(&self) -> Result<Content<'_, B>, Thrown> {
        match self {
            Reader::Empty => Ok(Content::Empty(nothing())),
            Reader::Held(object) => match object.try_read() {
                Ok(content) => Ok(Content::Held(content)),
                Err(_) => Err(not_borrowed::<B, F>(object)),
            },
        }
    }
}

/// A reference to something without content.
fn nothing<'a, B: Object>() -> &'a B {
    assert!(Reader::<B>::EMPTY);
    // SAFETY: the value takes no memory, so a reference to it needs none, only the right alignment. There is such a value: it was
    // given to `Ref::new`, and dropping one does nothing. It has no address that anybody could compare, because only references
    // that are made here are given to its code.
    unsafe { std::ptr::NonNull::dangling().as_ref() }
}

/// The content of an object that is read.
pub(super) enum Content<'a, B> {
    Empty(&'a B),
    Held(cell::Ref<'a, B>),
}

impl<B> Deref for Content<'_, B> {
    type Target = B;
    #[inline(always)]
    fn deref(&self) -> &B {
        match self {
            Content::Empty(content) => content,
            Content::Held(content) => content,
        }
    }
}
