//! The figures.

use handfast_runtime::{Heap, Ref};

use crate::support::{Node, TestHost, on_fresh_heap};

#[test]
fn live_counts_and_peaks() {
    on_fresh_heap(|| {
        let host = TestHost::install();
        let nodes: Vec<_> = (0..5).map(|_| Ref::new(Node::new("a"))).collect();
        let text = Ref::new(String::from("b"));
        let handles: Vec<_> = nodes[..3]
            .iter()
            .map(|node| Heap::expose(node).unwrap())
            .collect();
        let refs: Vec<_> = (0..4).map(|_| host.hold().unwrap()).collect();

        let stats = Heap::stats();
        assert_eq!((stats.objects, stats.handles, stats.js_refs), (6, 3, 4));
        assert_eq!(
            stats
                .by_class
                .iter()
                .map(|(&name, &count)| (name, count))
                .collect::<Vec<_>>(),
            [("Node", 5), ("String", 1)]
        );
        assert!(!stats.is_empty());

        drop((nodes, text));
        let stats = Heap::stats();
        assert_eq!(
            (stats.objects, stats.handles, stats.peak_objects),
            (3, 3, 6)
        );
        handles
            .into_iter()
            .for_each(|handle| Heap::dispose(handle).unwrap());
        drop(refs);
        let stats = Heap::stats();
        assert_eq!(
            (
                stats.objects,
                stats.handles,
                stats.js_refs,
                stats.pending_decrefs
            ),
            (0, 0, 0, 4)
        );
        assert!(!stats.is_empty(), "the other side still holds four values");
        Heap::end_turn();

        let stats = Heap::stats();
        assert!(stats.is_empty() && stats.by_class.is_empty());
        assert_eq!(
            (
                stats.peak_objects,
                stats.peak_handles,
                stats.peak_js_refs,
                stats.retired
            ),
            (6, 3, 4, 0)
        );
        drop(host.hold().unwrap());
        let handle = Heap::expose(&Ref::new(1)).unwrap();
        Heap::dispose(handle).unwrap();
        let stats = Heap::stats();
        assert_eq!(
            (stats.peak_objects, stats.peak_handles, stats.peak_js_refs),
            (6, 3, 4),
            "a peak stays"
        );
    });
}

/// Each figure alone makes a heap not empty.
#[test]
fn empty_means_that_nothing_waits_either() {
    let mut stats = handfast_runtime::Stats::default();
    assert!(stats.is_empty());
    macro_rules! one {
        ($($field:ident),*) => {$(
            stats.$field = 1;
            assert!(!stats.is_empty(), stringify!($field));
            stats.$field = 0;
        )*};
    }
    one!(
        objects,
        handles,
        js_refs,
        pending_releases,
        pending_decrefs,
        locals
    );
    stats.peak_objects = 9;
    stats.retired = 9;
    assert!(stats.is_empty());
}

#[test]
fn the_heaps_of_two_threads_are_apart() {
    on_fresh_heap(|| {
        let node = Ref::new(Node::new("a"));
        let handle = Heap::expose(&node).unwrap();
        std::thread::spawn(move || {
            assert_eq!(Heap::stats().objects, 0);
            assert!(!Heap::is_alive(handle));
            assert!(!Heap::finalize(handle));
        })
        .join()
        .unwrap();
        assert_eq!(Heap::stats().objects, 1);
        Heap::dispose(handle).unwrap();
    });
}
