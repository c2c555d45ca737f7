//! Memory for languages without an allocator of their own.

use std::alloc::{self, Layout};

/// Before each block there is its layout: the size of what was allocated, header and all.
const HEADER: usize = 16;

fn layout(size: usize) -> Option<Layout> {
    Layout::from_size_align(size.checked_add(HEADER)?, HEADER).ok()
}

/// Allocates; see `handfast.h`.
#[unsafe(no_mangle)]
pub extern "C" fn hf_alloc(size: usize) -> *mut u8 {
    let Some(layout) = layout(size) else {
        return std::ptr::null_mut();
    };
    // SAFETY: the size is not 0, because of the header.
    let block = unsafe { alloc::alloc(layout) };
    if block.is_null() {
        return block;
    }
    // SAFETY: the block is aligned for a `usize` and has room for one, and for the header.
    unsafe {
        block.cast::<usize>().write(size);
        block.add(HEADER)
    }
}

/// Gives memory back; see `handfast.h`.
///
/// # Safety
/// `pointer` must be null, or what `hf_alloc` has returned and nobody has freed yet.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn hf_free(pointer: *mut u8) {
    if pointer.is_null() {
        return;
    }
    // SAFETY: by the caller's promise this is a block of `hf_alloc`, with its size in front, which had a layout then.
    unsafe {
        let block = pointer.sub(HEADER);
        let size = block.cast::<usize>().read();
        if let Some(layout) = layout(size) {
            alloc::dealloc(block, layout);
        }
    }
}
