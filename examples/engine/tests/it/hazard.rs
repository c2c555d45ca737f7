//! Collecting while an expression is half evaluated: what is on the evaluator's stack only must stay, and it does, because
//! that stack is Rust's.

use crate::support::{under_stress, value};

/// `fresh(x)` makes a map that nothing else refers to, in a cycle with itself, so that counting would not free it. `gc()` drops
/// such a cycle, collects, and makes sure that this has freed it: the collection was a real one.
const PRELUDE: &str = r#"
    fn fresh(tag) { let it = { tag: tag, list: [] }; push(it.list, it); it.me = fn() { return it }; return it }
    fn gc() {
        fresh("garbage");
        let before = live();
        if collect() == 0 { throw "nothing was collected" }
        if live() >= before { throw "nothing was freed" }
        return {}
    }
    fn intact(it, tag) { return it.tag == tag and it.list[0] == it and it.me() == it }
"#;

fn holds(source: &str) {
    let source = PRELUDE.to_owned() + source;
    assert_eq!(value(&source), "true", "{source}");
    under_stress(|| assert_eq!(value(&source), "true", "{source}"));
}

#[test]
fn the_first_operand_outlives_the_second() {
    holds(
        "fn a() { return [fresh(1)] } fn b() { gc(); return [fresh(2)] } let sum = a() + b(); intact(sum[0], 1) and intact(sum[1], 2)",
    );
    holds(
        "fn a() { return [fresh(1)] } fn b() { gc(); return [] } intact((a() + b() + b() + b())[0], 1)",
    );
    holds(
        "let kept = fresh(1); fn b() { kept = nil; gc(); return nil } let same = fresh(2) == b(); same == false",
    );
}

#[test]
fn arguments_outlive_those_after_them() {
    holds(
        "fn f(a, b, c) { gc(); return intact(a, 1) and intact(c, 3) } f(fresh(1), gc(), fresh(3))",
    );
    holds("let l = []; push(l, fresh(1)); push([fresh(2)] + l, gc()); intact(l[0], 1)");
}

#[test]
fn the_called_function_outlives_its_arguments_and_its_call() {
    holds(
        "fn make() { let it = fresh(5); return fn(x) { gc(); return it } } intact(make()(gc()), 5)",
    );
    holds("let f = fn() { f = nil; gc(); return fresh(6) }; intact(f(), 6)");
    holds(
        "fn make() { let it = fresh(5); return { m: fn() { gc(); return it } } } intact(make().m(gc()), 5)",
    );
}

#[test]
fn literals_under_construction_stay() {
    holds(
        "let m = { a: fresh(1), b: gc(), c: fresh(3), d: gc() }; intact(m.a, 1) and intact(m.c, 3)",
    );
    holds("let l = [fresh(1), gc(), [fresh(2), gc()]]; intact(l[0], 1) and intact(l[2][0], 2)");
}

#[test]
fn targets_of_assignments_and_loops_stay() {
    holds(
        "fn at() { return fresh(1) } at().x = gc(); let it = fresh(2); it[\"x\"] = [fresh(3), gc()]; intact(it.x[0], 3)",
    );
    holds(
        "let ok = true; for it in [fresh(1), fresh(2)] { gc(); ok = ok and (intact(it, 1) or intact(it, 2)) } ok",
    );
    holds(
        "fn f() { throw fresh(1) } let ok = false; try { [fresh(2), f()] } catch e { gc(); ok = intact(e, 1) } ok",
    );
    holds("fn f() { let it = fresh(1); return [it, gc()][0] } intact(f(), 1)");
}
