//! Futures: held promises, work that is given up, objects that are disposed meanwhile.

use handfast::prelude::*;
use handfast::{Abort, handfast};
use js_sys::Promise;

/// Loads what a promise brings.
#[handfast(identity)]
pub struct Loader {
    source: JsRef<Promise>,
    loaded: Vec<u32>,
    #[trace(skip)]
    abort: Abort,
}

#[handfast]
impl Loader {
    /// Holds a promise.
    #[handfast(constructor)]
    pub fn new(source: JsRef<Promise>) -> Loader {
        Loader {
            source,
            loaded: Vec::new(),
            abort: Abort::new(),
        }
    }

    /// What was loaded.
    #[handfast(getter)]
    pub fn loaded(&self) -> Vec<u32> {
        self.loaded.clone()
    }

    /// Awaits the promise that it holds, and borrows nothing meanwhile.
    pub async fn load(this: Ref<Self>) -> Result<Vec<u32>, JsValue> {
        let value = {
            let source = this.borrow().source.clone();
            source.await?
        };
        let mut loader = this.borrow_mut();
        loader
            .loaded
            .push(value.as_f64().unwrap_or_default() as u32);
        Ok(loader.loaded.clone())
    }

    /// The same, borrowed throughout.
    #[handfast(js_name = loadLocked)]
    pub async fn load_locked(&mut self) -> Result<usize, JsValue> {
        let value = (&self.source).await?;
        self.loaded.push(value.as_f64().unwrap_or_default() as u32);
        Ok(self.loaded.len())
    }

    /// Looks only, borrowed throughout.
    pub async fn watch(&self) -> Result<usize, JsValue> {
        (&self.source).await?;
        Ok(self.loaded.len())
    }

    /// Can be given up.
    #[handfast(js_name = loadUnlessAborted)]
    pub async fn load_unless_aborted(this: Ref<Self>) -> Result<(), JsValue> {
        let abort = this.borrow().abort.clone();
        let borrowed = this.clone();
        let work = async move {
            // Borrowed until it is done or given up.
            let mut loader = borrowed.borrow_mut();
            let value = (&loader.source).await?;
            loader
                .loaded
                .push(value.as_f64().unwrap_or_default() as u32);
            Ok(())
        };
        match abort.run(work).await {
            Ok(result) => result,
            Err(error) => Err(handfast::to_js_error(error)),
        }
    }

    /// What gives it up.
    pub fn aborts(&self) -> Aborts {
        Aborts(self.abort.clone())
    }
}

/// Gives work up.
#[handfast]
pub struct Aborts(#[trace(skip)] Abort);

#[handfast]
impl Aborts {
    /// Now.
    pub fn abort(&self) {
        self.0.abort();
    }
}

/// Keeps an object until a promise is settled.
#[handfast(js_name = keepUntil)]
pub async fn keep_until(kept: Ref<Loader>, promise: Promise) -> Result<usize, JsValue> {
    promise.await?;
    let count = kept.borrow().loaded.len();
    Ok(count)
}
