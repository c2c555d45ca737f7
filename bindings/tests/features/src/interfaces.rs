//! Traits whose methods JavaScript objects have.

use handfast::prelude::*;
use handfast::{Error, handfast, to_js_error};
use js_sys::{Array, Uint8Array};

use crate::counter::Counter;
use crate::enums::Color;

/// Is told what happens.
///
/// Its methods are `called` by Rust.
#[handfast]
pub trait Observer {
    /// Something has changed.
    fn changed(&self, counter: Ref<Counter>) -> Result<(), JsError>;

    /// How many it has seen; 7 if it does not count.
    fn seen(&self, least: i32) -> Result<i32, JsError> {
        Ok(7.max(least))
    }

    /// Runs another default body, or what JavaScript has in its place.
    #[handfast(js_name = seenTwice)]
    fn seen_twice(&self) -> Result<i32, JsError> {
        Ok(self.seen(0)? * 2)
    }
}

/// A Rust type that implements the same trait.
struct Rust;

impl Observer for Rust {
    fn changed(&self, counter: Ref<Counter>) -> Result<(), JsError> {
        counter.borrow_mut().increment();
        Ok(())
    }
}

/// Holds observers.
#[handfast]
#[derive(Default)]
pub struct Subject {
    /// A field.
    pub observer: Option<JsRef<dyn Observer>>,
    observers: Vec<JsRef<dyn Observer>>,
}

#[handfast]
impl Subject {
    /// Without any.
    #[handfast(constructor)]
    pub fn new() -> Subject {
        Subject::default()
    }

    /// A parameter.
    pub fn add(&mut self, observer: JsRef<dyn Observer>) -> usize {
        self.observers.push(observer);
        self.observers.len()
    }

    /// `Vec`, in and out.
    pub fn replace(&mut self, observers: Vec<JsRef<dyn Observer>>) -> Vec<JsRef<dyn Observer>> {
        std::mem::replace(&mut self.observers, observers)
    }

    /// `Option<Vec>`, in and out.
    pub fn perhaps(
        observers: Option<Vec<JsRef<dyn Observer>>>,
    ) -> Option<Vec<JsRef<dyn Observer>>> {
        observers
    }

    /// Lent, and returned.
    pub fn same(observer: &JsRef<dyn Observer>) -> JsRef<dyn Observer> {
        observer.clone()
    }

    /// Among other arguments.
    pub fn mixed(&mut self, value: Counter, observer: JsRef<dyn Observer>, text: &str) -> String {
        self.observers.push(observer);
        format!("{text} {}", value.value())
    }

    /// Tells all.
    pub fn tell(this: &Ref<Self>, counter: Ref<Counter>) -> Result<(), JsError> {
        let observers = this.borrow().observers.clone();
        observers
            .iter()
            .try_for_each(|observer| observer.changed(counter.clone()))
    }

    /// Tells them of an object that JavaScript has not seen yet, and that nobody keeps.
    #[handfast(js_name = tellOfNew)]
    pub fn tell_of_new(this: &Ref<Self>) -> Result<(), JsError> {
        Subject::tell(this, Ref::new(Counter::new(1)))
    }

    /// What they have seen.
    pub fn seen(this: &Ref<Self>, least: i32) -> Result<Vec<i32>, JsError> {
        let observers = this.borrow().observers.clone();
        observers
            .iter()
            .map(|observer| observer.seen(least))
            .collect()
    }

    /// The same, twice.
    #[handfast(js_name = seenTwice)]
    pub fn seen_twice(this: &Ref<Self>) -> Result<Vec<i32>, JsError> {
        let observers = this.borrow().observers.clone();
        observers
            .iter()
            .map(|observer| observer.seen_twice())
            .collect()
    }
}

/// Tells an implementation in Rust and one in JavaScript, by `dyn` and by generics.
#[handfast(js_name = tellBoth)]
pub fn tell_both(observer: JsRef<dyn Observer>, counter: Ref<Counter>) -> Result<i32, JsError> {
    fn seen(observer: &impl Observer) -> Result<i32, JsError> {
        observer.seen(1)
    }
    let all: [&dyn Observer; 2] = [&Rust, &observer];
    for observer in all {
        observer.changed(counter.clone())?;
    }
    Ok(seen(&Rust)? * 1000 + seen(&observer)?)
}

/// Takes and returns everything.
#[handfast(js_name = Everything)]
pub trait Anything {
    /// Numbers.
    fn numbers(&self, a: u8, b: i32, c: u32, d: f64, e: bool) -> Result<f64, JsValue>;
    /// Texts.
    fn texts(
        &self,
        lent: &str,
        owned: String,
        maybe: Option<String>,
        character: char,
    ) -> Result<String, JsValue>;
    /// Objects.
    fn objects(
        &self,
        shared: Ref<Counter>,
        lent: &Ref<Counter>,
        maybe: Option<Ref<Counter>>,
        fresh: Counter,
    ) -> Result<Ref<Counter>, JsValue>;
    /// Arrays.
    fn arrays(
        &self,
        objects: Vec<Ref<Counter>>,
        numbers: Vec<u8>,
        texts: Vec<String>,
    ) -> Result<Vec<Ref<Counter>>, JsValue>;
    /// Values of JavaScript's.
    fn values(
        &self,
        value: JsValue,
        lent: &JsValue,
        held: JsRef<Function>,
        maybe: Option<JsRef<Function>>,
        array: Array,
    ) -> Result<JsRef, JsValue>;
    /// More of them.
    fn others(
        &self,
        large: u64,
        color: Color,
        maybe: Option<f64>,
        observer: JsRef<dyn Observer>,
    ) -> Result<u64, JsValue>;
    /// Results that may be missing.
    #[handfast(js_name = maybeObject)]
    fn maybe_object(&self) -> Result<Option<Ref<Counter>>, JsValue>;
    /// By value.
    #[handfast(js_name = takeObject)]
    fn take_object(&self) -> Result<Counter, JsValue>;
    /// An array of numbers.
    fn bytes(&self) -> Result<Vec<u8>, JsValue>;
    /// The same, boxed.
    #[handfast(js_name = boxedBytes)]
    fn boxed_bytes(&self) -> Result<Box<[u8]>, JsValue>;
    /// Of another interface.
    fn observer(&self) -> Result<JsRef<dyn Observer>, JsValue>;
    /// An enum.
    fn color(&self) -> Result<Color, JsValue>;
    /// A boolean.
    fn truth(&self) -> Result<bool, JsValue>;
    /// A small number.
    fn byte(&self) -> Result<u8, JsValue>;
    /// A number that may be missing.
    #[handfast(js_name = maybeNumber)]
    fn maybe_number(&self) -> Result<Option<f64>, JsValue>;
    /// An imported type.
    fn imported(&self) -> Result<Uint8Array, JsValue>;
    /// A name that is no identifier.
    #[handfast(js_name = "kebab-case")]
    fn kebab_case(&self) -> Result<String, JsValue>;
    /// A symbol.
    #[handfast(js_name = "[Symbol.toPrimitive]")]
    fn primitive(&self, hint: &str) -> Result<JsValue, JsValue>;
}

/// Calls one method of an [`Anything`] by name. Returns what the method returned.
#[handfast(js_name = callAnything)]
pub fn call_anything(
    target: JsRef<dyn Anything>,
    method: &str,
    counter: Ref<Counter>,
    function: JsRef<Function>,
    observer: JsRef<dyn Observer>,
) -> Result<JsValue, JsValue> {
    let wrap = |object: Ref<Counter>| handfast::wrap(&object).map_err(to_js_error);
    Ok(match method {
        "numbers" => target.numbers(255, -1, u32::MAX, 0.5, true)?.into(),
        "texts" => target.texts("", "größe 🦀".into(), None, 'x')?.into(),
        "long" => target
            .texts(&"é".repeat(600_000), "b".into(), Some("c".into()), '🦀')?
            .into(),
        "objects" => wrap(target.objects(counter.clone(), &counter, None, Counter::new(9))?)?,
        "arrays" => {
            let objects =
                target.arrays(vec![counter.clone(), counter], vec![1, 2], vec!["a".into()])?;
            f64::from(
                objects
                    .iter()
                    .map(|object| object.borrow().value())
                    .sum::<i32>(),
            )
            .into()
        }
        "values" => target
            .values(
                JsValue::NULL,
                &JsValue::UNDEFINED,
                function,
                None,
                Array::new(),
            )?
            .get(),
        "others" => target
            .others(u64::MAX, Color::Green, None, observer)?
            .into(),
        "maybeObject" => target
            .maybe_object()?
            .map_or(Ok(JsValue::UNDEFINED), wrap)?,
        "takeObject" => target.take_object()?.value().into(),
        "bytes" => target.bytes()?.into(),
        "boxedBytes" => target.boxed_bytes()?.into_vec().into(),
        "observer" => JsRef::object(&target.observer()?),
        "color" => target.color()?.into(),
        "truth" => target.truth()?.into(),
        "byte" => target.byte()?.into(),
        "maybeNumber" => target.maybe_number()?.into(),
        "imported" => target.imported()?.into(),
        "kebabCase" => target.kebab_case()?.into(),
        "primitive" => target.primitive("string")?,
        other => return Err(other.into()),
    })
}

/// Properties.
#[handfast]
pub trait Named {
    /// Called so.
    #[handfast(getter)]
    fn name(&self) -> Result<String, JsValue>;
    /// Renames.
    #[handfast(setter)]
    fn set_name(&self, name: &str) -> Result<(), JsValue>;
    /// Optional.
    #[handfast(getter = rank)]
    fn get_rank(&self) -> Result<u32, JsValue> {
        Ok(1)
    }
}

/// Adds a letter to the name.
#[handfast(js_name = extendName)]
pub fn extend_name(named: JsRef<dyn Named>) -> Result<u32, JsValue> {
    named.set_name(&(named.name()? + "!"))?;
    named.get_rank()
}

/// Takes its time.
#[handfast]
pub trait Loader {
    /// Returns a promise, or the text.
    async fn load(&self, name: &str) -> Result<String, JsValue>;
    /// Without a result.
    async fn close(&self) -> Result<(), JsValue> {
        Ok(())
    }
}

/// Loads and closes.
#[handfast(js_name = loadAll)]
pub async fn load_all(loader: JsRef<dyn Loader>) -> Result<String, JsValue> {
    let text = loader.load("a").await? + &loader.load("b").await?;
    loader.close().await?;
    Ok(text)
}

/// Not in the declarations, and what is wrong with an object as an `Error`.
#[handfast(skip_typescript)]
pub trait Hidden {
    /// Anything.
    fn hidden(&self) -> Result<(), JsValue>;
}

/// What is missing.
#[handfast(js_name = whatIsMissing)]
pub fn what_is_missing(value: &JsValue) -> Option<String> {
    match JsRef::<dyn Hidden>::implementing(value) {
        Ok(_) => None,
        Err(Error::MissingMethod { interface, method }) => Some(format!("{interface}.{method}")),
        Err(error) => Some(error.to_string()),
    }
}
