//! Random programs: none of them panics, a collection at every object changes nothing that they do, and nothing is left.

use proptest::prelude::*;
use proptest::test_runner::TestRunner;

use handfast_script::live::made_objects;
use handfast_script::run;

use crate::support::{assert_nothing_is_left, globals, under_stress, with_a_large_stack};

/// Most random loops have no end.
const STEPS: u64 = 600;
const CASES: u32 = 400;

/// Something to work with: what the names refer to at first makes cycles already.
const PRELUDE: &str = "let a = [1]; let b = { x: a, y: nil }; fn c(x, y) { b.y = [x, c]; return [y, b] } \
                       let d = fn() { let s = a; a = [d]; return s }; b.x = b; push(a, a);";

fn expression() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        5 => "[abcd]",
        1 => "[0-3]",
        1 => Just("nil".to_owned()),
        1 => Just("\"x\"".to_owned()),
        // How many objects it frees is what differs.
        1 => Just("(collect() == nil)".to_owned()),
    ];
    leaf.prop_recursive(4, 24, 3, |inner| {
        let two = (inner.clone(), inner.clone());
        prop_oneof![
            2 => (two.clone(), "[+*<]|-|==|and|or").prop_map(|((a, b), op)| format!("({a} {op} {b})")),
            2 => two.clone().prop_map(|(a, b)| format!("[{a}, {b}]")),
            2 => two.clone().prop_map(|(a, b)| format!("{{ x: {a}, y: {b} }}")),
            3 => two.clone().prop_map(|(a, b)| format!("c({a}, {b})")),
            1 => inner.clone().prop_map(|a| format!("({a})()")),
            1 => inner.clone().prop_map(|a| format!("({a}).x")),
            1 => two.clone().prop_map(|(a, b)| format!("({a})[{b}]")),
            1 => two.prop_map(|(a, b)| format!("fn(a, e) {{ d = {a}; return {b} }}")),
            1 => inner.prop_map(|a| format!("len(str({a}))")),
        ]
    })
}

fn statement() -> impl Strategy<Value = String> {
    let simple = prop_oneof![
        3 => ("[abcd]", expression()).prop_map(|(name, e)| format!("{name} = {e};")),
        2 => expression().prop_map(|e| format!("({e});")),
        2 => (expression(), expression()).prop_map(|(a, b)| format!("({a}).y = {b};")),
        1 => (expression(), expression()).prop_map(|(a, b)| format!("push({a}, {b});")),
        1 => expression().prop_map(|e| format!("throw {e};")),
    ];
    simple.prop_recursive(3, 16, 3, |inner| {
        let block =
            prop::collection::vec(inner, 0..3).prop_map(|all| format!("{{ {} }}", all.join(" ")));
        let two = (block.clone(), block.clone());
        prop_oneof![
            3 => two.clone().prop_map(|(a, b)| format!("try {a} catch e {b}")),
            1 => (expression(), two).prop_map(|(e, (a, b))| format!("if {e} {a} else {b}")),
            1 => (expression(), block.clone()).prop_map(|(e, a)| format!("for i in {e} {a}")),
            1 => (expression(), block).prop_map(|(e, a)| format!("while {e} {a}")),
        ]
    })
}

/// What a program came to, as text; nothing is left of it.
fn outcome(source: &str) -> String {
    let globals = globals();
    run::run(PRELUDE, &globals).unwrap();
    globals.borrow_mut().steps = STEPS;
    let text = match run::run(source, &globals) {
        Ok(value) => format!("{value:?}"),
        Err(failure) => format!("{} {failure}", failure.kind.name()),
    };
    drop(globals);
    assert_nothing_is_left();
    text
}

#[test]
fn a_collection_at_every_object_changes_nothing() {
    with_a_large_stack(|| {
        let program = prop::collection::vec(statement(), 1..8).prop_map(|all| all.join("\n"));
        let config = config(CASES);
        TestRunner::new_with_rng(config, rng())
            .run(&program, |source| {
                let plain = outcome(&source);
                let stressed = under_stress(|| outcome(&source));
                prop_assert!(!plain.starts_with("syntax"), "{plain}");
                prop_assert_eq!(plain, stressed);
                Ok(())
            })
            .unwrap();
        let made = made_objects() / f64::from(2 * CASES);
        assert!(made > 20.0, "{made} objects for each program");
    });
}

#[test]
fn no_text_makes_it_panic() {
    with_a_large_stack(|| {
        let word = prop_oneof![
            "[a-e]|[0-9.]{1,3}|\"[^\"]{0,2}\"?|[^a]",
            "let|fn|if|else|while|for|in|try|catch|throw|return|break|not|and|nil|[-(){}\\[\\];:,.=+*/%<>!]",
        ];
        let text = prop::collection::vec(word, 0..40).prop_map(|words| words.join(" "));
        let config = config(2 * CASES);
        TestRunner::new_with_rng(config, rng())
            .run(&text, |source| {
                outcome(&source);
                Ok(())
            })
            .unwrap();
    });
}

fn config(cases: u32) -> ProptestConfig {
    ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::with_cases(cases)
    }
}

/// Always the same: a failure must show up for everybody.
fn rng() -> prop::test_runner::TestRng {
    prop::test_runner::TestRng::deterministic_rng(prop::test_runner::RngAlgorithm::ChaCha)
}
