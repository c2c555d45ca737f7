//! Classes that extend each other.

use handfast::handfast;
use handfast::prelude::*;

/// The root of the chain.
#[handfast]
pub struct Animal {
    name: String,
    friends: Vec<Ref<Animal>>,
}

#[handfast]
impl Animal {
    /// Called `name`.
    #[handfast(constructor)]
    pub fn new(name: String) -> Animal {
        Animal {
            name,
            friends: Vec::new(),
        }
    }

    /// The name.
    #[handfast(getter)]
    pub fn name(&self) -> String {
        self.name.clone()
    }

    /// Changes the name.
    #[handfast(setter)]
    pub fn set_name(&mut self, name: String) {
        self.name = name;
    }

    /// What it says.
    pub fn speak(&self) -> String {
        "...".to_owned()
    }

    /// Takes any animal.
    pub fn befriend(&mut self, friend: Ref<Animal>) {
        self.friends.push(friend);
    }

    /// Returns them as what they are.
    pub fn friends(&self) -> Vec<Ref<Animal>> {
        self.friends.clone()
    }

    /// Forgets them.
    #[handfast(js_name = beAlone)]
    pub fn be_alone(&mut self) {
        self.friends.clear();
    }

    /// Only an animal that is nothing more can be taken by value as one.
    pub fn consume(self) -> String {
        self.name
    }

    /// A static method, which derived classes inherit.
    pub fn kingdom() -> String {
        "animals".to_owned()
    }
}

/// The second of the chain.
#[handfast(extends = Animal)]
pub struct Dog {
    breed: String,
}

#[handfast]
impl Dog {
    /// A dog.
    #[handfast(constructor)]
    pub fn new(name: String, breed: String) -> Dog {
        Dog {
            parent: Animal::new(name),
            breed,
        }
    }

    /// Its breed.
    pub fn breed(&self) -> String {
        self.breed.clone()
    }

    /// Overrides.
    pub fn speak(&self) -> String {
        "woof".to_owned()
    }

    /// Uses the base.
    pub fn introduce(&self) -> String {
        format!(
            "{} says {}, or {}",
            self.parent.name(),
            self.speak(),
            self.parent.speak()
        )
    }

    /// Changes the base.
    pub fn rename(&mut self, name: String) {
        self.parent.set_name(name);
    }
}

/// The third, under another name in JavaScript, with fields of its own.
#[handfast(extends = Dog, js_name = Puppy)]
pub struct PuppyClass {
    /// In weeks.
    pub age: u32,
}

#[handfast(js_class = Puppy)]
impl PuppyClass {
    /// A puppy.
    #[handfast(constructor)]
    pub fn new(name: String, age: u32) -> Result<PuppyClass, JsError> {
        if age > 52 {
            return Err(JsError::new("that is a dog"));
        }
        Ok(PuppyClass {
            parent: Dog::new(name, "mixed".to_owned()),
            age,
        })
    }

    /// Overrides once more.
    pub fn speak(&self) -> String {
        "yip".to_owned()
    }

    /// By value.
    pub fn grow(self) -> Dog {
        self.parent
    }
}

/// Extends a class that was renamed, and has nothing of its own.
#[handfast(extends = PuppyClass, extends_js_class = Puppy)]
pub struct Toy;

#[handfast]
impl Toy {
    /// A toy.
    #[handfast(constructor)]
    pub fn new(name: String) -> Result<Toy, JsError> {
        Ok(Toy {
            parent: PuppyClass::new(name, 1)?,
        })
    }
}

/// Takes one of the base class, by reference and mutably.
#[handfast(js_name = renameAnimal)]
pub fn rename_animal(animal: &mut Animal, name: &str) -> String {
    animal.set_name(name.to_owned());
    animal.name()
}

/// Takes one of a derived class.
#[handfast(js_name = breedOf)]
pub fn breed_of(dog: &Dog) -> String {
    dog.breed()
}

/// Returns a derived object as its base: JavaScript gets what it is.
#[handfast(js_name = anyAnimal)]
pub fn any_animal(name: String) -> Result<Option<Ref<Animal>>, JsValue> {
    let puppy = Ref::new(PuppyClass::new(name, 3)?);
    Ok(puppy.upcast().ok())
}

/// Is only extended.
#[handfast(abstract)]
pub struct Shape {
    sides: u32,
}

#[handfast]
impl Shape {
    /// How many sides it has.
    pub fn sides(&self) -> u32 {
        self.sides
    }
}

/// Can be constructed.
#[handfast(extends = Shape)]
pub struct Polygon {}

#[handfast]
impl Polygon {
    /// With so many sides.
    #[handfast(constructor)]
    pub fn new(sides: u32) -> Polygon {
        Polygon {
            parent: Shape { sides },
        }
    }
}
