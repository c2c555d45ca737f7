//! Free functions, and what only concerns declarations.

use std::cell::Cell;

use handfast::handfast;
use handfast::prelude::*;
use js_sys::Reflect;

thread_local! {
    static STARTED: Cell<u32> = const { Cell::new(0) };
}

/// Runs when the module is loaded.
#[handfast(start)]
fn start() {
    STARTED.set(STARTED.get() + 1);
}

/// How often that was.
#[handfast]
pub fn started() -> u32 {
    STARTED.get()
}

/// Adds.
///
/// In two paragraphs.
#[handfast(js_name = addNumbers, return_description = "the sum")]
pub fn add(
    #[handfast(param_description = "one number")] a: u32,
    #[handfast(js_name = other, param_description = "another")] b: u32,
) -> u32 {
    a.wrapping_add(b)
}

/// The types in the declarations are as told.
#[handfast(unchecked_return_type = "[number, number]")]
pub fn pair(
    #[handfast(unchecked_param_type = "{ first: number }")] object: JsValue,
    #[handfast(unchecked_optional_param_type = "number")] second: JsValue,
) -> Result<JsValue, JsValue> {
    let array = js_sys::Array::new();
    array.push(&Reflect::get(&object, &"first".into())?);
    array.push(&second);
    Ok(array.into())
}

/// The rest of the arguments.
#[handfast(variadic)]
pub fn joined(separator: &str, words: Vec<String>) -> String {
    words.join(separator)
}

/// What it is called on.
#[handfast(this, js_name = nameOfThis)]
pub fn name_of_this(this: &JsValue, suffix: &str) -> Result<String, JsValue> {
    Ok(Reflect::get(this, &"name".into())?
        .as_string()
        .unwrap_or_default()
        + suffix)
}

/// In a namespace.
#[handfast(js_namespace = math)]
pub fn square(x: f64) -> f64 {
    x * x
}

/// Not in the declarations.
#[handfast(skip_typescript, js_name = undeclared)]
pub fn undeclared() -> u32 {
    1
}

/// Under a name that is reserved in JavaScript.
#[handfast]
pub fn delete() -> u32 {
    2
}

#[handfast(typescript_custom_section)]
const TYPES: &str = "export type Celsius = number & { readonly unit: unique symbol };";

/// Parameters called like what the expansion might use.
#[handfast]
pub fn echo(
    echo: String,
    call: JsRef<Function>,
    arg0: &str,
    this: &JsValue,
    ret: u32,
) -> Result<String, JsValue> {
    let called = call.call1(this)?.as_string().unwrap_or_default();
    Ok(format!("{echo} {called} {arg0} {ret}"))
}
