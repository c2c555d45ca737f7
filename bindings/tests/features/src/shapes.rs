//! Objects as returns, in every shape.

use handfast::handfast;
use handfast::prelude::*;
use wasm_bindgen::Nullable;

use crate::counter::Counter;

/// Returns counters.
#[handfast]
pub struct Shapes {
    counter: Ref<Counter>,
}

#[handfast]
impl Shapes {
    /// With one counter.
    #[handfast(constructor)]
    pub fn new() -> Shapes {
        Shapes {
            counter: Ref::new(Counter::zero()),
        }
    }

    /// `T`
    pub fn value(&self) -> Counter {
        Counter::new(1)
    }

    /// `Option<T>`
    #[handfast(js_name = optionalValue)]
    pub fn optional_value(&self, some: bool) -> Option<Counter> {
        some.then(|| Counter::new(2))
    }

    /// `Vec<T>`
    pub fn values(&self, count: i32) -> Vec<Counter> {
        (0..count).map(Counter::new).collect()
    }

    /// `Option<Vec<T>>`
    #[handfast(js_name = optionalValues)]
    pub fn optional_values(&self, some: bool) -> Option<Vec<Counter>> {
        some.then(|| vec![Counter::new(3)])
    }

    /// `Box<[T]>`
    #[handfast(js_name = boxedValues)]
    pub fn boxed_values(&self) -> Box<[Counter]> {
        Box::new([Counter::new(4)])
    }

    /// `Ref<T>`
    pub fn reference(&self) -> Ref<Counter> {
        self.counter.clone()
    }

    /// `Option<Ref<T>>`
    #[handfast(js_name = optionalReference)]
    pub fn optional_reference(&self, some: bool) -> Option<Ref<Counter>> {
        some.then(|| self.counter.clone())
    }

    /// `Nullable<Ref<T>>`, which is `null` where there is nothing.
    #[handfast(js_name = nullableReference)]
    pub fn nullable_reference(
        &self,
        some: Option<bool>,
    ) -> Result<Nullable<Ref<Counter>>, JsError> {
        let some = some.ok_or_else(|| JsError::new("undecided"))?;
        Ok(some.then(|| self.counter.clone()).into())
    }

    /// The same, later.
    #[handfast(js_name = nullableLater)]
    pub async fn nullable_later(&self, some: bool) -> Nullable<Ref<Counter>> {
        some.then(|| self.counter.clone()).into()
    }

    /// `Vec<Ref<T>>`
    pub fn references(&self) -> Vec<Ref<Counter>> {
        vec![self.counter.clone(), self.counter.clone()]
    }

    /// `Option<Vec<Ref<T>>>`
    #[handfast(js_name = optionalReferences)]
    pub fn optional_references(&self, some: bool) -> Option<Vec<Ref<Counter>>> {
        some.then(|| vec![self.counter.clone()])
    }

    /// `Option<Box<[Ref<T>]>>`
    #[handfast(js_name = boxedReferences)]
    pub fn boxed_references(&self, some: bool) -> Option<Box<[Ref<Counter>]>> {
        some.then(|| vec![self.counter.clone()].into())
    }

    /// Its own class.
    pub fn another(&self) -> Option<Self> {
        Some(Shapes {
            counter: self.counter.clone(),
        })
    }
}

impl Default for Shapes {
    fn default() -> Shapes {
        Shapes::new()
    }
}
