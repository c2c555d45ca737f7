//! What selectors are made of here, and how they are parsed.

use std::borrow::Borrow;
use std::fmt::{self, Write};

use cssparser::{ParseError, Parser, ToCss, serialize_identifier, serialize_string};
use html5ever::{LocalName, Namespace, Prefix};
use precomputed_hash::PrecomputedHash;
use selectors::parser::{ParseRelative, SelectorImpl, SelectorList, SelectorParseErrorKind};

use super::pseudo_class::{PseudoClass, PseudoElement};
use crate::error::DomError;

/// The types that selectors are built from: the tree's own interned names.
#[derive(Clone, Debug)]
pub(super) struct Grammar;

impl SelectorImpl for Grammar {
    type ExtraMatchingData<'a> = ();
    type AttrValue = Value;
    type Identifier = Name<LocalName>;
    type LocalName = Name<LocalName>;
    type NamespaceUrl = Namespace;
    type NamespacePrefix = Name<Prefix>;
    type BorrowedNamespaceUrl = Namespace;
    type BorrowedLocalName = LocalName;
    type NonTSPseudoClass = PseudoClass;
    type PseudoElement = PseudoElement;
}

/// An interned name in a selector.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Name<A>(pub(super) A);

impl<'a, A: From<&'a str>> From<&'a str> for Name<A> {
    fn from(name: &'a str) -> Name<A> {
        Name(A::from(name))
    }
}

impl<A: AsRef<str>> ToCss for Name<A> {
    fn to_css<W: Write>(&self, out: &mut W) -> fmt::Result {
        serialize_identifier(self.0.as_ref(), out)
    }
}

impl<A: PrecomputedHash> PrecomputedHash for Name<A> {
    fn precomputed_hash(&self) -> u32 {
        self.0.precomputed_hash()
    }
}

impl Borrow<LocalName> for Name<LocalName> {
    fn borrow(&self) -> &LocalName {
        &self.0
    }
}

/// The value in an attribute selector.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Value(String);

impl From<&str> for Value {
    fn from(value: &str) -> Value {
        Value(value.into())
    }
}

impl AsRef<str> for Value {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl ToCss for Value {
    fn to_css<W: Write>(&self, out: &mut W) -> fmt::Result {
        serialize_string(&self.0, out)
    }
}

pub(super) fn parse(selector: &str) -> Result<SelectorList<Grammar>, DomError> {
    let parsed = SelectorList::parse(&Features, &mut Parser::new(selector), ParseRelative::No);
    parsed.map_err(|_| DomError::Syntax(selector.into()))
}

/// Which parts of the selector language are understood.
struct Features;

impl<'i> selectors::parser::Parser<'i> for Features {
    type Impl = Grammar;
    type Error = SelectorParseErrorKind;

    fn parse_nth_child_of(&self) -> bool {
        true
    }

    fn parse_is_and_where(&self) -> bool {
        true
    }

    fn parse_has(&self) -> bool {
        true
    }

    fn parse_non_ts_pseudo_class(
        &self,
        name: &str,
    ) -> Result<PseudoClass, ParseError<SelectorParseErrorKind>> {
        let unknown =
            || ParseError::custom(SelectorParseErrorKind::UnsupportedPseudoClassOrElement);
        PseudoClass::named(name).ok_or_else(unknown)
    }
}
