//! Budgets, and what is over them.

use super::{Account, Budgets};
use crate::class::Class;
use crate::heap::Heap;
use crate::object::{Object, Pointee};
use crate::strong::Ref;

/// A budget that is exceeded though everything was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Overrun {
    /// The class whose budget it is; or, if it is that of all, the class whose objects take most.
    pub class: &'static str,
    /// Whether it is the budget of all classes together.
    pub total: bool,
    /// How many bytes are taken of it.
    pub bytes: u64,
    /// The budget, in bytes.
    pub budget: u64,
}

impl Heap {
    /// How many bytes the objects of measured classes may take together before something is done about it: a sweep, a pass of the
    /// collector, a warning. Nothing is refused. 1 GiB unless it is set; `u64::MAX` for no budget.
    ///
    /// ```
    /// use handfast_runtime::{Heap, Ref, HeapSize, Trace, Tracer};
    ///
    /// struct Image(Vec<u8>);
    /// impl Trace for Image {
    ///     const EDGES: bool = false;
    ///     fn trace(&self, _: &mut Tracer<'_>) {}
    /// }
    /// impl HeapSize for Image {
    ///     const OWNS: bool = true;
    ///     fn heap_size(&self) -> usize { self.0.heap_size() }
    /// }
    /// handfast_runtime::object!(Image: measured);
    ///
    /// Heap::set_budget(1_000_000);
    /// let image = Ref::new(Image(vec![0; 600_000]));
    /// assert!(!Heap::is_pressed());
    /// image.borrow_mut().0.resize(1_200_000, 0);
    /// assert!(Heap::bytes() >= 1_200_000, "measured again when the borrow has ended");
    /// assert!(Heap::is_pressed());
    ///
    /// // What a host does then: look for dead wrappers, then
    /// Heap::collect();
    /// let overrun = Heap::settle_budget().unwrap();
    /// assert_eq!((overrun.class, overrun.total, overrun.budget), ("Image", true, 1_000_000));
    ///
    /// drop(image);
    /// assert_eq!(Heap::bytes(), 0);
    /// ```
    pub fn set_budget(bytes: u64) {
        Heap::with(|heap| heap.budget(&heap.pressure.total, bytes));
    }

    /// The same for the objects of one class, those of derived classes not included. There is no budget unless it is set.
    pub fn set_class_budget<T: Object>(bytes: u64) {
        Heap::with(|heap| {
            let account = |account: &Account| heap.budget(account, bytes);
            heap.pressure.class_account(T::class(), account);
        });
    }

    fn budget(&self, account: &Account, bytes: u64) {
        account.set_budget(bytes);
        if account.is_over() && !self.pressure.pressed.replace(true) {
            self.schedule_turn_end();
        }
    }

    /// Whether a budget was exceeded since [`settle_budget`](Heap::settle_budget) was called last. For hosts.
    #[inline]
    pub fn is_pressed() -> bool {
        Heap::with(|heap| heap.pressure.pressed.get())
    }

    /// To be called by a host that has swept and collected because of [`is_pressed`](Heap::is_pressed): what is over its budget nevertheless. From then on a budget counts as
    /// exceeded again after a quarter more than there is now, or after it was kept in between.
    pub fn settle_budget() -> Option<Overrun> {
        Heap::with(|heap| {
            let pressure = &heap.pressure;
            pressure.pressed.set(false);
            pressure.total.settle();
            let classes = pressure.classes.borrow();
            let mut largest: Option<(&Class, u64)> = None;
            let mut worst: Option<Overrun> = None;
            for (class, account) in classes.iter() {
                account.settle();
                let Some(class) = class else { continue };
                let bytes = account.bytes();
                if largest.is_none_or(|(_, most)| bytes > most) {
                    largest = Some((class, bytes));
                }
                if account.is_over() && worst.is_none_or(|worst| bytes > worst.bytes) {
                    worst = Some(Overrun {
                        class: class.name(),
                        total: false,
                        bytes,
                        budget: account.budget(),
                    });
                }
            }
            let total = largest.filter(|_| pressure.total.is_over());
            worst.or(total.map(|(class, _)| Overrun {
                class: class.name(),
                total: true,
                bytes: pressure.total.bytes(),
                budget: pressure.total.budget(),
            }))
        })
    }

    /// Asks the host for budgets from now on, by name of the class, or an empty name for that of all. Where it has none, those that
    /// were set here stay.
    #[doc(hidden)]
    pub fn use_budgets(budgets: Budgets) {
        Heap::with(|heap| {
            heap.pressure.budgets.set(Some(budgets));
            if let Some(budget) = budgets("") {
                heap.budget(&heap.pressure.total, budget);
            }
            let known: Vec<_> = heap
                .pressure
                .classes
                .borrow()
                .iter()
                .filter_map(|(class, _)| *class)
                .collect();
            for class in known {
                if let Some(budget) = budgets(class.name()) {
                    heap.pressure
                        .class_account(class, |account| heap.budget(account, budget));
                }
            }
        });
    }
}

impl<T: Pointee + ?Sized> Ref<T> {
    /// Has the object report its size again, after it has changed through a shared borrow. After a mutable one it does so by itself. Nothing if its class is
    /// not measured.
    pub fn measure(&self) {
        self.erased_ref().report_size();
    }
}
