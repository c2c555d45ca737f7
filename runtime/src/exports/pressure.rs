//! Pressure, as numbers for `js-runtime/src/pressure.js`.
//!
//! One export for all of it, which leads through a pointer: an app without measured classes contains no more than that.

use std::cell::Cell;

use crate::heap::Heap;
use crate::pressure::Overrun;
use crate::table::Table;

/// Answers [`hf_pressure`].
type Read = fn(u32, u32) -> f64;
/// The budget of a name.
pub type Budgets = fn(&str) -> f64;

thread_local! {
    static READ: Cell<Option<Read>> = const { Cell::new(None) };
    /// What was over its budget when somebody asked last.
    static OVERRUN: Cell<Option<Overrun>> = const { Cell::new(None) };
    /// The bytes of the ballast that was asked for last.
    static WEIGHT: Cell<u64> = const { Cell::new(0) };
    /// Bytes by class: filled by [`CLASSES`].
    static BY_CLASS: Table<Vec<(&'static str, u64)>> = const { Table::new(Vec::new()) };
    static BUDGETS: Cell<Option<Budgets>> = const { Cell::new(None) };
}

/// Makes [`hf_pressure`] answer. `budgets`: the budget that JavaScript has for a class, by its name, or for all, by an empty name;
/// `NaN` for none.
pub fn enable(budgets: Budgets) {
    BUDGETS.set(Some(budgets));
    READ.set(Some(read));
    Heap::use_budgets(budget);
}

fn budget(name: &str) -> Option<u64> {
    let bytes = BUDGETS.get()?(name);
    // Also infinity, which becomes the largest number.
    (!bytes.is_nan()).then_some(bytes as u64)
}

/// One number, by its position in `js-runtime/src/pressure.js`; `NaN` where there are no measured classes.
#[unsafe(no_mangle)]
pub extern "C" fn hf_pressure(which: u32, index: u32) -> f64 {
    READ.get().map_or(f64::NAN, |read| read(which, index))
}

fn read(which: u32, index: u32) -> f64 {
    let overrun = OVERRUN.get();
    let of_overrun = |f: fn(Overrun) -> f64| overrun.map_or(0.0, f);
    match which {
        0 => Heap::bytes() as f64,
        1 => Heap::with(|heap| heap.pressure.peak()) as f64,
        2 => f64::from(u8::from(Heap::is_pressed())),
        3 => {
            OVERRUN.set(Heap::settle_budget());
            f64::from(u8::from(OVERRUN.get().is_some()))
        }
        4 => of_overrun(|overrun| overrun.bytes as f64),
        5 => of_overrun(|overrun| overrun.budget as f64),
        6 => of_overrun(|overrun| f64::from(u8::from(overrun.total))),
        7 => of_overrun(|overrun| overrun.class.as_ptr() as usize as f64),
        8 => of_overrun(|overrun| overrun.class.len() as f64),
        9 => {
            let next = Heap::next_ballast();
            WEIGHT.set(next.map_or(0, |(_, bytes)| bytes));
            next.map_or(0.0, |(handle, _)| handle.to_f64())
        }
        10 => WEIGHT.get() as f64,
        11 => {
            BY_CLASS.with(|table| table.replace(Heap::bytes_by_class().into_iter().collect()));
            BY_CLASS.with(|classes| classes.borrow().len() as f64)
        }
        12 => class(index).map_or(0.0, |(_, bytes)| bytes as f64),
        13 => class(index).map_or(0.0, |(name, _)| name.as_ptr() as usize as f64),
        14 => class(index).map_or(0.0, |(name, _)| name.len() as f64),
        15 => {
            Heap::use_budgets(budget);
            0.0
        }
        _ => f64::NAN,
    }
}

fn class(index: u32) -> Option<(&'static str, u64)> {
    BY_CLASS.with(|classes| classes.borrow().get(index as usize).copied())
}
