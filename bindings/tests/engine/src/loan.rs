//! [`Loan`]: an object that changes another one when it is dropped.

use std::cell::Cell;

use handfast::prelude::*;
use handfast::{Heap, handfast};
use js_sys::Function;

thread_local! {
    /// How many loans found their ledger in use.
    static REFUSED: Cell<u32> = const { Cell::new(0) };
}

/// Something that happens while a ledger is being changed.
#[handfast]
pub trait Audit {
    /// Looks at a loan, if there is one.
    fn audit(&self, loan: Option<Ref<Loan>>) -> Result<(), JsValue>;
}

/// Counts the loans that have come back.
#[handfast]
#[derive(Default)]
pub struct Ledger {
    returned: u32,
}

#[handfast]
impl Ledger {
    /// An empty one.
    #[handfast(constructor)]
    pub fn new() -> Ledger {
        Ledger::default()
    }

    /// How many have come back.
    #[handfast(getter)]
    pub fn returned(&self) -> u32 {
        self.returned
    }

    /// How many could not be entered.
    #[handfast(getter)]
    pub fn refused() -> u32 {
        REFUSED.get()
    }

    /// Calls a function while this is being changed.
    pub fn call(&mut self, f: &JsRef<Function>) -> Result<JsValue, JsValue> {
        f.call0()
    }

    /// The same, with a function that Handfast does not know, so it is told of the call.
    #[handfast(js_name = callForeign)]
    pub fn call_foreign(&mut self, f: &Function) -> Result<JsValue, JsValue> {
        Heap::calling(|| f.call0(&JsValue::UNDEFINED))
    }

    /// The same, with a method of an interface.
    pub fn tell(&mut self, auditor: &JsRef<dyn Audit>) -> Result<(), JsValue> {
        auditor.audit(None)
    }

    /// The same, with a new loan of so many bytes from another ledger.
    pub fn show(
        &mut self,
        auditor: &JsRef<dyn Audit>,
        other: Ref<Ledger>,
        bytes: usize,
    ) -> Result<(), JsValue> {
        auditor.audit(Some(Ref::new(Loan::new(other, bytes))))
    }
}

/// Goes back into its ledger when it is dropped.
#[handfast(measured = Loan::weight)]
pub struct Loan {
    ledger: Ref<Ledger>,
    partner: Option<Ref<Loan>>,
    #[trace(skip)]
    bytes: usize,
}

impl Loan {
    fn weight(&self) -> usize {
        self.bytes
    }
}

#[handfast]
impl Loan {
    /// One of a ledger. Says that it takes so many bytes.
    #[handfast(constructor)]
    pub fn new(ledger: Ref<Ledger>, bytes: usize) -> Loan {
        Loan {
            ledger,
            partner: None,
            bytes,
        }
    }

    /// Holds another one.
    pub fn join(&mut self, partner: Ref<Loan>) {
        self.partner = Some(partner);
    }
}

impl Drop for Loan {
    fn drop(&mut self) {
        match self.ledger.try_borrow_mut() {
            Ok(mut ledger) => ledger.returned += 1,
            Err(_) => REFUSED.set(REFUSED.get() + 1),
        }
    }
}
