//! Parsing and serialising.

use handfast_dom::node::{base, owner_document};
use handfast_dom::tree::{links, mutate, walk};
use handfast_dom::{html, select};

use crate::support::{at, body, node, page};

#[test]
fn what_was_parsed_is_written_back() {
    let whole = r#"<!DOCTYPE html><html lang="en"><head><title>a &amp; b</title><style>a > b { }</style></head><body class="x"><!-- c --><p>1 &lt; 2&nbsp;</p><br><textarea>t</textarea></body></html>"#;
    let document = html::parse_document(whole);
    assert_eq!(html::inner(&base(&document)), whole);
}

#[test]
fn the_parser_repairs_as_browsers_do() {
    for (markup, repaired) in [
        ("<p>a<p>b", "<p>a</p><p>b</p>"),
        ("<b>1<p>2</b>3</p>", "<b>1</b><p><b>2</b>3</p>"),
        (
            "<table><tr><td>x</td></tr>lost</table>",
            "lost<table><tbody><tr><td>x</td></tr></tbody></table>",
        ),
        ("<table>a<b>c</b>d</table>", "a<b>c</b>d<table></table>"),
        (
            "<svg><foreignObject><p>x</p></foreignObject></svg>",
            "<svg><foreignObject><p>x</p></foreignObject></svg>",
        ),
        ("<?php echo ?>x", "<!--?php echo ?-->x"),
        (
            "<noscript><p>n</p></noscript>",
            "<noscript><p>n</p></noscript>",
        ),
    ] {
        assert_eq!(body(&page(markup)), repaired, "{markup}");
    }
}

#[test]
fn adjacent_texts_are_one_node() {
    let document = page("a&amp;b<table>c</table>");
    let children: Vec<_> = walk::children(&node(&document, "body")).collect();
    assert_eq!(children.len(), 2);
}

#[test]
fn quirks_mode_is_noticed() {
    let quirky = html::parse_document("<p class=Note>");
    assert!(select::first(&base(&quirky), ".note").unwrap().is_some());
    let standard = html::parse_document("<!DOCTYPE html><p class=Note>");
    assert!(select::first(&base(&standard), ".note").unwrap().is_none());
}

#[test]
fn a_fragment_is_parsed_as_inside_its_context() {
    let document = page("<table><tbody></table><p></p><svg></svg><template></template>");
    for (context, markup, parsed) in [
        ("p", "a<b>c", "a<b>c</b>"),
        ("p", "<tr><td>x", "x"),
        ("tbody", "<tr><td>x", "<tr><td>x</td></tr>"),
        ("template", "<td>x</td>", "<td>x</td>"),
        ("svg", "<circle r='1'/>", "<circle r=\"1\"></circle>"),
    ] {
        let context = at(&document, context);
        let fragment = base(&html::parse_fragment(&context, markup));
        assert_eq!(html::inner(&fragment), parsed);
        for node in walk::descendants(&fragment) {
            assert_eq!(owner_document(&node).as_ref(), Some(&document));
        }
    }
    let svg = html::parse_fragment(&at(&document, "svg"), "<circle/>");
    let circle = handfast_dom::node::cast::<handfast_dom::element::Element>(
        &links::first_child(&base(&svg)).unwrap(),
    );
    assert_eq!(
        &**circle.unwrap().borrow().namespace(),
        "http://www.w3.org/2000/svg"
    );
}

#[test]
fn templates_are_written_with_their_contents() {
    let document = page("<template><p>a</p><template>b</template></template>");
    let written = "<template><p>a</p><template>b</template></template>";
    assert_eq!(body(&document), written);
    assert_eq!(html::outer(&node(&document, "template")), written);
    assert_eq!(
        html::inner(&node(&document, "template")),
        "<p>a</p><template>b</template>"
    );
}

#[test]
fn a_detached_node_can_be_moved_into_a_parsed_page() {
    let document = page("<p id=a></p>");
    let fragment = html::parse_fragment(&at(&document, "#a"), "<i>1</i><u>2</u>");
    mutate::insert_before(&node(&document, "#a"), &base(&fragment), None).unwrap();
    assert_eq!(body(&document), r#"<p id="a"><i>1</i><u>2</u></p>"#);
}
