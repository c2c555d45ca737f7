//! `Ref<dyn Trait>`.

use handfast_runtime::{Error, Heap, Holder, Ref, Trace, Tracer, Weak};

use crate::inheritance::{Animal, Dog, Puppy};
use crate::support::on_fresh_heap;

trait Shape {
    fn area(&self) -> f64;
    fn scale(&mut self, by: f64);
}
handfast_runtime::dyn_object!(Shape);

struct Square(f64);
struct Circle {
    radius: f64,
}

impl Shape for Square {
    fn area(&self) -> f64 {
        self.0 * self.0
    }
    fn scale(&mut self, by: f64) {
        self.0 *= by;
    }
}

impl Shape for Circle {
    fn area(&self) -> f64 {
        3.0 * self.radius * self.radius
    }
    fn scale(&mut self, by: f64) {
        self.radius *= by;
    }
}

macro_rules! leaf {
    ($($ty:ty),*) => {$(
        impl Trace for $ty {
            const EDGES: bool = false;
            fn trace(&self, _: &mut Tracer<'_>) {}
        }
        handfast_runtime::object!($ty);
    )*};
}
leaf!(Square, Circle);

#[test]
fn objects_of_different_classes_by_one_trait() {
    on_fresh_heap(|| {
        let square = Ref::new(Square(2.0));
        let shapes: Vec<Ref<dyn Shape>> = vec![
            square.clone().into_dyn(),
            Ref::new(Circle { radius: 1.0 }).into_dyn(),
        ];
        for shape in &shapes {
            shape.borrow_mut().scale(2.0);
        }
        assert_eq!(
            shapes
                .iter()
                .map(|shape| shape.borrow().area())
                .collect::<Vec<_>>(),
            [16.0, 12.0]
        );
        assert!(shapes[0].ptr_eq(&square));
        assert_eq!(
            (shapes[0].strong_count(), shapes[0].class().name()),
            (2, "Square")
        );
        assert_eq!(
            Heap::stats().by_class.into_iter().collect::<Vec<_>>(),
            [("Circle", 1), ("Square", 1)]
        );
    });
}

#[test]
fn borrows_conflict_across_both_views() {
    on_fresh_heap(|| {
        let square = Ref::new(Square(2.0));
        let shape: Ref<dyn Shape> = square.clone().into_dyn();
        let guard = shape.try_borrow_for(&"Shape.area").unwrap();
        assert_eq!(
            square.try_borrow_mut().err(),
            Some(Error::Borrowed {
                class: "Square",
                holder: Holder::Method(&"Shape.area")
            })
        );
        drop(guard);
        let guard = square.try_borrow_mut_for(&"Square.set").unwrap();
        assert_eq!(
            shape.try_borrow().err(),
            Some(Error::BorrowedMut {
                class: "Square",
                holder: Holder::Method(&"Square.set")
            })
        );
        drop(guard);
    });
}

#[test]
fn it_is_exposed_as_what_it_is() {
    on_fresh_heap(|| {
        let shape: Ref<dyn Shape> = Ref::new(Square(2.0)).into_dyn();
        let handle = Heap::expose(&shape).unwrap();
        assert_eq!(shape.handle(), Some(handle));
        drop(shape);
        assert_eq!(Heap::resolve::<Square>(handle).unwrap().borrow().0, 2.0);
        assert_eq!(
            Heap::resolve::<Circle>(handle).unwrap_err(),
            Error::WrongClass {
                expected: "Circle",
                found: "Square"
            }
        );
        Heap::dispose(handle).unwrap();
    });
}

#[test]
fn weak_references_by_a_trait() {
    on_fresh_heap(|| {
        assert!(Weak::<dyn Shape>::new().upgrade().is_none());
        let shape: Ref<dyn Shape> = Ref::new(Square(2.0)).into_dyn();
        let weak = shape.downgrade();
        assert_eq!(weak.clone().upgrade().unwrap().borrow().area(), 4.0);
        assert!(weak.ptr_eq(&shape.downgrade()));
        drop(shape);
        assert!(weak.upgrade().is_none());
    });
}

trait Voice {
    fn voice(&self) -> String;
}
handfast_runtime::dyn_object!(Voice);

impl Voice for Animal {
    fn voice(&self) -> String {
        format!("{} breathes", self.name)
    }
}

impl Voice for Dog {
    fn voice(&self) -> String {
        format!("{} barks", self.base.name)
    }
}

/// The trait is looked up for the type that the `Ref` had, as everywhere in Rust; not for the most derived class.
#[test]
fn a_derived_object_by_a_trait_of_its_base() {
    on_fresh_heap(|| {
        let puppy = Ref::new(Puppy::new("Rex", 1));
        let as_dog: Ref<dyn Voice> = puppy.clone().upcast::<Dog>().unwrap().into_dyn();
        let as_animal: Ref<dyn Voice> = puppy.clone().upcast::<Animal>().unwrap().into_dyn();
        assert_eq!(as_dog.borrow().voice(), "Rex barks");
        assert_eq!(as_animal.borrow().voice(), "Rex breathes");
        assert_eq!(as_dog, as_animal);
        assert_eq!(as_dog.class().name(), "Puppy");
    });
}
