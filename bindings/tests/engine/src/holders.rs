//! Ways to hold an object that no `Trace` shows: pending futures and plain closures.

use handfast::handfast;
use handfast::prelude::*;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use crate::thing::Thing;

#[handfast]
impl Thing {
    /// Borrowed until the promise is settled. Returns what the object is called.
    pub async fn linger(&self, promise: js_sys::Promise) -> Result<u32, JsValue> {
        JsFuture::from(promise).await?;
        Ok(self.id())
    }

    /// Held until the promise is settled, but not borrowed.
    pub async fn wait(this: Ref<Self>, promise: js_sys::Promise) -> Result<u32, JsValue> {
        JsFuture::from(promise).await?;
        Ok(this.borrow().id())
    }

    /// A plain closure of wasm-bindgen that holds the object, until it is called.
    #[handfast(js_name = once)]
    pub fn once(this: &Ref<Self>) -> JsValue {
        let this = this.clone();
        Closure::once_into_js(move || this.borrow().id())
    }
}
