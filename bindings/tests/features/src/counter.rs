//! [`Counter`]: a class with every kind of receiver, which other modules use as an argument.

use handfast::handfast;
use handfast::prelude::*;

/// Counts.
#[handfast]
pub struct Counter {
    count: i32,
}

#[handfast]
impl Counter {
    /// Starts to count.
    #[handfast(constructor)]
    pub fn new(start: i32) -> Self {
        Counter { count: start }
    }

    /// A static method that returns the class by value.
    pub fn zero() -> Counter {
        Counter { count: 0 }
    }

    /// `&self`
    pub fn value(&self) -> i32 {
        self.count
    }

    /// `&mut self`
    pub fn increment(&mut self) -> i32 {
        self.count += 1;
        self.count
    }

    /// `self`
    pub fn consume(self) -> i32 {
        self.count
    }

    /// `mut self`, and the class itself again.
    pub fn doubled(mut self) -> Self {
        self.count *= 2;
        self
    }

    /// `self: &Self`
    #[allow(
        clippy::needless_arbitrary_self_type,
        reason = "this form is what is tested"
    )]
    pub fn typed(self: &Self) -> i32 {
        self.count
    }

    /// `self: &mut Self`
    #[handfast(js_name = typedMut)]
    #[allow(
        clippy::needless_arbitrary_self_type,
        reason = "this form is what is tested"
    )]
    pub fn typed_mut(self: &mut Self) {
        self.count += 1;
    }

    /// Calls JavaScript while it is borrowed.
    pub fn inspect(&self, callback: &JsRef<Function>) -> Result<JsValue, JsValue> {
        callback.call1(&JsValue::from(self.count))
    }

    /// Calls JavaScript while it is borrowed mutably.
    pub fn update(&mut self, callback: JsRef<Function>) -> Result<(), JsValue> {
        let new = callback.call1(&JsValue::from(self.count))?;
        self.count = new.as_f64().unwrap_or_default() as i32;
        Ok(())
    }

    /// Not exported, because it says so.
    #[handfast(skip)]
    pub fn skipped(&self) -> &i32 {
        &self.count
    }

    /// Not exported, because it is not public.
    fn private(&self) -> i32 {
        *self.skipped()
    }
}

/// A second block, which adds methods to the same class.
#[handfast]
impl Counter {
    /// Calls what is not exported.
    #[handfast(js_name = throughPrivate)]
    pub fn through_private(&self) -> i32 {
        self.private()
    }

    /// A `const fn` is as good as any.
    #[handfast(js_name = constFn)]
    pub const fn const_fn(&self) -> i32 {
        self.count
    }

    /// Without this `cfg` it would not compile.
    #[cfg(target_os = "none")]
    pub fn elsewhere(&self) -> NoSuchType {
        NoSuchType
    }
}
