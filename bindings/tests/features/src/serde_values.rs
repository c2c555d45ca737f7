//! Plain data, by serde.

use std::collections::BTreeMap;

use handfast::handfast;
use handfast::prelude::*;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize)]
struct Config {
    name: String,
    sizes: Vec<u32>,
    #[serde(default)]
    extra: BTreeMap<String, bool>,
}

/// Owns plain data.
#[handfast]
pub struct Settings {
    #[trace(skip)]
    config: Config,
}

#[handfast]
impl Settings {
    /// Of a JavaScript object.
    #[handfast(constructor)]
    pub fn new(
        #[handfast(unchecked_param_type = "{ name: string; sizes: number[] }")] config: JsValue,
    ) -> Result<Settings, JsValue> {
        Ok(Settings {
            config: serde_wasm_bindgen::from_value(config)?,
        })
    }

    /// A JavaScript object again.
    #[handfast(js_name = toObject, unchecked_return_type = "{ name: string; sizes: number[]; extra: Map<string, boolean> }")]
    pub fn to_object(&self) -> Result<JsValue, serde_wasm_bindgen::Error> {
        serde_wasm_bindgen::to_value(&self.config)
    }
}
