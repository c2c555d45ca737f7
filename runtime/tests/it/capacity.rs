//! Everything that grows has a cap.

use handfast_runtime::{Error, Heap, Ref};

use crate::support::{TestHost, on_fresh_heap};

#[test]
fn exposing_beyond_the_cap_is_refused_and_changes_nothing() {
    on_fresh_heap(|| {
        Heap::set_handle_capacity(2);
        let objects: Vec<_> = (0..3).map(Ref::<i32>::new).collect();
        let first = Heap::expose(&objects[0]).unwrap();
        let second = Heap::expose(&objects[1]).unwrap();
        assert_eq!(
            Heap::expose(&objects[2]),
            Err(Error::TableFull { capacity: 2 })
        );
        assert_eq!((objects[2].handle(), objects[2].strong_count()), (None, 1));
        assert_eq!(
            Heap::expose(&objects[0]),
            Ok(first),
            "an exposed object needs no new entry"
        );

        Heap::dispose(first).unwrap();
        let third = Heap::expose(&objects[2]).unwrap();
        assert_eq!(*Heap::resolve::<i32>(third).unwrap().borrow(), 2);

        Heap::set_handle_capacity(0);
        assert_eq!(
            Heap::expose(&objects[0]),
            Err(Error::TableFull { capacity: 0 })
        );
        assert_eq!(
            *Heap::resolve::<i32>(second).unwrap().borrow(),
            1,
            "a lowered cap takes nothing away"
        );
        Heap::dispose(second).unwrap();
        Heap::dispose(third).unwrap();
    });
}

#[test]
fn holding_beyond_the_cap_is_refused() {
    on_fresh_heap(|| {
        let host = TestHost::install();
        Heap::set_js_ref_capacity(2);
        let first = host.hold().unwrap();
        let second = host.hold().unwrap();
        assert_eq!(host.hold().unwrap_err(), Error::TableFull { capacity: 2 });
        let clone = first.clone();
        drop(first);
        assert_eq!(
            host.hold().unwrap_err(),
            Error::TableFull { capacity: 2 },
            "its clone still holds the value"
        );
        drop(clone);
        let third = host.hold().unwrap();
        drop((second, third));
    });
}

#[test]
fn without_a_host_nothing_can_be_held() {
    on_fresh_heap(|| {
        assert_eq!(
            handfast_runtime::RawJsRef::reserve().unwrap_err(),
            Error::NoHost
        );
        Heap::flush_decrefs();
    });
}
