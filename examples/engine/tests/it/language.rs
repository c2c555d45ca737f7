//! What programs mean.

use crate::support::{ran, value, with_a_large_stack};

#[test]
fn operators_and_their_precedence() {
    for (source, expected) in [
        ("1 + 2 * 3", "7"),
        ("(1 + 2) * 3", "9"),
        ("10 - 2 - 3", "5"),
        ("7 % 4 / 2", "1.5"),
        ("-2 * -3", "6"),
        ("1 < 2 == true", "true"),
        ("not 1 == 2", "true"),
        ("!nil and !false", "true"),
        ("nil or 5", "5"),
        ("0 and 1", "1"),
        ("false or nil", "nil"),
        ("1 == 2 or 3 < 4 and 5 >= 5", "true"),
        ("\"a\" + 1 + nil + [1, \"b\"]", "a1nil[1, \"b\"]"),
        ("\"a\" < \"b\"", "true"),
        ("[1] + [2, 3]", "[1, 2, 3]"),
        ("[1] == [1]", "false"),
        ("\"x\" == \"x\" and 1 != \"1\"", "true"),
        ("1 / 0", "infinity"),
        ("0.1 + 0.2", "0.30000000000000004"),
    ] {
        assert_eq!(value(source), expected, "{source}");
    }
}

#[test]
fn values_are_read_and_changed() {
    for (source, expected) in [
        ("let l = [1, 2]; l[0] = 5; push(l, 3); l", "[5, 2, 3]"),
        ("let l = [1, 2]; pop(l) + len(l)", "3"),
        (
            "let m = { a: 1, \"b c\": 2 }; m.a += 1; m[\"d\"] = 4; m",
            "{a: 2, b c: 2, d: 4}",
        ),
        ("let m = { a: 1 }; m.nothing", "nil"),
        (
            "let m = { a: 1, b: 2 }; remove(m, \"a\"); keys(m)",
            "[\"b\"]",
        ),
        (
            "has({ a: nil }, \"a\") and has([1, 2], 2) and not has([], 1)",
            "true",
        ),
        ("\"née\"[1] + len(\"née\")", "é3"),
        ("let a = [1]; let b = a; push(b, 2); a", "[1, 2]"),
        (
            "let i = 0; let l = [0, 0]; let next = fn() { i += 1; return i - 1; }; l[next()] += 7; [l, i]",
            "[[7, 0], 1]",
        ),
        (
            "join([1, \"a\", nil], \"-\") + join(range(0, 3), \"\")",
            "1-a-nil012",
        ),
        (
            "[num(\" 12.5 \"), num(\"x\"), floor(2.7), sqrt(16), code(\"A\"), type([])]",
            "[12.5, nil, 2, 4, 65, \"list\"]",
        ),
    ] {
        assert_eq!(value(source), expected, "{source}");
    }
}

#[test]
fn control_flow() {
    for (source, expected) in [
        (
            "let x = 0; if nil { x = 1 } else if 0 { x = 2 } else { x = 3 } x",
            "2",
        ),
        (
            "let n = 0; while true { n += 1; if n == 3 { continue } if n > 5 { break } } n",
            "6",
        ),
        (
            "let s = \"\"; for x in [1, 2] { s += x } for k in { a: 1, b: 2 } { s += k } for c in \"xy\" { s += c } s",
            "12abxy",
        ),
        (
            "let l = [1]; for x in l { if len(l) < 4 { push(l, x + 1) } } l",
            "[1, 2, 3, 4]",
        ),
        (
            "fn f(n) { for x in range(0, n) { while true { if x == 3 { return x } break } } return -1 } [f(2), f(9)]",
            "[-1, 3]",
        ),
        ("fn f() { return } f()", "nil"),
        ("return 5; 6", "5"),
        ("{ let x = 1; { let x = 2; } x }", "nil"),
    ] {
        assert_eq!(value(source), expected, "{source}");
    }
}

#[test]
fn functions_capture_variables_not_values() {
    for (source, expected) in [
        (
            "fn counter() { let n = 0; return fn() { n += 1; return n } } let a = counter(); let b = counter(); a(); a(); [a(), b()]",
            "[3, 1]",
        ),
        (
            "let fs = []; for x in [1, 2, 3] { push(fs, fn() { return x }) } [fs[0](), fs[2]()]",
            "[1, 3]",
        ),
        (
            "fn even(n) { if n == 0 { return true } return odd(n - 1) } fn odd(n) { if n == 0 { return false } return even(n - 1) } even(10)",
            "true",
        ),
        (
            "fn outer() { fn a() { return b() } fn b() { return 7 } return a() } outer()",
            "7",
        ),
        (
            "let f = fn(a, b) { return [a, b] }; [f(1), f(1, 2, 3)]",
            "[[1, nil], [1, 2]]",
        ),
        (
            "let add = fn(a) { return fn(b) { return fn(c) { return a + b + c } } }; add(1)(2)(3)",
            "6",
        ),
        (
            "fn f() {} [f, fn() {}, print]",
            "[<fn f>, <fn>, <fn print>]",
        ),
        (
            "let o = { n: 1 }; o.inc = fn(by) { o.n += by; return o.n }; o.inc(4)",
            "5",
        ),
    ] {
        assert_eq!(value(source), expected, "{source}");
    }
}

#[test]
fn errors_are_caught() {
    for (source, expected) in [
        (
            "let r = nil; try { throw { code: 7 } } catch e { r = e.code } r",
            "7",
        ),
        (
            "let r = nil; try { 1 + nil } catch e { r = [e.kind, e.line, e.column] } r",
            "[\"type\", 1, 20]",
        ),
        ("fn f() { try { return 1 } catch e { return 2 } } f()", "1"),
        (
            "let r = []; try { try { throw 1 } catch e { push(r, e); throw 2 } } catch e { push(r, e) } r",
            "[1, 2]",
        ),
    ] {
        assert_eq!(value(source), expected, "{source}");
    }
}

#[test]
fn even_recursion_is_caught() {
    with_a_large_stack(|| {
        let source = "fn f() { f() } let r = nil; try { f() } catch e { r = e.kind } r";
        assert_eq!(value(source), "too deep");
    });
}

#[test]
fn what_contains_itself_is_shown_once() {
    assert_eq!(
        value("let l = [1]; push(l, l); let m = { l: l }; m.m = m; [l, m]"),
        "[[1, …], {l: [1, …], m: …}]"
    );
}

#[test]
fn print_gives_all_arguments_as_one_text() {
    let (_, printed) = ran("print(\"a\", 1, nil); print([\"a\"])");
    assert_eq!(printed, "a 1 nil\n[\"a\"]");
}
