//! Objects of a megabyte.

use handfast::{Error, handfast};
use wasm_bindgen::prelude::*;

/// The memory of one; or none, where there is none left.
fn megabyte() -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    bytes.try_reserve_exact(1 << 20).ok()?;
    bytes.resize(1 << 20, 1);
    Some(bytes)
}

/// Reports its size.
#[handfast(measured)]
pub struct Blob {
    bytes: Vec<u8>,
}

#[handfast]
impl Blob {
    #[handfast(constructor)]
    pub fn new() -> Result<Blob, Error> {
        Ok(Blob { bytes: megabyte().ok_or(Error::TooLarge)? })
    }

    pub fn first(&self) -> u8 {
        self.bytes[0]
    }
}

#[wasm_bindgen]
pub struct PlainBlob {
    bytes: Vec<u8>,
}

#[wasm_bindgen]
impl PlainBlob {
    #[wasm_bindgen(constructor)]
    pub fn new() -> Result<PlainBlob, JsError> {
        Ok(PlainBlob { bytes: megabyte().ok_or_else(|| JsError::new("no memory"))? })
    }

    pub fn first(&self) -> u8 {
        self.bytes[0]
    }
}

/// How many bytes the module's memory has, which never gets smaller.
#[wasm_bindgen(js_name = memoryBytes)]
pub fn memory_bytes() -> f64 {
    const PAGE: f64 = 65_536.0;
    std::arch::wasm32::memory_size::<0>() as f64 * PAGE
}
