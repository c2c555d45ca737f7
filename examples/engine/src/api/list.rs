//! `ScriptList`: a list.

use handfast::prelude::*;
use handfast::{Error, handfast};

use crate::convert;
use crate::list::{LONGEST, List};
use crate::text;
use crate::value::Value;

#[handfast(js_class = ScriptList)]
impl List {
    /// How many values are in it.
    #[handfast(getter)]
    pub fn length(&self) -> usize {
        self.items.len()
    }

    /// A value; `undefined` where there is none.
    pub fn get(&self, index: usize) -> Result<JsValue, Error> {
        self.items
            .get(index)
            .map_or(Ok(JsValue::UNDEFINED), convert::to_js)
    }

    /// Replaces a value. Returns whether there was one.
    pub fn set(this: &Ref<Self>, index: usize, value: JsValue) -> Result<bool, Error> {
        let mut value = convert::from_js(&value)?;
        let mut list = this.borrow_mut();
        let place = list.items.get_mut(index);
        // The old value is dropped when the list is not borrowed any more.
        Ok(place
            .map(|place| std::mem::swap(place, &mut value))
            .is_some())
    }

    /// Adds a value at the end. Returns whether there was room.
    pub fn push(this: &Ref<Self>, value: JsValue) -> Result<bool, Error> {
        let value = convert::from_js(&value)?;
        let mut list = this.borrow_mut();
        let room = list.items.len() < LONGEST;
        if room {
            list.items.push(value);
        }
        Ok(room)
    }

    /// All values, as an array.
    #[handfast(js_name = toArray)]
    pub fn to_array(&self) -> Result<Vec<JsValue>, Error> {
        self.items.iter().map(convert::to_js).collect()
    }

    /// As scripts show it.
    #[handfast(js_name = toString)]
    pub fn text(this: &Ref<Self>) -> String {
        text::of(&Value::List(this.clone()))
    }
}
