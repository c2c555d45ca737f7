//! The errors and the side effects of insertion, replacement and removal.

use handfast::Ref;
use handfast_dom::character_data::{Comment, Text};
use handfast_dom::document::Document;
use handfast_dom::error::DomError;
use handfast_dom::node::{Node, base, cast, owner_document};
use handfast_dom::tree::{content, find, links, mutate, walk};

use crate::support::{at, body, node, page};

fn element(document: &Ref<Document>, name: &str) -> Ref<Node> {
    base(&Document::create_element(document, name).unwrap())
}

fn text(document: &Ref<Document>, data: &str) -> Ref<Node> {
    base(&Text::create(&document.downgrade(), data.into()))
}

fn append(parent: &Ref<Node>, child: &Ref<Node>) -> Result<(), DomError> {
    mutate::insert_before(parent, child, None)
}

#[track_caller]
fn refused(result: Result<(), DomError>, name: &str) {
    assert_eq!(result.unwrap_err().name(), name);
}

#[test]
fn a_node_cannot_contain_itself() {
    let document = page("<div id=a><p id=b><i id=c>");
    let (a, b, c) = (
        node(&document, "#a"),
        node(&document, "#b"),
        node(&document, "#c"),
    );
    for (parent, child) in [(&a, &a), (&b, &a), (&c, &a), (&c, &c)] {
        refused(append(parent, child), "HierarchyRequestError");
    }
    refused(mutate::replace(&b, &a, &c), "HierarchyRequestError");
    assert_eq!(
        body(&document),
        r#"<div id="a"><p id="b"><i id="c"></i></p></div>"#
    );
}

#[test]
fn a_template_cannot_be_in_its_own_contents() {
    let document = page("<template><p></template>");
    let template = at(&document, "template");
    let contents = base(template.borrow().contents().unwrap());
    let inner = links::first_child(&contents).unwrap();
    refused(append(&inner, &base(&template)), "HierarchyRequestError");
    refused(
        append(&contents, &node(&document, "body")),
        "HierarchyRequestError",
    );
}

#[test]
fn texts_comments_and_doctypes_have_no_children() {
    let document = page("x<!-- y -->");
    let new = element(&document, "p");
    for child in walk::children(&node(&document, "body")) {
        refused(append(&child, &new), "HierarchyRequestError");
    }
    let doctype = links::first_child(&base(&document)).unwrap();
    refused(append(&doctype, &new), "HierarchyRequestError");
    refused(append(&new, &doctype), "HierarchyRequestError");
    refused(append(&new, &base(&document)), "HierarchyRequestError");
}

#[test]
fn a_document_has_one_element_after_one_doctype() {
    let document = page("");
    let root = base(&document);
    let (doctype, html) = (
        links::first_child(&root).unwrap(),
        links::last_child(&root).unwrap(),
    );
    let (new, words) = (element(&document, "p"), text(&document, "x"));
    refused(append(&root, &new), "HierarchyRequestError");
    refused(append(&root, &words), "HierarchyRequestError");
    refused(
        mutate::insert_before(&root, &html, Some(&doctype)),
        "HierarchyRequestError",
    );
    refused(append(&root, &doctype), "HierarchyRequestError");
    refused(
        mutate::replace(&root, &new, &doctype),
        "HierarchyRequestError",
    );
    let fragment = base(&Document::create_document_fragment(&document));
    append(&fragment, &words).unwrap();
    refused(append(&root, &fragment), "HierarchyRequestError");
    append(
        &root,
        &base(&Comment::create(&document.downgrade(), "fine".into())),
    )
    .unwrap();
    mutate::replace(&root, &new, &html).unwrap();
    assert_eq!(
        find::document_element(&root).map(|element| base(&element)),
        Some(new.clone())
    );
    mutate::remove(&root, &new).unwrap();
    mutate::remove(&root, &doctype).unwrap();
    append(&root, &html).unwrap();
    mutate::insert_before(&root, &doctype, Some(&html)).unwrap();
}

#[test]
fn the_reference_must_be_a_child() {
    let document = page("<p id=a><i></i></p><p id=b></p>");
    let (a, b, i) = (
        node(&document, "#a"),
        node(&document, "#b"),
        node(&document, "i"),
    );
    let new = element(&document, "u");
    refused(mutate::insert_before(&b, &new, Some(&i)), "NotFoundError");
    refused(mutate::replace(&b, &new, &i), "NotFoundError");
    refused(mutate::remove(&b, &i), "NotFoundError");
    mutate::remove(&a, &i).unwrap();
    refused(mutate::remove(&a, &i), "NotFoundError");
}

#[test]
fn a_fragment_gives_its_children_away() {
    let document = page("<p id=a>1</p><p id=b>2</p>");
    let fragment = base(&Document::create_document_fragment(&document));
    for letter in ["x", "y"] {
        append(&fragment, &text(&document, letter)).unwrap();
    }
    let host = node(&document, "body");
    mutate::insert_before(&host, &fragment, Some(&node(&document, "#b"))).unwrap();
    assert!(links::first_child(&fragment).is_none());
    assert_eq!(body(&document), r#"<p id="a">1</p>xy<p id="b">2</p>"#);
    mutate::replace(&host, &fragment, &node(&document, "#a")).unwrap();
    assert_eq!(body(&document), r#"xy<p id="b">2</p>"#);
}

#[test]
fn insertion_moves_and_insertion_before_itself_does_nothing() {
    let document = page("<i></i><u></u><b></b>");
    let (host, i, u) = (
        node(&document, "body"),
        node(&document, "i"),
        node(&document, "u"),
    );
    append(&host, &i).unwrap();
    assert_eq!(body(&document), "<u></u><b></b><i></i>");
    mutate::insert_before(&host, &u, Some(&u)).unwrap();
    mutate::replace(&host, &u, &u).unwrap();
    assert_eq!(body(&document), "<u></u><b></b><i></i>");
}

#[test]
fn nodes_change_their_document_with_all_below_them() {
    let (one, two) = (
        page("<div><p>x</p><template><i></i></template></div>"),
        page(""),
    );
    let div = node(&one, "div");
    append(&node(&two, "body"), &div).unwrap();
    let new = Document::create_element(&two, "b").unwrap();
    append(&node(&two, "template"), &base(&new)).unwrap();
    drop(one);
    for below in walk::descendants(&base(&two)) {
        assert!(owner_document(&below).is_some_and(|owner| owner == two));
    }
    let template = at(&two, "template");
    let inside = links::first_child(&base(template.borrow().contents().unwrap())).unwrap();
    assert!(owner_document(&inside).is_some_and(|owner| owner == two));
}

#[test]
fn text_content_is_read_and_replaced() {
    let document = page("<p id=a>one <b>two</b><!-- no --> three</p>");
    let a = node(&document, "#a");
    assert_eq!(content::text(&a).unwrap(), "one two three");
    content::set_text(&a, "<new>");
    assert_eq!(body(&document), r#"<p id="a">&lt;new&gt;</p>"#);
    let text = links::first_child(&a).unwrap();
    assert!(cast::<Text>(&text).is_some());
    content::set_text(&text, "changed");
    assert_eq!(content::data(&text).unwrap(), "changed");
    content::set_text(&a, "");
    assert!(links::first_child(&a).is_none());
    assert_eq!(content::text(&base(&document)), None);
}
