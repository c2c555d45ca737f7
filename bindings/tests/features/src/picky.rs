//! Each kind of value that is checked when it arrives, between two objects that must not be lost.

use handfast::handfast;
use handfast::prelude::*;

use crate::counter::Counter;
use crate::enums::{Color, Theme};

/// Takes everything, and looks at what it takes.
#[handfast]
#[derive(Default)]
pub struct Picky {
    /// A text that JavaScript writes.
    #[handfast(getter_with_clone)]
    pub name: String,
}

fn sum(a: Ref<Counter>, b: &Counter) -> i32 {
    a.borrow().value() + b.value()
}

macro_rules! takes {
    ($($name:ident $js_name:tt $value:ty;)*) => {$(
        #[handfast]
        impl Picky {
            /// Takes it.
            #[handfast(js_name = $js_name)]
            pub fn $name(&mut self, a: Ref<Counter>, _value: $value, b: &Counter) -> i32 {
                sum(a, b)
            }
        }
    )*};
}

takes! {
    text "text" String;
    lent "lent" &str;
    maybe_text "maybeText" Option<String>;
    texts "texts" Vec<String>;
    maybe_texts "maybeTexts" Option<Box<[String]>>;
    character "character" char;
    maybe_character "maybeCharacter" Option<char>;
    characters "characters" &[char];
    truths "truths" Vec<bool>;
    bytes "bytes" Vec<u8>;
    lent_floats "lentFloats" &[f64];
    maybe_bigints "maybeBigints" Option<Vec<u64>>;
    values "values" Vec<JsValue>;
    held "held" Vec<JsRef<Function>>;
    objects "objects" Vec<Ref<Counter>>;
    colors "colors" Vec<Color>;
    color "color" Color;
    maybe_color "maybeColor" Option<Color>;
    theme "theme" Theme;
    themes "themes" &[Theme];
}

#[handfast]
impl Picky {
    /// Called nothing yet.
    #[handfast(constructor)]
    pub fn new() -> Picky {
        Picky::default()
    }

    /// Writes into what it was given.
    pub fn written(&mut self, a: Ref<Counter>, numbers: &mut [i16], b: &Counter) -> i32 {
        numbers.fill(1);
        sum(a, b)
    }

    /// The same, and runs code of the user's before it is over.
    #[handfast(js_name = writtenAfter)]
    pub fn written_after(
        &self,
        numbers: &mut [i16],
        then: JsRef<Function>,
    ) -> Result<JsValue, JsValue> {
        numbers.fill(1);
        then.call0()
    }

    /// Uses what it was given later.
    pub async fn later(&self, text: &str, numbers: Vec<u16>) -> usize {
        text.len() + numbers.len()
    }
}

/// The memory of this instance.
#[handfast(js_name = wasmMemory)]
pub fn wasm_memory() -> JsValue {
    wasm_bindgen::memory()
}
