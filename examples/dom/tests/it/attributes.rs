//! Attributes and names.

use handfast_dom::document::Document;
use html5ever::ns;

use crate::support::{at, page};

#[test]
fn html_attributes_are_case_insensitive_and_others_are_not() {
    let document = page("<p ID=a Class=b></p><svg viewBox='0 0 1 1'></svg>");
    let p = at(&document, "p");
    p.borrow_mut().set_attribute_called("DATA-X", "1").unwrap();
    assert_eq!(p.borrow().attribute_called("data-x"), Some("1"));
    assert_eq!(p.borrow().attribute_called("Data-X"), Some("1"));
    let svg = at(&document, "svg");
    assert_eq!(svg.borrow().attribute_called("viewBox"), Some("0 0 1 1"));
    assert_eq!(svg.borrow().attribute_called("viewbox"), None);
}

#[test]
fn namespaces_of_attributes() {
    let document = page("<svg><use xlink:href='#a'/></svg>");
    let element = at(&document, "use");
    let mut element = element.borrow_mut();
    assert_eq!(element.attribute_called("xlink:href"), Some("#a"));
    assert_eq!(element.attribute(&ns!(xlink), &"href".into()), Some("#a"));
    assert_eq!(element.attribute(&ns!(), &"href".into()), None);
    element
        .set_attribute_in(Some("http://www.w3.org/1999/xlink"), "xlink:href", "#b")
        .unwrap();
    assert_eq!(element.attribute_called("xlink:href"), Some("#b"));
    element.remove_attribute_in(&ns!(xlink), &"href".into());
    assert_eq!(element.attribute_called("xlink:href"), None);
}

#[test]
fn invalid_names_are_refused() {
    let document = Document::create();
    for name in ["", "a b", "1a", "<p", "a/b", "a>b", "-a"] {
        let error = Document::create_element(&document, name).unwrap_err();
        assert_eq!(error.name(), "InvalidCharacterError", "{name:?}");
    }
    for name in ["p", "my-element", "é", "_a", ":b", "h1", "svg:g"] {
        assert!(
            Document::create_element(&document, name).is_ok(),
            "{name:?}"
        );
    }
    let element = Document::create_element(&document, "p").unwrap();
    for name in ["", "a b", "a=b", "a/b", "a>b"] {
        let error = element
            .borrow_mut()
            .set_attribute_called(name, "")
            .unwrap_err();
        assert_eq!(error.name(), "InvalidCharacterError", "{name:?}");
    }
}

#[test]
fn prefixes_and_namespaces_must_go_together() {
    let document = Document::create();
    let svg = Some("http://www.w3.org/2000/svg");
    for (namespace, name, error) in [
        (None, "a:b", "NamespaceError"),
        (svg, "xml:b", "NamespaceError"),
        (svg, "xmlns", "NamespaceError"),
        (svg, "xmlns:a", "NamespaceError"),
        (Some("http://www.w3.org/2000/xmlns/"), "b", "NamespaceError"),
        (svg, ":b", "InvalidCharacterError"),
        (svg, "a:", "InvalidCharacterError"),
        (svg, "a b", "InvalidCharacterError"),
    ] {
        let refused =
            Document::create_element_ns(&document, namespace.map(String::from), name).unwrap_err();
        assert_eq!(refused.name(), error, "{name}");
    }
    let element =
        Document::create_element_ns(&document, svg.map(String::from), "s:linearGradient").unwrap();
    let element = element.borrow();
    assert_eq!(&**element.local(), "linearGradient");
    assert_eq!(element.namespace(), &ns!(svg));
    let plain = Document::create_element_ns(&document, None, "x").unwrap();
    assert_eq!(plain.borrow().namespace(), &ns!());
}
