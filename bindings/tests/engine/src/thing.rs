//! [`Thing`]: an object that can hold everything.

use std::cell::RefCell;

use handfast::handfast;
use handfast::prelude::*;

use crate::census::Tag;

thread_local! {
    /// What Rust holds by itself.
    static PARKED: RefCell<Vec<Ref<Thing>>> = const { RefCell::new(Vec::new()) };
}

/// Holds other objects and JavaScript values.
#[handfast]
pub struct Thing {
    #[trace(skip)]
    tag: Tag,
    children: Vec<Ref<Thing>>,
    held: Vec<JsRef<JsValue>>,
    pub(crate) functions: Vec<RustFn>,
}

#[handfast]
impl Thing {
    /// An object called `id`.
    #[handfast(constructor)]
    pub fn new(id: u32) -> Thing {
        Thing {
            tag: Tag(id),
            children: Vec::new(),
            held: Vec::new(),
            functions: Vec::new(),
        }
    }

    /// What it is called.
    #[handfast(getter)]
    pub fn id(&self) -> u32 {
        self.tag.0
    }

    /// Adds a child.
    pub fn push(&mut self, child: Ref<Thing>) {
        self.children.push(child);
    }

    /// Removes the last child.
    pub fn pop(&mut self) -> Option<Ref<Thing>> {
        self.children.pop()
    }

    /// A child.
    pub fn child(&self, index: usize) -> Option<Ref<Thing>> {
        self.children.get(index).cloned()
    }

    /// All children.
    pub fn children(&self) -> Vec<Ref<Thing>> {
        self.children.clone()
    }

    /// Replaces all children.
    #[handfast(js_name = setChildren)]
    pub fn set_children(&mut self, children: Vec<Ref<Thing>>) {
        self.children = children;
    }

    /// Takes hold of a value.
    pub fn hold(&mut self, value: JsRef<JsValue>) {
        self.held.push(value);
    }

    /// A held value.
    pub fn held(&self, index: usize) -> Option<JsRef<JsValue>> {
        self.held.get(index).cloned()
    }

    /// Lets go of the last held value.
    #[handfast(js_name = letGo)]
    pub fn let_go(&mut self) -> bool {
        self.held.pop().is_some()
    }

    /// Reads another object, and this one.
    pub fn sum(&self, other: &Thing) -> u32 {
        self.tag.0 + other.tag.0
    }

    /// Takes another object by value and returns what it was called.
    pub fn swallow(&mut self, other: Thing) -> u32 {
        other.tag.0
    }

    /// Consumes this object and returns what it was called.
    pub fn consume(self) -> u32 {
        self.tag.0
    }

    /// Lets Rust hold this object by itself.
    pub fn park(this: &Ref<Self>) {
        PARKED.with_borrow_mut(|parked| parked.push(this.clone()));
    }

    /// The object parked last, which Rust holds no longer.
    pub fn unpark() -> Option<Ref<Thing>> {
        PARKED.with_borrow_mut(Vec::pop)
    }

    /// Calls `f` while this object is mutably borrowed.
    #[handfast(js_name = callLocked)]
    pub fn call_locked(&mut self, f: JsRef<Function>) -> Result<JsValue, JsValue> {
        f.call0()
    }

    /// Calls `f` while this object is borrowed.
    #[handfast(js_name = callShared)]
    pub fn call_shared(&self, f: JsRef<Function>) -> Result<JsValue, JsValue> {
        f.call0()
    }
}
