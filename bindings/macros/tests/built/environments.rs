//! Code that holds nothing is a function, wherever it stands.

use handfast::RustFn;
use handfast::prelude::*;

fn named(env: &(Ref<String>, JsRef<Function>), number: i32) -> Result<i32, JsValue> {
    env.1.call1(&number.into())?;
    Ok(number)
}

pub fn functions(text: Ref<String>, f: JsRef<Function>) -> Vec<RustFn> {
    vec![
        RustFn::new((text.clone(), f), named),
        RustFn::new_mut(vec![text.clone()], |texts: &mut Vec<Ref<String>>| texts.pop().is_some()),
        RustFn::once(text, |text: Ref<String>| text.borrow().clone()),
        RustFn::new((), |_: &()| {}),
    ]
}

fn main() {}
