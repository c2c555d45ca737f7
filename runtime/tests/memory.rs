//! Objects where memory is refused. A program of its own, because of its allocator.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;
use std::ptr;

use handfast_runtime::{Buffer, Error, Heap, HeapSize, Ref, Trace, Tracer};

thread_local! {
    /// How many bytes this thread may allocate beyond what it gives back.
    static LEFT: Cell<isize> = const { Cell::new(isize::MAX) };
}

/// Refuses what is beyond the limit of the thread.
struct Limited;

// SAFETY: all is left to the system's allocator, or refused.
unsafe impl GlobalAlloc for Limited {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let left = LEFT.get();
        if layout.size() as isize > left {
            return ptr::null_mut();
        }
        LEFT.set(left - layout.size() as isize);
        // SAFETY: as for this function.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        LEFT.set(LEFT.get().saturating_add(layout.size() as isize));
        // SAFETY: as for this function.
        unsafe { System.dealloc(pointer, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Limited = Limited;

/// Runs something with so much memory.
fn with_bytes<R>(bytes: usize, run: impl FnOnce() -> R) -> R {
    LEFT.set(bytes as isize);
    let result = run();
    LEFT.set(isize::MAX);
    result
}

struct Node {
    text: String,
    next: Option<Ref<Node>>,
}

impl Trace for Node {
    const EDGES: bool = true;
    fn trace(&self, tracer: &mut Tracer<'_>) {
        self.next.trace(tracer);
    }
}

impl HeapSize for Node {
    const OWNS: bool = true;
    fn heap_size(&self) -> usize {
        self.text.heap_size()
    }
}

handfast_runtime::object!(Node: measured);

fn node() -> Node {
    let text = String::from("something to lose");
    Node { text, next: None }
}

/// With every amount of memory there is an object, exposed as well, or there is an error and the value. Never does the program end.
#[test]
fn an_object_is_made_or_its_value_is_given_back() {
    let step = if cfg!(miri) { 997 } else { 7 };
    for others in [0, 1, 3, 7, 15, 31, 63, 127] {
        let mut kept: Vec<_> = Vec::new();
        for _ in 0..others {
            let object = Ref::new(node());
            Heap::expose(&object).unwrap();
            kept.push(object);
        }
        let (mut made, mut refused) = (0, 0);
        for bytes in (0..60_000).step_by(step) {
            let value = node();
            let outcome = with_bytes(bytes, || {
                let object = Ref::try_new(value).map_err(|(error, value)| (error, value.text))?;
                Ok((Heap::expose(&object), object))
            });
            match outcome {
                Ok((handle, object)) => {
                    made += 1;
                    Heap::dispose(handle.unwrap()).unwrap();
                    drop(object);
                }
                Err((error, text)) => {
                    refused += 1;
                    assert_eq!(error, Error::OutOfMemory { class: "Node" });
                    assert_eq!(text, "something to lose");
                }
            }
            assert_eq!(Heap::stats().objects, others);
        }
        assert!(made > 0 && refused > 0);
        for object in kept {
            Heap::dispose(object.handle().unwrap()).unwrap();
        }
        assert!(Heap::stats().is_empty());
    }
}

#[test]
fn a_buffer_that_cannot_grow_is_as_it_was() {
    let mut buffer = Buffer::from(vec![1_u32, 2, 3]);
    for bytes in [0, 11, 4000, 39_999] {
        let refused = with_bytes(bytes, || buffer.resize(10_000, 7));
        assert_eq!(refused, Err(Error::TooLarge));
        assert_eq!(buffer.to_vec(), [1, 2, 3]);
    }
    with_bytes(50_000, || buffer.resize(10_000, 7)).unwrap();
    assert_eq!(buffer.len(), 10_000);
    assert!(Heap::stats().is_empty());
}
