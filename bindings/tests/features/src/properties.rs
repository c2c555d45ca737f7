//! Getters, setters, statics and symbols.

use std::cell::Cell;

use handfast::handfast;
use handfast::prelude::*;

thread_local! {
    static SHARED: Cell<u32> = const { Cell::new(7) };
}

/// A list with properties.
#[handfast]
pub struct List {
    items: Vec<f64>,
    title: String,
}

#[handfast]
impl List {
    /// Of these items.
    #[handfast(constructor)]
    pub fn new(items: Vec<f64>) -> List {
        List {
            items,
            title: String::new(),
        }
    }

    /// Named after the method.
    #[handfast(getter)]
    pub fn title(&self) -> String {
        self.title.clone()
    }

    /// Named after the method, without `set_`.
    #[handfast(setter)]
    pub fn set_title(&mut self, title: String) {
        self.title = title;
    }

    /// Named by the option.
    #[handfast(getter = byOption)]
    pub fn get_first(&self) -> Option<f64> {
        self.items.first().copied()
    }

    /// A setter that can refuse.
    #[handfast(setter = byOption)]
    pub fn put_first(&mut self, value: f64) -> Result<(), JsError> {
        if value.is_nan() {
            return Err(JsError::new("not a number"));
        }
        self.items.insert(0, value);
        Ok(())
    }

    /// Named by `js_name`.
    #[handfast(getter, js_name = byName)]
    pub fn count(&self) -> usize {
        self.items.len()
    }

    /// Named by `js_name` as well.
    #[handfast(setter, js_name = byName)]
    pub fn set_count(&mut self, count: usize) {
        self.items.resize(count, 0.0);
    }

    /// A property of the class.
    #[handfast(getter)]
    pub fn shared() -> u32 {
        SHARED.get()
    }

    /// A property of the class that can be set.
    #[handfast(setter)]
    pub fn set_shared(value: u32) {
        SHARED.set(value);
    }

    /// So that `for … of` works.
    #[handfast(js_name = "[Symbol.iterator]")]
    pub fn iterator(&self) -> js_sys::Iterator {
        let items: js_sys::Array = self.items.iter().copied().map(JsValue::from).collect();
        items.values()
    }

    /// So that `Object.prototype.toString` works.
    #[handfast(getter = "[Symbol.toStringTag]")]
    pub fn tag(&self) -> String {
        "List".to_owned()
    }

    /// Under a name that JavaScript reserves, which is fine for a method.
    pub fn delete(&mut self, class: usize) -> f64 {
        self.items.remove(class)
    }

    /// Under a name that Rust reserves.
    pub fn r#match(&self, r#type: f64) -> bool {
        self.items.contains(&r#type)
    }

    /// With a parameter that has no name.
    pub fn ignoring(&self, _: u32, _unused: u32) -> usize {
        self.items.len()
    }
}
