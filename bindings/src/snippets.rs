//! Names every file of the JavaScript side, so that wasm-bindgen copies it next to the glue.
//!
//! The files import each other; wasm-bindgen copies only those that some `module` attribute names. Nothing is
//! called through these blocks. `cargo xtask sync-js --check` fails when a file is missing here.

use wasm_bindgen::prelude::wasm_bindgen;

macro_rules! embed {
    ($($path:tt)*) => {$(
        const _: () = {
            #[wasm_bindgen(module = $path)]
            unsafe extern "C" {
                #[allow(dead_code, reason = "only the attribute matters")]
                fn embedded();
            }
        };
    )*};
}

embed! {
    "/js/abi.js"
    "/js/api.js"
    "/js/base.js"
    "/js/bridge.js"
    "/js/bytes.js"
    "/js/call.js"
    "/js/classes.js"
    "/js/collect.js"
    "/js/config.js"
    "/js/construct.js"
    "/js/dispose.js"
    "/js/entries.js"
    "/js/errors.js"
    "/js/explain.js"
    "/js/explainer.js"
    "/js/failure.js"
    "/js/finalize.js"
    "/js/give.js"
    "/js/guard.js"
    "/js/idle.js"
    "/js/index.js"
    "/js/instance.js"
    "/js/list.js"
    "/js/numbers.js"
    "/js/marker.js"
    "/js/nursery.js"
    "/js/pace.js"
    "/js/poison.js"
    "/js/registry.js"
    "/js/stats.js"
    "/js/sweep.js"
    "/js/table.js"
    "/js/text.js"
    "/js/turn.js"
    "/js/values.js"
    "/js/wrap.js"
}
