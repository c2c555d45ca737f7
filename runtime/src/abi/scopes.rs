//! Scopes: the references that C gets while one is open are dropped together when it is closed, and so are the values that it gives
//! to one.
//!
//! A stack beside C's own. A reference that C has dropped itself meanwhile is stale, and passed over. The number of a value has no
//! generation, so a scope takes only those that C has given to it, and owns them from then on.

use std::cell::RefCell;

use super::{or_nothing, refs};
use crate::error::Error;
use crate::exports::status;
use crate::js_ref::RawJsRef;

struct Stack {
    /// The references given since the outermost scope was opened, oldest first.
    given: Vec<u64>,
    /// The values that scopes own, oldest first.
    values: Vec<RawJsRef>,
    /// For each open scope, how many references there were.
    bottoms: Vec<usize>,
    /// The same of values.
    value_bottoms: Vec<usize>,
}

thread_local! {
    static STACK: RefCell<Stack> = const {
        RefCell::new(Stack {
            given: Vec::new(),
            values: Vec::new(),
            bottoms: Vec::new(),
            value_bottoms: Vec::new(),
        })
    };
}

/// A reference was given to C.
pub(super) fn note(reference: u64) {
    STACK.with_borrow_mut(|stack| {
        if !stack.bottoms.is_empty() {
            stack.given.push(reference);
        }
    });
}

/// Opens a scope; see `handfast.h`.
#[unsafe(no_mangle)]
pub extern "C" fn hf_scope_open() -> u32 {
    STACK.with_borrow_mut(|stack| {
        let bottom = stack.given.len();
        stack.bottoms.push(bottom);
        let bottom = stack.values.len();
        stack.value_bottoms.push(bottom);
        stack.bottoms.len() as u32
    })
}

/// Closes a scope, and every one that was opened in it and not closed; see `handfast.h`.
#[unsafe(no_mangle)]
pub extern "C" fn hf_scope_close(scope: u32) -> u32 {
    let given = STACK.with_borrow_mut(|stack| {
        let index = (scope as usize).wrapping_sub(1);
        let bottom = *stack.bottoms.get(index)?;
        let value_bottom = stack.value_bottoms[index];
        stack.bottoms.truncate(index);
        stack.value_bottoms.truncate(index);
        let values = stack.values.split_off(value_bottom);
        Some((stack.given.split_off(bottom), values))
    });
    let Some((given, values)) = given else {
        return status(Err(Error::StaleHandle));
    };
    drop(values);
    // Newest first, as a stack is popped. Drop functions run here, when no table is borrowed.
    for reference in given.into_iter().rev() {
        drop(refs::take(reference));
    }
    0
}

/// Moves a reference from the innermost scope to the one around it; see `handfast.h`.
#[unsafe(no_mangle)]
pub extern "C" fn hf_scope_escape(reference: u64) -> u64 {
    or_nothing(refs::get(reference).map(|_| {
        STACK.with_borrow_mut(|stack| {
            let Some(bottom) = stack.bottoms.last_mut() else {
                return;
            };
            let inner = stack.given.get(*bottom..).unwrap_or_default();
            if let Some(offset) = inner.iter().rposition(|&given| given == reference) {
                let at = *bottom + offset;
                stack.given.swap(*bottom, at);
                *bottom += 1;
            }
            if stack.bottoms.len() == 1 {
                // The outermost: from here on it is C's own to drop.
                let kept = stack.bottoms[0];
                stack.given.drain(..kept);
                stack.bottoms[0] = 0;
            }
        });
        reference
    }))
}

/// Gives a value to the innermost scope; see `handfast.h`.
#[unsafe(no_mangle)]
pub extern "C" fn hf_scope_value(value: u32) -> u32 {
    // So that the result of a call can be given as it is.
    if value == 0 {
        return 0;
    }
    or_nothing(RawJsRef::from_slot(value).and_then(|held| {
        STACK
            .with_borrow_mut(|stack| {
                if stack.bottoms.is_empty() {
                    return Err(held);
                }
                stack.values.push(held);
                Ok(value)
            })
            // What there is no scope for is dropped when no table is borrowed.
            .map_err(|_held| Error::StaleHandle)
    }))
}
