//! Rust closures as functions of JavaScript's.

use std::cell::RefCell;

use handfast::prelude::*;
use handfast::{Error, handfast};
use js_sys::{Array, Date};

use crate::counter::Counter;
use crate::enums::{Color, Theme};

thread_local! {
    static KEPT: RefCell<Option<RustFn>> = const { RefCell::new(None) };
}

macro_rules! echoes {
    ($($kind:literal $value:ty;)*) => {
        /// A function that returns its argument.
        #[handfast(js_name = echoFunction)]
        pub fn echo_function(kind: String) -> Result<RustFn, JsError> {
            match &*kind {
                $($kind => Ok(RustFn::new((), |_: &(), value: $value| value)),)*
                _ => Err(JsError::new(&kind)),
            }
        }

        /// What it takes.
        #[handfast(js_name = echoKinds)]
        pub fn echo_kinds() -> Vec<String> {
            vec![$($kind.into()),*]
        }
    };
}

echoes! {
    "i8" i8; "u8" u8; "i16" i16; "u16" u16; "i32" i32; "u32" u32; "isize" isize; "usize" usize; "f32" f32; "f64" f64;
    "i64" i64; "u64" u64; "i128" i128; "u128" u128; "bool" bool; "char" char; "String" String;
    "Option<i32>" Option<i32>; "Option<u8>" Option<u8>; "Option<f64>" Option<f64>; "Option<bool>" Option<bool>;
    "Option<i64>" Option<i64>; "Option<u128>" Option<u128>; "Option<char>" Option<char>; "Option<String>" Option<String>;
    "Vec<u8>" Vec<u8>; "Vec<f64>" Vec<f64>; "Vec<i64>" Vec<i64>; "Option<Vec<u32>>" Option<Vec<u32>>; "Vec<bool>" Vec<bool>;
    "Vec<String>" Vec<String>; "Option<Vec<String>>" Option<Vec<String>>; "Vec<char>" Vec<char>;
    "Color" Color; "Theme" Theme; "Option<Color>" Option<Color>; "Vec<Color>" Vec<Color>;
    "Ref" Ref<Counter>; "Option<Ref>" Option<Ref<Counter>>; "Vec<Ref>" Vec<Ref<Counter>>; "Option<Vec<Ref>>" Option<Vec<Ref<Counter>>>;
    "Counter" Counter; "Option<Counter>" Option<Counter>; "Vec<Counter>" Vec<Counter>;
    "JsRef" JsRef<JsValue>; "Option<JsRef>" Option<JsRef<Function>>; "Vec<JsRef>" Vec<JsRef<JsValue>>; "Option<Vec<JsRef>>" Option<Vec<JsRef<JsValue>>>;
    "JsValue" JsValue; "Option<JsValue>" Option<JsValue>; "Vec<JsValue>" Vec<JsValue>; "Date" Date; "Option<Array>" Option<Array>; "Option<Vec<Date>>" Option<Vec<Date>>;
    "RustFn" RustFn; "Option<RustFn>" Option<RustFn>; "Vec<RustFn>" Vec<RustFn>; "Option<Vec<RustFn>>" Option<Vec<RustFn>>;
}

/// Functions of zero to six arguments, with and without values among them.
#[handfast]
pub fn arities() -> Vec<RustFn> {
    vec![
        RustFn::new((), |_: &()| 0),
        RustFn::new((), |_: &(), a: i32| a),
        RustFn::new((), |_: &(), a: i32, b: f64| f64::from(a) + b),
        RustFn::new((), |_: &(), a: i32, b: f64, c: u8| {
            f64::from(a) + b + f64::from(c)
        }),
        RustFn::new((), |_: &(), a: i32, b: i32, c: i32, d: i32| a + b + c + d),
        RustFn::new((), |_: &(), a: i32, b: i32, c: i32, d: i32, e: i32| {
            a + b + c + d + e
        }),
        RustFn::new(
            (),
            |_: &(), a: i32, b: i32, c: i32, d: i32, e: i32, f: i32| a + b + c + d + e + f,
        ),
        RustFn::new((), |_: &(), a: String| a),
        RustFn::new((), |_: &(), a: i32, b: String| format!("{a}{b}")),
        RustFn::new((), |_: &(), a: String, b: i32, c: String| {
            format!("{a}{b}{c}")
        }),
        RustFn::new((), |_: &(), a: i32, b: String, c: i32, d: String| {
            format!("{a}{b}{c}{d}")
        }),
        RustFn::new((), |_: &(), a: i32, b: i32, c: i32, d: String, e: i32| {
            format!("{a}{b}{c}{d}{e}")
        }),
        RustFn::new(
            (),
            |_: &(), a: String, b: i32, c: i32, d: i32, e: i32, f: String| {
                format!("{a}{b}{c}{d}{e}{f}")
            },
        ),
    ]
}

/// Takes three counters, the last by value.
#[handfast(js_name = threeCounters)]
pub fn three_counters() -> RustFn {
    RustFn::new(
        (),
        |_: &(), a: Ref<Counter>, b: Ref<Counter>, c: Counter| {
            a.borrow().value() + b.borrow().value() + c.value()
        },
    )
}

/// Adds to a number of its own.
#[handfast]
pub fn adder(by: i32) -> RustFn {
    RustFn::new(by, |by: &i32, number: i32| number + by)
}

/// Counts its calls, and calls `f` meanwhile.
#[handfast]
pub fn counting() -> RustFn {
    RustFn::new_mut(0, |count: &mut u32, f: Option<Function>| {
        *count += 1;
        f.map_or(Ok(JsValue::UNDEFINED), |f| f.call0(&JsValue::NULL))?;
        Ok::<u32, JsValue>(*count)
    })
}

/// Calls `f` while it reads its own environment.
#[handfast]
pub fn calling() -> RustFn {
    RustFn::new(String::from("read"), |env: &String, f: Function| {
        let result = f.call0(&JsValue::NULL)?;
        Ok::<String, JsValue>(format!("{env} {}", result.as_string().unwrap_or_default()))
    })
}

/// Gives a text away, and calls `f` meanwhile.
#[handfast(js_name = onlyOnce)]
pub fn only_once(text: String) -> RustFn {
    RustFn::once(text, |text: String, more: String, f: Option<Function>| {
        f.map_or(Ok(JsValue::UNDEFINED), |f| f.call0(&JsValue::NULL))?;
        Ok::<String, JsValue>(text + &more)
    })
}

/// Fails in three ways.
#[handfast]
pub fn failing() -> RustFn {
    RustFn::new((), |_: &(), how: u32| match how {
        0 => Ok(true),
        1 => Err(JsError::new("a JsError")),
        _ => Err(JsError::from(Error::Shared { class: "Nothing" })),
    })
}

/// Fails with an error of Handfast's.
#[handfast(js_name = failingWithOwn)]
pub fn failing_with_own() -> RustFn {
    RustFn::new((), |_: &()| Err::<(), Error>(Error::TooDeep))
}

/// Returns nothing.
#[handfast]
pub fn nothing() -> RustFn {
    RustFn::new((), |_: &(), _: Option<u8>| {})
}

/// Holds a function.
#[handfast]
#[derive(Default)]
pub struct Button {
    on_click: Option<RustFn>,
}

#[handfast]
impl Button {
    /// Without a function.
    #[handfast(constructor)]
    pub fn new() -> Button {
        Button::default()
    }

    /// What it holds.
    #[handfast(getter, js_name = onClick)]
    pub fn on_click(&self) -> Option<RustFn> {
        self.on_click.clone()
    }

    /// Holds another.
    #[handfast(setter, js_name = onClick)]
    pub fn set_on_click(&mut self, function: Option<RustFn>) {
        self.on_click = function;
    }

    /// Holds a function that counts in a counter.
    #[handfast(js_name = countIn)]
    pub fn count_in(&mut self, counter: Ref<Counter>) {
        self.on_click = Some(RustFn::new((counter,), |(counter,): &(Ref<Counter>,)| {
            counter.borrow_mut().increment()
        }));
    }
}

/// Rust alone holds it.
#[handfast]
pub fn keep(function: RustFn) {
    KEPT.set(Some(function));
}

/// What Rust holds, until now.
#[handfast]
pub fn kept() -> Option<RustFn> {
    KEPT.take()
}

/// The same function in every form in which JavaScript can get it, and whether Rust takes them for the same.
#[handfast]
pub fn forms(function: &RustFn, others: Vec<RustFn>) -> Result<Vec<JsValue>, JsValue> {
    let held = JsRef::<Function>::from(function);
    Ok(vec![
        function.into(),
        function.clone().into(),
        Function::from(function).into(),
        function
            .to_function()
            .map_err(handfast::to_js_error)?
            .into(),
        held.get().into(),
        others.iter().all(|other| other == function).into(),
    ])
}
