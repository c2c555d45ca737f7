//! Why an object is alive, and the whole graph, as numbers in memory for `js-runtime/src/explain.js`.

use std::cell::RefCell;

use crate::collect::survey::Answer;
use crate::heap::Heap;

use super::{pending, status};

thread_local! {
    /// What was asked last; kept until the next question.
    static ANSWER: RefCell<Option<Answer>> = const { RefCell::new(None) };
    /// The futures that were pending then.
    static FUTURES: RefCell<Vec<u32>> = const { RefCell::new(Vec::new()) };
}

/// Finds out why the object of a handle is alive. `how`: 0 for any reason, 1 apart from its wrapper, 2 for the whole graph
/// instead, whatever the handle is.
#[unsafe(no_mangle)]
pub extern "C" fn hf_explain(handle: f64, how: u32) -> u32 {
    let handle = match how {
        2 => Ok(None),
        _ => Heap::handle(handle).map(Some),
    };
    FUTURES.set(pending::list());
    let answer = handle.and_then(|handle| Heap::answer(handle, how == 1));
    status(answer.map(|answer| ANSWER.set(Some(answer))))
}

fn list(which: u32) -> (*const u32, usize) {
    if which == 7 {
        return FUTURES.with_borrow(|list| (list.as_ptr(), list.len()));
    }
    ANSWER.with_borrow(|answer| {
        let list = answer.as_ref().map_or(&[][..], |answer| match which {
            0 => answer.records.as_flattened(),
            1 => &answer.edges,
            2 => &answer.edge_ends,
            3 => &answer.slots,
            4 => &answer.slot_ends,
            5 => &answer.targets,
            6 => &answer.path,
            _ => &[],
        });
        (list.as_ptr(), list.len())
    })
}

/// One list of the last answer, by its position in [`Answer`], or the pending futures after those; valid until the next question.
#[unsafe(no_mangle)]
pub extern "C" fn hf_explained(which: u32) -> *const u32 {
    list(which).0
}

/// How many numbers are in that list.
#[unsafe(no_mangle)]
pub extern "C" fn hf_explained_len(which: u32) -> u32 {
    list(which).1 as u32
}
