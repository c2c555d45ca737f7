//! What keeps what alive, counted by the nodes' own `Drop`.

use handfast::{Heap, Ref};
use handfast_dom::html;
use handfast_dom::live::live_nodes;
use handfast_dom::node::{Node, base, owner_document};
use handfast_dom::tree::copy::copy;
use handfast_dom::tree::{links, mutate, walk};

use crate::support::{node, page};

#[test]
fn a_document_takes_its_nodes_along() {
    let before = live_nodes();
    let document = page("<ul><li>a<li>b<li>c</ul><template><p>x</template>");
    assert_eq!(live_nodes() - before, Heap::stats().objects);
    drop(document);
    assert_eq!(live_nodes(), before);
    assert!(Heap::stats().is_empty());
}

#[test]
fn children_that_outlive_their_parent_are_detached() {
    let document = page("<ul><li id=a>1<li id=b>2<li id=c>3</ul>");
    let b = node(&document, "#b");
    drop(document);
    assert_eq!(live_nodes(), 2, "the element and its text");
    for neighbour in [links::parent(&b), links::previous(&b), links::next(&b)] {
        assert_eq!(neighbour, None);
    }
    assert_eq!(owner_document(&b), None);
    assert_eq!(html::outer(&b), r#"<li id="b">2</li>"#);
    drop(b);
    assert_eq!(live_nodes(), 0);
}

#[test]
fn long_and_deep_trees_are_built_copied_and_dropped_without_a_deep_stack() {
    const MANY: usize = 100_000;
    let document = page("");
    let body = node(&document, "body");
    let child = |parent: &Ref<Node>, name| {
        let new = base(&handfast_dom::document::Document::create_element(&document, name).unwrap());
        mutate::insert_before(parent, &new, None).unwrap();
        new
    };
    for _ in 0..MANY {
        child(&body, "p");
    }
    // Above the parent, insertion looks for the child: a chain is built from its end.
    let mut chain =
        base(&handfast_dom::document::Document::create_element(&document, "i").unwrap());
    for _ in 0..MANY {
        let outer =
            base(&handfast_dom::document::Document::create_element(&document, "div").unwrap());
        mutate::insert_before(&outer, &chain, None).unwrap();
        chain = outer;
    }
    mutate::insert_before(&body, &chain, None).unwrap();
    let copied = copy(&base(&document), true);
    assert_eq!(
        walk::descendants(&copied).count(),
        walk::descendants(&base(&document)).count()
    );
    assert_eq!(
        html::inner(&copied).len(),
        html::inner(&base(&document)).len()
    );
    drop((document, body, copied, chain));
    assert_eq!(live_nodes(), 0);
}
