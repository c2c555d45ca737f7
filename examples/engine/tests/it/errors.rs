//! What is refused, and where that is said to be.

use crate::support::{failure, value, with_a_large_stack};

#[test]
fn texts_that_are_no_scripts() {
    for (source, expected) in [
        ("let = 1", "syntax 1:5: expected a name, found `=`"),
        ("let x 1", "syntax 1:7: expected `=`, found 1"),
        ("f(1, 2", "syntax 1:7: expected `,`, found the end"),
        ("1 +", "syntax 1:4: expected an expression, found the end"),
        (
            "if x {\n  y = ;\n}",
            "syntax 2:7: expected an expression, found `;`",
        ),
        ("x y", "syntax 1:3: expected `;`, found `y`"),
        ("1 = 2", "syntax 1:3: nothing can be assigned to this"),
        ("{ a: 1 }", "syntax 1:4: expected `;`, found `:`"),
        ("let m = { 1: 2 }", "syntax 1:11: expected a name, found 1"),
        (
            "fn f() { let a = 1; let a = 2; }",
            "syntax 1:29: `a` is declared twice in one scope",
        ),
        ("break", "syntax 1:1: there is no loop around this"),
        (
            "while true { fn f() { continue } }",
            "syntax 1:23: there is no loop around this",
        ),
        (
            "fn f(a, b, c, d, e, f, g) {}",
            "syntax 1:27: a function takes at most 6 parameters",
        ),
        ("try {} 1", "syntax 1:8: expected `catch`, found 1"),
        ("\"abc", "syntax 1:1: this string does not end"),
        ("a ? b", "syntax 1:3: unexpected '?'"),
    ] {
        assert_eq!(failure(source), expected, "{source}");
    }
}

#[test]
fn what_fails_says_where() {
    for (source, expected) in [
        ("let a = 1;\na + b", "name 2:5: there is no `b`"),
        (
            "fn f() { x = 1; let x = 2; } f()",
            "name 1:10: `x` is used before its declaration",
        ),
        ("nothing = 1", "name 1:1: there is no `nothing`"),
        (
            "1 + true",
            "type 1:1: `+` does not take a number and a bool",
        ),
        ("-\"a\"", "type 1:2: `-` does not take a string"),
        ("[1][1]", "range 1:1: there is no 1 in a length of 1"),
        ("[1][0.5]", "range 1:1: there is no 0.5 in a length of 1"),
        ("[1][-1] = 2", "range 1:1: there is no -1 in a length of 1"),
        ("nil.x", "type 1:5: a nil has nothing under `x`"),
        ("(5)()", "type 1:2: a number cannot be called"),
        (
            "for x in 5 {}",
            "type 1:10: a number contains nothing to visit",
        ),
        ("len(1)", "type 1:1: `len` does not take a number"),
        ("push([])", "type 1:1: `push` needs 2 or more arguments"),
        ("range(0, 1 / 0)", "range 1:1: this list gets too long"),
        ("throw \"no\"", "thrown 1:7: no"),
        ("fn f() {\n  throw { a: 1 }\n}\nf()", "thrown 2:9: {a: 1}"),
    ] {
        assert_eq!(failure(source), expected, "{source}");
    }
}

#[test]
fn doubling_ends_before_the_memory_does() {
    assert_eq!(
        failure("let s = \"ab\"; while true { s += s }"),
        "range 1:28: this string gets too long"
    );
    assert_eq!(
        failure("let l = [1, 2]; while true { l += l }"),
        "range 1:30: this list gets too long"
    );
}

#[test]
fn depth_has_a_limit_everywhere() {
    let deep = |open: &str, inner: &str, close: &str| {
        open.repeat(100_000) + inner + &close.repeat(100_000)
    };
    for source in [
        deep("(", "1", ")"),
        deep("[", "", "]"),
        deep("{", "", "}"),
        deep("- ", "1", ""),
        deep("fn() { return ", "1", "}"),
        deep("f(", "", ")"),
    ] {
        assert!(
            failure(&source).starts_with("too deep 1:"),
            "{}",
            &source[..20]
        );
    }
    for source in [
        deep("1 + ", "1", ""),
        deep("", "f", "()"),
        deep("", "a", ".b"),
        deep("", "a", "[0]"),
    ] {
        assert!(
            failure(&source).contains("nested too deeply"),
            "{}",
            &source[..20]
        );
    }
    assert_eq!(
        value(&format!(
            "if nil {{}} {} 1",
            "else if nil {} ".repeat(10_000)
        )),
        "1"
    );
}

#[test]
fn recursion_ends_in_an_error() {
    with_a_large_stack(recursion);
}

fn recursion() {
    for source in [
        "fn f(n) { return f(n + 1) } f(0)",
        "fn f() { if true { if true { while true { f() } } } } f()",
        "fn f() { return [{ a: 1 + (2 * f()) }] } f()",
        "fn a() { return b() } fn b() { return a() } a()",
    ] {
        assert!(failure(source).starts_with("too deep 1:"), "{source}");
        assert!(
            failure(source).ends_with("calls are nested too deeply"),
            "{source}"
        );
    }
    assert_eq!(
        value("fn down(n) { if n == 0 { return 0 } return down(n - 1) + 1 } down(200)"),
        "200"
    );
}
