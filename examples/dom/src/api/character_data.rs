//! `CharacterData`.

use handfast::{Ref, handfast};
use wasm_bindgen::JsValue;

use super::string_or_empty;
use crate::character_data::CharacterData;

#[handfast]
impl CharacterData {
    /// The characters.
    #[handfast(getter)]
    pub fn data(&self) -> String {
        self.data.to_string()
    }

    /// Replaces the characters.
    #[handfast(setter)]
    pub fn set_data(
        this: &Ref<Self>,
        #[handfast(unchecked_param_type = "string")] data: JsValue,
    ) -> Result<(), JsValue> {
        let data = string_or_empty(&data)?;
        this.borrow_mut().data = data.into();
        Ok(())
    }

    /// The length of the data as JavaScript counts it, in UTF-16 units.
    #[handfast(getter)]
    pub fn length(&self) -> u32 {
        self.data.encode_utf16().count() as u32
    }
}
