//! Objects as arguments, in every form and position.

use handfast::handfast;
use handfast::prelude::*;

use crate::counter::Counter;

/// Takes counters.
#[handfast]
#[derive(Default)]
pub struct Taker {
    kept: Vec<Ref<Counter>>,
    calls: u32,
}

fn value(counter: &Ref<Counter>) -> i32 {
    counter.borrow().value()
}

#[handfast]
impl Taker {
    /// Has nothing yet.
    #[handfast(constructor)]
    pub fn new() -> Taker {
        Taker::default()
    }

    /// How often a method got as far as its body.
    #[handfast(getter)]
    pub fn calls(&self) -> u32 {
        self.calls
    }

    /// `Ref<T>` in three positions.
    pub fn refs(&mut self, a: Ref<Counter>, b: Ref<Counter>, c: Ref<Counter>) -> i32 {
        self.calls += 1;
        value(&a) + value(&b) + value(&c)
    }

    /// `&Ref<T>` in three positions.
    #[handfast(js_name = lentRefs)]
    pub fn lent_refs(&mut self, a: &Ref<Counter>, b: &Ref<Counter>, c: &Ref<Counter>) -> i32 {
        self.calls += 1;
        value(a) + value(b) + value(c)
    }

    /// `&T` in three positions.
    pub fn borrowed(&mut self, a: &Counter, b: &Counter, c: &Counter) -> i32 {
        self.calls += 1;
        a.value() + b.value() + c.value()
    }

    /// `&mut T` in three positions.
    #[handfast(js_name = borrowedMut)]
    pub fn borrowed_mut(&mut self, a: &mut Counter, b: &mut Counter, c: &mut Counter) -> i32 {
        self.calls += 1;
        a.increment() + b.increment() + c.increment()
    }

    /// `T` in three positions.
    pub fn values(&mut self, a: Counter, b: Counter, c: Counter) -> i32 {
        self.calls += 1;
        a.consume() + b.consume() + c.consume()
    }

    /// `Option<Ref<T>>` in three positions.
    pub fn optional(
        &mut self,
        a: Option<Ref<Counter>>,
        b: Option<Ref<Counter>>,
        c: Option<Ref<Counter>>,
    ) -> i32 {
        self.calls += 1;
        [a, b, c].iter().flatten().map(value).sum()
    }

    /// `Option<T>` in three positions.
    #[handfast(js_name = optionalValues)]
    pub fn optional_values(
        &mut self,
        a: Option<Counter>,
        b: Option<Counter>,
        c: Option<Counter>,
    ) -> i32 {
        self.calls += 1;
        [a, b, c].into_iter().flatten().map(Counter::consume).sum()
    }

    /// Arrays of references, of values, and optional.
    pub fn arrays(
        &mut self,
        a: Vec<Ref<Counter>>,
        b: Vec<Counter>,
        c: Option<Vec<Ref<Counter>>>,
    ) -> i32 {
        self.calls += 1;
        let refs: i32 = a.iter().chain(c.iter().flatten()).map(value).sum();
        refs + b.into_iter().map(Counter::consume).sum::<i32>()
    }

    /// `Box<[…]>` and `&[Ref<T>]`, which are arrays as well.
    #[handfast(js_name = boxedArrays)]
    #[allow(clippy::boxed_local, reason = "this form is what is tested")]
    pub fn boxed_arrays(
        &mut self,
        a: Box<[Ref<Counter>]>,
        b: &[Ref<Counter>],
        c: Option<Box<[Counter]>>,
    ) -> i32 {
        self.calls += 1;
        let refs: i32 = a.iter().chain(b).map(value).sum();
        refs + c
            .unwrap_or_default()
            .into_iter()
            .map(Counter::consume)
            .sum::<i32>()
    }

    /// One of each, with strings and numbers between them, which wasm-bindgen converts.
    pub fn mixed(
        &mut self,
        name: String,
        a: &Counter,
        bytes: &[u8],
        b: Counter,
        callback: JsRef<Function>,
        c: Ref<Counter>,
    ) -> String {
        self.calls += 1;
        let count = callback.count();
        let sum = a.value() + b.consume() + value(&c);
        self.kept.push(c);
        format!("{name} {} {sum} {count}", bytes.len())
    }

    /// What was kept.
    pub fn kept(&self) -> Vec<Ref<Counter>> {
        self.kept.clone()
    }

    /// Its own class as an argument, under the name `Self`.
    #[handfast(js_name = takeOver)]
    pub fn take_over(&mut self, mut other: Self) -> usize {
        self.kept.append(&mut other.kept);
        self.kept.len()
    }

    /// The same, borrowed.
    #[handfast(js_name = callsOf)]
    pub fn calls_of(&self, other: &Self) -> u32 {
        self.calls + other.calls
    }

    /// By value, and another that may be the same object.
    #[handfast(js_name = consumeWith)]
    pub fn consume_with(self, counter: Counter) -> i32 {
        self.calls as i32 + counter.consume()
    }

    /// A slice that is written back: an error must not leave it locked.
    pub fn fill(&mut self, numbers: &mut [f64], counter: &Counter) -> usize {
        self.calls += 1;
        numbers.fill(f64::from(counter.value()));
        numbers.len()
    }
}
