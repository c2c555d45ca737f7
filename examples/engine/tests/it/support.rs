//! Runs scripts, and checks that nothing is left of them.

use std::cell::RefCell;

use handfast::{Heap, Ref};
use handfast_script::builtins::{Builtin, Call};
use handfast_script::live::live_objects;
use handfast_script::pace::set_stress;
use handfast_script::{Failure, Globals, Outcome, Value, run};

thread_local! {
    static PRINTED: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
}

static PRINT: Builtin = Builtin {
    name: "keep",
    run: |call| {
        let words: Vec<String> = call
            .arguments
            .iter()
            .map(|word| format!("{word:?}"))
            .collect();
        PRINTED.with_borrow_mut(|printed| printed.push(words.concat()));
        Ok(Value::Nil)
    },
};

static COLLECT: Builtin = Builtin {
    name: "collect",
    run: |_| Ok(f64::from(Heap::collect().freed).into()),
};

static LIVE: Builtin = Builtin {
    name: "live",
    run: |_: &Call<'_>| Ok(f64::from(live_objects()).into()),
};

/// An engine whose scripts can collect.
pub(crate) fn globals() -> Ref<Globals> {
    let globals = Globals::new(Value::Builtin(&PRINT));
    for builtin in [&COLLECT, &LIVE] {
        globals
            .borrow_mut()
            .define(builtin.name, Value::Builtin(builtin));
    }
    globals
}

/// What a script came to, and what it has printed. Afterwards nothing is left.
pub(crate) fn ran(source: &str) -> (Outcome<String>, String) {
    // What it has come to may hold all of it.
    let result = run::run(source, &globals()).map(|value| format!("{value:?}"));
    let result = result.map_err(|failure| Failure::new(failure.kind, failure.message, failure.at));
    assert_nothing_is_left();
    (result, PRINTED.take().join("\n"))
}

/// The value of a script.
pub(crate) fn value(source: &str) -> String {
    ran(source)
        .0
        .unwrap_or_else(|failure| panic!("{failure} in {source}"))
}

/// What a script fails with.
pub(crate) fn failure(source: &str) -> String {
    let failure = ran(source).0.expect_err(source);
    format!("{} {failure}", failure.kind.name())
}

/// Runs something with as much stack as it takes without optimisation: the depth limit is made for wasm.
pub(crate) fn with_a_large_stack(f: impl FnOnce() + Send + 'static) {
    let thread = std::thread::Builder::new().stack_size(64 << 20).spawn(f);
    thread.unwrap().join().unwrap();
}

/// Runs something with a collection at every object that is made.
pub(crate) fn under_stress<R>(f: impl FnOnce() -> R) -> R {
    set_stress(true);
    let result = f();
    set_stress(false);
    result
}

pub(crate) fn assert_nothing_is_left() {
    Heap::collect();
    assert_eq!(live_objects(), 0);
    handfast::assert_empty();
}
