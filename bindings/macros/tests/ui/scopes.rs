//! Values of scopes where their scope is over.

use handfast::prelude::*;
use handfast::{Local, Scope, scope};

fn outlives(value: &JsValue) {
    let _ = scope(|s| s.local(value));
}

fn is_kept(value: &JsValue) {
    let mut kept: Option<Local<'_>> = None;
    scope(|s| kept = Some(s.local(value)));
}

fn of_an_inner_scope(value: &JsValue) {
    scope(|outer| {
        let inner = scope(|s| s.local(value));
        inner.get();
        drop(outer);
    });
}

fn escapes_unaided<'s>(s: Scope<'s>, value: &JsValue) -> Local<'s> {
    s.escapable(|inner| inner.local(value))
}

fn escapes_twice(value: &JsValue) {
    scope(|outer| {
        outer.escapable(|inner| {
            let local = inner.local(value);
            inner.escape(local);
            inner.escape(local);
        });
    });
}

fn goes_too_far<'s>(outer: Scope<'s>, value: &JsValue) -> Local<'s> {
    scope(|middle| {
        middle.escapable(|inner| {
            let local = inner.local(value);
            drop(outer);
            inner.escape(local)
        })
    })
}

async fn is_held_over_an_await(value: &JsValue) {
    scope(|s| async move {
        let local = s.local(value);
        std::future::ready(()).await;
        local.get();
    })
    .await
}

fn main() {}
