//! Cycles that scripts leave behind.

use handfast::Heap;
use handfast_script::live::{live_objects, made_objects, take_peak};
use handfast_script::pace::passes;
use handfast_script::run;

use crate::support::{assert_nothing_is_left, globals, with_a_large_stack};

#[test]
fn a_function_in_its_own_scope_is_collected() {
    let globals = globals();
    run::run(
        "fn make() { let self = nil; self = fn() { return self }; return nil } make()",
        &globals,
    )
    .unwrap();
    // `make` itself, and the scope and the function that hold each other.
    assert_eq!(live_objects(), 3);
    assert_eq!(Heap::collect().freed, 2);
    assert_eq!(live_objects(), 1);
    drop(globals);
    assert_nothing_is_left();
}

#[test]
fn a_long_run_of_cycles_stays_small() {
    let globals = globals();
    let (made, passed) = (made_objects(), passes());
    take_peak();
    run::run(
        "let kept = []; for i in range(0, 1000) { push(kept, { i: i }) }
         for i in range(0, 60000) { let f = nil; f = fn() { return f }; let m = { f: f }; m.m = m }",
        &globals,
    )
    .unwrap();
    assert!(made_objects() - made > 180_000.0);
    let peak = take_peak();
    assert!(peak <= 10_003, "{peak} objects at once");
    assert!(passes() - passed > 15);
    drop(globals);
    assert_nothing_is_left();
}

#[test]
fn what_counting_frees_causes_no_pass() {
    let globals = globals();
    let passed = passes();
    let fib = "fn fib(n) { if n < 2 { return n } return fib(n - 1) + fib(n - 2) } fib(18)";
    run::run(fib, &globals).unwrap();
    assert_eq!(passes(), passed);
    drop(globals);
    assert_nothing_is_left();
}

#[test]
fn a_long_chain_is_dropped_without_recursion() {
    let globals = globals();
    run::run(
        "let l = nil; for i in range(0, 100000) { l = { next: l } } l = nil",
        &globals,
    )
    .unwrap();
    assert_eq!(live_objects(), 0);
    drop(globals);
    assert_nothing_is_left();
}

#[test]
fn a_run_that_takes_too_long_ends() {
    with_a_large_stack(endless);
}

fn endless() {
    let globals = globals();
    globals.borrow_mut().steps = 1000;
    for source in [
        "while true {}",
        "fn f() { try { f() } catch e { f() } f() } f()",
        "while true { try { while true {} } catch e {} }",
    ] {
        let failure = run::run(source, &globals).unwrap_err();
        assert_eq!(failure.kind.name(), "too long", "{source}");
    }
    run::run("for i in range(0, 100) {}", &globals).unwrap();
    drop(globals);
    assert_nothing_is_left();
}
