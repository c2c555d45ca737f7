//! Which names are valid, and what their prefixes mean.

use std::borrow::Cow;

use html5ever::{LocalName, Namespace, Prefix, QualName, ns};

use super::Element;
use crate::error::DomError;

fn ends_a_name(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\x0C' | '\r' | ' ' | '\0' | '/' | '>')
}

/// The standard's "valid element local name": what the parser could have read, or a name of XML's kind.
pub(crate) fn check_element_name(name: &str) -> Result<(), DomError> {
    let mut chars = name.chars();
    let valid = match chars.next() {
        Some(first) if first.is_ascii_alphabetic() => !name.contains(ends_a_name),
        Some(':' | '_' | '\u{80}'..) => chars
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | ':' | '_' | '\u{80}'..)),
        _ => false,
    };
    if valid {
        Ok(())
    } else {
        Err(DomError::InvalidCharacter(name.into()))
    }
}

/// The standard's "valid attribute local name".
pub(crate) fn check_attribute_name(name: &str) -> Result<(), DomError> {
    if name.is_empty() || name.contains(|c| ends_a_name(c) || c == '=') {
        return Err(DomError::InvalidCharacter(name.into()));
    }
    Ok(())
}

/// The name of an element in some namespace.
pub(crate) fn element_name(namespace: Option<&str>, qualified: &str) -> Result<QualName, DomError> {
    let name = split(namespace, qualified)?;
    check_element_name(&name.local)?;
    Ok(name)
}

/// The name of an attribute in some namespace.
pub(crate) fn attribute_name(
    namespace: Option<&str>,
    qualified: &str,
) -> Result<QualName, DomError> {
    let name = split(namespace, qualified)?;
    check_attribute_name(&name.local)?;
    Ok(name)
}

/// The standard's "validate and extract", without the check of the local name.
fn split(namespace: Option<&str>, qualified: &str) -> Result<QualName, DomError> {
    let namespace = Namespace::from(namespace.unwrap_or_default());
    let (prefix, local) = match qualified.split_once(':') {
        Some((prefix, local)) => (Some(prefix), local),
        None => (None, qualified),
    };
    if prefix.is_some_and(|prefix| prefix.is_empty() || prefix.contains(ends_a_name)) {
        return Err(DomError::InvalidCharacter(qualified.into()));
    }
    let about_xmlns = qualified == "xmlns" || prefix == Some("xmlns");
    if prefix.is_some() && namespace == ns!() {
        return Err(DomError::Namespace("a prefix needs a namespace"));
    }
    if prefix == Some("xml") && namespace != ns!(xml) {
        return Err(DomError::Namespace(
            "the prefix xml belongs to the XML namespace",
        ));
    }
    if about_xmlns != (namespace == ns!(xmlns)) {
        return Err(DomError::Namespace(
            "xmlns and the XMLNS namespace belong together",
        ));
    }
    Ok(QualName::new(
        prefix.map(Prefix::from),
        namespace,
        LocalName::from(local),
    ))
}

/// An element's name as JavaScript sees it: HTML's in upper case.
pub(crate) fn tag(element: &Element) -> String {
    let name = qualified(&element.name);
    if element.is_html() {
        name.to_ascii_uppercase()
    } else {
        name.into_owned()
    }
}

/// The namespace, if the name has one.
pub(crate) fn namespace(name: &QualName) -> Option<&str> {
    Some(&*name.ns).filter(|namespace| !namespace.is_empty())
}

/// Prefix and local name together.
pub(crate) fn qualified(name: &QualName) -> Cow<'_, str> {
    match &name.prefix {
        Some(prefix) => Cow::Owned(format!("{prefix}:{}", name.local)),
        None => Cow::Borrowed(&name.local),
    }
}
