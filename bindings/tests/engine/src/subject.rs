//! [`Subject`]: an object whose observers are JavaScript objects, or itself.

use handfast::prelude::*;
use handfast::{handfast, to_js_error};

use crate::census::Tag;

/// Is told about changes.
#[handfast]
pub trait Observer {
    /// The subject has changed. Returns what to add.
    fn changed(&self, subject: Ref<Subject>, by: u32) -> Result<u32, JsValue>;
}

/// Holds its observers.
#[handfast]
pub struct Subject {
    #[trace(skip)]
    tag: Tag,
    observers: Vec<JsRef<dyn Observer>>,
}

#[handfast]
impl Subject {
    /// An object called `id`.
    #[handfast(constructor)]
    pub fn new(id: u32) -> Subject {
        Subject {
            tag: Tag(id),
            observers: Vec::new(),
        }
    }

    /// What it is called.
    #[handfast(getter)]
    pub fn id(&self) -> u32 {
        self.tag.0
    }

    /// Adds an observer.
    pub fn observe(&mut self, observer: JsRef<dyn Observer>) {
        self.observers.push(observer);
    }

    /// Has its own wrapper observe it.
    #[handfast(js_name = observeItself)]
    pub fn observe_itself(this: &Ref<Self>) -> Result<(), JsValue> {
        let observer = JsRef::of(this).map_err(to_js_error)?;
        this.borrow_mut().observers.push(observer);
        Ok(())
    }

    /// Lets go of the observer added last.
    pub fn unobserve(&mut self) -> Option<JsRef<dyn Observer>> {
        self.observers.pop()
    }

    /// Tells all, and adds up what they answer.
    pub fn change(this: &Ref<Self>, by: u32) -> Result<u32, JsValue> {
        let observers = this.borrow().observers.clone();
        let answers = observers
            .iter()
            .map(|observer| observer.changed(this.clone(), by));
        answers.sum()
    }

    /// What a subclass in JavaScript overrides.
    pub fn changed(&self, _: &JsRef<JsValue>, by: u32) -> u32 {
        by
    }
}
