//! `ScriptError`: see `js/error.js`.

use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/js/error.js")]
extern "C" {
    #[wasm_bindgen(js_name = scriptError)]
    pub(crate) fn script_error(
        message: &str,
        kind: &str,
        line: u32,
        column: u32,
        value: &JsValue,
    ) -> JsValue;

    /// Imported as a function, and never called: of all imports only functions can be re-exported without a type of
    /// wasm-bindgen's making.
    #[wasm_bindgen(js_name = ScriptError, reexport, skip_typescript)]
    #[allow(dead_code, reason = "only the re-export matters")]
    fn script_error_class();
}

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"
/** An error in a script. What JavaScript has thrown is passed on as it is. */
export class ScriptError extends Error {
    readonly kind: "syntax" | "type" | "name" | "range" | "too deep" | "too long" | "thrown";
    readonly line: number;
    readonly column: number;
    /** What the script has thrown. */
    readonly value: any;
}
"#;
