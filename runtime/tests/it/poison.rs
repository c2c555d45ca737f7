//! The heap of a program that has crashed.

use handfast_runtime::{Error, Heap, Ref};

use crate::support::{Counter, Node};

#[test]
fn every_handle_is_refused_and_nothing_is_dropped() {
    // A thread of its own, but no check that nothing is left.
    let run = || {
        let drops = Counter::default();
        let handle = Heap::expose(&Ref::new(Node::dropping(drops.adder()))).unwrap();
        let never = Heap::expose(&Ref::new(Node::new("disposed"))).unwrap();
        Heap::dispose(never).unwrap();
        assert!(!Heap::is_poisoned());
        Heap::poison();
        assert!(Heap::is_poisoned());
        for handle in [handle, never] {
            let number = handle.to_f64();
            assert_eq!(Heap::resolve::<Node>(handle).unwrap_err(), Error::Poisoned);
            assert_eq!(
                Heap::resolve_number::<Node>(number).unwrap_err(),
                Error::Poisoned
            );
            assert!(Heap::lookup_number::<Node>(number).is_none());
            assert!(!Heap::finalize(handle));
            assert!(!Heap::is_alive(handle));
        }
        let fresh = Ref::new(Node::new("fresh"));
        assert!(Heap::expose(&fresh).is_err());
        Heap::end_turn();
        assert_eq!(
            drops.get(),
            0,
            "its `Drop` would see what the crash has left"
        );
        drop(fresh);
        // The one that is leaked.
        let stats = Heap::stats();
        assert_eq!((stats.objects, stats.handles), (1, 0));
    };
    std::thread::spawn(run).join().unwrap();
}
