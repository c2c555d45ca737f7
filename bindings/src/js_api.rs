//! Puts the object `handfast` on the public API of every app: `import { Node, handfast } from "./pkg/app.js"`.

use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/js/api.js")]
unsafe extern "C" {
    /// Imported as a function, though it is an object, and never called: of all imports only functions can be
    /// re-exported without a type of wasm-bindgen's making.
    #[wasm_bindgen(reexport, skip_typescript)]
    #[allow(dead_code, reason = "only the re-export matters")]
    fn handfast();
}

/// wasm-bindgen does not read the types of the JavaScript it embeds.
#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = include_str!("js_api.d.ts");
