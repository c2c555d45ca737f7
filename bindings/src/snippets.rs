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
    "/js/area.js"
    "/js/arrays.js"
    "/js/base.js"
    "/js/bridge.js"
    "/js/bytes.js"
    "/js/call.js"
    "/js/classes.js"
    "/js/codes.js"
    "/js/collect.js"
    "/js/config.js"
    "/js/construct.js"
    "/js/define.js"
    "/js/dispose.js"
    "/js/ended.js"
    "/js/entries.js"
    "/js/error-classes.js"
    "/js/errors.js"
    "/js/explain.js"
    "/js/explainer.js"
    "/js/failure.js"
    "/js/finalize.js"
    "/js/functions.js"
    "/js/give.js"
    "/js/guard.js"
    "/js/idle.js"
    "/js/index.js"
    "/js/instance.js"
    "/js/interface.js"
    "/js/kinds.js"
    "/js/list.js"
    "/js/locate.js"
    "/js/marker.js"
    "/js/numbers.js"
    "/js/mirror.js"
    "/js/nursery.js"
    "/js/pace.js"
    "/js/poison.js"
    "/js/pressure.js"
    "/js/registry.js"
    "/js/rust-string.js"
    "/js/scope.js"
    "/js/stack.js"
    "/js/stats.js"
    "/js/stubs.js"
    "/js/sweep.js"
    "/js/symbol.js"
    "/js/table.js"
    "/js/tasks.js"
    "/js/text.js"
    "/js/turn.js"
    "/js/utf8.js"
    "/js/values.js"
    "/js/view.js"
    "/js/wait.js"
    "/js/weak.js"
    "/js/wrap.js"
}
