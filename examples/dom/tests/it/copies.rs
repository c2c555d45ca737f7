//! `cloneNode`.

use handfast_dom::html;
use handfast_dom::node::{base, owner_document};
use handfast_dom::tree::copy::copy;
use handfast_dom::tree::links;

use crate::support::{at, node, page};

#[test]
fn a_shallow_copy_has_attributes_but_no_children_and_no_parent() {
    let document = page("<p id=a class='x y'>text<b></b></p>");
    let copied = copy(&node(&document, "#a"), false);
    assert_eq!(html::outer(&copied), r#"<p id="a" class="x y"></p>"#);
    assert!(links::parent(&copied).is_none());
    assert_eq!(owner_document(&copied), Some(document));
}

#[test]
fn a_deep_copy_is_the_same_markup_in_other_nodes() {
    let document = page(
        "<p id=a>text<!--c--><svg viewBox='0 0 1 1'><path/></svg><template><i>in</i></template></p>",
    );
    let original = node(&document, "#a");
    let copied = copy(&original, true);
    assert_eq!(html::outer(&copied), html::outer(&original));
    assert!(html::outer(&copied).contains("<template><i>in</i></template>"));
    assert_ne!(links::first_child(&copied), links::first_child(&original));
    let contents = at(&document, "template").borrow().contents().cloned();
    assert_eq!(html::inner(&base(&contents.unwrap())), "<i>in</i>");
}

#[test]
fn a_copied_document_owns_its_copies() {
    let document = page("<p>x");
    let copied = copy(&base(&document), true);
    assert_eq!(html::inner(&copied), html::inner(&base(&document)));
    let html = links::last_child(&copied).unwrap();
    assert_eq!(
        owner_document(&html).map(|owner| base(&owner)),
        Some(copied.clone())
    );
}
