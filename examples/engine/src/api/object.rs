//! `ScriptObject`: a map.

use handfast::prelude::*;
use handfast::{Error, handfast};

use crate::convert;
use crate::map::Map;
use crate::text;
use crate::value::Value;

#[handfast(js_class = ScriptObject)]
impl Map {
    /// How many values are in it.
    #[handfast(getter)]
    pub fn size(&self) -> usize {
        self.entries.0.len()
    }

    /// The value under a key; `undefined` where there is none.
    pub fn get(&self, key: &str) -> Result<JsValue, Error> {
        convert::to_js(&self.value(key))
    }

    /// Puts a value under a key.
    pub fn set(this: &Ref<Self>, key: &str, value: JsValue) -> Result<(), Error> {
        let value = convert::from_js(&value)?;
        // The old value is dropped when the map is not borrowed any more.
        let _old = this.borrow_mut().entries.0.insert(key.into(), value);
        Ok(())
    }

    /// Whether there is something under a key.
    pub fn has(&self, key: &str) -> bool {
        self.entries.0.contains_key(key)
    }

    /// Removes what is under a key. Returns whether there was something.
    pub fn delete(this: &Ref<Self>, key: &str) -> bool {
        let old = this.borrow_mut().entries.0.shift_remove(key);
        old.is_some()
    }

    /// The keys, in the order in which they were put in.
    pub fn keys(&self) -> Vec<String> {
        self.entries.0.keys().map(|key| key.to_string()).collect()
    }

    /// As scripts show it.
    #[handfast(js_name = toString)]
    pub fn text(this: &Ref<Self>) -> String {
        text::of(&Value::Map(this.clone()))
    }
}
