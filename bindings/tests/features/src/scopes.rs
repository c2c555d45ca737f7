//! Scopes of Rust's: temporaries of a call.

use handfast::prelude::*;
use handfast::{EscapableScope, Heap, Local, Scope, handfast, scope};
use js_sys::Array;

/// Calls `f` with each number below `n`, of a million at most, a scope for every `chunk` of them. Returns the sum of what it returns.
#[handfast(js_name = sumScoped)]
pub fn sum_scoped(f: &JsRef<Function>, n: u32, chunk: u32) -> Result<f64, JsValue> {
    // Other tests pass anything.
    let n = n.min(1_000_000);
    scope(|outer| {
        let f = outer.local_of(f);
        let mut sum = 0.0;
        for start in (0..n).step_by(chunk.max(1) as usize) {
            scope(|s| {
                for i in start..n.min(start + chunk) {
                    let number = s.local(&JsValue::from(i));
                    let result = f.call1(s, number)?;
                    sum += result.get().as_f64().unwrap_or(f64::NAN);
                }
                Ok::<(), JsValue>(())
            })?;
        }
        Ok(sum)
    })
}

/// Calls `f` with up to four values, and returns what it returns.
#[handfast(js_name = callScoped)]
pub fn call_scoped(f: JsValue, a: Vec<JsValue>) -> Result<JsValue, JsValue> {
    scope(|s| {
        let f: Local<'_, Function> = s.local(&f).unchecked_into();
        let a: Vec<_> = a.iter().map(|value| s.local(value)).collect();
        let result = match a[..] {
            [] => f.call0(s),
            [a] => f.call1(s, a),
            [a, b] => f.call2(s, a, b),
            [a, b, c] => f.call3(s, a, b, c),
            [a, b, c, d, ..] => f.call4(s, a, b, c, d),
        };
        result.map(Local::get)
    })
}

/// Follows a list of functions that return functions, to the value at its end.
fn last<'s>(s: Scope<'s>, value: Local<'s>) -> Result<Local<'s>, JsValue> {
    match value.dyn_into::<Function>() {
        Err(value) => Ok(value),
        Ok(f) => s.escapable(|inner: EscapableScope<'s, '_>| {
            let next = f.call0(*inner)?;
            let end = last(*inner, next)?;
            Ok(inner.escape(end))
        }),
    }
}

/// The end of such a list, and how many locals there are when it is found.
#[handfast(js_name = lastScoped)]
pub fn last_scoped(value: &JsValue) -> Result<Array, JsValue> {
    scope(|s| {
        let end = last(s, s.local(value))?;
        Ok(Array::of2(&end.get(), &Heap::stats().locals.into()))
    })
}

/// A reference that outlives the scope.
#[handfast(js_name = keptFromScope)]
pub fn kept_from_scope(value: &JsValue) -> JsRef {
    scope(|s| s.local(value).to_ref())
}

/// How many values fit into a scope.
#[handfast(js_name = fillScope)]
pub fn fill_scope(value: &JsValue) -> Result<u32, handfast::Error> {
    scope(|s| {
        for _ in 0..=1 << 20 {
            s.try_local(value)?;
        }
        Ok(0)
    })
}
