//! CSS selectors.

use handfast::Ref;
use handfast_dom::element::Element;
use handfast_dom::html;
use handfast_dom::node::base;
use handfast_dom::select;
use handfast_dom::tree::find;

use crate::support::{at, page};

const PAGE: &str = r##"
<main id=top class="wide dark">
  <ul class=list>
    <li id=l1 class="item first" data-k="alpha beta">1
    <li id=l2 class=item lang=en-GB>2 <b id=b1>bold</b>
    <li id=l3 class="item last"><a id=link href="#x" title="Go There">go</a>
  </ul>
  <div id=empty></div>
  <div id=comment><!-- nothing --></div>
  <form id=f><input id=i1 type=checkbox checked><input id=i2 disabled><button id=bt>x</button></form>
  <svg id=s><g id=g><path id=p1 /></g></svg>
</main>"##;

fn ids(elements: &[Ref<Element>]) -> String {
    let ids: Vec<_> = elements
        .iter()
        .map(|element| element.borrow().own_id().unwrap_or("-").to_owned())
        .collect();
    ids.join(" ")
}

#[test]
fn selectors_find_what_they_should() {
    let document = page(PAGE);
    for (selector, expected) in [
        ("li", "l1 l2 l3"),
        ("LI", "l1 l2 l3"),
        ("#l2", "l2"),
        (".item", "l1 l2 l3"),
        (".item.first", "l1"),
        ("ul > li", "l1 l2 l3"),
        ("main > li", ""),
        ("main li b", "b1"),
        ("li + li", "l2 l3"),
        ("#l1 ~ li", "l2 l3"),
        ("li:not(.first)", "l2 l3"),
        ("li:not(.first, .last)", "l2"),
        (":is(#l1, #l3)", "l1 l3"),
        (":where(b, a)", "b1 link"),
        ("li:is(.first, .last) > a", "link"),
        ("li:nth-child(2)", "l2"),
        ("li:nth-child(odd)", "l1 l3"),
        ("li:nth-last-child(1)", "l3"),
        ("li:nth-child(1 of .last)", "l3"),
        ("li:first-child", "l1"),
        ("li:last-child", "l3"),
        ("main > div:nth-of-type(2)", "comment"),
        ("b:only-child", "b1"),
        ("li:has(> a)", "l3"),
        ("li:has(+ .last)", "l2"),
        ("[data-k]", "l1"),
        ("[data-k~=beta]", "l1"),
        ("[data-k='alpha beta']", "l1"),
        ("[lang|=en]", "l2"),
        ("[id^=l][id$='2']", "l2"),
        ("[title*='There']", "link"),
        ("[title='go there']", ""),
        ("[title='go there' i]", "link"),
        ("div:empty", "empty comment"),
        ("a:any-link", "link"),
        (":checked", "i1"),
        ("form :disabled", "i2"),
        ("form :enabled", "i1 bt"),
        ("a:hover", ""),
        ("svg path", "p1"),
        ("g > *", "p1"),
        ("b, a", "b1 link"),
        ("main :root", ""),
    ] {
        let found = select::all(&base(&document), selector).unwrap();
        assert_eq!(ids(&found), expected, "{selector}");
        let first = select::first(&base(&document), selector).unwrap();
        assert_eq!(first.as_ref(), found.first(), "{selector}");
        for element in &found {
            assert!(select::matches(element, selector).unwrap(), "{selector}");
        }
    }
    assert_eq!(
        select::all(&base(&document), ":root").unwrap(),
        find::document_element(&base(&document)).as_slice()
    );
}

#[test]
fn queries_look_below_their_root_but_match_in_the_whole_tree() {
    let document = page(PAGE);
    let list = base(&at(&document, "ul"));
    assert_eq!(ids(&select::all(&list, "main li").unwrap()), "l1 l2 l3");
    assert_eq!(ids(&select::all(&list, "ul").unwrap()), "");
    assert_eq!(ids(&select::all(&list, ":scope > li").unwrap()), "l1 l2 l3");
    assert_eq!(ids(&select::all(&list, ":scope b").unwrap()), "b1");
}

#[test]
fn closest_starts_at_the_element_itself() {
    let document = page(PAGE);
    let bold = at(&document, "b");
    let closest = |selector| select::closest(&bold, selector).unwrap();
    assert_eq!(closest("b"), Some(bold.clone()));
    assert_eq!(closest(".item").unwrap().borrow().own_id(), Some("l2"));
    assert_eq!(closest("main").unwrap().borrow().own_id(), Some("top"));
    assert_eq!(closest("a"), None);
}

#[test]
fn detached_trees_and_fragments_are_searched_too() {
    let document = page("");
    let fragment = html::parse_fragment(&at(&document, "body"), "<p id=a></p><p id=b></p>");
    assert_eq!(ids(&select::all(&base(&fragment), "p + p").unwrap()), "b");
    assert_eq!(
        ids(&select::all(&base(&fragment), "p:nth-child(1)").unwrap()),
        "a"
    );
}

#[test]
fn ids_are_found_in_tree_order() {
    let document = page("<p id=x class=first></p><p id=x></p>");
    let found = find::by_id(&base(&document), "x").unwrap();
    assert_eq!(found.borrow().classes().next(), Some("first"));
    assert_eq!(find::by_id(&base(&document), "y"), None);
    assert_eq!(find::by_id(&base(&document), ""), None);
}

#[test]
fn what_is_no_selector_is_a_syntax_error() {
    let document = page("");
    for selector in [
        "",
        "p >",
        "p,,b",
        "[",
        "p::before",
        ":nothing",
        "p:not(",
        "> p",
        "12",
    ] {
        let error = select::all(&base(&document), selector).unwrap_err();
        assert_eq!(error.name(), "SyntaxError", "{selector:?}");
    }
}

#[test]
fn matching_among_many_siblings_takes_no_deep_stack() {
    const MANY: usize = 50_000;
    let document = page(&"<p></p>".repeat(MANY));
    let first = at(&document, "p");
    assert!(select::matches(&first, &format!("p:nth-last-child({MANY})")).unwrap());
    assert_eq!(
        select::all(&base(&document), "p ~ p").unwrap().len(),
        MANY - 1
    );
}
