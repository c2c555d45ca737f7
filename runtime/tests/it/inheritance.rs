//! Classes that derive from others, written by hand the way `#[handfast(extends = …)]` writes them.

use std::any::{Any, TypeId};

use handfast_runtime::{Class, Error, Heap, Object, Part, Ref, Trace, Tracer, Value};

use crate::support::{Node, on_fresh_heap};

pub(crate) struct Animal {
    pub(crate) name: String,
    pub(crate) home: Option<Ref<Node>>,
}

pub(crate) struct Dog {
    pub(crate) base: Animal,
    pub(crate) friend: Option<Ref<Node>>,
}

pub(crate) struct Puppy {
    pub(crate) base: Dog,
    pub(crate) weeks: u32,
}

pub(crate) struct Cat {
    pub(crate) base: Animal,
}

impl Animal {
    pub(crate) fn new(name: &str) -> Animal {
        Animal {
            name: name.to_owned(),
            home: None,
        }
    }
}

impl Dog {
    pub(crate) fn new(name: &str) -> Dog {
        Dog {
            base: Animal::new(name),
            friend: None,
        }
    }
}

impl Puppy {
    pub(crate) fn new(name: &str, weeks: u32) -> Puppy {
        Puppy {
            base: Dog::new(name),
            weeks,
        }
    }
}

impl Trace for Animal {
    const EDGES: bool = true;
    fn trace(&self, tracer: &mut Tracer<'_>) {
        self.home.trace(tracer);
    }
}
handfast_runtime::object!(Animal);

impl Part for Animal {
    fn part(&self, id: TypeId) -> Option<&dyn Any> {
        (id == TypeId::of::<Animal>()).then_some(self as &dyn Any)
    }
    fn part_mut(&mut self, id: TypeId) -> Option<&mut dyn Any> {
        (id == TypeId::of::<Animal>()).then_some(self as &mut dyn Any)
    }
    fn trace_part(&self, tracer: &mut Tracer<'_>) {
        self.trace(tracer);
    }
}

macro_rules! derived {
    ($($ty:ident extends $base:ident, traces $($field:ident),*;)*) => {$(
        impl Trace for $ty {
            const EDGES: bool = true;
            fn trace(&self, tracer: &mut Tracer<'_>) {
                self.base.trace(tracer);
                $(self.$field.trace(tracer);)*
            }
        }

        impl Object for $ty {
            type Root = Animal;
            fn class() -> &'static Class {
                static CLASS: Class = Class::new(stringify!($ty), true).extending(<$base as Object>::class);
                &CLASS
            }
            fn into_value(self) -> Value<Animal> {
                Value::Derived(Box::new(self))
            }
        }

        impl Part for $ty {
            fn part(&self, id: TypeId) -> Option<&dyn Any> {
                if id == TypeId::of::<$ty>() { Some(self) } else { self.base.part(id) }
            }
            fn part_mut(&mut self, id: TypeId) -> Option<&mut dyn Any> {
                if id == TypeId::of::<$ty>() { Some(self) } else { self.base.part_mut(id) }
            }
            fn trace_part(&self, tracer: &mut Tracer<'_>) {
                self.trace(tracer);
            }
        }
    )*};
}

derived! {
    Dog extends Animal, traces friend;
    Puppy extends Dog, traces weeks;
    Cat extends Animal, traces;
}

fn wrong<T>(expected: &'static str, found: &'static str) -> Result<T, Error> {
    Err(Error::WrongClass { expected, found })
}

#[test]
fn one_object_as_each_class_of_its_chain() {
    on_fresh_heap(|| {
        let puppy = Ref::new(Puppy::new("Rex", 8));
        let dog: Ref<Dog> = puppy.clone().upcast().unwrap();
        let animal: Ref<Animal> = dog.clone().upcast().unwrap();
        animal.borrow_mut().name.push('!');
        puppy.borrow_mut().weeks += 1;
        assert_eq!(
            (puppy.borrow().base.base.name.as_str(), puppy.borrow().weeks),
            ("Rex!", 9)
        );
        assert!(animal.ptr_eq(&puppy) && dog.ptr_eq(&puppy));
        assert_eq!((animal.class().name(), animal.strong_count()), ("Puppy", 3));

        // All views share one borrow flag.
        let guard = dog.borrow();
        assert!(animal.try_borrow().is_ok());
        assert!(animal.try_borrow_mut().is_err());
        drop(guard);

        assert!(animal.clone().downcast::<Puppy>().is_ok());
        assert!(animal.clone().downcast::<Cat>().is_err());
        assert_eq!(animal.downcast::<Dog>().unwrap().borrow().base.name, "Rex!");
    });
}

#[test]
fn resolving_checks_the_class() {
    on_fresh_heap(|| {
        let dog = Heap::expose(&Ref::new(Dog::new("Rex"))).unwrap();
        assert_eq!(Heap::resolve::<Animal>(dog).unwrap().borrow().name, "Rex");
        assert_eq!(Heap::resolve::<Dog>(dog).unwrap().borrow().base.name, "Rex");
        assert_eq!(Heap::resolve::<Puppy>(dog).map(drop), wrong("Puppy", "Dog"));
        assert_eq!(Heap::resolve::<Cat>(dog).map(drop), wrong("Cat", "Dog"));
        assert_eq!(Heap::resolve::<Node>(dog).map(drop), wrong("Node", "Dog"));

        let animal = Heap::expose(&Ref::new(Animal::new("someone"))).unwrap();
        assert!(Heap::resolve::<Animal>(animal).is_ok());
        assert_eq!(
            Heap::resolve::<Dog>(animal).map(drop),
            wrong("Dog", "Animal")
        );
        Heap::dispose(dog).unwrap();
        Heap::dispose(animal).unwrap();
    });
}

#[test]
fn by_value_needs_the_exact_class() {
    on_fresh_heap(|| {
        let dog = Ref::new(Dog::new("Rex"));
        let handle = Heap::expose(&dog).unwrap();
        let animal: Ref<Animal> = dog.upcast().unwrap();
        let (error, animal) = Heap::take(animal).map(drop).unwrap_err();
        assert_eq!(wrong::<()>("Animal", "Dog"), Err(error));
        assert_eq!(animal.borrow().name, "Rex", "it stays usable");
        assert_eq!(animal.handle(), Some(handle));

        let dog = Heap::take(animal.downcast::<Dog>().unwrap())
            .unwrap_or_else(|(error, _)| panic!("{error}"));
        assert_eq!(dog.base.name, "Rex");
        assert!(!Heap::is_alive(handle));

        let animal: Ref<Animal> = Ref::new(dog).upcast().unwrap();
        let animal = Ref::try_unwrap(animal).map(drop).unwrap_err();
        assert_eq!(
            Ref::try_unwrap(animal.downcast::<Dog>().unwrap())
                .unwrap_or_else(|_| panic!("not shared"))
                .base
                .name,
            "Rex"
        );
    });
}

#[test]
fn a_chain_drops_all_its_parts() {
    on_fresh_heap(|| {
        let (home, friend) = (Ref::new(Node::new("home")), Ref::new(Node::new("friend")));
        let mut puppy = Puppy::new("Rex", 8);
        puppy.base.base.home = Some(home.clone());
        puppy.base.friend = Some(friend.clone());
        let puppy = Ref::new(puppy);
        assert_eq!((home.strong_count(), friend.strong_count()), (2, 2));
        assert_eq!(
            Heap::stats().by_class.into_iter().collect::<Vec<_>>(),
            [("Node", 2), ("Puppy", 1)]
        );
        drop(puppy);
        assert_eq!((home.strong_count(), friend.strong_count()), (1, 1));
    });
}

#[test]
fn class_relations() {
    assert!(Puppy::class().is_a(Animal::class()) && Puppy::class().is_a(Puppy::class()));
    assert!(!Animal::class().is_a(Dog::class()) && !Cat::class().is_a(Dog::class()));
    assert_eq!(Puppy::class().parent().map(Class::name), Some("Dog"));
    assert!(Animal::class().parent().is_none());
    assert!(Puppy::class().edges() && !String::class().edges());
    assert_eq!(Puppy::class().host_class(), None);
}
