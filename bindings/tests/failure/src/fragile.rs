//! What fails: panics, overflows, recursion through both languages.

use handfast::handfast;
use handfast::prelude::*;

/// Can be made to fail.
#[handfast(identity)]
pub struct Fragile {
    count: u32,
}

#[handfast]
impl Fragile {
    /// Works.
    #[handfast(constructor)]
    pub fn new() -> Fragile {
        Fragile { count: 0 }
    }

    /// A getter.
    #[handfast(getter)]
    pub fn count(&self) -> u32 {
        self.count
    }

    /// A setter.
    #[handfast(setter)]
    pub fn set_count(&mut self, count: u32) {
        self.count = count;
    }

    /// A static method.
    pub fn make() -> Fragile {
        Fragile::new()
    }

    /// Takes another.
    pub fn sum(&self, other: &Fragile) -> u32 {
        self.count + other.count
    }

    /// Panics while it is changed.
    pub fn panics(&mut self, why: &str) {
        self.count += 1;
        assert!(why.is_empty(), "{why}");
    }

    /// Panics after an await.
    #[handfast(js_name = panicsLater)]
    pub async fn panics_later(&self, promise: js_sys::Promise) -> Result<(), JsValue> {
        promise.await?;
        panic!("later");
    }

    /// Waits.
    pub async fn waits(this: Ref<Self>, promise: js_sys::Promise) -> Result<u32, JsValue> {
        promise.await?;
        let count = this.borrow().count;
        Ok(count)
    }

    /// Calls `f` and says what became of it.
    pub fn calls(&self, f: JsRef<Function>) -> Result<JsValue, JsValue> {
        f.call0()
    }

    /// The same, changing; a nested call finds it borrowed.
    #[handfast(js_name = callsChanging)]
    pub fn calls_changing(&mut self, f: JsRef<Function>) -> Result<JsValue, JsValue> {
        let result = f.call0();
        self.count += 1;
        result
    }

    /// Calls `f` and returns the error it has thrown, which never leaves Rust as one.
    pub fn catches(&self, f: JsRef<Function>) -> Option<JsValue> {
        f.call0().err()
    }

    /// Calls itself until the stack is used up.
    pub fn overflows(&mut self) -> u32 {
        recurse(self.count)
    }
}

impl Default for Fragile {
    fn default() -> Fragile {
        Fragile::new()
    }
}

#[allow(unconditional_recursion, reason = "that is what it is for")]
fn recurse(depth: u32) -> u32 {
    let room = std::hint::black_box([depth; 16]);
    recurse(depth + 1) + room[3]
}

/// Holds nothing.
#[handfast]
pub struct Plain {
    value: i32,
}

#[handfast]
impl Plain {
    /// Holds a number.
    #[handfast(constructor)]
    pub fn new(value: i32) -> Plain {
        Plain { value }
    }

    /// The number.
    pub fn value(&self) -> i32 {
        self.value
    }

    /// By value.
    pub fn consume(self) -> i32 {
        self.value
    }
}

/// Panics when it has got all it wants.
#[handfast(js_name = panicsWith)]
pub fn panics_with(object: Ref<Fragile>, value: JsRef<JsValue>, f: JsRef<Function>) {
    let _all = (object, value, f);
    panic!("oh no");
}

/// Cannot be made.
#[handfast]
pub struct Unmade;

#[handfast]
impl Unmade {
    /// Panics.
    #[handfast(constructor)]
    #[allow(clippy::new_without_default, reason = "it never makes one")]
    pub fn new() -> Unmade {
        panic!("not made");
    }
}

/// Installs a panic hook that forgets the one before, as `console_error_panic_hook` does.
#[handfast(js_name = installHook)]
pub fn install_hook() {
    std::panic::set_hook(Box::new(|_| {
        let _ = js_sys::Reflect::set(&js_sys::global(), &"hooked".into(), &JsValue::TRUE);
    }));
}

/// An async function.
#[handfast(js_name = waitFor)]
pub async fn wait_for(promise: js_sys::Promise) -> Result<JsValue, JsValue> {
    promise.await
}

/// A free function.
#[handfast(js_name = answer)]
pub fn answer() -> u32 {
    42
}

/// Drops badly.
#[handfast]
pub struct BadDrop {
    callback: Option<JsRef<Function>>,
}

#[handfast]
impl BadDrop {
    /// Panics when it is dropped, or calls a function then.
    #[handfast(constructor)]
    pub fn new(callback: Option<JsRef<Function>>) -> BadDrop {
        BadDrop { callback }
    }
}

impl Drop for BadDrop {
    fn drop(&mut self) {
        match &self.callback {
            Some(callback) => drop(callback.call0()),
            None => panic!("dropped badly"),
        }
    }
}

/// Limits the recursion through both languages.
#[handfast(js_name = setDepthLimit)]
pub fn set_depth_limit(limit: u32) {
    handfast::set_depth_limit(limit);
}
