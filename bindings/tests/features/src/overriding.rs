//! Methods of a chain of classes that JavaScript overrides and Rust calls.

use handfast::prelude::*;
use handfast::{handfast, to_js_error};

/// What a being can do, in Rust or as JavaScript has overridden it.
#[handfast]
pub trait Voice {
    /// What it says.
    fn speak(&self) -> Result<String, JsValue>;
    /// Changes the name.
    fn rename(&self, name: &str) -> Result<(), JsValue>;
    /// The name.
    #[handfast(getter)]
    fn title(&self) -> Result<String, JsValue>;
    /// Only some have it.
    fn trick(&self, times: u32) -> Result<String, JsValue> {
        Ok(format!("none, {times} times"))
    }
}

/// First of the chain.
#[handfast(identity)]
pub struct Being {
    name: String,
}

#[handfast]
impl Being {
    /// Called `name`.
    #[handfast(constructor)]
    pub fn new(name: String) -> Being {
        Being { name }
    }

    /// What it says.
    pub fn speak(&self) -> String {
        "...".to_owned()
    }

    /// Changes the name.
    pub fn rename(&mut self, name: String) {
        self.name = name;
    }

    /// The name.
    #[handfast(getter)]
    pub fn title(&self) -> String {
        self.name.clone()
    }

    /// The name.
    #[handfast(setter)]
    pub fn set_title(&mut self, title: String) {
        self.name = title;
    }

    /// Calls what the most derived class has, while nothing is borrowed.
    pub fn introduce(this: &Ref<Self>) -> Result<String, JsValue> {
        let voice = voice(this)?;
        voice.rename(&format!("{}!", this.borrow().name))?;
        Ok(format!(
            "{} says {}, can do {}",
            voice.title()?,
            voice.speak()?,
            voice.trick(2)?
        ))
    }

    /// The same while the object is borrowed.
    #[handfast(js_name = speakBorrowed)]
    pub fn speak_borrowed(this: &Ref<Self>) -> Result<String, JsValue> {
        let _borrow = this.borrow();
        voice(this)?.speak()
    }

    /// The same while the object is being changed.
    #[handfast(js_name = speakChanging)]
    pub fn speak_changing(this: &Ref<Self>) -> Result<String, JsValue> {
        let _borrow = this.borrow_mut();
        voice(this)?.speak()
    }
}

fn voice(being: &Ref<Being>) -> Result<JsRef<dyn Voice>, JsValue> {
    JsRef::of(being).map_err(to_js_error)
}

/// Holds beings, whatever becomes of their wrappers.
#[handfast]
#[derive(Default)]
pub struct Pack {
    beings: Vec<Ref<Being>>,
}

#[handfast]
impl Pack {
    /// Without any.
    #[handfast(constructor)]
    pub fn new() -> Pack {
        Pack::default()
    }

    /// Adds one.
    pub fn add(&mut self, being: Ref<Being>) {
        self.beings.push(being);
    }

    /// What all say.
    pub fn speak(this: &Ref<Self>) -> Result<Vec<String>, JsValue> {
        let beings = this.borrow().beings.clone();
        beings.iter().map(|being| voice(being)?.speak()).collect()
    }
}

/// Second.
#[handfast(extends = Being, identity, abstract)]
pub struct Creature {
    legs: u32,
}

#[handfast]
impl Creature {
    /// How many legs it has.
    pub fn legs(&self) -> u32 {
        self.legs
    }
}

/// Third, overrides.
#[handfast(extends = Creature, identity)]
pub struct Beast {}

#[handfast]
impl Beast {
    /// With so many legs.
    #[handfast(constructor)]
    pub fn new(name: String, legs: u32) -> Beast {
        Beast {
            parent: Creature {
                parent: Being::new(name),
                legs,
            },
        }
    }

    /// Overrides.
    pub fn speak(&self) -> String {
        "grr".to_owned()
    }

    /// Like the constructor, for a subclass too: it makes a beast.
    pub fn quadruped(name: String) -> Beast {
        Beast::new(name, 4)
    }
}

/// Fourth, with a method of its own that the trait knows, and wrappers that stay.
#[handfast(extends = Beast, preserve)]
pub struct Hound {}

#[handfast]
impl Hound {
    /// Has four legs.
    #[handfast(constructor)]
    pub fn new(name: String) -> Hound {
        Hound {
            parent: Beast::quadruped(name),
        }
    }

    /// Its trick.
    pub fn trick(&self, times: u32) -> String {
        "sit ".repeat(times.min(9) as usize)
    }
}
