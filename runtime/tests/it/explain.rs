//! Explanations in special situations; proptests try ordinary ones.

use std::cell::{Cell, RefCell};
use std::panic::{AssertUnwindSafe, catch_unwind};

use handfast_runtime::{Error, Heap, Ref, Trace, Tracer, WrapperHold};

thread_local! {
    static HELD: RefCell<Option<Ref<Odd>>> = const { RefCell::new(None) };
    static MODE: Cell<u8> = const { Cell::new(0) };
}

/// Its `Trace` panics, or asks.
struct Odd(Ref<String>);

impl Trace for Odd {
    const EDGES: bool = true;
    fn trace(&self, tracer: &mut Tracer<'_>) {
        self.0.trace(tracer);
        match MODE.get() {
            1 => panic!("while tracing"),
            2 => {
                assert!(Heap::graph().nodes.is_empty());
                assert!(Heap::explain(&self.0).is_garbage());
            }
            _ => {}
        }
    }
}
handfast_runtime::object!(Odd);

#[test]
fn an_object_that_can_hold_nothing_is_found_below_its_holder() {
    let text = Ref::new(String::from("text"));
    let odd = Ref::new(Odd(text.clone()));
    assert_eq!(Heap::graph().nodes.len(), 1);
    let because = Heap::explain(&text);
    let names: Vec<_> = because.steps().map(|(node, _)| node.class).collect();
    assert_eq!(names, ["Odd", "String"]);
    assert!(because.to_string().ends_with("\nwhich holds String"));
    drop(odd);
    assert!(Heap::explain(&text).is_garbage());
    assert_eq!(
        Heap::explain(&text).to_string(),
        "nothing that is known holds it"
    );
    drop(text);
    assert!(Heap::stats().is_empty());
}

#[test]
fn a_trace_that_panics_leaves_all_as_it_was() {
    let text = Ref::new(String::from("text"));
    let handle = Heap::expose(&text).unwrap();
    let odd = Ref::new(Odd(text.clone()));
    MODE.set(1);
    assert!(catch_unwind(AssertUnwindSafe(|| Heap::explain(&text))).is_err());
    assert!(catch_unwind(Heap::graph).is_err());
    MODE.set(0);
    assert_eq!(Heap::explain(&text).path.len(), 2);
    assert_eq!(Heap::graph().nodes.len(), 2);
    drop(odd);
    Heap::dispose(handle).unwrap();
    drop(text);
    assert_eq!(Heap::collect().traced, 0);
    assert!(Heap::stats().is_empty());
}

#[test]
fn a_trace_that_asks_is_told_nothing() {
    let odd = Ref::new(Odd(Ref::default()));
    MODE.set(2);
    assert_eq!(Heap::graph().nodes.len(), 1);
    MODE.set(0);
    drop(odd);
    assert!(Heap::stats().is_empty());
}

#[test]
fn by_handle() {
    HELD.set(Some(Ref::new(Odd(Ref::default()))));
    let handle = HELD.with_borrow(|held| Heap::expose(held.as_ref().unwrap()).unwrap());
    let because = Heap::explain_handle(handle).unwrap();
    let roots = because.roots().unwrap();
    assert_eq!(roots.references, 1, "the static");
    // Without a host nobody knows.
    assert_eq!(roots.wrapper, WrapperHold::Possible);
    HELD.set(None);
    assert_eq!(Heap::explain_wrapper(handle).unwrap().path.len(), 1);
    Heap::dispose(handle).unwrap();
    assert_eq!(
        Heap::explain_handle(handle).unwrap_err(),
        Error::StaleHandle
    );
    assert!(Heap::stats().is_empty());
}
